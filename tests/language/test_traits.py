from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.language.resources import Language
from medlint.language.threads import threads
from medlint.language.trait_table import Caveat, Design, Species, Status
from medlint.language.traits import Traits, traits
from tests.articles import article_of, span_of

DESIGNS = [
    ("A randomized trial of 300 adults found no effect.", Design.RCT),
    ("A study found more relief than with placebo.", Design.RCT),
    ("A trial from Leeds found no effect.", Design.TRIAL),
    ("A meta-analysis of randomized trials found no effect.", Design.META_ANALYSIS),
    ("A systematic review found 12 cohort studies.", Design.META_ANALYSIS),
    ("A study followed 9,000 nurses and found less gout.", Design.COHORT),
    ("A case-control study found less gout.", Design.CASE_CONTROL),
    ("A cross-sectional study found less gout.", Design.SURVEY),
    ("Doctors asked. A survey of 900 nurses was sent out.", Design.SURVEY),
    ("A registry study found less gout.", Design.OBSERVATIONAL),
    ("A study found an association between tea and gout.", Design.OBSERVATIONAL),
    ("An open-label study found less gout.", Design.UNCONTROLLED),
    ("A pilot study found less gout.", Design.PILOT),
    ("A study of a case series found less gout.", Design.CASE_SERIES),
    ("A study found longer lives in mice.", Design.ANIMAL),
    ("Scientists fed rats a diet of berries.", Design.ANIMAL),
    ("A study found that cells grown in a dish die.", Design.IN_VITRO),
    ("A modelling study found fewer cases.", Design.MODELLING),
    ("A study found less gout.", None),
]


def told(text: str, language: Language) -> Traits:
    """The traits of the first study of a text."""
    article = article_of(text, language)
    reader = language.traits
    return reader.of(article, reader.passages(article)[0])


@pytest.mark.parametrize(("text", "design"), DESIGNS)
def test_design(text: str, design: Design | None, language: Language) -> None:
    assert told(text, language).design is design


def test_the_first_sentence_that_tells_a_design_counts(language: Language) -> None:
    text = "A study followed 9,000 men and found less gout. It was no trial."
    assert told(text, language).designs == (Design.COHORT, Design.TRIAL)


def test_links_are_no_design_of_studies_in_general(language: Language) -> None:
    text = "Studies have shown that genes are linked to gout."
    assert told(text, language).design is None


def test_species_size_phase_status_and_money(language: Language) -> None:
    text = (
        "In a phase 2 study of 26 patients, presented at a meeting in Vienna, the pill"
        " worked. The study was funded by the manufacturer."
    )
    found = told(text, language)
    assert (found.size, found.phase, found.status) == (26, 2, Status.MEETING)
    assert found.species == {Species.HUMAN}
    assert found.has_interest
    assert found.is_preliminary


@pytest.mark.parametrize(
    ("words", "caveat"),
    [
        ("It cannot prove cause and effect.", Caveat.CAUSE),
        ("Other factors could explain the result.", Caveat.CAUSE),
        ("Whether it works in people is unknown.", Caveat.PEOPLE),
        ("The study was small.", Caveat.SMALL),
        ("These are early results.", Caveat.EARLY),
        ("More research is needed.", Caveat.UNCONFIRMED),
    ],
)
def test_caveats(words: str, caveat: Caveat, language: Language) -> None:
    assert caveat in told(f"A study found less gout. {words}", language).caveats
    assert not told("A study found less gout.", language).caveats


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("A study of 50 women found relief.", True),
        ("A study of 51 women found relief.", False),
        ("A phase III study found relief.", False),
        ("A meta-analysis of pilot studies found relief.", False),
        ("A preprint reported relief.", True),
    ],
)
def test_what_is_preliminary(text: str, *, early: bool, language: Language) -> None:
    assert told(text, language).is_preliminary is early


def test_a_passage_ends_some_sentences_behind_its_study(language: Language) -> None:
    text = "Rats were given tea. " + "It rained. " * 8 + "Garlic cures colds."
    article = article_of(text, language)
    reader = language.traits
    assert reader.passage_at(article, span_of(article, "Rats"))
    assert reader.passage_at(article, span_of(article, "Garlic")) is None


def test_a_title_is_about_the_study_below_it(language: Language) -> None:
    text = "# Naps heal\n\nA study followed 9,000 men and found less gout."
    article = article_of(text, language)
    passage = language.traits.passage_at(article, span_of(article, "Naps"))
    assert passage is not None
    assert language.traits.of(article, passage).design is Design.COHORT


def test_traits_of_a_thread(language: Language) -> None:
    article = article_of("A cohort study found less gout.", language)
    (thread,) = threads(article, language.studies)
    assert traits(article, language.traits, thread).design is Design.COHORT


@settings(max_examples=40, deadline=timedelta(seconds=2))
@given(
    st.lists(
        st.sampled_from(
            [
                "A study found it.",
                "In mice, it died.",
                "# Title",
                "",
                "The study ended.",
            ]
        ),
        max_size=8,
    )
)
def test_passages_do_not_overlap(language: Language, lines: list[str]) -> None:
    article = article_of("\n".join(lines), language)
    pieces = sorted(
        p for passage in language.traits.passages(article) for p in passage.about
    )
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    for passage in language.traits.passages(article):
        for piece in passage.about:
            assert language.traits.passage_at(article, piece) is not None
