"""Predicates: which words they are, in which form, how strong."""

import pytest

from medlint.language.phrases import Notation, PhraseError
from medlint.language.predicates import (
    Form,
    Predicate,
    Predicates,
    PredicatesFile,
    PredicateSpec,
)
from medlint.language.resources import Language
from medlint.text import Span
from tests.articles import article_of


def spec(**keys: object) -> PredicateSpec:
    given = {"strength": 4, "object": "condition", **keys}
    return PredicateSpec.model_validate(given)


def predicates(notation: Notation, **classes: PredicateSpec) -> Predicates:
    return Predicates(PredicatesFile(classes=classes), notation)


def found(loaded: Predicates, text: str, language: Language) -> list[Predicate]:
    article = article_of(text, language)
    return [*loaded.within(article, Span(0, len(article.document.text)))]


def shown(loaded: Predicates, text: str, language: Language) -> list[str]:
    """Each predicate as "class words form"."""
    return [
        f"{p.reading.name} {p.span.of(text).lower()} {p.reading.form.value}"
        for p in found(loaded, text, language)
    ]


FORMS = [
    ("cure", Form.BASE),
    ("cures", Form.FINITE),
    ("curing", Form.GERUND),
    ("cured", Form.PAST),
    ("fight", Form.BASE),
    ("fights", Form.FINITE),
    ("fighting", Form.GERUND),
    ("fought", Form.PAST),
    ("stop", Form.BASE),
    ("stops", Form.FINITE),
    ("stopping", Form.GERUND),
    ("stopped", Form.PAST),
    ("remedy", Form.BASE),
    ("remedies", Form.FINITE),
    ("remedied", Form.PAST),
    ("get rid of", Form.BASE),
    ("gets rid of", Form.FINITE),
    ("getting rid of", Form.GERUND),
    ("got rid of", Form.PAST),
    ("clear up", Form.BASE),
    ("cleared up", Form.PAST),
    ("beating", Form.GERUND),
    ("beat", Form.BASE),
    ("overcame", Form.PAST),
    ("overcome", Form.BASE),
    ("bringing down", Form.GERUND),
    ("brought down", Form.PAST),
]


@pytest.mark.parametrize(("words", "form"), FORMS)
def test_forms_of_a_verb(
    words: str, form: Form, notation: Notation, language: Language
) -> None:
    verbs = ["cure~", "fight~", "stop~", "remedy~", "get~ rid of", "clear~ up"]
    verbs += ["beat~", "overcome~", "bring~ down"]
    loaded = predicates(notation, treat=spec(verbs=verbs))
    (predicate,) = found(loaded, f"x {words} y", language)
    assert predicate.reading.form is form
    assert predicate.span == Span(2, 2 + len(words))


BARE = [("cure", True), ("cures", True), ("cured", False), ("curing", False)]


@pytest.mark.parametrize(("words", "bare"), BARE)
def test_one_word_may_be_a_noun(
    words: str, bare: bool, notation: Notation, language: Language
) -> None:
    loaded = predicates(notation, cure=spec(verbs=["cure~", "clear~ up"]))
    (predicate,) = found(loaded, f"x {words} y", language)
    assert predicate.reading.bare is bare
    (several,) = found(loaded, "x clear up y", language)
    assert not several.reading.bare


def test_phrases_compounds_and_properties(
    notation: Notation, language: Language
) -> None:
    loaded = predicates(
        notation,
        a=spec(phrases=["(good|great) for", "safe (and sound)?"]),
        b=spec(compounds=["relief", "fighting"]),
        c=spec(properties={"(anti-tumor|antitumor)": "cancer"}),
    )
    text = "great for it, good for it, safe and sound, safe, pain relief, anti-tumor"
    assert shown(loaded, text, language) == [
        "a great for phrase",
        "a good for phrase",
        "a safe and sound phrase",
        "a safe phrase",
        "b relief compound",
        "c anti-tumor property",
    ]
    (predicate,) = found(loaded, "an antitumor effect", language)
    assert predicate.reading.acts_on == "cancer"


