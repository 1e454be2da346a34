import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from medlint.output.canvas import Line, PlainCanvas
from medlint.output.snippet import Label, snippet
from medlint.source import Format, SourceFile
from medlint.text import Span


def text_of(rows: list[Line]) -> str:
    stream = StringIO()
    canvas = PlainCanvas(stream)
    for row in rows:
        canvas.line(*row)
    return stream.getvalue()


def drawn(text: str, *labels: tuple[str, str], width: int = 60) -> str:
    """Draw with the first label as the primary one."""
    marked = []
    for number, (words, word) in enumerate(labels):
        start = text.index(words)
        span = Span(start, start + len(words))
        marked.append(Label(span, word, primary=number == 0))
    return text_of(snippet(SourceFile("a.md", Format.PLAIN, text), marked, width))


def test_carets_stand_under_every_labelled_span() -> None:
    assert (
        drawn(
            "The tonic cures diabetes in days.",
            ("cures diabetes", ""),
            ("The tonic", "remedy"),
            ("cures", "predicate"),
            ("diabetes", "condition"),
        )
        == """\
  |
1 | The tonic cures diabetes in days.
  |           ^^^^^^^^^^^^^^
  | --------- remedy
  |           ----- predicate
  |                 -------- condition
"""
    )


def test_related_lines_are_shown_with_a_gap() -> None:
    text = "One study.\nA.\nB.\nAnother study says more.\n"
    assert (
        drawn(text, ("Another study", "here"), ("One study", "first named"))
        == """\
  |
1 | One study.
  | --------- first named
...
4 | Another study says more.
  | ^^^^^^^^^^^^^ here
"""
    )


def test_a_span_over_lines_is_marked_on_each() -> None:
    assert (
        drawn("Take it\n  > with food\nnow.", ("it\n  > with food\nnow", "advice"))
        == """\
  |
1 | Take it
  |      ^^
2 |   > with food
  |   ^^^^^^^^^^^
3 | now.
  | ^^^ advice
"""
    )


def test_a_span_over_many_lines_is_shown_in_part() -> None:
    text = "a\nb\nc\nd\ne\nf\n"
    assert (
        drawn(text, (text, "all"))
        == """\
  |
1 | a
  | ^
2 | b
  | ^
...
6 | f
  | ^ all
"""
    )


LONG = (
    "Ginger is a root. " * 20
    + "The tonic cures diabetes in days. "
    + "Water is wet. " * 20
    + "See your doctor."
)


def test_a_long_line_is_windowed_around_the_span() -> None:
    assert (
        drawn(LONG, ("cures diabetes", "claim"), width=60)
        == """\
  |
1 | … a root. The tonic cures diabetes in days. Water is …
  |                     ^^^^^^^^^^^^^^ claim
"""
    )


def test_distant_spans_of_a_long_line_get_windows_of_their_own() -> None:
    assert (
        drawn(LONG, ("cures diabetes", "claim"), ("See your doctor", "advice"))
        == """\
  |
1 | … a root. The tonic cures diabetes in days. Water is …
  |                     ^^^^^^^^^^^^^^ claim
1 | … is wet. Water is wet. Water is wet. See your doctor.
  |                                       ---------------
  |                                       advice
"""
    )


def test_a_long_span_is_wrapped() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    assert (
        drawn(f"So {words}. And so on.", (words, "too long"), width=40)
        == """\
  |
1 | … one two three four five six …
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 | … seven eight nine ten eleven …
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
1 | … twelve. And so on.
  |   ^^^^^^ too long
"""
    )


def test_spans_without_overlap_share_a_row() -> None:
    text = "Turmeric cures arthritis pain within days."
    assert (
        drawn(text, ("cures", ""), ("within days", "time"), ("Turmeric", ""))
        == """\
  |
1 | Turmeric cures arthritis pain within days.
  | -------- ^^^^^                ----------- time
"""
    )


def test_wide_characters_tabs_and_controls_keep_carets_true() -> None:
    text = "\t日本 e\u0301 👩\u200d⚕\ufe0f \x1b[1m cures it"
    blanks = " " * (1 + 4 + 1 + 1 + 1 + 2 + 1 + 4 + 1)
    assert drawn(text, ("cures", "claim")).splitlines()[1:] == [
        "1 |  日本 e\u0301 👩\u200d⚕\ufe0f ␛[1m cures it",
        f"  | {blanks}^^^^^ claim",
    ]


def test_a_point_has_one_caret() -> None:
    source = SourceFile("a.md", Format.PLAIN, "end")
    rows = snippet(source, [Label(Span(3, 3), "here")], 40)
    assert text_of(rows).endswith("1 | end\n  |    ^ here\n")


def test_a_span_of_white_space_has_one_caret() -> None:
    source = SourceFile("a.md", Format.PLAIN, "a\n\n\nb")
    assert text_of(snippet(source, [Label(Span(1, 4), "gap")], 40)).endswith("^ gap\n")


def test_line_numbers_can_start_elsewhere() -> None:
    source = SourceFile("rule.yml", Format.PLAIN, "code: X")
    rows = text_of(snippet(source, [Label(Span(6, 7))], 40, first_line=120))
    assert "120 | code: X\n    |       ^\n" in rows


@pytest.mark.parametrize("width", [10, 24, 40, 80])
@given(
    text=st.text(
        st.sampled_from("ab \n日é👩\u200d\u0301\t\x1b."), min_size=1, max_size=400
    ),
    ends=st.lists(st.integers(0, 400), min_size=2, max_size=6),
)
def test_rows_keep_the_width(width: int, text: str, ends: list[int]) -> None:
    source = SourceFile("a.md", Format.PLAIN, text)
    points = [min(end, len(text)) for end in ends]
    pairs = zip(points[::2], points[1::2], strict=False)
    labels = [
        Label(Span(min(pair), max(pair)), "word", primary=number == 0)
        for number, pair in enumerate(pairs)
    ]
    rows = text_of(snippet(source, labels, width)).splitlines()
    assert any("^" in row for row in rows)
    for row in rows:
        assert cell_len(re.sub(r"^[\d ]+\| ", "", row)) <= max(width - 4, 24) + 1


def test_very_long_lines_are_quick() -> None:
    text = "wörd 日本 " * 100_000
    source = SourceFile("a.md", Format.PLAIN, text)
    for start in range(0, 700_000, 7_000):
        assert snippet(source, [Label(Span(start, start + 3))], 80)
