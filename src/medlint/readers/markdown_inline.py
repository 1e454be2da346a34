"""The inside of one Markdown paragraph: text, marks, links, images, inline HTML."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from medlint.document import Block, BlockKind, Directive, Link, MarkKind
from medlint.readers.assembly import PLACEHOLDER, DocumentBuilder
from medlint.readers.html_elements import BLOCKS, CODE, MARKS, SKIPPED
from medlint.readers.inline_html import Tag, comment_text, tag_of
from medlint.readers.markdown_events import Event, Phase
from medlint.readers.markdown_links import (
    Image,
    bare_link,
    end_of,
    markup_image,
    markup_link,
    note_link,
    tag_image,
    tag_link,
)
from medlint.readers.markdown_page import Page, bare_urls
from medlint.text import Span

_EMPHASIS = {"Emphasis": MarkKind.EMPHASIS, "Strong": MarkKind.STRONG}
_NO_NOTE = re.compile(r"\[\^([^\[\]\s]{1,100})\]")
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TAGS = ("InlineHtml", "Mask")
_MAX_TAGS = 64


@dataclass(frozen=True)
class _Open:
    """Markup that waits for its end: where it began in events and in prose."""

    name: str
    index: int
    prose: int
    tag: Tag | None = None


class InlineWriter:
    """Writes the events of one paragraph, heading or cell after the other."""

    def __init__(self, builder: DocumentBuilder, page: Page) -> None:
        self._builder = builder
        self._page = page
        self._events: Sequence[Event] = ()
        self._open: list[_Open] = []
        self._tags: list[_Open] = []
        self._images: list[Image] = []
        self._ends: Mapping[str, list[int]] | None = None
        self._handlers: dict[str, Callable[[int], int]] = {
            "SoftBreak": self._break,
            "HardBreak": self._break,
            "Code": self._code,
            "Emphasis": self._emphasis,
            "Strong": self._emphasis,
            "Strikethrough": self._struck,
            "Link": self._link,
            "Image": self._image,
            "FootnoteReference": self._note,
            "InlineHtml": self._html,
            "Mask": self._mask,
        }

    def write(self, block: Block, events: Sequence[Event]) -> None:
        """Add a block made of inline events, and blocks for the images in it."""
        self._builder.open(block)
        self._run(events)
        self._builder.close()
        images, self._images = self._images, []
        for image in images:
            self.write_image(block, image)

    def write_image(self, block: Block, image: Image, *links: Link) -> None:
        """Add a block of alternative text that stands beside, or for, `block`.

        Its prose becomes the anchor of `links`.
        """
        self._builder.open(
            Block(kind=BlockKind.ALT, span=block.span, quoted=block.quoted)
        )
        start = self._builder.text.mark()
        if image.place:
            self._encoded(image.place)
        else:
            self._run(image.words)
        anchor = self._since(start)
        for link in links:
            self._builder.link(replace(link, span=anchor))
        self._builder.close()

    def _run(self, events: Sequence[Event]) -> None:
        self._events, self._ends = events, None
        self._open, self._tags = [], []
        parsed, handlers = self._page.parsed, self._handlers
        index, start, end = 0, 0, 0  # text from start to end is still to be written
        while index < len(events):
            event = events[index]
            if event.name == "Text" and event.data == parsed[event.start : event.end]:
                if event.start != end:
                    if end:
                        self._text(start, end)
                    start = event.start
                end = event.end
                index += 1
                continue
            if end:
                self._text(start, end)
                end = 0
            if event.name == "Text":
                self._builder.text.replace(event.data, Span(event.start, event.end))
            handler = handlers.get(event.name)
            index = handler(index) if handler else index + 1
        if end:
            self._text(start, end)

    def _text(self, start: int, end: int) -> None:
        if self._page.has_signs(start, end):
            for place, link in self._specials(start, end):
                self._builder.text.copy(Span(start, place.start))
                self._special(place, link)
                start = place.end
        self._builder.text.copy(Span(start, end))

    def _specials(self, start: int, end: int) -> Iterator[tuple[Span, Link]]:
        """Yield bare URLs, and references to footnotes that do not exist."""
        page = self._page
        urls = bare_urls(page.plain, Span(start, end))
        found = [(url, bare_link(page, url)) for url in urls]
        for note in _NO_NOTE.finditer(page.plain, start, end):
            place = Span(*note.span())
            found.append((place, note_link(note[1], place)))
        for place, link in sorted(found, key=lambda item: item[0]):
            if place.start >= start:
                yield place, link
                start = place.end

    def _special(self, place: Span, link: Link) -> None:
        if link.target_source is None:
            self._point(link)
            return
        anchor = self._builder.placeholder(place)
        if not self._in_link():
            self._builder.link(replace(link, span=anchor))

    def _in_link(self) -> bool:
        return any(item.name in ("Link", "a") for item in (*self._open, *self._tags))

    def _break(self, index: int) -> int:
        event = self._events[index]
        self._builder.text.space(Span(event.start, event.end))
        return index + 1

    def _code(self, index: int) -> int:
        event = self._events[index]
        self._builder.code(Span(event.start, event.end))
        return index + 1

    def _emphasis(self, index: int) -> int:
        event = self._events[index]
        if event.phase is Phase.START:
            self._begin(index)
        elif opened := self._opened(event):
            self._builder.mark(_EMPHASIS[event.name], opened.prose)
        return index + 1

    def _begin(self, index: int) -> None:
        opened = _Open(self._events[index].name, index, self._builder.text.mark())
        self._open.append(opened)

    def _opened(self, end: Event) -> _Open | None:
        """Return what an event ends; None when HTML code has swallowed its start."""
        for i in range(len(self._open) - 1, -1, -1):
            start = self._events[self._open[i].index].start
            if start == end.start and self._open[i].name == end.name:
                opened = self._open[i]
                del self._open[i:]
                return opened
            if start < end.start:
                break
        return None

    def _struck(self, index: int) -> int:
        """Leave out what is struck out; single tildes may mean "about"."""
        event = self._events[index]
        begins = event.phase is Phase.START
        if begins and self._page.plain.startswith("~~", event.start):
            return end_of(self._events, index) + 1
        return index + 1

    def _link(self, index: int) -> int:
        event = self._events[index]
        if event.phase is Phase.END:
            if opened := self._opened(event):
                link = markup_link(self._page, self._events, opened.index, index)
                self._builder.link(replace(link, span=self._since(opened.prose)))
        elif event.data["link_type"] in ("Autolink", "Email"):
            end = end_of(self._events, index)
            link = markup_link(self._page, self._events, index, end)
            anchor = self._builder.placeholder(link.source)
            self._builder.link(replace(link, span=anchor))
            return end + 1
        else:
            self._begin(index)
        return index + 1

    def _since(self, start: int) -> Span:
        return Span(start, max(start, self._builder.text.length))

    def _note(self, index: int) -> int:
        event = self._events[index]
        self._point(note_link(event.data, Span(event.start, event.end)))
        return index + 1

    def _point(self, link: Link) -> None:
        at = self._builder.text.mark()
        self._builder.link(replace(link, span=Span(at, at)))

    def _image(self, index: int) -> int:
        end = end_of(self._events, index)
        self._later(markup_image(self._page, self._events, index, end))
        return end + 1

    def _later(self, image: Image) -> None:
        """Put a placeholder; the text follows in a block of its own."""
        anchor = self._builder.placeholder(image.sign)
        self._builder.link(replace(image.link, span=anchor))
        self._images.append(image)

    def _encoded(self, place: Span) -> None:
        """Add the value of an attribute, in which character references stand."""
        at = place.start
        for found in _REFERENCE.finditer(self._page.plain, place.start, place.end):
            value = unescape(found[0])
            if value != found[0]:
                self._builder.text.copy(Span(at, found.start()))
                self._builder.text.replace(value, Span(*found.span()))
                at = found.end()
        self._builder.text.copy(Span(at, place.end))

    def _mask(self, index: int) -> int:
        event = self._events[index]
        span, mask = Span(event.start, event.end), event.data
        if mask.html:
            return self._html(index)
        if mask.prose == PLACEHOLDER:
            self._builder.placeholder(span)
        elif mask.prose:
            self._builder.text.replace(mask.prose, span)
        elif self._divides(span):
            self._builder.text.space(span)
        return index + 1

    def _divides(self, span: Span) -> bool:
        """Whether words on both sides would fuse."""
        before = self._page.text[span.start - 1 : span.start]
        after = self._page.text[span.end : span.end + 1]
        return before.isalnum() and after.isalnum()

    def _html(self, index: int) -> int:
        event = self._events[index]
        span = Span(event.start, event.end)
        comment = comment_text(self._page.text, span)
        if comment is not None:
            self._builder.directives.append(Directive(comment, span))
            return index + 1
        tag = tag_of(self._page, event)
        if tag.closes:
            self._end_tag(tag)
            return index + 1
        if tag.name in CODE or tag.name in SKIPPED:
            return self._without_content(tag, index)
        self._start_tag(tag, index)
        return index + 1

    def _start_tag(self, tag: Tag, index: int) -> None:
        if tag.name == "br" or tag.name in BLOCKS:
            self._builder.text.space(tag.span)
        elif tag.name == "img":
            if image := tag_image(self._page, tag):
                self._later(image)
        elif len(self._tags) >= _MAX_TAGS:
            return
        elif tag.name in MARKS or (tag.name == "a" and tag.place("href")):
            start = self._builder.text.mark()
            self._tags.append(_Open(tag.name, index, start, tag))

    def _end_tag(self, tag: Tag) -> None:
        if tag.name in BLOCKS:
            self._builder.text.space(tag.span)
        for i in range(len(self._tags) - 1, -1, -1):
            opened = self._tags[i]
            if opened.name != tag.name or opened.tag is None:
                continue
            del self._tags[i]
            if tag.name == "a":
                link = tag_link(self._page, opened.tag, tag.span.end)
                self._builder.link(replace(link, span=self._since(opened.prose)))
            else:
                self._builder.mark(MARKS[tag.name], opened.prose)
            return

    def _without_content(self, tag: Tag, index: int) -> int:
        """Go behind an element that holds no prose; code becomes a placeholder."""
        ends = self._end_tags().get(tag.name, [])
        following = bisect_right(ends, index)
        if following == len(ends):
            return index + 1
        end = ends[following]
        if tag.name in CODE:
            self._builder.code(Span(tag.span.start, self._events[end].end))
        return end + 1

    def _end_tags(self) -> Mapping[str, list[int]]:
        """Indices of the end tags among the events, by name."""
        if self._ends is None:
            ends: dict[str, list[int]] = {}
            for index, event in enumerate(self._events):
                if event.name in _TAGS:
                    tag = tag_of(self._page, event)
                    if tag.closes:
                        ends.setdefault(tag.name, []).append(index)
            self._ends = ends
        return self._ends
