"""Read plain text; `plain_lines` and `plain_headings` say how structure is inferred.

The first heading has level 1, the others 2 (section numbers and hashes go deeper).
URLs become placeholders. Comments that speak to medlint are directives, no prose;
one that fills its lines also separates paragraphs.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from medlint.document import Block, BlockKind, Directive, Document
from medlint.readers.assembly import DocumentBuilder
from medlint.readers.plain_headings import Role, is_heading, numbered_level, roles
from medlint.readers.plain_lines import Piece, Shape, cut
from medlint.readers.urls import url_spans
from medlint.source import SourceFile
from medlint.text import LineIndex, Span

_COMMENT = re.compile(r"<!--\s*medlint")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_SUSPENDED = re.compile(r"(?:and|or|to|und|nor|versus|vs)\b")


def read(source: SourceFile) -> Document:
    """Read a plain text; every text can be read."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: SourceFile) -> None:
        self._builder = DocumentBuilder(source)
        self._comments = tuple(_comments(source.text))
        self._text = _masked(source.text, self._comments)
        urls = url_spans(self._text)
        self._atoms = sorted((*((s, False) for s in self._comments), *_as_urls(urls)))
        self._starts = [span.start for span, _ in self._atoms]
        self._ends = [span.end for span, _ in self._atoms]
        self._lists: list[tuple[int, int]] = []
        self._groups = 0
        self._has_heading = False
        self._in_quote = False

    def read(self) -> Document:
        for span in self._comments:
            inside = span.of(self._builder.source.text)
            text = inside.removeprefix("<!--").removesuffix("-->").strip()
            self._builder.directives.append(Directive(text, span))
        index = self._builder.source.lines
        starts = index.starts if not self._comments else LineIndex(self._text).starts
        pieces = [piece for piece in cut(self._text, starts) if piece.lines]
        pieces = list(_headed_by_number(pieces, self._text))
        texts = [self._words(piece) for piece in pieces]
        for piece, role in zip(pieces, roles(pieces, texts), strict=True):
            self._emit(piece, self._block(piece, role))
        return self._builder.finish()

    def _words(self, piece: Piece) -> str:
        return self._text[piece.lines[0].start : piece.lines[-1].end]

    def _block(self, piece: Piece, role: Role) -> Block:
        if piece.shape is Shape.ITEM or role is Role.ITEM:
            self._in_quote = False
            level, group = self._item(piece.indent)
            return _block(BlockKind.LIST_ITEM, level=level, group=group)
        if piece.shape is Shape.TEXT and piece.indent and self._lists:
            level, group = self._lists[-1][0], self._groups
            if role is Role.PARAGRAPH and piece.indent > level:
                return _block(BlockKind.LIST_ITEM, level=len(self._lists), group=group)
        self._lists.clear()
        goes_on, self._in_quote = self._in_quote, piece.shape is Shape.QUOTE
        if self._in_quote:
            self._groups += not goes_on
            quote = _block(BlockKind.QUOTE, group=self._groups)
            return replace(quote, quoted=True)
        if piece.shape is Shape.HEADING or role is Role.HEADING:
            return _block(BlockKind.HEADING, level=self._heading_level(piece))
        return _PARAGRAPH

    def _item(self, indent: int) -> tuple[int, int]:
        """Depth and list of an item: the lists it is in are those indented less."""
        while len(self._lists) > 1 and indent < self._lists[-1][0]:
            self._lists.pop()
        if not self._lists or indent > self._lists[-1][0] + 1:
            self._groups += 1
            self._lists.append((indent, self._groups))
        return len(self._lists), self._lists[-1][1]

    def _heading_level(self, piece: Piece) -> int:
        first, self._has_heading = not self._has_heading, True
        if piece.shape is Shape.HEADING and piece.level:
            return piece.level
        return 1 if first else numbered_level(self._words(piece)) or 2

    def _emit(self, piece: Piece, block: Block) -> None:
        if len(piece.lines) == 1 and not self._atoms:
            self._builder.whole(block, piece.lines[0])
            return
        self._builder.open(block)
        after: Span | None = None
        for line in piece.lines:
            if after and not _hyphenated(self._text, after, line):
                self._builder.text.space(Span(after.end, line.start))
            self._copy(line)
            after = line
        self._builder.close()

    def _copy(self, span: Span) -> None:
        at = span.start
        first = bisect_right(self._ends, at)
        after = bisect_left(self._starts, span.end)
        for atom, is_url in self._atoms[first:after]:
            self._builder.text.copy(Span(at, atom.start))
            if is_url:
                self._builder.bare_link(atom)
            at = atom.end
        self._builder.text.copy(Span(at, span.end))


def _block(kind: BlockKind, *, level: int = 0, group: int = 0) -> Block:
    return Block(kind=kind, span=Span(0, 0), level=level, group=group)


_PARAGRAPH = _block(BlockKind.PARAGRAPH)


def _as_urls(spans: Iterator[Span]) -> Iterator[tuple[Span, bool]]:
    return ((span, True) for span in spans)


def _comments(text: str) -> Iterator[Span]:
    at = 0
    while found := _COMMENT.search(text, at):
        end = text.find("-->", found.end())
        if end < 0:
            return
        at = end + len("-->")
        yield Span(found.start(), at)


def _masked(text: str, comments: tuple[Span, ...]) -> str:
    """The text with comments blanked, lines breaks in them included."""
    parts: list[str] = []
    at = 0
    for span in comments:
        parts += (text[at : span.start], " " * span.length)
        at = span.end
    return "".join((*parts, text[at:])) if parts else text


def _hyphenated(text: str, above: Span, line: Span) -> bool:
    """Whether the newline stands inside a compound ("low-" and "dose")."""
    if text[above.end - 1] != "-" or text[line.start : line.start + 1].isupper():
        return False
    tail = text[max(above.start, above.end - 2) : above.end]
    return bool(_HYPHENATED.match(tail)) and not _SUSPENDED.match(text, line.start)


def _headed_by_number(pieces: list[Piece], text: str) -> Iterator[Piece]:
    """Turn a lone numbered line that heads a paragraph into a heading."""
    for index, piece in enumerate(pieces):
        if piece.shape is not Shape.ITEM:
            yield piece
            continue
        around = (*pieces[max(0, index - 1) : index], *pieces[index + 1 : index + 2])
        alone = not any(other.shape is Shape.ITEM for other in around)
        numbered = piece.marker[0].isdigit() and len(piece.lines) == 1
        if numbered and alone and index + 1 < len(pieces):
            words = piece.lines[0].of(text)
            if is_heading(words) and not words.endswith("?"):
                yield Piece(shape=Shape.HEADING, lines=piece.lines, level=2)
                continue
        yield piece
