"""The plain-text reader: what becomes a heading, a list item, a paragraph."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.document import BlockKind, Document, LinkKind
from medlint.readers.plain import read
from medlint.source import Format, SourceFile, decode_source
from medlint.text import Span

H, P, LI, Q = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTE,
)
SEED = Path(__file__).parents[3] / "shared" / "seed"
LONG = "Ginger tea is a drink that many people take for an upset stomach, and trials of it have been small, short and of mixed quality."


def plain(text: str) -> Document:
    return read(SourceFile("a.txt", Format.PLAIN, text))


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    document = plain(text)
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def kinds(text: str) -> list[BlockKind]:
    return [kind for kind, _ in blocks(text)]


@pytest.mark.parametrize(
    "heading",
    [
        "Understanding Ginger",
        "Side effects",
        "What is ginger?",
        "When to see a doctor",
        "SIDE EFFECTS AND WARNINGS",
        "Is Ginger Safe for Long-term Use: A Complete Guide",
        "Frequently Asked Questions (FAQs)",
        "References:",
        "mRNA Vaccines and Ginger",
        "2.1 Dosing",
        "1. Introduction",
        "## Marked by hashes",
    ],
)
def test_a_short_line_that_stands_alone_is_a_heading(heading: str) -> None:
    assert kinds(f"Ginger\n\n{LONG}\n\n{heading}\n\n{LONG}\n") == [H, P, H, P]


@pytest.mark.parametrize(
    "line",
    [
        "Ginger helps.",
        "Q1: Can I take ginger every day?",
        "A2: Yes",
        "Ginger helps with nausea;",
        "Is it safe? Ask your doctor",
        "Ginger can help with nausea after surgery",
        "The most common signs of a mild overdose of ginger in adults of any age",
        "take it with food",
        "You should ask:",
        "It works!",
    ],
)
def test_a_sentence_that_stands_alone_is_a_paragraph(line: str) -> None:
    assert kinds(f"Ginger\n\n{LONG}\n\n{line}\n\n{LONG}\n") == [H, P, P, P]


def test_the_last_line_heads_nothing() -> None:
    assert kinds("Turmeric cures cancer") == [P]
    assert kinds(f"{LONG}\n\nShare This Page\n") == [P, P]


def test_levels_of_headings() -> None:
    text = f"Ginger\n======\n\n{LONG}\n\nUse\n---\n\n{LONG}\n\n2.1 Dosing\n\n{LONG}\n\n### Deep\n{LONG}"
    levels = [b.level for b in plain(text).blocks if b.kind is H]
    assert levels == [1, 2, 3, 3]


def test_the_first_heading_is_the_title() -> None:
    document = plain(f"Ginger\n\n{LONG}\n\nUses\n\n{LONG}\n\nRisks\n\n{LONG}")
    assert [b.level for b in document.blocks if b.kind is H] == [1, 2, 2]
    assert [section.level for section in document.sections] == [1, 2, 2]


def test_bullets_follow_a_line_directly() -> None:
    assert blocks("Key Points\n- Ginger is a root.\n- It is eaten.\n\nMore of it.") == [
        (H, "Key Points"),
        (LI, "Ginger is a root."),
        (LI, "It is eaten."),
        (P, "More of it."),
    ]


@pytest.mark.parametrize("marker", ["-", "*", "•", "–", "1.", "1)", "(a)", "(1)"])
def test_markers_of_lists(marker: str) -> None:
    text = f"Take care if you have:\n{marker} ulcers\n{marker} gallstones"
    assert blocks(text)[1:] == [(LI, "ulcers"), (LI, "gallstones")]


def test_a_number_at_a_wrapped_line_is_no_list() -> None:
    text = "The dose was raised slowly over weeks until it came to\n12. After that it was kept."
    assert kinds(text) == [P]


def test_lists_nest_and_are_numbered() -> None:
    text = "- one\n- two\n    - deep\n    - deeper\n- three\n\nA paragraph stands here.\n\n- other"
    found = [(b.level, b.group) for b in plain(text).blocks if b.kind is LI]
    assert found == [(1, 1), (1, 1), (2, 2), (2, 2), (1, 1), (1, 3)]


def test_items_go_on_over_lines_and_blank_lines() -> None:
    text = "- ginger in small\n  amounts\n\n  More about this item here.\n- cloves, whole\n"
    assert blocks(text) == [
        (LI, "ginger in small amounts"),
        (LI, "More about this item here."),
        (LI, "cloves, whole"),
    ]


def test_phrases_after_an_announcement_are_items() -> None:
    text = (
        f"Signs may include:\n\nNausea\n\nLoss of appetite\n\nDark urine\n\n{LONG}\n\n"
        f"The following forms are sold:\n\nTea\n\n{LONG}"
    )
    assert kinds(text) == [P, LI, LI, LI, P, P, H, P]


def test_a_title_after_an_unmarked_list_is_a_heading() -> None:
    text = f"Signs include\n\nnausea\n\nloss of appetite\n\ndark urine\n\nWhen To Call\n\n{LONG}"
    assert kinds(text) == [P, LI, LI, LI, H, P]


@pytest.mark.parametrize("width", [12, 20, 33, 40, 72, 79, 100])
def test_wrapping_changes_nothing(width: int) -> None:
    text = f"{LONG} Doctors at Mayo Clinic in Rochester, Minnesota saw 12 people. It isn't clear why Dr Jones of New York and Professor Smith disagree."
    wrapped = "\n".join(textwrap.wrap(text, width))
    assert blocks(wrapped) == [(P, text)]


def test_each_long_line_is_a_paragraph() -> None:
    assert kinds(f"{LONG}\n{LONG}\nRisks\n{LONG}") == [P, P, H, P]


def test_one_sentence_per_line_is_one_paragraph() -> None:
    text = "Ginger is a root.\nIt is eaten in many places.\nTea is made of it."
    assert blocks(text) == [(P, text.replace("\n", " "))]


def test_a_heading_right_above_wrapped_text() -> None:
    wrapped = "\n".join(textwrap.wrap(LONG, 60))
    assert kinds(f"Background\n{wrapped}") == [H, P]


def test_compounds_at_a_line_end_are_not_parted() -> None:
    assert blocks("They were given low-\ndose ginger.") == [
        (P, "They were given low-dose ginger.")
    ]
    assert blocks("They were given low-\nand high-dose ginger.")[0][1].count("- and")


def test_quotations() -> None:
    text = (
        "She wrote:\n> Ginger cured me\n> of everything.\n>\n> Truly.\n\nThat is all."
    )
    document = plain(text)
    assert blocks(text) == [
        (P, "She wrote:"),
        (Q, "Ginger cured me of everything."),
        (Q, "Truly."),
        (P, "That is all."),
    ]
    assert [b.group for b in document.blocks if b.quoted] == [1, 1]


def test_a_comparison_is_no_quotation() -> None:
    assert kinds("> 5 mg is too much for a child.") == [P]
    assert kinds("Doses of ginger that were thought to be\n> high were rare.") == [P]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(See www.example.org/a_(b).)", "www.example.org/a_(b)"),
        ("See doi.org/10.1000/ab-1, page 2", "doi.org/10.1000/ab-1"),
        ("See <https://example.org/?a=1&b=2>!", "https://example.org/?a=1&b=2"),
        ('"https://example.org/x" was cited', "https://example.org/x"),
    ],
)
def test_urls_become_placeholders(text: str, url: str) -> None:
    document = plain(text)
    (link,) = document.links
    assert (link.kind, link.target) == (LinkKind.BARE, url)
    assert link.source.of(text) == url
    assert document.text == text.replace(url, "\ufffc")


def test_comments_are_directives_and_no_prose() -> None:
    text = "Ginger helps.\n<!-- medlint-ignore CLM001:\n an old trial -->\nIt does<!-- medlint-x --> so.\n<!-- other -->"
    document = plain(text)
    assert [d.text for d in document.directives] == [
        "medlint-ignore CLM001:\n an old trial",
        "medlint-x",
    ]
    assert all(d.span.of(text).startswith("<!--") for d in document.directives)
    assert document.text == "Ginger helps.\n\nIt does so. <!-- other -->"


@pytest.mark.parametrize(
    "text", ["", "\n", " \n\t\n", "\f", "---", "<!-- medlint", ">"]
)
def test_little_text_is_no_mistake(text: str) -> None:
    assert len(plain(text).blocks) <= 1


PROSE = st.text(
    alphabet=st.sampled_from("abcDE  \n\n\r\t\f.,:;?!-*•>#=()12é\u00a0\u00ad’<w/")
)


@given(st.one_of(PROSE, st.text()))
@settings(max_examples=150, deadline=None)
def test_verbatim_prose_is_the_source(text: str) -> None:
    document = plain(text)
    for run in document.offsets.runs:
        if run.verbatim:
            assert run.prose.of(document.text) == run.source.of(text)
    previous = 0
    for block in document.blocks:
        assert previous <= block.span.start < block.span.end
        previous = block.span.end


@given(PROSE)
@settings(max_examples=150, deadline=None)
def test_line_breaks_of_every_kind_are_alike(text: str) -> None:
    text = text.replace("\r", "")
    expected = blocks(text)
    assert blocks(text.replace("\n", "\r\n")) == expected
    assert blocks(text.replace("\n", "\r")) == expected


@given(st.lists(st.sampled_from(["Ginger", "helps", "a-b", "is", "Mayo", "12", "so."])))
@settings(max_examples=60, deadline=None)
def test_words_map_to_themselves(words: list[str]) -> None:
    text = "\n".join(words)
    document = plain(text)
    at = 0
    for word in words:
        at = document.text.find(word, at)
        assert document.offsets.to_source(Span(at, at + len(word))).of(text) == word
        at += len(word)


def test_the_article_that_started_the_project() -> None:
    if not SEED.is_dir():
        pytest.skip("the seed article is not here")
    path = next(SEED.glob("*.txt"))
    document = read(decode_source(path.read_bytes(), path.name, Format.PLAIN))
    found = {
        document.source.lines.position(
            document.offsets.to_source(block.span).start
        ).line: block.kind
        for block in document.blocks
    }
    headings = [1, 3, 5, 7, 9, 10, 12, 16, 20, 24, 30, 36, 40]
    paragraphs = [14, 18, 22, 26, 28, 32, 34, 38, 42, 44, 46, 48, 50, 52]
    assert [line for line, kind in found.items() if kind is H] == headings
    assert [line for line, kind in found.items() if kind is P] == paragraphs
