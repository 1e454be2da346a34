"""Studies followed through an article, and what supports them."""

import pytest

from medlint.language.binding import Scope, bond
from medlint.language.resources import Language
from medlint.language.threads import Thread, size_of, thread_at, threads
from tests.articles import article_of, span_of


def opened(text: str, language: Language) -> list[tuple[str, list[str]]]:
    """The opening words of each thread, and those of its later mentions."""
    article = article_of(text, language)
    prose = article.document.text
    return [
        (t.opening.span.of(prose), [m.span.of(prose) for m in t.later])
        for t in threads(article, language.studies)
    ]


def test_definite_words_continue_a_study(language: Language) -> None:
    text = "A 2019 trial found it. The study was small.\n\nThe researchers agree."
    assert opened(text, language) == [
        ("A 2019 trial", ["The study", "The researchers"])
    ]


def test_another_study_opens_its_own(language: Language) -> None:
    text = "A 2019 trial found it. Another study did not. The trial was small."
    assert opened(text, language) == [
        ("A 2019 trial", []),
        ("Another study", ["The trial"]),
    ]


def test_the_same_authors_are_one_study(language: Language) -> None:
    text = "Lund et al. (2019) found it. Lund and colleagues also asked why."
    assert [first for first, _ in opened(text, language)] == ["Lund et al. (2019)"]


def test_a_heading_ends_a_study(language: Language) -> None:
    text = "A 2019 trial found it.\n\n# Next\n\nThe study was small."
    assert opened(text, language) == [("A 2019 trial", [])]


def test_two_silent_paragraphs_end_a_study(language: Language) -> None:
    text = "A 2019 trial found it.\n\nTea.\n\n{}The study was small."
    assert opened(text.format(""), language) == [("A 2019 trial", ["The study"])]
    assert opened(text.format("Rain.\n\n"), language) == [("A 2019 trial", [])]


def test_what_a_study_reaches(language: Language) -> None:
    text = "Tea. A 2019 trial found it. Rain. Another study did not. Snow.\n\nIce."
    article = article_of(text, language)

    def about(words: str) -> str:
        thread = thread_at(article, language.studies, span_of(article, words))
        return thread.opening.span.of(article.document.text) if thread else ""

    assert about("Tea") == ""
    assert about("Rain") == "A 2019 trial"
    assert about("Snow") == "Another study"
    assert about("Ice") == ""


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A trial of 42 women found it.", 42),
        ("A study followed 20,000 nurses. It lasted.", 20000),
        ("A study (n = 12) found it.", 12),
        ("A study of mice found it.", 0),
    ],
)
def test_how_many_took_part(text: str, size: int, language: Language) -> None:
    article = article_of(text, language)
    (thread,) = threads(article, language.studies)
    assert size_of(article, thread.reach) == size


LIST = "\n\n## References\n\n1. Lund A, Okoro B. Tea and sleep. Lancet. 2019;393:1-9.\n"
BOUND: list[tuple[str, Scope | None]] = [
    ("A 2018 trial found it.[1]", "sentence"),
    ("A 2018 trial [found it](https://doi.org/10.1000/x).", "sentence"),
    ("A 2018 trial found it. The study was small.[1]", "thread"),
    ("A 2018 trial found it. Rain fell.\n\nThe study was small (PMID: 31000001).",
     "thread"),
    ("A 2018 trial found it. Another study did not.[1]", "paragraph"),
    ("A 2018 trial found it. Another study did not.[1] Rain fell.", None),
    ("A 2018 trial found it. Another study[2] did not.[1]", None),
    (f"Lund et al. (2019) found it.{LIST}", "reference"),
    (f"Lund et al. (2018) found it.{LIST}", "reference"),
    (f"Lund et al. (2016) found it.{LIST}", None),
    (f"Roy et al. (2019) found it.{LIST}", None),
    (f"A 2019 Lancet trial found it.{LIST}", "reference"),
    (f"A 2019 Thorax trial found it.{LIST}", None),
    (f"A 2019 trial found it.{LIST}", None),
    ("# Tea\n\nA 2018 trial found it.\n\nSources: Lund A. Tea and sleep. 2018.",
     "section"),
    ("# Tea\n\nA 2018 trial found it.\n\n# Rain\n\nSources: Lund A. Tea. 2018.", None),
    ("A 2018 trial found it.", None),
]  # fmt: skip
SCOPES: tuple[Scope, ...] = ("sentence", "thread", "paragraph", "reference", "section")


@pytest.mark.parametrize(("text", "scope"), BOUND)
def test_what_supports_a_study(
    text: str, scope: Scope | None, language: Language
) -> None:
    article = article_of(text, language)
    first: Thread = threads(article, language.studies)[0]
    found = (s for s in SCOPES if bond(article, first, s) is not None)
    assert next(found, None) == scope
