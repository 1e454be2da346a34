"""Whose claim it is: named, referred to, inherited, or nobody's."""

import pytest

from medlint.language.claims import Claim
from medlint.language.resources import Language
from medlint.language.subjects import Subject
from tests.articles import article_of, span_of

PAGE = "# Turmeric\n\n"


def claim_on(text: str, words: str, language: Language) -> tuple[Claim, str]:
    """The claim whose predicate is some words that occur once, and the prose."""
    article = article_of(text, language)
    span = span_of(article, words)
    claims = language.claims.in_block(article, article.block_at(span.start))
    (claim,) = [claim for claim in claims if claim.predicate.span == span]
    return claim, article.document.text


def written(subject: Subject, prose: str) -> str:
    return ", ".join(mention.span.of(prose) for mention in subject.mentions)


BEFORE, OPENER, HEADING = (
    "the sentence before",
    "the list's opening words",
    "the heading",
)
INHERITED = [
    # text, predicate, what is meant, where it was found, what stands for it
    ("Turmeric is a root. It cures gout.", "cures", "Turmeric", BEFORE, "pronoun"),
    ("Turmeric is a root. This cures gout.", "cures", "Turmeric", BEFORE, "pronoun"),
    ("Turmeric is a root. This herb cures gout.", "cures", "Turmeric", BEFORE, ""),
    ("Turmeric is a root. The remedy cures gout.", "cures", "Turmeric", BEFORE, ""),
    ("Turmeric is a root. Its oil also cures gout.", "cures", "Turmeric", BEFORE, ""),
    ("Turmeric is old. It is a root. It cures gout.", "cures", "Turmeric", BEFORE, ""),
    ("We like turmeric. Can cure gout.", "cure", "turmeric", BEFORE, "implied"),
    (
        "Zinc and turmeric are sold here. They cure gout.",
        "cure",
        "Zinc, turmeric",
        BEFORE,
        "pronoun",
    ),
    (
        "Turmeric blocks an enzyme. This effect cures gout.",
        "cures",
        "Turmeric",
        BEFORE,
        "effect",
    ),
    (
        "Turmeric is a root. This remedy cures gout.",
        "cures",
        "Turmeric",
        BEFORE,
        "product",
    ),
    ("Turmeric:\n\n- cures gout\n- smells", "cures", "Turmeric", OPENER, "implied"),
    ("What turmeric does:\n\n- It cures gout", "cures", "turmeric", OPENER, "pronoun"),
    (
        "Turmeric:\n\n- tastes well\n- also cures gout",
        "cures",
        "Turmeric",
        OPENER,
        "implied",
    ),
    (f"{PAGE}It cures gout.", "cures", "Turmeric", HEADING, "pronoun"),
    (
        "| Herb | Part | Use |\n| - | - | - |\n| Zinc | - | - |\n| Turmeric | root | Cures gout |",
        "Cures",
        "Turmeric",
        "the first cell of the row",
        "implied",
    ),
    (f"{PAGE}- cures gout", "cures", "Turmeric", OPENER, "implied"),
    (f"{PAGE}## Uses\n\nIt cures gout.", "cures", "Turmeric", HEADING, "pronoun"),
    (f"{PAGE}## Zinc\n\nIt cures gout.", "cures", "Zinc", HEADING, "pronoun"),
    (f"{PAGE}Cures gout.", "Cures", "Turmeric", HEADING, "implied"),
    (
        f"{PAGE}Studies show benefits for gout.",
        "benefits for",
        "Turmeric",
        HEADING,
        "research",
    ),
    (
        f"{PAGE}Zinc is a metal. It cures gout.",
        "cures",
        "Zinc",
        BEFORE,
        "pronoun",
    ),
]


@pytest.mark.parametrize(("text", "words", "meant", "origin", "via"), INHERITED)
def test_what_is_left_out_is_inherited(
    text: str, words: str, meant: str, origin: str, via: str, language: Language
) -> None:
    claim, prose = claim_on(text, words, language)
    subject = claim.subject
    assert (written(subject, prose), subject.how) == (meant, "inherited")
    assert subject.origin == origin
    assert subject.via == via or not via


