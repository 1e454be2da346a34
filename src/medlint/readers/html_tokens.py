"""Tags, text, character references and comments of HTML, with their exact places.

`turbohtml` splits the text as the HTML standard says. Where it is not installed the
standard library's parser takes over: it agrees on well-formed pages, but its time is
quadratic on some hostile ones.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from medlint.text import LineIndex, Span

_NAME = re.compile(r"</?[^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*(=?[^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s>\"'][^\s>]*)|))?"
)
_EMPTY_END = "</>"


class TokenKind(IntEnum):
    """What a token is."""

    TEXT = 0
    REFERENCE = 1
    START = 2
    END = 3
    COMMENT = 4


_COMMENT = TokenKind.COMMENT


class Token(NamedTuple):
    """A token and its place; tokens come in order and do not overlap.

    `value` is the lower-case name of a tag, the text a character reference stands
    for, or the inside of a comment; text has none, it is its place in the source.
    """

    kind: TokenKind
    span: Span
    value: str = ""


class Attribute(NamedTuple):
    """An attribute's value without entities, and its place without quotes."""

    value: str
    span: Span


Tokenize = Callable[[str], Iterator[Token]]


def tokens(text: str, span: Span) -> list[Token]:
    """Tokens of `text[span]`, with places in `text`."""
    whole = span.start == 0 and span.end == len(text)
    found = tokenizer()(text if whole else span.of(text))
    if not span.start:
        return list(found)
    return [token._replace(span=token.span.shift(span.start)) for token in found]


def tokenizer() -> Tokenize:
    """Return the best tokenizer that is installed."""
    try:
        import turbohtml  # noqa: F401, PLC0415 - missing on some platforms; only HTML pays
    except ImportError:
        return standard_tokens
    return turbo_tokens


def attributes(text: str, tag: Span) -> Mapping[str, Attribute]:
    """Attributes of the tag at `text[tag]` by lower-case name; the first one counts."""
    found: dict[str, Attribute] = {}
    name = _NAME.match(text, tag.start, tag.end)
    at, end = (name.end() if name else tag.end), tag.end
    if end > at and text[end - 1] == ">":
        end -= 1
    while at < end and (part := _ATTRIBUTE.match(text, at, end)):
        if part.end() == at:
            at += 1
            continue
        at = part.end()
        group = part.lastindex or 1
        place = Span(*part.span(group)) if group > 1 else Span(at, at)
        if part[1]:
            value = Attribute(unescape(place.of(text)), place)
            found.setdefault(part[1].lower(), value)
    return found


def turbo_tokens(text: str) -> Iterator[Token]:
    """Tokens by `turbohtml`, whose places are lines and columns."""
    from turbohtml import TokenType, tokenize  # noqa: PLC0415 - see `tokenizer`

    places = _Places(text)
    kinds = (
        (TokenType.START_TAG, TokenKind.START),
        (TokenType.END_TAG, TokenKind.END),
        (TokenType.CHARACTER_REFERENCE, TokenKind.REFERENCE),
        (TokenType.COMMENT, TokenKind.COMMENT),
    )
    text_type = TokenType.TEXT
    for token in tokenize(text, resolve_references=False, capture_source=True):
        found = token.type
        if found is text_type:
            words = token.data or ""
            span = places.span(token.line, token.col, words)
            if places.drops and not _same(span.of(text), words):
                yield from places.parted(span.start, len(words))
            else:
                yield Token(TokenKind.TEXT, span)
            continue
        # A chain of tests is faster than hashing members of an enumeration.
        for turbo_kind, kind in kinds:
            if found is turbo_kind:
                span = places.span(token.line, token.col, token.source or "")
                # Processing instructions and the like come as comments too.
                if kind is not _COMMENT or text.startswith("<!--", span.start):
                    yield Token(kind, span, token.tag or token.data or "")


class _Places:
    r"""Turns a line, a column and the words there, `\n` for any break, into a span."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = LineIndex(text).starts
        self._simple = "\r" not in text
        self.drops = _EMPTY_END in text

    def span(self, line: int, column: int, words: str) -> Span:
        start = self._starts[line - 1] + column
        if self._simple or "\n" not in words:
            return Span(start, start + len(words))
        tail = len(words) - words.rfind("\n") - 1
        return Span(start, self._starts[line - 1 + words.count("\n")] + tail)

    def parted(self, start: int, count: int) -> Iterator[Token]:
        """Tokens of text parted by empty end tags, which are dropped unannounced."""
        at = start
        while count > 0:
            end = self._text.find(_EMPTY_END, at)
            end = self._after(at, count, end if end >= 0 else len(self._text))
            count -= len(_newlines(self._text[at:end]))
            if end > at:
                yield Token(TokenKind.TEXT, Span(at, end))
            at = end + len(_EMPTY_END)

    def _after(self, start: int, count: int, end: int) -> int:
        r"""Offset `count` characters on, not beyond `end`; `\r\n` counts as one."""
        at = start
        while at < end and count > 0:
            at += 2 if self._text.startswith("\r\n", at) else 1
            count -= 1
        return at


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _same(written: str, words: str) -> bool:
    # The standard replaces NUL in raw text; nothing else changes.
    return _newlines(written).replace("\0", "\ufffd") == words.replace("\0", "\ufffd")


def standard_tokens(text: str) -> Iterator[Token]:
    """Tokens by the standard library's `HTMLParser`."""
    parser = _Standard(text)
    parser.feed(text)
    parser.close()
    yield from parser.found


@dataclass(frozen=True)
class _NewlineIndex:
    """Offsets of lines as `HTMLParser` counts them: by line feeds alone."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_NewlineIndex":
        return cls((0, *(m.end() for m in re.finditer("\n", text))))


class _Standard(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = text
        self._index = _NewlineIndex.of(text)
        self.found: list[Token] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._add(TokenKind.START, len(self.get_starttag_text() or ""), tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start = self._start()
        end = self._source.find(">", start) + 1 or len(self._source)
        self._add(TokenKind.END, end - start, tag)

    def handle_data(self, data: str) -> None:
        self._add(TokenKind.TEXT, len(data))

    def handle_comment(self, data: str) -> None:
        if self._source.startswith("<!--", self._start()):
            self._add(TokenKind.COMMENT, len(data) + len("<!---->"), data)

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def _reference(self, written: str) -> None:
        start = self._start()
        written += ";" if self._source.startswith(";", start + len(written)) else ""
        value = unescape(written)
        kind = TokenKind.TEXT if value == written else TokenKind.REFERENCE
        self._add(kind, len(written), "" if value == written else value)

    def _start(self) -> int:
        line, column = self.getpos()
        return self._index.starts[line - 1] + column

    def _add(self, kind: TokenKind, length: int, value: str = "") -> None:
        start = self._start()
        end = min(start + length, len(self._source))
        last = self.found[-1] if self.found else None
        joined = last and last.kind is kind is TokenKind.TEXT and last.span.end == start
        if last and joined:
            self.found[-1] = Token(kind, Span(last.span.start, end))
        elif end > start:
            self.found.append(Token(kind, Span(start, end), value))
