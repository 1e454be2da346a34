"""Links, images and their targets as Markdown and inline HTML write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from medlint.document import Link, LinkKind
from medlint.readers.inline_html import Tag
from medlint.readers.markdown_events import Event, Phase
from medlint.readers.markdown_page import Page
from medlint.text import Span

NOWHERE = Span(0, 0)
"""Anchor of a link whose place in the prose is not known yet."""

_IN_ALT = frozenset(("Text", "Code", "SoftBreak", "HardBreak", "Mask"))
_TARGET = re.compile(r"[\s>]*\]\([\s>]*(?:<([^<>\r\n]*)>|([^\s<]\S*)?)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Image:
    """An image: its link, and its alternative text as events or a place.

    `sign` is the part of its source that stands for the image itself.
    """

    link: Link
    sign: Span
    words: tuple[Event, ...] = ()
    place: Span | None = None


def end_of(events: Sequence[Event], index: int) -> int:
    """Return the index of the event that ends what begins at `index`."""
    depth, name = 0, events[index].name
    for i in range(index, len(events)):
        if events[i].name == name:
            depth += 1 if events[i].phase is Phase.START else -1
            if depth == 0:
                return i
    return len(events) - 1


def markup_link(page: Page, events: Sequence[Event], first: int, last: int) -> Link:
    """Return the link or image that the events from `first` to `last` write."""
    data = events[first].data
    source = Span(events[last].start, events[last].end)
    written = data["link_type"]
    if written in ("Autolink", "Email"):
        return _autolink(page, source, data)
    sign = "![" if events[first].name == "Image" else "["
    kind = LinkKind.INLINE if written == "Inline" else LinkKind.REFERENCE
    target, place = data["dest_url"], None
    if written == "Inline":
        behind = max(events[last - 1].end, source.start + len(sign))
        place = _target(page, behind, source.end - 1)
    if place and place.of(page.text) != place.of(page.parsed):
        target = _decoded(place.of(page.text))
    return Link(
        kind=LinkKind.IMAGE if sign == "![" else kind,
        span=NOWHERE,
        source=source,
        target=target,
        target_source=place,
        title=data["title"],
    )


def markup_image(page: Page, events: Sequence[Event], first: int, last: int) -> Image:
    """Return the image that the events from `first` to `last` write."""
    link = markup_link(page, events, first, last)
    sign = Span(link.source.start, link.source.start + len("!["))
    inside = events[first + 1 : last]
    return Image(link, sign, tuple(event for event in inside if event.name in _IN_ALT))


def bare_link(page: Page, url: Span) -> Link:
    """Return the link that a URL in running text makes."""
    return Link(
        kind=LinkKind.BARE,
        span=NOWHERE,
        source=url,
        target=_decoded(url.of(page.text)),
        target_source=url,
    )


def note_link(label: str, source: Span) -> Link:
    """Return the link of a reference to a footnote."""
    return Link(kind=LinkKind.FOOTNOTE, span=NOWHERE, source=source, target=label)


def tag_link(page: Page, tag: Tag, end: int) -> Link:
    """Return the link of an `a` element that ends at `end`."""
    return _tag_link(page, tag, "href", Span(tag.span.start, end))


def tag_image(page: Page, tag: Tag) -> Image | None:
    """Return the image of an `img` tag; None when its empty text says to ignore it."""
    place = tag.place("alt")
    if place and not tag.value("alt"):
        return None
    sign = Span(tag.span.start, tag.span.start + len("<img"))
    return Image(_tag_link(page, tag, "src", tag.span), sign, place=place)


def _tag_link(page: Page, tag: Tag, attribute: str, source: Span) -> Link:
    place = tag.place(attribute)
    return Link(
        kind=LinkKind.INLINE if attribute == "href" else LinkKind.IMAGE,
        span=NOWHERE,
        source=source,
        target=unescape(place.of(page.text)).strip() if place else "",
        target_source=place,
        title=tag.value("title"),
    )


def _autolink(page: Page, source: Span, data: dict[str, str]) -> Link:
    inside = Span(source.start + 1, source.end - 1)
    scheme = "mailto:" if data["link_type"] == "Email" else ""
    return Link(
        kind=LinkKind.BARE,
        span=NOWHERE,
        source=source,
        target=scheme + inside.of(page.text),
        target_source=inside,
    )


def _target(page: Page, start: int, end: int) -> Span | None:
    """Return where the target is written of a link whose anchor ends at `start`."""
    found = _TARGET.match(page.plain, start, end)
    if not found:
        return None
    return Span(*found.span(found.lastindex)) if found.lastindex else Span(end, end)


def _decoded(target: str) -> str:
    return unescape(_ESCAPED.sub(r"\1", target))
