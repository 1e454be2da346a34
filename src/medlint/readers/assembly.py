"""What every reader fills: blocks, marks, links, fields and comments, in one place."""

from dataclasses import replace
from typing import TYPE_CHECKING

from medlint.document import (
    Block,
    BlockKind,
    Directive,
    Document,
    Field,
    Link,
    LinkKind,
    Mark,
    MarkKind,
    sections_of,
)
from medlint.offsets import TextBuilder
from medlint.source import SourceFile
from medlint.text import Span

if TYPE_CHECKING:
    from medlint.errors import Problem

PLACEHOLDER = "\ufffc"
"""Stands in prose for what is no prose: inline code, a bare URL, an inline image."""


class DocumentBuilder:
    """Collects a document while a reader walks through its source in order."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.text = TextBuilder(source.text)
        self.fields: list[Field] = []
        self.directives: list[Directive] = []
        self.problems: list[Problem] = []
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._links: list[Link] = []
        self._open: Block | None = None
        self._before = (0, 0)

    @property
    def is_open(self) -> bool:
        """Whether a block is open for text."""
        return self._open is not None

    def open(self, block: Block) -> None:
        """Begin a block; its span is filled in when it closes."""
        self.text.open()
        self._open = block
        self._before = (len(self._marks), len(self._links))

    def open_kind(self, kind: BlockKind) -> None:
        """Begin a block that needs no more than its kind."""
        self.open(Block(kind=kind, span=Span(0, 0)))

    def close(self) -> None:
        """End the block; a block without text leaves no trace."""
        span = self.text.close()
        if span and self._open:
            self._blocks.append(_placed(self._open, span))
        self._clip(self.text.length)
        self._open = None

    def whole(self, block: Block, span: Span) -> None:
        """Add a block that is one stretch of source, without any markup."""
        place = self.text.block(span)
        if place:
            self._blocks.append(_placed(block, place))

    def placeholder(self, span: Span) -> Span:
        """Put a placeholder for source that is no prose; its span in prose."""
        start = self.text.mark()
        self.text.replace(PLACEHOLDER, span)
        return Span(start, start + 1)

    def mark(self, kind: MarkKind, start: int) -> None:
        """Record markup from prose offset `start` (of `text.mark()`) to here."""
        self._marks.append(Mark(kind, Span(start, max(start, self.text.length))))

    def code(self, span: Span) -> None:
        """Record inline code: one placeholder in the prose."""
        self._marks.append(Mark(MarkKind.CODE, self.placeholder(span)))

    def link(self, link: Link) -> None:
        """Record a link of the open block."""
        self._links.append(link)

    def bare_link(self, source: Span) -> None:
        """Record a URL written out in the text: a placeholder in the prose."""
        self.link(
            Link(
                kind=LinkKind.BARE,
                span=self.placeholder(source),
                source=source,
                target=source.of(self.source.text),
                target_source=source,
            )
        )

    def finish(self) -> Document:
        """Return the document; its blocks lie in prose order.

        Raises:
            RuntimeError: a block is still open.
        """
        text, offsets = self.text.build()
        blocks = tuple(self._blocks)
        end = len(text)
        return Document(
            source=self.source,
            text=text,
            offsets=offsets,
            blocks=blocks,
            sections=sections_of(blocks, end),
            marks=tuple(self._marks),
            links=tuple(self._links),
            fields=tuple(self.fields),
            directives=tuple(self.directives),
            problems=tuple(self.problems),
        )

    def _clip(self, end: int) -> None:
        """Cut off the trailing space that a mark or link took into its span."""
        marks, links = self._before
        if marks == len(self._marks) and links == len(self._links):
            return
        for i in range(marks, len(self._marks)):
            mark = self._marks[i]
            if mark.span.end > end:
                self._marks[i] = replace(mark, span=_clip(mark.span, end))
        for i in range(links, len(self._links)):
            link = self._links[i]
            if link.span.end > end:
                self._links[i] = replace(link, span=_clip(link.span, end))


def _placed(block: Block, span: Span) -> Block:
    """Return a block at its place; `replace` takes several times as long."""
    return Block(
        kind=block.kind,
        span=span,
        level=block.level,
        group=block.group,
        row=block.row,
        column=block.column,
        quoted=block.quoted,
        label=block.label,
    )


def _clip(span: Span, end: int) -> Span:
    return Span(min(span.start, end), min(span.end, end))
