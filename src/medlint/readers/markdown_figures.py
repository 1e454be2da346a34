"""Paragraphs of Markdown that hold nothing but images."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from medlint.document import Directive, Link
from medlint.readers.inline_html import comment_text, tag_of
from medlint.readers.markdown_events import Event, Phase
from medlint.readers.markdown_links import (
    Image,
    end_of,
    markup_image,
    markup_link,
    tag_image,
    tag_link,
)
from medlint.readers.markdown_page import Page
from medlint.text import Span

_AROUND = frozenset(("SoftBreak", "HardBreak", "Strong", "Emphasis"))
_TAGS_AROUND = frozenset(("", "b", "br", "em", "i", "picture", "span", "strong"))


@dataclass(frozen=True)
class Figure:
    """An image that stands for itself, and the links whose anchor it is."""

    image: Image
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Figures:
    """All there is in a paragraph of images."""

    figures: tuple[Figure, ...]
    directives: tuple[Directive, ...]


def read_figures(page: Page, events: Sequence[Event]) -> Figures | None:
    """Read a paragraph of images, linked or not; None when it holds anything else."""
    survey = _Survey(page, events)
    index = 0
    while index < len(events):
        following = survey.look(index)
        if following is None:
            return None
        index = following
    if not survey.figures:
        return None
    return Figures(tuple(survey.figures), tuple(survey.directives))


class _Survey:
    def __init__(self, page: Page, events: Sequence[Event]) -> None:
        self._page = page
        self._events = events
        self._around: Link | None = None
        self.figures: list[Figure] = []
        self.directives: list[Directive] = []

    def look(self, index: int) -> int | None:
        """Take in one event; the index of the next, None when this is no figure."""
        event = self._events[index]
        if event.name == "Text":
            return None if event.data.strip() else index + 1
        if event.name == "Image":
            end = end_of(self._events, index)
            self._add(markup_image(self._page, self._events, index, end))
            return end + 1
        if event.name == "Link":
            return self._link(index)
        if event.name in ("InlineHtml", "Mask"):
            return self._tag(index)
        return index + 1 if event.name in _AROUND else None

    def _add(self, image: Image) -> None:
        around = (self._around,) if self._around else ()
        self.figures.append(Figure(image, (image.link, *around)))

    def _link(self, index: int) -> int | None:
        event, self._around = self._events[index], None
        if event.phase is Phase.START:
            end = end_of(self._events, index)
            if event.data["link_type"] in ("Autolink", "Email"):
                return None
            self._around = markup_link(self._page, self._events, index, end)
        return index + 1

    def _tag(self, index: int) -> int | None:
        event = self._events[index]
        span = Span(event.start, event.end)
        if event.name == "Mask" and not event.data.html:
            return None if event.data.prose.strip() else index + 1
        comment = comment_text(self._page.text, span)
        if comment is not None:
            self.directives.append(Directive(comment, span))
            return index + 1
        tag = tag_of(self._page, event)
        if tag.name == "a":
            self._around = None
            if not tag.closes:
                self._around = tag_link(self._page, tag, self._end_tag(index))
        elif tag.name == "img":
            if image := tag_image(self._page, tag):
                self._add(image)
        elif tag.name not in _TAGS_AROUND:
            return None
        return index + 1

    def _end_tag(self, index: int) -> int:
        """Return where the `a` element ends that begins at `index`."""
        following = bisect_right(self._end_tags, index)
        if following == len(self._end_tags):
            return self._events[-1].end
        return self._events[self._end_tags[following]].end

    @cached_property
    def _end_tags(self) -> list[int]:
        """Indices of the end tags of `a` elements."""
        found = []
        for index, event in enumerate(self._events):
            if event.name in ("InlineHtml", "Mask"):
                tag = tag_of(self._page, event)
                if tag.closes and tag.name == "a":
                    found.append(index)
        return found
