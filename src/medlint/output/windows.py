"""Which parts of a long line to show, so that what is marked can be read."""

from collections.abc import Iterable
from itertools import pairwise

from medlint.output.visible import CellLine
from medlint.text import Span

LEAD, TRAIL = "… ", " …"
_EDGES = len(LEAD) + len(TRAIL)
_LEAST = 16
_CONTEXT = 12


def windows(line: CellLine, marked: Iterable[Span], room: int) -> list[Span]:
    """Ranges of cells to show in order, each with its ellipses within `room` cells.

    Marks that lie together share a window. A mark too long for one window fills
    several, as a wrapped paragraph would.
    """
    if line.width <= room:
        return [Span(0, line.width)]
    inner = max(room - _EDGES, _LEAST)
    shown: list[Span] = []
    for hull in _hulls(marked, max(inner - 2 * _CONTEXT, _LEAST)):
        shown += _fit(line, hull, inner)
    return [shown[0], *(_after(a, b) for a, b in pairwise(shown) if b.end > a.end)]


def _hulls(marked: Iterable[Span], limit: int) -> list[Span]:
    hulls: list[Span] = []
    for span in sorted(marked):
        last = hulls[-1] if hulls else None
        if last and (span.start < last.end or last.hull(span).length <= limit):
            hulls[-1] = last.hull(span)
        else:
            hulls.append(span)
    return hulls


def _fit(line: CellLine, hull: Span, inner: int) -> list[Span]:
    if hull.length <= inner:
        return [_around(line, hull, inner)]
    parts: list[Span] = []
    start = hull.start
    while hull.end - start > inner:
        end = _last_word_end(line, Span(start + 1, start + inner))
        parts.append(Span(start, end))
        start = _next_word(line, end)
    rest = _around(line, Span(start, hull.end), inner)
    return [*parts, Span(start, max(rest.end, hull.end))]


def _around(line: CellLine, hull: Span, inner: int) -> Span:
    """Widen a short hull with words before and after it."""
    spare = inner - hull.length
    start = max(0, min(hull.start - spare // 2, line.width - inner))
    end = min(line.width, start + inner)
    if start:
        words = [w for w in line.word_starts() if start <= w <= hull.start]
        start = words[0] if words else line.snap(start)
    if end < line.width:
        end = _last_word_end(line, Span(hull.end, end))
    return Span(start, end)


def _last_word_end(line: CellLine, within: Span) -> int:
    """Last cell of a range where a word ends; its end when no word does."""
    words = [w - 1 for w in line.word_starts() if within.start < w <= within.end + 1]
    if words and words[-1] >= within.start:
        return words[-1]
    return max(line.snap(within.end), within.start)


def _next_word(line: CellLine, cell: int) -> int:
    blank = line.cut(Span(cell, cell + 1)) == " "
    return cell + 1 if blank else cell


def _after(before: Span, span: Span) -> Span:
    """Cut off what the window before shows already."""
    return Span(max(before.end, span.start), span.end)