def test_hyphens_and_case_do_not_matter(notation: Notation, language: Language) -> None:
    loaded = predicates(notation, a=spec(properties={"pain-relieving": "pain"}))
    for text in (
        "pain-relieving",
        "pain relieving",
        "Pain-Relieving",
        "PAIN RELIEVING",
    ):
        assert len(found(loaded, f"a {text} oil", language)) == 1
    assert not found(loaded, "a painrelieving oil", language)


def test_of_one_class_the_longest_counts(
    notation: Notation, language: Language
) -> None:
    loaded = predicates(
        notation,
        fight=spec(verbs=["fight~", "fight~ off", "slow~ the growth of"]),
        stop=spec(verbs=["fight~"]),
    )
    assert shown(loaded, "It fights off flu.", language) == [
        "fight fights off finite",
        "stop fights finite",
    ]


def test_words_inside_a_longer_predicate_are_not_read_again(
    notation: Notation, language: Language
) -> None:
    loaded = predicates(notation, a=spec(verbs=["slow~ the growth of", "growth of"]))
    assert len(found(loaded, "It slows the growth of x.", language)) == 1


def test_only_what_lies_inside_the_span(notation: Notation, language: Language) -> None:
    loaded = predicates(notation, a=spec(verbs=["get~ rid of"]))
    article = article_of("We get rid of it.", language)
    assert [*loaded.within(article, Span(0, 17))]
    assert not [*loaded.within(article, Span(0, 10))]
    assert not [*loaded.within(article, Span(5, 17))]


def test_the_same_words_may_be_of_two_classes(
    notation: Notation, language: Language
) -> None:
    loaded = predicates(
        notation, prevent=spec(verbs=["stop~"]), stop=spec(verbs=["stop~"], strength=2)
    )
    readings = [p.reading for p in found(loaded, "It stops.", language)]
    assert {(r.name, r.strength) for r in readings} == {("prevent", 4), ("stop", 2)}


@pytest.mark.parametrize(
    "phrase", ["cure {0,3} for", "<painkiller>", "<red-flag-symptom>"]
)
def test_a_predicate_must_spell_out_its_words(phrase: str, notation: Notation) -> None:
    with pytest.raises(PhraseError):
        predicates(notation, a=spec(phrases=[phrase]))


STRENGTH = [
    ("cures", "cure", 5),
    ("reverses", "rid", 5),
    ("treats", "treat", 4),
    ("prevents", "prevent", 4),
    ("fights", "fight", 4),
    ("eases", "relieve", 4),
    ("good for", "help", 3),
    ("used for", "use", 3),
    ("antiviral", "property", 3),
]


@pytest.mark.parametrize(("words", "name", "strength"), STRENGTH)
def test_classes_that_ship(
    words: str, name: str, strength: int, language: Language
) -> None:
    loaded = language.claims.predicates
    readings = [p.reading for p in found(loaded, f"x {words} y", language)]
    assert (name, strength) in {(r.name, r.strength) for r in readings}


@pytest.mark.parametrize(
    "text",
    ["A curate curated it.", "An obsession with preventatives.", "He is a stopper."],
)
def test_parts_of_words_are_no_predicates(text: str, language: Language) -> None:
    assert not found(language.claims.predicates, text, language)


def test_properties_that_ship_name_conditions(language: Language) -> None:
    known = language.claims.finder.knowledge.concepts
    loaded = language.claims.predicates
    words = ("anticancer antiviral antibacterial antifungal antiparasitic antidepressant "
             "anti-inflammatory anxiolytic analgesic antidiabetic antihypertensive "
             "anticonvulsant neuroprotective cardioprotective")  # fmt: skip
    readings = [p.reading for p in found(loaded, words, language)]
    targets = {r.acts_on for r in readings if r.form is Form.PROPERTY}
    assert len(targets) >= 12
    assert not [target for target in targets if ("conditions", target) not in known]
