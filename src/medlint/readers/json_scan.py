"""Scalars of a JSON text with their paths and places; `json` itself gives neither."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in typeshed

from medlint.readers.scanning import Path, Scalar
from medlint.text import Span

__all__ = ["Path", "Scalar", "scan", "scan_prefix"]

MAX_DEPTH = 64

_SPACE = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_CLOSERS = {"{": "}", "[": "]"}


def scan(
    text: str, start: int = 0, end: int | None = None, *, strict: bool = True
) -> Iterator[Scalar]:
    """Yield path, value and span of every scalar of the value at `text[start:end]`.

    Strings come decoded and their span leaves out the quotation marks; numbers,
    `true`, `false` and `null` come as written. White space may surround the value.
    Not `strict` allows line breaks and other control characters inside strings.

    Raises:
        JSONDecodeError: not one JSON value, with the offset in `text` as `pos`.
    """
    scanner = _Scanner(text, len(text) if end is None else end, strict=strict)
    scanner.skip(start)
    yield from scanner.value()
    scanner.skip(scanner.at)
    if scanner.at != scanner.stop:
        raise JSONDecodeError("Extra data", text, scanner.at)


def scan_prefix(text: str, start: int = 0) -> tuple[tuple[Scalar, ...], int]:
    """Return the scalars of the value that begins at `start`, and where it ends.

    Raises:
        JSONDecodeError: no JSON value begins there, with the offset as `pos`.
    """
    scanner = _Scanner(text, len(text), strict=True)
    scanner.at = start
    return tuple(scanner.value()), scanner.at


@dataclass
class _Level:
    """An open object or array, and the key or index of the member being read."""

    closer: str
    key: str | int = 0


@dataclass
class _Scanner:
    text: str
    stop: int
    strict: bool = field(kw_only=True)
    at: int = 0
    levels: list[_Level] = field(default_factory=list)

    def value(self) -> Generator[Scalar]:
        """Yield the scalars of the value at `at`; leaves `at` behind it."""
        while True:
            closer = _CLOSERS.get(self._char())
            if closer is None:
                yield self._scalar()
            elif self._enter(closer):
                continue
            if not self._next():
                return

    def skip(self, start: int) -> None:
        """Move to the first character from `start` that is not white space."""
        space = _SPACE.match(self.text, start, self.stop)
        self.at = space.end() if space else start

    def _char(self) -> str:
        return self.text[self.at] if self.at < self.stop else ""

    def _enter(self, closer: str) -> bool:
        """Step into an object or array; False when it is empty and done with."""
        if len(self.levels) >= MAX_DEPTH:
            raise self._error(f"Nested deeper than {MAX_DEPTH} levels")
        self.skip(self.at + 1)
        if self._char() == closer:
            self.at += 1
            return False
        self.levels.append(_Level(closer))
        self._key()
        return True

    def _next(self) -> bool:
        """Go to the next value, closing what ends; False after the outermost."""
        while self.levels:
            self.skip(self.at)
            level = self.levels[-1]
            if self._char() == level.closer:
                self.levels.pop()
                self.at += 1
                continue
            if self._char() != ",":
                raise self._error(f"Expecting ',' or '{level.closer}'")
            self.skip(self.at + 1)
            if isinstance(level.key, int):
                level.key += 1
            self._key()
            return True
        return False

    def _key(self) -> None:
        """Read the key of an object's member; an array's members have none."""
        level = self.levels[-1]
        if level.closer == "]":
            return
        if self._char() != '"':
            raise self._error("Expecting property name enclosed in double quotes")
        level.key, _ = self._string()
        self.skip(self.at)
        if self._char() != ":":
            raise self._error("Expecting ':' after the property name")
        self.skip(self.at + 1)

    def _scalar(self) -> Scalar:
        path = tuple(level.key for level in self.levels)
        if self._char() == '"':
            return (path, *self._string())
        literal = _LITERAL.match(self.text, self.at, self.stop)
        if not literal:
            raise self._error("Expecting value")
        self.at = literal.end()
        return path, literal[0], Span(*literal.span())

    def _string(self) -> tuple[str, Span]:
        start = self.at + 1
        value, end = scanstring(self.text, start, self.strict)
        if end > self.stop:
            raise self._error("Unterminated string")
        self.at = end
        return value, Span(start, end - 1)

    def _error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self.text, self.at)
