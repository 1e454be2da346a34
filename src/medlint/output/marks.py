"""Rows of carets and words under one line of source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from medlint.output.canvas import Line, Piece, plain
from medlint.output.visible import one_line
from medlint.text import Span


@dataclass(frozen=True)
class Mark:
    """Cells to underline, and the word beside them (none when empty)."""

    cells: Span
    word: str
    primary: bool
    style: str

    @property
    def carets(self) -> str:
        """`^^^^` for what the finding is about, `----` for what it relates to."""
        return ("^" if self.primary else "-") * self.cells.length


def clip(mark: Mark, window: Span, lead: int) -> Mark | None:
    """Cut a mark to a window and move it `lead` cells to the right of its start.

    The word goes where the mark ends. A mark behind the last character of a line
    belongs to the window that ends there.
    """
    behind = mark.cells == Span(window.end, window.end + 1)
    start = max(mark.cells.start, window.start)
    end = mark.cells.end if behind else min(mark.cells.end, window.end)
    if start >= end:
        return None
    word = mark.word if mark.cells.end == end else ""
    cells = Span(start, end).shift(lead - window.start)
    return Mark(cells, word, mark.primary, mark.style)


def mark_rows(marks: Iterable[Mark], room: int) -> list[Line]:
    """Pack carets and words into as few rows as possible, the primary one first."""
    rows: list[list[tuple[Span, Line]]] = []
    below: list[Line] = []
    for mark in sorted(marks, key=lambda m: (not m.primary, m.cells)):
        word = one_line(mark.word)
        extent = mark.cells
        pieces: Line = ((mark.carets, mark.style),)
        beside = Span(extent.start, extent.end + 1 + cell_len(word))
        if word and beside.end <= room:
            extent, pieces = beside, (*pieces, (" " + word, mark.style))
        elif word:
            below.append(_word_below(word, extent.start, mark.style, room))
        _free_row(rows, extent).append((extent, pieces))
    return [*(_laid_out(row) for row in rows), *below]


def _free_row(
    rows: list[list[tuple[Span, Line]]], extent: Span
) -> list[tuple[Span, Line]]:
    near = Span(extent.start - 1, extent.end + 1)
    for row in rows:
        if not any(near.overlaps(taken) for taken, _ in row):
            return row
    rows.append([])
    return rows[-1]


def _word_below(word: str, start: int, style: str, room: int) -> Line:
    if cell_len(word) > room:
        word = set_cell_size(word, room - 1).rstrip() + "…"
    return (plain(" " * max(0, min(start, room - cell_len(word)))), (word, style))


def _laid_out(row: Sequence[tuple[Span, Line]]) -> Line:
    pieces: list[Piece] = []
    at = 0
    for extent, inner in sorted(row, key=lambda entry: entry[0]):
        pieces += [plain(" " * (extent.start - at)), *inner]
        at = extent.end
    return tuple(pieces)
