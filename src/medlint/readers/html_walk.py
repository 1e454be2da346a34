"""Turn the tokens of HTML into blocks, marks and links of a document."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from medlint.document import Block, BlockKind, Directive, Link, LinkKind
from medlint.readers.assembly import DocumentBuilder
from medlint.readers.html_blocks import BlockFactory, is_skipped
from medlint.readers.html_elements import BLOCKS, CODE, INLINE, MARKS, VOID
from medlint.readers.html_stack import PARAGRAPH, Element, Stack
from medlint.readers.html_tokens import (
    Attribute,
    Token,
    TokenKind,
    attributes,
    tokens,
)
from medlint.readers.urls import url_spans
from medlint.text import Span

_MAX_INLINE = 16
_NOWHERE = Span(sys.maxsize, sys.maxsize)
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_BLANK_LINE = re.compile(r"[ \t]*(?>\r\n|\n|\r)[ \t]*(?>\r\n|\n|\r)\s*")
_ATTRIBUTED = frozenset(("a", "img", "td", "th"))
_TELLING = re.compile(
    r"hidden|role|display|\bid\s*=|epub:|footnote-back", re.IGNORECASE
)
_NO_ATTRIBUTES: Mapping[str, Attribute] = {}


def walk(builder: DocumentBuilder, span: Span, group: int = 0) -> int:
    """Add the HTML at `span` of the source to a document, as part of an article.

    `group` is the last number given to a list, table or quotation; the return value
    is the last one given here. No block may be open; none is left open.
    """
    found = tokens(builder.source.text, span)
    add_directives(builder, found)
    walker = Walker(builder, found, group=group)
    walker.walk()
    return walker.group


def add_directives(builder: DocumentBuilder, found: Sequence[Token]) -> None:
    """Record the comments among the tokens."""
    builder.directives.extend(
        Directive(token.value.strip(), token.span)
        for token in found
        if token.kind is TokenKind.COMMENT
    )


@dataclass(slots=True)
class _Inline:
    """An open inline element: its start tag, and where its part of the block began."""

    name: str
    tag: Span
    depth: int
    attributes: Mapping[str, Attribute]
    start: int = -1


class Walker:
    """One pass over tokens; `chrome` is explained at `is_skipped`."""

    def __init__(
        self,
        builder: DocumentBuilder,
        found: Sequence[Token],
        *,
        group: int = 0,
        chrome: frozenset[str] = frozenset(),
        xhtml: bool = False,
    ) -> None:
        self._builder = builder
        self._source = builder.source.text
        self._tokens = found
        self._chrome = chrome
        self._xhtml = xhtml
        self._blocks = BlockFactory(group)
        self._stack = Stack(Element("", PARAGRAPH))
        self._inlines: list[_Inline] = []
        self._alts: list[tuple[Span, Block]] = []
        self._urls = url_spans(self._source, *self._range())
        self._url = next(self._urls, _NOWHERE)
        self._index = 0
        self._consumed = 0
        self._after_break = False

    @property
    def group(self) -> int:
        """Last number given to a list, table or quotation."""
        return self._blocks.group

    def walk(self) -> None:
        """Read everything."""
        for index, token in enumerate(self._tokens):
            self._index = index
            kind = token.kind
            if kind is TokenKind.TEXT:
                if not self._stack.top.skipped:
                    self._text(token.span)
            elif kind is TokenKind.REFERENCE:
                if not self._stack.top.skipped:
                    self._reference(token)
            elif kind is TokenKind.START:
                self._start(token)
            elif kind is TokenKind.END:
                self._end(token)
        end = self._tokens[-1].span.end if self._tokens else 0
        self._back_to(1, end)
        self._close_block(end)

    def _range(self) -> Span:
        found = self._tokens
        return Span(found[0].span.start, found[-1].span.end) if found else Span(0, 0)

    def _text(self, span: Span) -> None:
        span = Span(max(span.start, self._consumed), span.end)
        words = span.of(self._source)
        if not words or words.isspace():
            if words and self._builder.is_open:
                self._builder.text.copy(span)
            return
        if self._stack.top.name == "pre":
            self._preformatted(span)
        else:
            self._copy(span)

    def _copy(self, span: Span) -> None:
        """Add text that holds more than white space; URLs become placeholders."""
        self._open_block()
        self._after_break = False
        at = span.start
        while self._url.start < span.end:
            url, self._url = self._url, next(self._urls, _NOWHERE)
            if url.start < at:
                continue
            self._builder.text.copy(Span(at, url.start))
            if any(inline.name == "a" for inline in self._inlines):
                self._builder.placeholder(url)
            else:
                self._bare_link(url)
            # A URL may go on behind `&amp;`, which is a token of its own.
            at = self._consumed = url.end
        if at < span.end:
            self._builder.text.copy(Span(at, span.end))

    def _preformatted(self, span: Span) -> None:
        at = span.start
        for blank in _BLANK_LINE.finditer(self._source, span.start, span.end):
            if blank.start() > at:
                self._copy(Span(at, blank.start()))
            self._close_block(blank.start())
            at = blank.end()
        if at < span.end and not self._source[at : span.end].isspace():
            self._copy(Span(at, span.end))

    def _reference(self, token: Token) -> None:
        if token.span.start < self._consumed:
            return
        if not self._builder.is_open and token.value.isspace():
            return
        self._open_block()
        self._after_break = self._after_break and token.value.isspace()
        self._builder.text.replace(token.value, token.span)

    def _start(self, token: Token) -> None:
        name = token.value
        if name in VOID:
            self._void(token)
            return
        self._back_to(self._stack.implied(name), token.span.start)
        if self._stack.top.skipped:
            self._stack.push(Element(name, PARAGRAPH, skipped=True))
        elif not (self._xhtml and self._source[token.span.end - 2] == "/"):
            self._open(token, self._attributes(token))

    def _open(self, token: Token, found: Mapping[str, Attribute]) -> None:
        name = token.value
        if name in BLOCKS:
            self._close_block(token.span.start)
        skipped = is_skipped(name, found, self._stack, self._chrome)
        if skipped or (name == "pre" and self._holds_code()):
            self._stack.push(Element(name, PARAGRAPH, skipped=True))
        elif name in CODE:
            start = token.span.start
            element = Element(name, PARAGRAPH, skipped=True, code_start=start)
            self._stack.push(element)
        elif name in BLOCKS:
            self._stack.push(self._blocks.element(name, found, self._stack))
        elif name in INLINE:
            self._open_inline(token, found)

    def _attributes(self, token: Token) -> Mapping[str, Attribute]:
        # Most tags have none that matters; those are not worth a scan.
        span, name = token.span, token.value
        if span.length <= len(name) + len("<>"):
            return _NO_ATTRIBUTES
        if name in _ATTRIBUTED or _TELLING.search(self._source, span.start, span.end):
            return attributes(self._source, span)
        return _NO_ATTRIBUTES

    def _holds_code(self) -> bool:
        """Whether the next thing in a `pre` is an element that means code."""
        for token in self._tokens[self._index + 1 : self._index + 4]:
            if token.kind is not TokenKind.TEXT:
                return token.kind is TokenKind.START and token.value in CODE
            if not token.span.of(self._source).isspace():
                return False
        return False

    def _end(self, token: Token) -> None:
        name = token.value
        if name in INLINE and name not in CODE and not self._stack.top.skipped:
            self._end_inline(name, token.span)
            return
        if name == "br":
            self._line_break(token.span)
            return
        depth = self._stack.ended(name)
        self._back_to(depth, token.span.end)
        if name == "p":
            # Stray, it makes an empty paragraph.
            self._close_block(token.span.start)

    def _back_to(self, depth: int, at: int) -> None:
        """Close elements until `depth` remain open; they end at source offset `at`."""
        stack = self._stack
        while stack.depth > depth:
            element = stack.pop()
            if element.code_start >= 0:
                self._open_block()
                self._after_break = False
                self._builder.code(Span(element.code_start, at))
            if element.is_block and not stack.top.skipped:
                self._close_block(at)
        while self._inlines and self._inlines[-1].depth > stack.depth:
            self._end_inline(self._inlines[-1].name, Span(at, at))

    def _void(self, token: Token) -> None:
        if self._stack.top.skipped:
            return
        if token.value == "br":
            self._line_break(token.span)
        elif token.value == "hr":
            self._back_to(self._stack.implied("hr"), token.span.start)
            self._close_block(token.span.start)
        elif token.value == "img":
            self._image(token)

    def _line_break(self, span: Span) -> None:
        """One break is a space, two end the block."""
        if self._after_break:
            self._close_block(span.start)
        elif self._builder.is_open and not self._stack.top.skipped:
            self._builder.text.space(span)
            self._after_break = True

    def _image(self, token: Token) -> None:
        found = self._attributes(token)
        alt = found.get("alt")
        hidden = is_skipped("img", found, self._stack, frozenset())
        if hidden or (alt is not None and not alt.value.strip()):
            return
        block = replace(self._stack.top.block, kind=BlockKind.ALT, level=0, label="")
        if not self._builder.is_open:
            if alt:
                self._alternative(alt.span, block, token)
            return
        # The name of the tag stands for it: its text is used in the block that follows.
        name = Span(token.span.start, token.span.start + len("<img"))
        self._link(found, token.span, self._builder.placeholder(name), "src")
        self._after_break = False
        if alt:
            self._alts.append((alt.span, block))

    def _alternative(
        self, span: Span, block: Block, image: Token | None = None
    ) -> None:
        self._builder.open(block)
        start, at = self._builder.text.mark(), span.start
        for found in _REFERENCE.finditer(self._source, span.start, span.end):
            value = unescape(found[0])
            if value != found[0]:
                self._builder.text.copy(Span(at, found.start()))
                self._builder.text.replace(value, Span(*found.span()))
                at = found.end()
        self._builder.text.copy(Span(at, span.end))
        if image:
            anchor = Span(start, max(start, self._builder.text.length))
            self._link(self._attributes(image), image.span, anchor, "src")
        self._builder.close()

    def _open_inline(self, token: Token, found: Mapping[str, Attribute]) -> None:
        if token.value == "a":
            self._end_inline("a", Span(token.span.start, token.span.start))
            if "href" not in found:
                return
        if len(self._inlines) < _MAX_INLINE:
            inline = _Inline(token.value, token.span, self._stack.depth, found)
            if self._builder.is_open:
                inline.start = self._builder.text.mark()
            self._inlines.append(inline)

    def _end_inline(self, name: str, end: Span) -> None:
        for index in range(len(self._inlines) - 1, -1, -1):
            if self._inlines[index].name == name:
                self._record(self._inlines.pop(index), end.end)
                return

    def _record(self, inline: _Inline, at: int) -> None:
        """Record the part of an inline element that lies in the open block."""
        start, length = inline.start, self._builder.text.length
        if not self._builder.is_open or start < 0 or length <= start:
            return
        if inline.name in MARKS:
            self._builder.mark(MARKS[inline.name], start)
        else:
            source = Span(inline.tag.start, at)
            self._link(inline.attributes, source, Span(start, length), "href")

    def _link(
        self, found: Mapping[str, Attribute], source: Span, anchor: Span, name: str
    ) -> None:
        target, title = found.get(name), found.get("title")
        self._builder.link(
            Link(
                kind=LinkKind.INLINE if name == "href" else LinkKind.IMAGE,
                span=anchor,
                source=source,
                target=target.value.strip() if target else "",
                target_source=target.span if target else None,
                title=title.value if title else "",
            )
        )

    def _bare_link(self, url: Span) -> None:
        link = Link(
            kind=LinkKind.BARE,
            span=self._builder.placeholder(url),
            source=url,
            target=unescape(url.of(self._source)),
            target_source=url,
        )
        self._builder.link(link)

    def _open_block(self) -> None:
        if self._builder.is_open:
            return
        self._builder.open(self._stack.top.block)
        for inline in self._inlines:
            inline.start = self._builder.text.mark()

    def _close_block(self, at: int) -> None:
        self._after_break = False
        if not self._builder.is_open:
            return
        for inline in self._inlines:
            self._record(inline, at)
            inline.start = -1
        self._builder.close()
        alts, self._alts = self._alts, []
        for span, block in alts:
            self._alternative(span, block)
