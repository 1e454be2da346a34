"""Text from outside made safe and measurable for a terminal.

Articles, rules and file names are untrusted: nothing in them may move the cursor,
change colours or reorder what is printed. Every replacement keeps the number of code
points, so that columns stay true.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len, split_graphemes

from medlint.text import Span

_REPLACEMENT = "\ufffd"
# Controls (C0, DEL, C1), marks that reorder text, line separators, lone surrogates,
# and the soft hyphen, which terminals show or hide as they like.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"
)
_SHOWN = {"\t": " ", "\x7f": "\u2421", "\u2028": " ", "\u2029": " ", "\xad": "\u2027"}
_PICTURES = 0x2400


def visible(text: str) -> str:
    """Replace what a terminal would obey by something it shows, one for one."""
    return _UNSAFE.sub(_show, text)


def one_line(text: str) -> str:
    """Make `text` visible on a single line, white space collapsed."""
    return visible(" ".join(text.split()))


def wrap(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` cells, between words.

    A word longer than a line (a URL) stays whole.
    """
    lines: list[str] = []
    for word in one_line(text).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class CellLine:
    """One line of text measured in terminal cells, in steps of whole graphemes."""

    raw: str

    @cached_property
    def text(self) -> str:
        """The line as it may be printed."""
        return visible(self.raw)

    @property
    def width(self) -> int:
        """Cells the whole line takes."""
        return self._edges[-1]

    def cells(self, columns: Span) -> Span:
        """Cells covered by code points; never empty, for a caret needs one."""
        first = bisect_right(self._starts, columns.start) - 1
        last = max(first, bisect_right(self._starts, max(columns.end - 1, 0)) - 1)
        if columns.start >= len(self.text):
            return Span(self.width, self.width + 1)
        start, end = self._edges[first], self._edges[last + 1]
        return Span(start, max(end, start + 1))

    def cut(self, cells: Span) -> str:
        """Text of the graphemes that lie wholly in a range of cells."""
        inside = [
            i
            for i in range(len(self._starts))
            if cells.start <= self._edges[i] and self._edges[i + 1] <= cells.end
        ]
        if not inside:
            return ""
        return self.text[self._starts[inside[0]] : self._ends[inside[-1]]]

    def snap(self, cell: int) -> int:
        """Cell at which the grapheme that covers `cell` begins."""
        return self._edges[bisect_right(self._edges, max(cell, 0)) - 1]

    def word_starts(self) -> list[int]:
        """Cells at which words begin, in order."""
        words = re.finditer(r"(?<!\S)\S", self.text)
        return [self.cells(Span(*word.span())).start for word in words]

    @cached_property
    def _graphemes(self) -> list[tuple[int, int, int]]:
        return split_graphemes(self.text)[0]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._graphemes]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end, _ in self._graphemes]

    @cached_property
    def _edges(self) -> list[int]:
        edges = [0]
        for _, _, width in self._graphemes:
            edges.append(edges[-1] + width)
        return edges


def _show(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHOWN:
        return _SHOWN[character]
    code = ord(character)
    return chr(_PICTURES + code) if code < 0x20 else _REPLACEMENT
