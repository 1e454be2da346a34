"""Metadata of a page: its head, JSON-LD, microdata and the language it declares.

Paths are lower-case names of `meta` (`("author",)`, `("og:title",)`), `("title",)`,
`("lang",)`, `("canonical",)`, the properties of microdata as written
(`("author", "name")`), `("author",)` for links with `rel=author`, `("time",)` for
other `time` elements, and the paths of JSON-LD (`("@graph", 0, "author", "name")`).
"""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from json import JSONDecodeError

from medlint.document import Field, Origin
from medlint.errors import Problem
from medlint.readers.html_elements import VOID
from medlint.readers.html_tokens import Attribute, Token, TokenKind, attributes
from medlint.readers.json_scan import scan
from medlint.source import SourceFile
from medlint.text import Span

_JSON_LD = "application/ld+json"
_MAX_VALUE = 16
_MAX_SCOPES = 32
_VALUE_ATTRIBUTES = ("content", "datetime", "href", "src")
_INTERESTING = ("itemprop", "rel", "lang", "datetime")


def fields(
    source: SourceFile, found: Sequence[Token]
) -> tuple[list[Field], list[Problem]]:
    """Fields of a page in order, and what could not be read among its metadata."""
    reader = _Fields(source, found)
    reader.read()
    return reader.fields, reader.problems


class _Fields:
    def __init__(self, source: SourceFile, found: Sequence[Token]) -> None:
        self._source = source
        self._text = source.text
        self._tokens = found
        self._scopes: list[tuple[str, str]] = []
        self.fields: list[Field] = []
        self.problems: list[Problem] = []

    def read(self) -> None:
        for index, token in enumerate(self._tokens):
            if token.kind is TokenKind.END and self._scopes:
                self._leave(token.value)
            elif token.kind is TokenKind.START:
                self._start(index, token)

    def _start(self, index: int, token: Token) -> None:
        name = token.value
        if name == "title" and not any(f.path == ("title",) for f in self.fields):
            self._add_text(("title",), index)
        if token.span.length <= len(name) + len("<>"):
            self._enter(name, "")
            return
        written = token.span.of(self._text)
        if name in ("meta", "script") or any(w in written for w in _INTERESTING):
            self._tag(index, token, attributes(self._text, token.span))
        else:
            self._enter(name, "")

    def _tag(self, index: int, token: Token, found: Mapping[str, Attribute]) -> None:
        name = token.value
        rel = found["rel"].value.lower().split() if "rel" in found else []
        if name == "script" and "type" in found:
            if found["type"].value.strip().lower() == _JSON_LD:
                self._json_ld(index)
        elif name == "html" and "lang" in found:
            self._add(("lang",), found["lang"])
        elif name == "link" and "canonical" in rel and "href" in found:
            self._add(("canonical",), found["href"])
        elif name == "meta" and "itemprop" not in found:
            self._meta(found)
        if "itemprop" in found:
            self._property(index, token, found)
        else:
            self._enter(name, "")
            if name == "a" and "author" in rel:
                self._add_text(("author",), index)
            if name == "time" and "datetime" in found:
                self._add(("time",), found["datetime"])

    def _meta(self, found: Mapping[str, Attribute]) -> None:
        name = found.get("name") or found.get("property")
        if name and name.value.strip() and "content" in found:
            self._add((name.value.strip().lower(),), found["content"])

    def _property(
        self, index: int, token: Token, found: Mapping[str, Attribute]
    ) -> None:
        """Read a property of microdata; one that is an item only names its own."""
        key = found["itemprop"].value.strip()
        path = (*(part for _, part in self._scopes if part), key)
        scope = "itemscope" in found
        self._enter(token.value, key if scope else "")
        if scope or not key:
            return
        for name in _VALUE_ATTRIBUTES:
            if name in found:
                self._add(path, found[name])
                return
        self._add_text(path, index)

    def _enter(self, name: str, key: str) -> None:
        """Keep track of nesting, but only inside an item that is a property."""
        deep = len(self._scopes) >= _MAX_SCOPES
        if name not in VOID and not deep and (key or self._scopes):
            self._scopes.append((name, key))

    def _leave(self, name: str) -> None:
        for index in range(len(self._scopes) - 1, -1, -1):
            if self._scopes[index][0] == name:
                del self._scopes[index:]
                return

    def _json_ld(self, index: int) -> None:
        inside = self._inside(index, "script")
        if not inside.of(self._text).strip():
            return
        try:
            for path, value, span in scan(self._text, inside.start, inside.end):
                field = Field(origin=Origin.JSON_LD, path=path, value=value, span=span)
                self.fields.append(field)
        except JSONDecodeError as error:
            place = Span(error.pos, error.pos + 1)
            message = f"this JSON-LD cannot be read: {error.msg}"
            hint = "correct the JSON; search engines ignore all of it as it stands"
            self.problems.append(self._source.problem(message, place, hint))

    def _inside(self, index: int, name: str) -> Span:
        """Source between a start tag and the next end tag of its name."""
        start = end = self._tokens[index].span.end
        for token in self._tokens[index + 1 : index + _MAX_VALUE]:
            if token.kind is TokenKind.END and token.value == name:
                return Span(start, token.span.start)
            end = token.span.end
        return Span(start, end)

    def _add_text(self, path: tuple[str, ...], index: int) -> None:
        """Add the text of a short element."""
        name = self._tokens[index].value
        whole = self._inside(index, name)
        parts = [
            token
            for token in self._tokens[index + 1 : index + _MAX_VALUE]
            if token.span.end <= whole.end
            and token.kind in (TokenKind.TEXT, TokenKind.REFERENCE)
        ]
        words = [token for token in parts if token.span.of(self._text).strip()]
        value = " ".join("".join(self._values(parts)).split())
        if value and words:
            first, last = words[0].span, words[-1].span
            span = _stripped(self._text, Span(first.start, last.end))
            field = Field(origin=Origin.META, path=path, value=value, span=span)
            self.fields.append(field)

    def _values(self, parts: Sequence[Token]) -> Iterator[str]:
        for token in parts:
            if token.kind is TokenKind.REFERENCE:
                yield token.value
            else:
                yield unescape(token.span.of(self._text))

    def _add(self, path: tuple[str, ...], found: Attribute) -> None:
        span = _stripped(self._text, found.span)
        value = found.value.strip()
        field = Field(origin=Origin.META, path=path, value=value, span=span)
        self.fields.append(field)


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))
