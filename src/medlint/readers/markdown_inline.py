"""The inside of one Markdown paragraph: text, marks, links, images, inline HTML."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import chain

from medlint.document import Block, BlockKind, Directive, Link, LinkKind, MarkKind
from medlint.readers.assembly import DocumentBuilder
from medlint.readers.html_elements import BLOCKS, CODE, MARKS, SKIPPED
from medlint.readers.inline_html import Tag, comment_text, read_tag
from medlint.readers.markdown_events import Event, Phase
from medlint.readers.markdown_page import Page, bare_urls
from medlint.text import Span

_EMPHASIS = {"Emphasis": MarkKind.EMPHASIS, "Strong": MarkKind.STRONG}
_KINDS = {"Inline": LinkKind.INLINE, "Autolink": LinkKind.BARE, "Email": LinkKind.BARE}
_MAY_BE_FIGURE = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.FOOTNOTE)
)
_IN_ALT = frozenset(("Text", "Code", "SoftBreak", "HardBreak", "Mask"))
_NO_NOTE = re.compile(r"\[\^([^\[\]\s]{1,100})\]")
_TARGET = re.compile(r"[\s>]*\]\([\s>]*(?:<([^<>\r\n]*)>|([^\s<]\S*)?)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


@dataclass(frozen=True)
class _Open:
    """Markup that waits for its end: the prose offset where it began, and its start."""

    prose: int
    event: Event
    tag: Tag | None = None


@dataclass(frozen=True)
class _Image:
    """An image's alternative text, still to be written: events or a place."""

    words: tuple[Event, ...] = ()
    place: Span | None = None


class InlineWriter:
    """Writes the events of one paragraph, heading or cell after the other."""

    def __init__(self, builder: DocumentBuilder, page: Page) -> None:
        self._builder = builder
        self._page = page
        self._notes = "[^" in page.plain
        self._events: Sequence[Event] = ()
        self._open: list[_Open] = []
        self._tags: list[_Open] = []
        self._images: list[_Image] = []
        self._closing: dict[str, list[int]] | None = None
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
        """Add a block made of inline events to the document."""
        if block.kind in _MAY_BE_FIGURE and self._is_figure(events):
            self._figure(block, events)
            return
        self._builder.open(block)
        self._run(events)
        self._builder.close()
        images, self._images = self._images, []
        for image in images:
            self._builder.open(_alternative(block))
            self._words(image)
            self._builder.close()
