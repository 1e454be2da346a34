"""Places in a text: spans of code points, and the lines people count in."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of code points: `start` is inside, `end` is not."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points covered."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        """Return the same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def hull(self, other: "Span") -> "Span":
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def of(self, text: str) -> str:
        """Return the slice of `text` this span covers."""
        return text[self.start : self.end]


class Position(NamedTuple):
    """A place for people: line and column count from one, in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class LineIndex:
    r"""Converts offsets of one text to lines and columns.

    A line ends with `\n`, `\r\n` or a lone `\r`, as in editors; form feeds and
    Unicode separators do not end lines.
    """

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offset of the first code point of each line."""
        return (0, *(m.end() for m in _LINE_BREAK.finditer(self.text)))

    def position(self, offset: int) -> Position:
        """Line and column of an offset from 0 to the length of the text.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside 0..{len(self.text)}")
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """Offset of a position; a column past the end of its line is an error.

        Raises:
            ValueError: no such line, or no such column in it.
        """
        if not 1 <= position.line <= len(self.starts):
            raise ValueError(f"line {position.line} is outside 1..{len(self.starts)}")
        span = self.line(position.line)
        if not 1 <= position.column <= span.length + 1:
            raise ValueError(
                f"column {position.column} is outside 1..{span.length + 1}"
            )
        return span.start + position.column - 1

    def line(self, number: int) -> Span:
        """Span of a line (from one) without its line break."""
        start = self.starts[number - 1]
        after = self.starts[number] if number < len(self.starts) else len(self.text)
        end = start + len(self.text[start:after].rstrip("\r\n"))
        return Span(start, end)
