import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.text import LineIndex, Position, Span

TEXTS = st.text(
    st.sampled_from("ab \r\n\t\u00e9\U0001f600\u0301\u00ad\u00a0\x0c\u2028")
)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("a", (0,)),
        ("a\n", (0, 2)),
        ("a\r\nb", (0, 3)),
        ("a\rb\n\nc", (0, 2, 4, 5)),
        ("a\x0cb\u2028c", (0,)),
        ("\r\r\n\n", (0, 1, 3, 4)),
    ],
)
def test_line_starts(text: str, starts: tuple[int, ...]) -> None:
    assert LineIndex(text).starts == starts


def test_positions_count_code_points_from_one() -> None:
    index = LineIndex("\U0001f600e\u0301\r\nxy")
    assert index.position(0) == Position(1, 1)
    assert index.position(2) == Position(1, 3)
    assert index.position(5) == Position(2, 1)
    assert index.position(7) == Position(2, 3)


@given(TEXTS)
def test_positions_and_offsets_are_inverse(text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        position = index.position(offset)
        line = index.line(position.line)
        if offset <= line.end:
            assert index.offset(position) == offset
        else:
            assert text[line.end : offset] in {"\r", "\n", "\r\n"}


@given(TEXTS)
def test_lines_and_their_breaks_make_up_the_text(text: str) -> None:
    index = LineIndex(text)
    lines = [index.line(i + 1) for i in range(len(index.starts))]
    assert all(
        "\n" not in line.of(text) and "\r" not in line.of(text) for line in lines
    )
    assert [line.start for line in lines] == list(index.starts)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        LineIndex("abc").position(offset)


@pytest.mark.parametrize("position", [(0, 1), (3, 1), (1, 5), (2, 0)])
def test_a_position_outside_the_text_is_refused(position: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside"):
        LineIndex("abc\nd").offset(Position(*position))


def test_spans_answer_questions_about_themselves() -> None:
    span = Span(2, 5)
    assert span.length == 3
    assert span.of("abcdefg") == "cde"
    assert span.contains(Span(2, 2))
    assert not span.contains(Span(4, 6))
    assert span.overlaps(Span(4, 9))
    assert not span.overlaps(Span(5, 9))
    assert span.hull(Span(7, 8)) == Span(2, 8)
    assert span.shift(-2) == Span(0, 3)
