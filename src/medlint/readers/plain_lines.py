"""Cut plain text into pieces: paragraphs, list items, quotations, headings.

Blank lines separate pieces. A newline inside a paragraph is read like this:

- A line that begins with a bullet, a number or a quotation sign starts a piece.
- In unwrapped text (some line of the paragraph is longer than `WIDEST` columns)
  every newline ends a paragraph, unless the sentence plainly runs on.
- In wrapped text lines belong together. A newline is deliberate only after a line
  that is clearly short, ends no sentence, and would have had room for the next word:
  a heading, a date, a label. Wrapping by any program, at any width, never leaves such
  a line. One sentence per line is one paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from medlint.text import Span

WIDEST = 120
"""Columns beyond which nobody wraps lines: a longer line is a whole paragraph."""

_NARROWEST = 40
_CLEARLY_SHORT = 0.7

_ITEM = re.compile(
    r"[ \t]*(?P<marker>[-*+•‣▪◦●·–—]|\d{1,3}[.)]|[a-z]\)"
    r"|\((?:\d{1,3}|[a-z]|[ivx]{2,5})\))"
    r"[ \t\u00a0]+(?=\S)"
)
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?+)++(?!\d)")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*(?:([-=_*~#+.])[ \t]*)(?:\1[ \t]*){2,}$")
_FIRST_MARKERS = frozenset({"1.", "1)", "(1)", "(a)", "a)", "(i)", "(ii)"})
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_RUNS_ON = re.compile(r"(?:[,;(–—/&]|\b(?:a|an|and|by|for|in|of|or|the|to|with))$")
_FIRST_WORD = re.compile(r"\S+")


class Shape(Enum):
    """How a piece is marked in the text."""

    TEXT = auto()
    ITEM = auto()
    QUOTE = auto()
    HEADING = auto()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of prose: the spans of its lines without markers and line breaks.

    `indent` is the column of the marker or text, from 0. `marker` is that of a list
    item. `level` is that of a marked heading, 0 elsewhere.
    """

    shape: Shape
    lines: tuple[Span, ...]
    indent: int = 0
    marker: str = ""
    level: int = 0


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a full stop or its like."""
    return _ENDS_SENTENCE.search(line, max(0, len(line) - 8)) is not None


def cut(text: str, starts: tuple[int, ...]) -> Iterator[Piece]:
    """Cut a text into pieces; `starts` are the offsets of its lines."""
    chunk: list[Span] = []
    for start, after in zip(starts, (*starts[1:], len(text)), strict=True):
        line = text[start:after].rstrip()
        if line:
            chunk.append(Span(start, start + len(line)))
        elif chunk:
            yield from _pieces(text, chunk)
            chunk = []
    if chunk:
        yield from _pieces(text, chunk)


def _pieces(text: str, lines: list[Span]) -> Iterator[Piece]:
    """Cut the lines between two blank lines; most often there is one, without signs."""
    if len(lines) == 1 and text[lines[0].start].isupper():
        yield Piece(shape=Shape.TEXT, lines=(lines[0],))
    else:
        yield from _Chunk(text, lines).pieces()


class _Chunk:
    """Lines between two blank lines."""

    def __init__(self, text: str, lines: list[Span]) -> None:
        self._text = text
        self._lines = lines
        self._longest = max(span.length for span in lines)
        self._ends_sentence = any(ends_sentence(span.of(text)) for span in lines)
        self._open: Piece | None = None
        self._more: list[Span] = []

    def pieces(self) -> Iterator[Piece]:
        for index, span in enumerate(self._lines):
            line = span.of(self._text)
            start = None
            if not line[0].isupper():  # no sign of any kind begins with a capital
                if level := self._underline(index, line):
                    yield self._underlined(level)
                    continue
                if _RULE.match(line):
                    yield from self._flush()
                    continue
                start = self._marked(span, line)
            if start is None and self._goes_on(line):
                self._extend(span, line)
                continue
            yield from self._flush()
            self._open = start or _text_piece(span, line)
        yield from self._flush()

    def _flush(self) -> Iterator[Piece]:
        piece = self._open
        if piece is not None:
            more, self._more, self._open = self._more, [], None
            yield replace(piece, lines=(*piece.lines, *more)) if more else piece

    def _underline(self, index: int, line: str) -> int:
        """Level of the heading this line underlines; 0 when it does not."""
        above = self._open
        if line[0] not in "=-" or not _RULE.match(line) or above is None:
            return 0
        if above.shape is not Shape.TEXT or self._more:
            return 0
        if index + 1 < len(self._lines) and "  " in line:
            return 0
        return 1 if line[0] == "=" else 2

    def _underlined(self, level: int) -> Piece:
        piece = self._open
        assert piece is not None
        self._open = None
        return Piece(shape=Shape.HEADING, lines=piece.lines, level=level)

    def _marked(self, span: Span, line: str) -> Piece | None:
        """The piece that a bullet, a quotation sign or hashes begin here."""
        if found := _HASHES.match(line):
            inside = Span(span.start + found.end(), span.end)
            return Piece(shape=Shape.HEADING, lines=(inside,), level=len(found[1]))
        if (found := _QUOTE.match(line)) and self._may_quote():
            return self._quoted(Span(span.start + found.end(), span.end))
        if (found := _ITEM.match(line)) and self._may_list(found["marker"]):
            return Piece(
                shape=Shape.ITEM,
                lines=(Span(span.start + found.end(), span.end),),
                indent=_columns(line[: found.start("marker")]),
                marker=found["marker"],
            )
        return None

    def _may_quote(self) -> bool:
        """Inside a paragraph `>` is a comparison, unless a colon announces it."""
        if self._open is None or self._open.shape is Shape.QUOTE:
            return True
        return self._above().endswith(":")

    def _above(self) -> str:
        """The last line of the open piece."""
        piece = self._open
        assert piece is not None
        last = self._more[-1] if self._more else piece.lines[-1]
        return last.of(self._text)

    def _quoted(self, inside: Span) -> Piece | None:
        """Begin a quotation; None when the line goes on with the one that is open."""
        piece = self._open
        if inside.length and piece and piece.shape is Shape.QUOTE and piece.lines:
            return None
        return Piece(shape=Shape.QUOTE, lines=(inside,) if inside.length else ())

    def _may_list(self, marker: str) -> bool:
        """A wrapped line may begin with a number by chance; a list begins with one."""
        if self._open is None or self._open.shape is not Shape.TEXT:
            return True
        if len(marker) == 1 or marker in _FIRST_MARKERS:
            return True
        return self._longest > WIDEST

    def _goes_on(self, line: str) -> bool:
        """Whether this unmarked line belongs to the open piece."""
        piece = self._open
        if piece is None or piece.shape is Shape.HEADING or not piece.lines:
            return False
        above = self._above()
        text = line.lstrip()
        if piece.shape is Shape.QUOTE:
            return True
        if not ends_sentence(above) and (text[0].islower() or _RUNS_ON.search(above)):
            return True
        if self._longest > WIDEST:
            return False
        return ends_sentence(above) or not self._deliberate(above, text)

    def _deliberate(self, above: str, text: str) -> bool:
        width = self._longest
        if not self._ends_sentence:
            width = max(width, _NARROWEST)
        word = _FIRST_WORD.match(text)
        needed = len(above) + 1 + (word.end() if word else 0)
        return needed <= width and len(above) < _CLEARLY_SHORT * width

    def _extend(self, span: Span, line: str) -> None:
        piece = self._open
        assert piece is not None
        quoted = _QUOTE.match(line) if piece.shape is Shape.QUOTE else None
        skip = quoted.end() if quoted else len(line) - len(line.lstrip())
        self._more.append(Span(span.start + skip, span.end))


def _text_piece(span: Span, line: str) -> Piece:
    skip = len(line) - len(line.lstrip())
    inside = Span(span.start + skip, span.end)
    return Piece(shape=Shape.TEXT, lines=(inside,), indent=_columns(line[:skip]))


def _columns(indent: str) -> int:
    return len(indent.expandtabs(4))
