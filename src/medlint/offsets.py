"""Prose that knows its source: the map from what checks read to what was written."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from medlint.text import Span

# White space that has to change: a run of it, or a single one other than a plain or
# no-break space. Invisible break hints vanish: they split words for every matcher.
_CHANGES = re.compile(
    r"(?P<space>\s{2,}|[^\S \u00a0\u2007\u2009\u202f])|[\u00ad\u200b\u2060\ufeff]+"
)
_HINTS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANK_LINE = "\n\n"
_SOURCE = itemgetter(1)


class Run(NamedTuple):
    """A stretch of prose and the source it came from.

    A verbatim run is a copy (lone surrogates aside) and maps code point by code point.
    Any other run (a decoded entity, a collapsed line break) maps as a whole.
    """

    prose: Span
    source: Span
    verbatim: bool


@dataclass(frozen=True)
class OffsetMap:
    """Maps spans of prose to spans of source, and offsets of source to prose.

    Runs lie in prose order without gaps. In the source they may stand in another
    order (an image's alternative text follows the paragraph that holds it), but no
    two runs share source text.

    Raises:
        ValueError: the runs leave a gap, overlap, or a verbatim run differs in length.
    """

    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        end = 0
        for run in self.runs:
            (start, stop), (first, last), verbatim = run
            if start != end or stop <= start:
                raise ValueError(f"gap or overlap in prose before {run}")
            if verbatim and stop - start != last - first:
                raise ValueError(f"verbatim run of unequal length: {run}")
            if last < first or first < 0:
                raise ValueError(f"impossible source span: {run}")
            end = stop
        for before, after in pairwise(self._by_source):
            if before.source[1] > after.source[0]:
                raise ValueError(f"source text used twice: {before} and {after}")

    @property
    def prose_length(self) -> int:
        """Number of code points of prose covered."""
        return self.runs[-1].prose.end if self.runs else 0

    def to_source(self, span: Span) -> Span:
        """Smallest source span that holds everything `span` was made from.

        An empty span maps to an empty one.

        Raises:
            ValueError: the span lies outside the prose.
        """
        if not 0 <= span.start <= span.end <= self.prose_length:
            raise ValueError(f"{span} is outside prose 0..{self.prose_length}")
        if span.start == span.end:
            return self._point(span.start)
        first, last = self._index(span.start), self._index(span.end - 1)
        whole = self._part(self.runs[first], span)
        for run in self.runs[first + 1 : last + 1]:
            whole = whole.hull(self._part(run, span))
        return whole

    def to_prose(self, offset: int) -> int:
        """Prose offset of a source offset; markup gives the next prose after it."""
        index = bisect_right(self._source_starts, offset) - 1
        if index >= 0:
            run = self._by_source[index]
            if offset < run.source.end:
                inside = offset - run.source.start if run.verbatim else 0
                return run.prose.start + inside
        if index + 1 < len(self._by_source):
            return self._by_source[index + 1].prose.start
        return self.prose_length

    def _point(self, offset: int) -> Span:
        if not self.runs:
            return Span(0, 0)
        at_end = offset == self.prose_length
        run = self.runs[self._index(offset - 1 if at_end else offset)]
        if at_end:
            return Span(run.source.end, run.source.end)
        start = self._part(run, Span(offset, offset + 1)).start
        return Span(start, start)

    @staticmethod
    def _part(run: Run, span: Span) -> Span:
        if not run.verbatim:
            return run.source
        start = max(span.start, run.prose.start)
        end = min(span.end, run.prose.end)
        return Span(start, end).shift(run.source.start - run.prose.start)

    def _index(self, offset: int) -> int:
        return bisect_right(self._prose_starts, offset) - 1

    @cached_property
    def _prose_starts(self) -> tuple[int, ...]:
        return tuple(run.prose.start for run in self.runs)

    @cached_property
    def _by_source(self) -> tuple[Run, ...]:
        used = [run for run in self.runs if run.source[0] != run.source[1]]
        return tuple(sorted(used, key=_SOURCE))

    @cached_property
    def _source_starts(self) -> tuple[int, ...]:
        return tuple(run.source.start for run in self._by_source)


class TextBuilder:
    """Makes prose from pieces of a source; the only way to make it.

    White space runs become one space, invisible break hints disappear, blocks are
    joined by a blank line. Text is added inside a block: `open`, any number of `copy`,
    `replace` and `space`, then `close`.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._block: int | None = None

    @property
    def length(self) -> int:
        """Code points of prose so far: where the next piece will start.

        Inside a block that holds no text yet this is not final: the blank line
        before the block is only added with its first character. Use `mark`.
        """
        return self._length

    def mark(self) -> int:
        """Prose offset at which the next character of the open block will stand."""
        return self._length + self._pending_break()

    def open(self) -> None:
        """Begin a block.

        Raises:
            RuntimeError: a block is open already.
        """
        if self._block is not None:
            raise RuntimeError("the previous block was not closed")
        self._block = self._length

    def close(self) -> Span | None:
        """End the block; its prose span, or None when it holds no text.

        Raises:
            RuntimeError: no block is open.
        """
        start = self._require_block()
        self._drop_trailing_space()
        self._block = None
        if self._length == start:
            return None
        return Span(start + (len(_BLANK_LINE) if start else 0), self._length)

    def block(self, span: Span) -> Span | None:
        """Add a block that is one stretch of source; its prose span as from `close`.

        Raises:
            RuntimeError: a block is open already.
        """
        text = self._source[span.start : span.end]
        if (
            self._block is not None
            or not _is_plain(text)
            or " " in (text[:1], text[-1:])
        ):
            self.open()
            self.copy(span)
            return self.close()
        if not text:
            return None
        if self._length:
            self._break()
        place = Span(self._length, self._length + len(text))
        self._runs.append(Run(place, span, verbatim=True))
        self._parts.append(text)
        self._length = place.end
        return place

    def copy(self, span: Span) -> None:
        """Add source text as prose, white space collapsed."""
        text = self._source[span.start : span.end]
        if _is_plain(text):
            self._verbatim(span, text)
            return
        at = span.start
        for change in _CHANGES.finditer(self._source, span.start, span.end):
            self._verbatim(Span(at, change.start()))
            if change["space"]:
                self.space(Span(*change.span()))
            at = change.end()
        self._verbatim(Span(at, span.end))

    def replace(self, text: str, span: Span) -> None:
        """Add `text`, which stands in the source as `span` (an entity, an escape)."""
        clean = _CHANGES.sub(lambda m: " " if m["space"] else "", text)
        if clean.startswith(" ") and self._at_space():
            clean = clean[1:]
        if clean:
            self._append(clean, span, verbatim=clean == span.of(self._source))

    def space(self, span: Span) -> None:
        """Add one space for `span`, unless the block begins or ends with one here."""
        if self._length > self._require_block() and self._parts[-1][-1] != " ":
            self._append(" ", span, verbatim=span.of(self._source) == " ")

    def build(self) -> tuple[str, OffsetMap]:
        """Return the prose and its map.

        Raises:
            RuntimeError: a block is still open.
        """
        if self._block is not None:
            raise RuntimeError("the last block was not closed")
        return "".join(self._parts), OffsetMap(tuple(self._runs))

    def _verbatim(self, span: Span, text: str = "") -> None:
        text = text or span.of(self._source)
        if text.startswith(" ") and self._at_space():
            text, span = text[1:], Span(span.start + 1, span.end)
        if text:
            self._append(text, span, verbatim=True)

    def _at_space(self) -> bool:
        at_start = self._length == self._require_block()
        return at_start or self._parts[-1][-1] == " "

    def _append(self, text: str, span: Span, *, verbatim: bool) -> None:
        if self._require_block() == self._length > 0:
            self._break()
        start = self._length
        self._length += len(text)
        self._parts.append(text)
        if verbatim and self._runs:
            last = self._runs[-1]
            if last.verbatim and last.source.end == span.start:
                start = last.prose.start
                span = Span(last.source.start, span.end)
                self._runs.pop()
        self._runs.append(Run(Span(start, self._length), span, verbatim))

    def _break(self) -> None:
        """Add the blank line between two blocks."""
        at = self._runs[-1].source.end
        prose = Span(self._length, self._length + len(_BLANK_LINE))
        self._runs.append(Run(prose, Span(at, at), verbatim=False))
        self._parts.append(_BLANK_LINE)
        self._length = prose.end

    def _pending_break(self) -> int:
        start = self._require_block()
        return len(_BLANK_LINE) if start and self._length == start else 0

    def _drop_trailing_space(self) -> None:
        if self._length > self._require_block() and self._parts[-1][-1] == " ":
            last = self._runs.pop()
            self._length -= 1
            self._parts[-1] = self._parts[-1][:-1]
            prose = Span(last.prose.start, last.prose.end - 1)
            if prose.length:
                end = last.source.end - (1 if last.verbatim else 0)
                source = Span(last.source.start, end)
                self._runs.append(last._replace(prose=prose, source=source))
            elif not self._parts[-1]:
                self._parts.pop()

    def _require_block(self) -> int:
        if self._block is None:
            raise RuntimeError("text was added outside a block")
        return self._block


def _is_plain(text: str) -> bool:
    """Whether a text is prose as it stands; many times faster than to look for why."""
    if text.isascii() and text.isprintable():
        return "  " not in text
    words = text.strip(" ")
    if not words:
        return len(text) <= 1
    single = len(text) - len(words) <= (text[:1] == " ") + (text[-1:] == " ")
    joined = single and " ".join(words.split()) == words
    return joined and (text.isascii() or not _HINTS.search(text))
