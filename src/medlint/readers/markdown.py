"""Read Markdown and MDX.

CommonMark with tables, footnotes, task lists, definition lists, alerts and front
matter. Struck-out text is no prose. Blocks of HTML are read as HTML; template tags and
JSX are masked, but kept as directives. A paragraph in a list item, a footnote or a
quotation belongs to the innermost of them, and everything in a footnote to the note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from medlint.document import Block, BlockKind, Directive, Document
from medlint.readers.assembly import DocumentBuilder
from medlint.readers.front_matter import read_front_matter
from medlint.readers.markdown_events import Event, Phase
from medlint.readers.markdown_figures import read_figures
from medlint.readers.markdown_inline import InlineWriter
from medlint.readers.markdown_page import Page, prepare
from medlint.readers.templates import directives
from medlint.source import SourceFile
from medlint.text import Span

_INLINE = frozenset(
    (
        "Code",
        "Emphasis",
        "FootnoteReference",
        "HardBreak",
        "Image",
        "InlineHtml",
        "Link",
        "Mask",
        "SoftBreak",
        "Strikethrough",
        "Strong",
        "Text",
    )
)
_MAY_BE_FIGURE = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.FOOTNOTE)
)
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}\r\n]*\}")
_QUOTE_TAG = re.compile(r"<(/?)blockquote\b", re.IGNORECASE)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_NOWHERE = Span(0, 0)


def read(source: SourceFile) -> Document:
    """Read an article.

    Raises:
        UnreadableError: its front matter is malformed, with the place.
    """
    # The parser knows no line that ends with a lone carriage return.
    lines = replace(source, text=_LONE_RETURN.sub("\n", source.text))
    front = read_front_matter(lines)
    page = prepare(lines, front.end)
    # Readers of HTML see it without masks; the text is the same everywhere else.
    builder = _Builder(replace(lines, text=page.html))
    builder.fields.extend(front.fields)
    builder.directives.extend((*front.directives, *directives(page.masks)))
    _BlockReader(builder, page).read(page.events())
    builder.directives.sort(key=lambda directive: directive.span)
    return replace(builder.finish(), source=source)


class _Builder(DocumentBuilder):
    """A builder that knows the Markdown around a block of HTML."""

    around: Block | None = None

    def open(self, block: Block) -> None:
        """Begin a block; in HTML, one that is part of the Markdown around it."""
        around = self.around
        if around is not None:
            plain = block.kind is BlockKind.PARAGRAPH
            if plain or (around.label and block.kind is BlockKind.LIST_ITEM):
                block = around
            block = replace(block, quoted=block.quoted or around.quoted)
        super().open(block)


@dataclass(frozen=True)
class _Container:
    """A list, quotation, alert or footnote that is open."""

    kind: BlockKind
    group: int = 0
    label: str = ""


@dataclass
class _Table:
    group: int
    row: int = -1
    column: int = -1


class _BlockReader:
    """Turns the events of one document into blocks."""

    def __init__(self, builder: _Builder, page: Page) -> None:
        self._builder = builder
        self._page = page
        self._inline = InlineWriter(builder, page)
        self._pending: list[Event] = []
        self._leaf: Block | None = None
        self._here: Block | None = None
        self._heading: dict[str, Any] = {}
        self._containers: list[_Container] = []
        self._tables: list[_Table] = []
        self._html: Span | None = None
        self._html_quotes = 0
        self._in_code = False
        self._groups = 0
        self._handlers = {
            "Heading": self._on_heading,
            "Table": self._on_table,
            "TableHead": self._on_row,
            "TableRow": self._on_row,
            "TableCell": self._on_cell,
            "List": self._on_list,
            "BlockQuote": self._on_quote,
            "FootnoteDefinition": self._on_footnote,
            "DefinitionList": self._on_list,
            "DefinitionListDefinition": self._on_definition,
            "CodeBlock": self._on_code,
            "HtmlBlock": self._on_html_block,
            "Html": self._on_html,
        }

    def read(self, events: Iterator[Event]) -> None:
        """Read everything."""
        for event in events:
            if event.name in _INLINE:
                if not self._in_code:
                    self._pending.append(event)
                continue
            if event.name == "Heading" and event.phase is Phase.END:
                self._keep_words_in_braces(event)
            self._flush()
            if handler := self._handlers.get(event.name):
                handler(event)
        self._flush()

    def _flush(self) -> None:
        """Write the inline events since the last event of a block."""
        if not self._pending:
            return
        events, self._pending = self._pending, []
        block = self._leaf or self._paragraph()
        found = None
        if events[0].name != "Text" and block.kind in _MAY_BE_FIGURE:
            found = read_figures(self._page, events)
        if found:
            self._builder.directives.extend(found.directives)
            for figure in found.figures:
                self._inline.write_image(block, figure.image, *figure.links)
        else:
            self._inline.write(block, events)

    def _paragraph(self) -> Block:
        """Return the block that a paragraph makes here."""
        if self._here is None:
            self._here = self._paragraph_in(self._containers)
        return self._here

    def _paragraph_in(self, containers: list[_Container]) -> Block:
        inner = containers[-1] if containers else _Container(_PARAGRAPH)
        note = next((c for c in reversed(containers) if c.label), inner)
        kind = note.kind
        if kind is _PARAGRAPH and self._html_quotes:
            kind = BlockKind.QUOTE
        level = sum(c.kind is BlockKind.LIST_ITEM for c in containers)
        return Block(
            kind=kind,
            span=_NOWHERE,
            level=level if kind is BlockKind.LIST_ITEM else 0,
            group=note.group,
            quoted=self._is_quoted(),
            label=note.label,
        )

    def _is_quoted(self) -> bool:
        quotes = any(c.kind is BlockKind.QUOTE for c in self._containers)
        return quotes or self._html_quotes > 0

    def _next_group(self) -> int:
        self._groups += 1
        return self._groups

    def _on_heading(self, event: Event) -> None:
        if event.phase is Phase.END:
            self._leaf = None
            return
        self._heading = event.data
        self._leaf = Block(
            kind=BlockKind.HEADING,
            span=_NOWHERE,
            level=int(event.data["level"][1:]),
            quoted=self._is_quoted(),
        )

    def _keep_words_in_braces(self, heading: Event) -> None:
        """Give back `{adult}`, which the parser takes for an attribute of a heading."""
        data = self._heading
        plain = any(value is None for _, value in data["attrs"])
        if not plain or data["id"] or data["classes"] or not self._pending:
            return
        start = self._pending[-1].end
        found = _ATTRIBUTES.match(self._page.parsed, start, heading.end)
        if found:
            self._pending.append(Event("Text", Phase.SINGLE, *found.span(), found[0]))

    def _on_table(self, event: Event) -> None:
        if event.phase is Phase.START:
            self._tables.append(_Table(self._next_group()))
        else:
            self._tables.pop()

    def _on_row(self, event: Event) -> None:
        if event.phase is Phase.START:
            self._tables[-1].row += 1
            self._tables[-1].column = -1

    def _on_cell(self, event: Event) -> None:
        self._leaf = None
        if event.phase is Phase.START:
            table = self._tables[-1]
            table.column += 1
            self._leaf = Block(
                kind=BlockKind.TABLE_CELL,
                span=_NOWHERE,
                group=table.group,
                row=table.row,
                column=table.column,
                quoted=self._is_quoted(),
            )

    def _on_list(self, event: Event) -> None:
        outer = next(
            (c for c in self._containers if c.kind is BlockKind.LIST_ITEM), None
        )
        group = outer.group if outer else self._groups + 1
        self._on_container(event, _Container(BlockKind.LIST_ITEM, group))

    def _on_definition(self, event: Event) -> None:
        self._on_list(event)

    def _on_quote(self, event: Event) -> None:
        # An alert is a box of the author's own words.
        quote = _Container(BlockKind.QUOTE, self._groups + 1)
        self._on_container(event, _Container(_PARAGRAPH) if event.data else quote)

    def _on_footnote(self, event: Event) -> None:
        label = event.data or "*"
        self._on_container(event, _Container(BlockKind.FOOTNOTE, label=label))

    def _on_container(self, event: Event, container: _Container) -> None:
        self._here = None
        if event.phase is Phase.END:
            self._containers.pop()
            return
        self._groups = max(self._groups, container.group)
        self._containers.append(container)

    def _on_code(self, event: Event) -> None:
        self._in_code = event.phase is Phase.START

    def _on_html(self, event: Event) -> None:
        start = self._html.start if self._html else event.start
        self._html = Span(start, event.end)

    def _on_html_block(self, event: Event) -> None:
        if event.phase is Phase.START or not self._html:
            return
        span, self._html = self._html, None
        if not self._only_comments(span):
            self._walk(span)

    def _only_comments(self, span: Span) -> bool:
        """Record a block of nothing but comments; what holds more is read as HTML."""
        text, at, found = self._builder.source.text, span.start, list[Directive]()
        while at < span.end:
            if text[at].isspace():
                at += 1
            elif text.startswith("<!--", at):
                end = text.find("-->", at + len("<!--"), span.end)
                end = end + len("-->") if end >= 0 else span.end
                inside = text[at:end].removeprefix("<!--").removesuffix("-->")
                found.append(Directive(inside.strip(), Span(at, end)))
                at = end
            else:
                return False
        self._builder.directives.extend(found)
        return True

    def _walk(self, span: Span) -> None:
        from medlint.readers.html_walk import walk  # noqa: PLC0415 - few articles pay

        self._builder.around = self._paragraph()
        self._groups = walk(self._builder, span, self._groups)
        self._builder.around = self._here = None
        for tag in _QUOTE_TAG.finditer(self._builder.source.text, *span):
            if tag[1]:
                self._html_quotes = max(0, self._html_quotes - 1)
            elif span.end <= self._last_quote_end:
                self._html_quotes += 1

    @cached_property
    def _last_quote_end(self) -> int:
        """Where the last quotation in HTML ends: none goes on behind it."""
        return self._builder.source.text.lower().rfind("</blockquote")


_PARAGRAPH = BlockKind.PARAGRAPH
