"""Source lines with carets under every labelled span."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from medlint.output.canvas import Line, Piece, plain
from medlint.output.marks import Mark, clip, mark_rows
from medlint.output.visible import CellLine
from medlint.output.windows import LEAD, TRAIL, windows
from medlint.source import SourceFile
from medlint.text import Span

_LONG = 4  # a span over more lines, or wrapped to more rows, is shown in part
_HEAD = 2
_LEAST_ROOM = 24
_NEARBY = 4  # screens of a very long line that are measured around the marks


@dataclass(frozen=True)
class Label:
    """A span of the source and the word for it; `style` names its colour."""

    span: Span
    word: str = ""
    primary: bool = True
    style: str = "error"


@dataclass(frozen=True)
class _Part:
    """What a label covers on one line: columns from 0."""

    columns: Span
    label: Label
    word: str


def margin(source: SourceFile, labels: Sequence[Label], first_line: int = 1) -> int:
    """Columns the line numbers of these labels need."""
    last = max(label.span.end for label in labels)
    return len(str(source.lines.position(last).line + first_line - 1))


def snippet(
    source: SourceFile, labels: Sequence[Label], width: int, first_line: int = 1
) -> list[Line]:
    """Draw the lines that hold the labels, within `width` columns.

    `first_line` is the number of the first line, when the source is a part.
    """
    left = margin(source, labels, first_line)
    room = max(width - left - len(" | "), _LEAST_ROOM)
    by_line: dict[int, list[_Part]] = {}
    for label in labels:
        for number, part in _parts(source, label):
            by_line.setdefault(number, []).append(part)
    rows: list[Line] = [_row(left, "")]
    for before, number in pairwise((0, *sorted(by_line))):
        if before and number > before + 1:
            rows.append((("...", "frame"),))
        text = source.lines.line(number).of(source.text)
        for is_source, pieces in _line_rows(text, by_line[number], room):
            shown_number = str(number + first_line - 1) if is_source else ""
            rows.append(_row(left, shown_number, *pieces))
    return rows


def _parts(source: SourceFile, label: Label) -> list[tuple[int, _Part]]:
    """Split a label into its lines; the word stands on the last."""
    span = label.span
    first = source.lines.position(span.start).line
    last = source.lines.position(max(span.start, span.end - 1)).line
    numbers = range(first, last + 1)
    if len(numbers) > _LONG:
        numbers = range(first, first + _HEAD)
    found = []
    for number in dict.fromkeys((*numbers, last)):
        line = source.lines.line(number)
        inside = _trimmed(source.text, span, line)
        if inside.length or number == first == last:
            found.append((number, inside.shift(-line.start)))
    if not found:
        start = span.start - source.lines.line(first).start
        found.append((first, Span(start, start)))
    *rest, (number, columns) = found
    parts = [(n, _Part(c, label, "")) for n, c in rest]
    return [*parts, (number, _Part(columns, label, label.word))]


def _trimmed(text: str, span: Span, line: Span) -> Span:
    """Return the part of a span on a line, without white space around it."""
    start, end = max(span.start, line.start), min(span.end, line.end)
    inside = text[start:end]
    if not inside.strip():
        return Span(start, start)
    start += len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))


def _line_rows(
    text: str, parts: Sequence[_Part], room: int
) -> list[tuple[bool, tuple[Piece, ...]]]:
    """Rows for one line: (whether it is source, what it holds)."""
    start = max(0, min(p.columns.start for p in parts) - _NEARBY * room)
    end = max(p.columns.end for p in parts) + _NEARBY * room
    line = CellLine(text[start:end])
    marks = [_mark(line, part, start) for part in parts]
    rows: list[tuple[bool, tuple[Piece, ...]]] = []
    for window in _shortened(windows(line, [m.cells for m in marks], room)):
        lead = LEAD if window.start else ""
        trail = TRAIL if window.end < line.width else ""
        rows.append((True, (plain(lead + line.cut(window) + trail),)))
        inside = (clip(mark, window, len(lead)) for mark in marks)
        visible = [mark for mark in inside if mark]
        rows += [(False, pieces) for pieces in mark_rows(visible, room)]
    return rows


def _mark(line: CellLine, part: _Part, cut: int) -> Mark:
    label = part.label
    cells = line.cells(part.columns.shift(-cut))
    return Mark(cells, part.word, label.primary, label.style)


def _shortened(shown: list[Span]) -> list[Span]:
    return [*shown[:_HEAD], shown[-1]] if len(shown) > _LONG else shown


def _row(left: int, number: str, *pieces: Piece) -> Line:
    return ((f"{number:>{left}} | ", "frame"), *pieces)
