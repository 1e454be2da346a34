"""What the Markdown parser is given: the source with everything foreign masked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from medlint.readers.markdown_events import Event, Phase, events
from medlint.readers.mdx import mdx_masks
from medlint.readers.templates import Mask, filled, template_masks
from medlint.readers.urls import url_spans
from medlint.source import Format, SourceFile
from medlint.text import Span

FILLER = "%"
"""Punctuation without a meaning in Markdown, like the braces it stands for."""

_URL_SIGNS = ("://", "www.", "WWW.", "doi.org/", "DOI.org/")
_SIGN = re.compile(r"://|www\.|WWW\.|doi\.org/|DOI\.org/|\[\^")
_URL_ENDS = re.compile(r"[\[\]|`]")
_SPECIAL = re.compile(r"[_*~&\\]")
_CLOSERS = "_*~"
# Written before a URL these say that it is the target of a link or an attribute.
_NOT_BARE = re.compile(r"(?:\]\(\s*<?|[<=]\s*[\"']?|\[[^\]\r\n]*\]:[ \t]*)\Z")
_QUOTED_HTML = re.compile(r"^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>.*<", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One source as written and as parsed; all texts have the same length.

    `plain` has its masks filled; in `parsed`, besides, bare URLs hold nothing that
    Markdown would take for markup.
    """

    text: str
    start: int
    masks: tuple[Mask, ...]
    plain: str
    parsed: str

    @cached_property
    def has_urls(self) -> bool:
        """Whether URLs are worth looking for."""
        return any(sign in self.plain for sign in _URL_SIGNS)

    def has_signs(self, start: int, end: int) -> bool:
        """Whether a bare URL or a reference to a footnote may begin in a range."""
        index = bisect_left(self._signs, start)
        return index < len(self._signs) and self._signs[index] < end

    @cached_property
    def _signs(self) -> list[int]:
        return [found.start() for found in _SIGN.finditer(self.plain, self.start)]

    @cached_property
    def html(self) -> str:
        """The source for readers of HTML: masks and signs of quotation are blank."""
        text = self.text
        if self.masks:
            foreign = (mask for mask in self.masks if not mask.html)
            text = filled(text, foreign, " ")
        if "<" not in text or not _QUOTED_HTML.search(text):
            return text
        found = events(self.parsed[self.start :], self.start)
        return filled(text, (Mask(span) for span in _gaps(found)), " ")

    def events(self) -> Iterator[Event]:
        """Yield the events of Markdown; masks in its text come as `Mask` events."""
        found = events(self.parsed[self.start :], self.start)
        inline = [mask for mask in self.masks if not mask.alone]
        return self._split(found, inline) if inline else found

    def _split(self, found: Iterable[Event], masks: list[Mask]) -> Iterator[Event]:
        starts = [mask.span.start for mask in masks]
        for event in found:
            first = bisect_right(starts, event.start - 1)
            if event.name != "Text" or not masks[first : first + 1]:
                yield event
                continue
            at = event.start
            for mask in masks[first:]:
                if mask.span.start >= event.end:
                    break
                yield from self._piece(at, mask.span.start)
                yield Event("Mask", Phase.SINGLE, *mask.span, mask)
                at = mask.span.end
            yield from self._piece(at, event.end) if at > event.start else (event,)

    def _piece(self, start: int, end: int) -> Iterator[Event]:
        if start < end:
            yield Event("Text", Phase.SINGLE, start, end, self.parsed[start:end])


def prepare(source: SourceFile, start: int) -> Page:
    """Mask what is no Markdown in a source whose body begins at `start`."""
    text = source.text
    find = mdx_masks if source.format is Format.MDX else template_masks
    found = sorted(find(text, start), key=lambda mask: mask.span)
    masks = tuple(_disjoint(found))
    plain = filled(text, masks, FILLER)
    page = Page(text=text, start=start, masks=masks, plain=plain, parsed=plain)
    if page.has_urls:
        page = _with_urls(page)
    return _without_indents(page) if source.format is Format.MDX else page


def bare_urls(text: str, span: Span) -> Iterator[Span]:
    """Yield the URLs written out in Markdown; brackets, bars and ticks end them."""
    for url in url_spans(span.of(text)):
        found = url.shift(span.start)
        sign = _URL_ENDS.search(text, found.start, found.end)
        if not sign:
            yield found
            continue
        # Closing punctuation before the sign belongs to the sentence, too.
        for shorter in url_spans(text[found.start : sign.start()]):
            yield shorter.shift(found.start)


def _disjoint(masks: Iterable[Mask]) -> Iterator[Mask]:
    end = 0
    for mask in masks:
        if mask.span.start >= end:
            yield mask
            end = mask.span.end


def _with_urls(page: Page) -> Page:
    """Take from bare URLs what reads as markup, and the masks inside them."""
    parts: list[str] = []
    at, urls = 0, list[Span]()
    for url in bare_urls(page.plain, Span(page.start, len(page.plain))):
        if _NOT_BARE.search(page.plain[max(0, url.start - 200) : url.start]):
            continue
        urls.append(url)
        trimmed = url.of(page.plain).rstrip(_CLOSERS)
        if _SPECIAL.search(trimmed):
            parts += (page.plain[at : url.start], _SPECIAL.sub("-", trimmed))
            at = url.start + len(trimmed)
    parsed = "".join((*parts, page.plain[at:]))
    return replace(page, masks=tuple(_outside(page.masks, urls)), parsed=parsed)


def _outside(masks: Iterable[Mask], urls: Sequence[Span]) -> Iterator[Mask]:
    starts = [url.start for url in urls]
    for mask in masks:
        index = bisect_left(starts, mask.span.end) - 1
        if index < 0 or not urls[index].overlaps(mask.span):
            yield mask


def _without_indents(page: Page) -> Page:
    """MDX has no code by indentation: its lines are text."""
    indents = [Mask(span) for span in _indents(page)]
    if not indents:
        return page
    masks = tuple(sorted((*page.masks, *indents), key=lambda mask: mask.span))
    plain = filled(page.plain, indents, FILLER)
    parsed = filled(page.parsed, indents, FILLER)
    return replace(page, masks=masks, plain=plain, parsed=parsed)


def _indents(page: Page) -> Iterator[Span]:
    """Yield the indentation of lines that Markdown reads as code."""
    inside = False
    for event in events(page.parsed[page.start :], page.start):
        if event.name == "CodeBlock":
            inside = event.phase is Phase.START and event.data == "Indented"
        elif inside and (words := page.plain[event.start : event.end]).strip():
            before = page.plain[max(page.start, event.start - 200) : event.start]
            start = event.start - (len(before) - len(before.rstrip(" \t")))
            yield Span(start, event.start + len(words) - len(words.lstrip(" \t")))


def _gaps(found: Iterable[Event]) -> Iterator[Span]:
    """Yield what stands between the lines of blocks of HTML: signs of quotation."""
    end = -1
    for event in found:
        if event.name != "Html":
            end = -1
            continue
        if 0 <= end < event.start:
            yield Span(end, event.start)
        end = event.end
