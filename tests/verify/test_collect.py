"""Which references an article has, and where."""

import pytest

from medlint.language.abbreviations import Abbreviations, AbbreviationsFile
from medlint.packs import core_rules
from medlint.schema import decode, read_yaml_path
from medlint.source import FORMATS, SourceFile
from medlint.verify.collect import collect
from medlint.verify.record import Located

ENTRY = "Penrose A, Birch T. Barley water and stiff joints. Ann Invented Med. 2019;12(3):1-9."


@pytest.fixture(scope="module")
def abbreviations() -> Abbreviations:
    file = read_yaml_path(core_rules() / "language" / "abbreviations.yml")
    return Abbreviations.from_file(decode(AbbreviationsFile, file))


def references(text: str, known: Abbreviations, suffix: str = ".md") -> list[Located]:
    source = SourceFile(f"x{suffix}", FORMATS[suffix], text)
    return list(collect(source, known))


def ids(located: Located) -> list[str]:
    return [i.value for i in located.reference.identifiers]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".md", f"Tea.\n\n## References\n\n1. {ENTRY} doi:10.5555/a\n", 5),
        (".md", f"Tea.\n\n## References\n\n1. {ENTRY} <https://doi.org/10.5555/a>\n", 5),
        (".md", f"Tea.\n\n## Sources\n\n- {ENTRY} [Full text](https://doi.org/10.5555/a)\n", 5),
        (".md", f"Tea[^1].\n\n[^1]: {ENTRY} doi:10.5555/a\n", 3),
        (".html", f"<p>Tea.</p>\n<h2>References</h2>\n<ol>\n<li>{ENTRY} <a href='https://doi.org/10.5555/a'>link</a></li></ol>", 4),
        (".txt", f"Tea.\n\nReferences\n\n1. {ENTRY} https://doi.org/10.5555/a\n", 5),
    ],
)  # fmt: skip
def test_entries_of_the_list(
    suffix: str, text: str, line: int, abbreviations: Abbreviations
) -> None:
    (found,) = references(text, abbreviations, suffix)
    assert ids(found)[:1] == ["10.5555/a"]
    assert found.line == line
    assert found.reference.title is not None
    assert found.reference.title.text == "Barley water and stiff joints"


def test_papers_that_are_only_linked(abbreviations: Abbreviations) -> None:
    text = (
        "See [a trial](https://doi.org/10.5555/a), <https://doi.org/10.5555/A> and\n"
        "PMID: 12345678; not [this](https://example.org/10.5555).\n\n"
        f"![chart](https://doi.org/10.5555/c)\n\n"
        f"## References\n\n1. {ENTRY} PMID: 12345678\n\n### More\n\nWe update this list.\n"
    )
    found = references(text, abbreviations)
    assert [(f.line, ids(f)) for f in found] == [(1, ["10.5555/a"]), (8, ["12345678"])]
    assert found[0].reference.title is None


def test_pages_of_the_web_are_not_passed_over(abbreviations: Abbreviations) -> None:
    text = "## Sources\n\n- [Joints](https://health.example.org/joints)\n- Just a remark.\n"
    (found,) = references(text, abbreviations)
    assert found.line == 3
    assert "https://health.example.org/joints" in ids(found)


def test_nothing(abbreviations: Abbreviations) -> None:
    assert references("Drink water.\n", abbreviations) == []