IN_THE_SENTENCE = [
    ("Turmeric cures gout.", "cures", "Turmeric"),
    ("Zinc, garlic and turmeric cure gout.", "cure", "Zinc, garlic, turmeric"),
    ("Gout is cured by turmeric.", "cured", "turmeric"),
    ("With turmeric, gout is cured.", "cured", "turmeric"),
    ("You can cure gout with turmeric.", "cure", "turmeric"),
    ("This supplement cures gout.", "cures", "supplement"),
    # The subject of the sentence before is not asked where one is named.
    ("Zinc is a metal. Turmeric cures gout.", "cures", "Turmeric"),
    ("# Zinc\n\nTurmeric cures gout.", "cures", "Turmeric"),
    # The heart only pumps.
    ("Turmeric helps the heart and cures gout.", "cures", "Turmeric"),
]


@pytest.mark.parametrize(("text", "words", "meant"), IN_THE_SENTENCE)
def test_what_the_sentence_names(
    text: str, words: str, meant: str, language: Language
) -> None:
    claim, prose = claim_on(text, words, language)
    assert (written(claim.subject, prose), claim.subject.how) == (meant, "named")
    assert not claim.subject.origin


UNNAMED = [
    ("Gout can be cured.", "cured", "nobody"),
    ("He cured gout.", "cured", "person"),
    ("I finally cured my gout.", "cured", "person"),
    ("Cure gout in a week.", "Cure", "order"),
    ("You can cure gout at home.", "cure", "order"),
    ("Simply cure gout today.", "cure", "order"),
    ("Treatment for gout begins early.", "Treatment for", "topic"),
    ("To cure gout, rest.", "cure", "topic"),
    ("Curing gout takes time.", "Curing", "topic"),
    ("Blorbomax cures gout.", "cures", "unknown"),
    ("It cures gout.", "cures", "pronoun"),
    ("We met. It cures gout.", "cures", "anaphor"),
    ("Cures gout.", "Cures", "implied"),
    ("Studies show benefits for gout.", "benefits for", "research"),
    ("Avoid turmeric to cure gout.", "cure", "avoided"),
    ("Avoid zinc and turmeric to cure gout.", "cure", "avoided"),
    ("Cut down on turmeric to cure gout.", "cure", "avoided"),
]


@pytest.mark.parametrize(("text", "words", "how"), UNNAMED)
def test_nobody_is_named(text: str, words: str, how: str, language: Language) -> None:
    claim, _ = claim_on(text, words, language)
    assert not claim.subject.mentions
    assert claim.subject.how == how


NOT_INHERITED = [
    # Three sentences back is too far.
    "Turmeric is a root. It grows. It smells. It is here. It cures gout.",
    # Another paragraph is another matter.
    "Turmeric is a root.\n\nIt cures gout.",
    # A person or a firm that no table knows speaks for itself.
    "Turmeric is a root. Blorbomax cures gout.",
    "# Turmeric\n\nBlorbomax cures gout.",
]


@pytest.mark.parametrize("text", NOT_INHERITED)
def test_what_is_not_inherited(text: str, language: Language) -> None:
    claim, _ = claim_on(text, "cures", language)
    assert not claim.subject.mentions


def test_doubt_is_not_avoidance(language: Language) -> None:
    claim, prose = claim_on(
        "There is no doubt that turmeric cures gout.", "cures", language
    )
    assert written(claim.subject, prose) == "turmeric"


@pytest.mark.parametrize(
    "opening", ["With this diet", "Today, with this diet", "Luckily, with this diet"]
)
def test_what_stands_in_front_acts(opening: str, language: Language) -> None:
    claim, prose = claim_on(f"{opening} you can cure gout.", "cure", language)
    assert written(claim.subject, prose) == "this diet"


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Doctors treat gout.", True),
        ("The surgeon treats gout.", True),
        ("Turmeric treats gout.", False),
        ("This supplement treats gout.", False),
    ],
)
def test_people_act(text: str, is_person: bool, language: Language) -> None:
    words = "treats" if "treats" in text else "treat"
    claim, _ = claim_on(text, words, language)
    assert claim.subject.is_person is is_person
