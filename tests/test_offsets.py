from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.offsets import OffsetMap, Run, TextBuilder
from medlint.text import Span

ALPHABET = "ab c\t\n\r\u00a0\u00ad\u200b\u00e9\u0301\U0001f600&.\ufeff"


@dataclass(frozen=True)
class Piece:
    """A step of building: what to do with the next `length` characters of source."""

    kind: str
    length: int
    text: str = ""


PIECES = st.lists(
    st.builds(
        Piece,
        st.sampled_from(["copy", "copy", "replace", "space", "skip", "block"]),
        st.integers(0, 6),
        st.text(st.sampled_from(ALPHABET), max_size=3),
    ),
    max_size=25,
)


def build(source: str, pieces: list[Piece]) -> tuple[str, OffsetMap, list[Span]]:
    builder, at, blocks = TextBuilder(source), 0, []
    builder.open()
    for piece in pieces:
        span = Span(at, min(len(source), at + piece.length))
        at = span.end
        if piece.kind == "copy":
            builder.copy(span)
        elif piece.kind == "replace" and span.length:
            builder.replace(piece.text, span)
        elif piece.kind == "space":
            builder.space(span)
        elif piece.kind == "block":
            blocks.append(builder.close())
            builder.open()
    blocks.append(builder.close())
    text, offsets = builder.build()
    return text, offsets, [block for block in blocks if block]


@given(st.text(st.sampled_from(ALPHABET), max_size=60), PIECES)
def test_any_mix_of_pieces_maps_back(source: str, pieces: list[Piece]) -> None:
    text, offsets, blocks = build(source, pieces)
    assert offsets.prose_length == len(text)
    for run in offsets.runs:
        assert offsets.to_source(run.prose) == run.source
        if run.verbatim:
            assert run.prose.of(text) == run.source.of(source)
            for i in range(run.prose.length):
                character = Span(run.prose.start + i, run.prose.start + i + 1)
                assert offsets.to_source(character).of(source) == character.of(text)
    for block in blocks:
        words = block.of(text)
        assert words == words.strip(" ")
        assert "  " not in words
        assert not set(words) & set("\n\r\t\u00ad\u200b\ufeff")
    assert "\n\n".join(block.of(text) for block in blocks) == text


@given(st.text(st.sampled_from(ALPHABET), max_size=60), PIECES, st.data())
def test_wider_prose_maps_to_wider_source(
    source: str, pieces: list[Piece], data: st.DataObject
) -> None:
    text, offsets, _ = build(source, pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inner, outer = Span(start, end), Span(max(0, start - 1), min(len(text), end + 1))
    if inner.length:
        assert offsets.to_source(outer).contains(offsets.to_source(inner))
    else:
        assert offsets.to_source(inner).length == 0


@given(st.text(st.sampled_from(ALPHABET), max_size=60), PIECES)
def test_source_offsets_lead_to_the_prose_made_from_them(
    source: str, pieces: list[Piece]
) -> None:
    text, offsets, _ = build(source, pieces)
    for offset in range(len(source) + 1):
        assert 0 <= offsets.to_prose(offset) <= len(text)
    for run in offsets.runs:
        if run.source.length:
            assert run.prose.start <= offsets.to_prose(run.source.start) < run.prose.end


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("", ""),
        ("word", "word"),
        ("one\r\ntwo", "one two"),
        ("one \t\n two", "one two"),
        ("5\u00a0mg", "5\u00a0mg"),
        ("5 \u00a0mg", "5 mg"),
        ("tur\u00admer\u200bic", "turmeric"),
        ("\ufeffword", "word"),
        ("e\u0301 \U0001f600", "e\u0301 \U0001f600"),
        ("\n padded \n", "padded"),
    ],
)
def test_white_space_and_hints(source: str, prose: str) -> None:
    text, offsets, _ = build(source, [Piece("copy", len(source))])
    assert text == prose
    whole = offsets.to_source(Span(0, len(text)))
    assert whole.of(source).strip("\ufeff\n ") == source.strip("\ufeff\n ")


def test_an_entity_maps_as_a_whole() -> None:
    source = "it&rsquo;s"
    builder = TextBuilder(source)
    builder.open()
    builder.copy(Span(0, 2))
    builder.replace("\u2019", Span(2, 9))
    builder.copy(Span(9, 10))
    builder.close()
    text, offsets = builder.build()
    assert text == "it\u2019s"
    assert offsets.to_source(Span(2, 3)) == Span(2, 9)
    assert offsets.to_source(Span(0, 4)) == Span(0, 10)
    assert offsets.to_prose(5) == 2


def test_a_block_may_be_written_before_an_earlier_one_in_the_source() -> None:
    source = "see ![the alt](x) here"
    builder = TextBuilder(source)
    builder.open()
    builder.copy(Span(0, 4))
    builder.copy(Span(17, 22))
    builder.close()
    builder.open()
    builder.copy(Span(6, 13))
    assert builder.close() == Span(10, 17)
    text, offsets = builder.build()
    assert text == "see here\n\nthe alt"
    assert offsets.to_source(Span(10, 13)).of(source) == "the"


@pytest.mark.parametrize(
    ("runs", "reason"),
    [
        ([Run(Span(1, 2), Span(0, 1), verbatim=True)], "gap"),
        (
            [
                Run(Span(0, 2), Span(0, 2), verbatim=True),
                Run(Span(3, 4), Span(3, 4), verbatim=True),
            ],
            "gap",
        ),
        (
            [
                Run(Span(0, 2), Span(0, 2), verbatim=True),
                Run(Span(1, 3), Span(3, 5), verbatim=True),
            ],
            "overlap",
        ),
        ([Run(Span(0, 2), Span(0, 3), verbatim=True)], "length"),
        ([Run(Span(0, 0), Span(0, 3), verbatim=False)], "gap"),
        ([Run(Span(0, 1), Span(-1, 0), verbatim=True)], "impossible"),
        (
            [
                Run(Span(0, 2), Span(0, 2), verbatim=True),
                Run(Span(2, 4), Span(1, 3), verbatim=True),
            ],
            "twice",
        ),
    ],
)
def test_a_wrong_map_dies_at_birth(runs: list[Run], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        OffsetMap(tuple(runs))


def test_a_span_outside_the_prose_is_refused() -> None:
    _, offsets, _ = build("word", [Piece("copy", 4)])
    with pytest.raises(ValueError, match="outside"):
        offsets.to_source(Span(0, 5))


def test_text_belongs_to_a_block() -> None:
    builder = TextBuilder("ab")
    with pytest.raises(RuntimeError, match="outside a block"):
        builder.copy(Span(0, 1))
    builder.open()
    with pytest.raises(RuntimeError, match="not closed"):
        builder.open()
    with pytest.raises(RuntimeError, match="not closed"):
        builder.build()
