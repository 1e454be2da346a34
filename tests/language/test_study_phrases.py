"""Phrases that speak of one study, and those that only look like it."""

import pytest

from medlint.language.resources import Language
from medlint.language.studies import Mention
from tests.articles import article_of

ONE = [
    ("A recent study found that tea helps.", "A recent study", {}),
    ("One study found relief in half of them.", "One study", {}),
    ("In a 2019 trial, sleep improved.", "a 2019 trial", {"year": "2019"}),
    ("Tea helps, says Lancet study", "Lancet study", {"venue": "Lancet"}),
    ("According to a report in JAMA, tea helps.", "a report in JAMA", {"venue": "JAMA"}),
    (
        "A paper published in the Journal of Sleep (2018) showed it.",
        "A paper published in the Journal of Sleep (2018)",
        {"venue": "Journal of Sleep", "year": "2018"},
    ),
    (
        "A study, published in March 2020 in Thorax, found it.",
        "A study, published in March 2020 in Thorax",
        {"year": "2020", "venue": "Thorax"},
    ),
    (
        "A large trial called SAIL-2 tested it.",
        "A large trial called SAIL-2",
        {"trial": "SAIL-2"},
    ),
    ("The DAPA-HF trial showed it.", "The DAPA-HF trial", {"trial": "DAPA-HF"}),
    (
        "A trial (NCT01234567) compared them.",
        "A trial (NCT01234567)",
        {"registry": "NCT01234567"},
    ),
    (
        "Researchers at Ghent University found it.",
        "Researchers at Ghent University",
        {"institution": "Ghent University"},
    ),
    (
        "In 2010, a team of researchers found it.",
        "a team of researchers",
        {"year": "2010"},
    ),
    (
        "A small trial of 42 women showed fewer flushes.",
        "A small trial of 42 women",
        {},
    ),
    (
        "The latest research from Duke University links them.",
        "The latest research from Duke University",
        {"institution": "Duke University"},
    ),
    ("New Harvard study finds tea helps", "New Harvard study", {"institution": "Harvard"}),
    ("Study finds that tea helps", "Study", {}),
    ("In 2018, a team at Ghent University reported the opposite.",
     "a team at Ghent University", {"institution": "Ghent University", "year": "2018"}),
    ("Harvard researchers say tea helps.", "Harvard researchers",
     {"institution": "Harvard"}),
    ("In one survey of 1,200 adults, half drank tea.", "one survey of 1,200 adults", {}),
    ("A new report found that tea helps.", "A new report", {}),
    ("An analysis of 14 trials showed it.", "An analysis of 14 trials", {}),
    ("This was shown in a randomized trial.", "a randomized trial", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "told"), ONE)
def test_what_speaks_of_one_study(
    text: str, words: str, told: dict[str, str], language: Language
) -> None:
    article = article_of(text, language)
    (found,) = language.studies.mentions(article, article.document.blocks[0])
    assert found.kind is Mention.SPECIFIC
    assert found.span.of(text) == words
    assert {n: getattr(found.identity, n) for n in found.identity.given} == told


@pytest.mark.parametrize(
    "text",
    [
        "A sleep study shows how you breathe.",
        "You may need a nerve conduction study.",
        "The case study describes a school.",
        "She wants to study abroad in 2019.",
        "The study drug is a white pill.",
        "A trial of antibiotics may help.",
        "Trial and error showed which shoe fits.",
        "The court trial found him guilty.",
        "Start a free trial in 2020.",
        "A larger trial is needed.",
        "A trial in 2026 will compare both drugs.",
        "Two trials are under way at Ghent University.",
        "Ask whether you can join a clinical trial.",
        "A cohort study is a study that follows people.",
        "NIH conducts research in laboratories across the country.",
        "Researchers at Ghent University are testing it.",
        "Report to your doctor what you found.",
        "Experiment to find your dose.",
        "Your test results found nothing.",
        "They need paper towels.",
        "A clinical trial of radiation therapy following surgery.",
        "Review your medicines once a year.",
        "Research your family history.",
        "Further research may show it.",
        "In a skeletal survey, all bones are looked at.",
        "Complete our survey and find a prize.",
        "What the research shows is set out below.",
    ],
)  # fmt: skip
def test_what_only_looks_like_it(text: str, language: Language) -> None:
    article = article_of(text, language)
    found = language.studies.mentions(article, article.document.blocks[0])
    assert [m for m in found if m.kind is not Mention.KNOWN] == []


@pytest.mark.parametrize(
    "text",
    [
        "The study found it.",
        "These findings held.",
        "The researchers warned of it.",
        "This trial had no control group.",
        "The authors say the results are weak.",
    ],
)
def test_what_was_spoken_of_before(text: str, language: Language) -> None:
    article = article_of(text, language)
    found = language.studies.mentions(article, article.document.blocks[0])
    assert {m.kind for m in found} == {Mention.KNOWN}
