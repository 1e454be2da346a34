import pytest

from medlint.language.citations import (
    citations,
    citations_in,
    reference_blocks,
    reference_for,
)
from medlint.language.resources import Language
from tests.articles import article_of, span_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Zinc helps ([trial](https://a.example/x)).", ["link"]),
        ("Zinc helps, says https://a.example/x.", ["link"]),
        ("Zinc helps.[^1]\n\n[^1]: A note.", ["footnote"]),
        ("Zinc helps.[1]", ["number"]),
        ("Zinc helps [1,3\u20135].", ["number"]),
        ("Zinc helps.\u00b9\u00b2", ["number"]),
        ("Zinc helps.<sup>3</sup>", ["number"]),
        ("Zinc helps.[<sup>3</sup>](#ref3)", ["number"]),
        ("Zinc shortens colds.2 It is cheap.", ["number"]),
        ("Zinc helps (Smith et al., 2019).", ["author-year"]),
        ("Zinc helps (CDC, 2024).", ["author-year"]),
        ("Zinc helps (Smith & Lee 2019a; Roy, 2020).", ["author-year"]),
        ("Zinc helps (doi:10.1000/xyz).", ["identifier"]),
        ("Zinc helps (PMID: 31000001).", ["identifier"]),
        ("Zinc helps [@smith2019; @lee2020].", ["key"]),
        ("Source: the national survey.", ["source-line"]),
        ("Zinc helps [see @smith2019, p. 3; -@lee2020; @roy:2021].", ["key"]),
        ("Zinc helps [Smith2019]_.", ["key"]),
        (r"Zinc helps \\citep[p.~3]{smith2019,lee2020}.", ["key"]),
        ("Zinc helps.{{< cite lee2020 >}}\n\nMore.", ["key"]),
        ("Zinc helps {% cite lee2020 %}.", ["key"]),
        ("Zinc helps.<ref name=lee />", ["key"]),
        ("Treat to target (JNC 7, 2003).", ["author-year"]),
        ("Treat to target (NICE NG136).", ["author-year"]),
        (
            "Zinc helps (1).\n\n## References\n\n1. Lee C. A. 2020.\n2. B. 2021.",
            ["number"],
        ),
        ("Zinc helps (1).", []),
        (
            "Take (1) zinc or (2) air.\n\n## References\n\n1. Lee C. A. 2020.\n2. B.",
            [],
        ),
        ("A room of 20 m\u00b2 and x\u00b2.", []),
        ("Some 10<sup>6</sup> cells per m<sup>2</sup>, and <sup>131</sup>I.", []),
        ("Write to [me@example.org].", []),
        ("The virus (COVID-19, 2020) spread.", []),
        ("Rate your pain from [0\u201310] before.", []),
        ("Take it as [sic] written.", []),
        ("The virus spread (in 2019).", []),
        ("She was born later (May 2019).", []),
        ("See [our guide](/guide).", []),
        ("See ![a chart](https://a.example/x.png)", []),
        ("Version 2.1 costs 3.50.", []),
        ("Vitamin B12 and H2O.", []),
    ],
)
def test_kinds_of_citation(text: str, kinds: list[str], language: Language) -> None:
    found = citations(article_of(text, language))
    assert [citation.kind for citation in found] == kinds


def test_a_marker_behind_the_full_stop_belongs_to_its_sentence(
    language: Language,
) -> None:
    article = article_of("Zinc helps.[1] Garlic does not.", language)
    first, second = article.sentences(article.document.blocks[0])
    assert citations_in(article, first)
    assert not citations_in(article, second)


REFERENCES = """\
# Zinc

Zinc was tested by Okafor et al.

## {heading}

1. M\u00fcller A, Okafor B. Zinc and colds. J Cold Stud. 2019;1:1-9.
2. Lee C. Zinc again. 2020.

## About us

We write.
"""


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "Sources",
        "Selected references:",
        "4. Works Cited",
        "Further reading",
    ],
)
def test_the_reference_list_ends_with_its_section(
    heading: str, language: Language
) -> None:
    article = article_of(REFERENCES.format(heading=heading), language)
    listed = {b.span.of(article.document.text)[:6] for b in reference_blocks(article)}
    assert listed == {"M\u00fcller", "Lee C."}


@pytest.mark.parametrize(
    "heading", ["Referral", "Where to find help", "Data sources we use"]
)
def test_other_headings_are_no_reference_list(heading: str, language: Language) -> None:
    article = article_of(REFERENCES.format(heading=heading), language)
    assert not reference_blocks(article)


@pytest.mark.parametrize(
    ("surname", "year", "listed"),
    [
        ("Okafor", "", True),
        ("Okafor", "2018", True),
        ("M\u00fcller", "2020", True),
        ("Okafor", "2015", False),
        ("Okaf", "", False),
        ("Nobody", "", False),
    ],
)
def test_entries_by_author_and_year(
    surname: str, year: str, *, listed: bool, language: Language
) -> None:
    article = article_of(REFERENCES.format(heading="References"), language)
    assert (reference_for(article, surname, year) is not None) == listed


def test_markers_in_the_reference_list_support_nothing(language: Language) -> None:
    text = "Zinc helps.\n\n## References\n\n[1] Lee C. https://a.example/x\n"
    assert not citations(article_of(text, language))


def test_spans_are_exact(language: Language) -> None:
    article = article_of("Zinc helps (Smith, 2019) a bit.", language)
    (citation,) = citations(article)
    assert citation.span == span_of(article, "(Smith, 2019)")
