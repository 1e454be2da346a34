"""A document: one prose string, its blocks, and everything markup said about it."""

from dataclasses import dataclass
from enum import StrEnum

from medlint.errors import Problem
from medlint.offsets import OffsetMap
from medlint.source import SourceFile
from medlint.text import Span


class BlockKind(StrEnum):
    """What a block of prose is; sentences never cross blocks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    QUOTE = "quote"
    CAPTION = "caption"
    ALT = "alt"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph-sized piece of prose.

    `level` is the heading level (1 to 6) or the nesting depth of a list (from 1).
    `group` numbers the list, table or quotation the block belongs to, from 1; 0 is
    none. `row` and `column` count a table's cells from 0. `label` is the footnote's
    name. `quoted` is true anywhere inside a block quotation.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    group: int = 0
    row: int = 0
    column: int = 0
    quoted: bool = False
    label: str = ""


class MarkKind(StrEnum):
    """Inline markup that carries meaning for checks."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    QUOTE = "quote"
    CODE = "code"
    SUPERSCRIPT = "superscript"
    CITE = "cite"


@dataclass(frozen=True)
class Mark:
    """Marked-up prose. Code is a single placeholder character in the prose."""

    kind: MarkKind
    span: Span


class LinkKind(StrEnum):
    """How a link was written."""

    INLINE = "inline"
    REFERENCE = "reference"
    BARE = "bare"
    IMAGE = "image"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link, image or footnote reference.

    `span` is the anchor in prose: empty for a footnote reference, a placeholder
    character for a bare URL. `source` covers the whole construct, `target_source`
    the target where it is written at this place (None for reference links).
    A footnote's target is its label.
    """

    kind: LinkKind
    span: Span
    source: Span
    target: str
    target_source: Span | None = None
    title: str = ""


class Origin(StrEnum):
    """Where a field of metadata was written."""

    FRONT_MATTER = "front-matter"
    META = "meta"
    JSON_LD = "json-ld"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One scalar of metadata: `("author", 0, "name")` is the first author's name.

    `value` is the text as written, without quotation marks; `span` is its place in
    the source.
    """

    origin: Origin
    path: tuple[str | int, ...]
    value: str
    span: Span

    @property
    def keys(self) -> tuple[str, ...]:
        """The names in the path, without list positions."""
        return tuple(part for part in self.path if isinstance(part, str))


@dataclass(frozen=True)
class Directive:
    """A comment that may speak to medlint: its text and its place in the source."""

    text: str
    span: Span


@dataclass(frozen=True)
class Section:
    """A heading and what follows until the next heading of its level or above.

    The text before the first heading has no heading and level 0. `span` covers the
    prose of heading and body.
    """

    heading: Block | None
    level: int
    span: Span


@dataclass(frozen=True, kw_only=True)
class Document:
    """An article as checks read it: spans are in `text`, the prose.

    `surroundings` is the text of the page around the article (site header, footer,
    asides): no prose, but a disclaimer or a byline may stand there.
    `problems` are mistakes beside the prose, such as metadata that cannot be read.
    """

    source: SourceFile
    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    fields: tuple[Field, ...] = ()
    directives: tuple[Directive, ...] = ()
    surroundings: str = ""
    problems: tuple[Problem, ...] = ()


def sections_of(blocks: tuple[Block, ...], length: int) -> tuple[Section, ...]:
    """Derive the sections from the headings; `length` is that of the prose."""
    ends = [length] * 7
    sections: list[Section] = []
    first = length
    for block in reversed(blocks):
        if block.kind is BlockKind.HEADING:
            first, level = block.span.start, block.level
            sections.append(Section(block, level, Span(first, min(ends[: level + 1]))))
            ends[level] = first
    if first:
        sections.append(Section(None, 0, Span(0, first)))
    return tuple(reversed(sections))
