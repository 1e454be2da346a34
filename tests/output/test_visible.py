import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.output.visible import CellLine, one_line, visible, wrap
from medlint.text import Span


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, µg and “quotes”", "plain text, µg and “quotes”"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]8;;http://x\x07link", "␛]8;;http://x␇link"),
        ("a\tb", "a b"),
        ("a\x7fb", "a␡b"),
        ("\x9b31m", "\ufffd31m"),
        ("safe\u202eefasnu", "safe\ufffdefasnu"),
        ("\u2066x\u2069", "\ufffdx\ufffd"),
        ("soft\xadhyphen", "soft‧hyphen"),
        ("lone \udc80", "lone \ufffd"),
    ],
)
def test_nothing_a_terminal_obeys_remains(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_columns_stay(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)


def test_one_line_has_no_breaks() -> None:
    assert one_line(" a\r\n  b\u2028c\x0bd\n") == "a b c d"


def test_wrap_keeps_long_words_whole() -> None:
    assert wrap("see https://example.org/a-long-address now", 12) == [
        "see",
        "https://example.org/a-long-address",
        "now",
    ]


def test_wrap_measures_cells() -> None:
    assert wrap("日本 日本 日本", 10) == ["日本 日本", "日本"]


@pytest.mark.parametrize(
    ("text", "columns", "cells"),
    [
        ("abc", Span(1, 2), Span(1, 2)),
        ("日本語", Span(1, 2), Span(2, 4)),
        ("e\u0301x", Span(0, 1), Span(0, 1)),
        ("e\u0301x", Span(2, 3), Span(1, 2)),
        ("👩\u200d⚕\ufe0f!", Span(4, 5), Span(2, 3)),
        ("a\tb", Span(2, 3), Span(2, 3)),
        ("abc", Span(3, 3), Span(3, 4)),
        ("abc", Span(1, 1), Span(1, 2)),
        ("", Span(0, 0), Span(0, 1)),
    ],
)
def test_cells_of_columns(text: str, columns: Span, cells: Span) -> None:
    assert CellLine(text).cells(columns) == cells


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 10))
def test_every_span_has_a_caret(text: str, start: int, length: int) -> None:
    columns = Span(min(start, len(text)), min(start + length, len(text)))
    line = CellLine(text)
    cells = line.cells(columns)
    assert cells.length >= 1
    assert cells.start >= 0
    assert cells.end <= line.width + 1
