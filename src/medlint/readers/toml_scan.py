"""Scalars of a TOML text with their paths and places, which `tomllib` does not give."""

import re
import tomllib
from dataclasses import dataclass, field

from medlint.readers.scanning import MAX_DEPTH, MAX_SCALARS, Path, Scalar, ScanError
from medlint.text import Span

_BLANK = re.compile(r"[ \t]*")
_BLANK_LINES = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*+")
_LINE_END = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r?\n|\Z)")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\[\]{}#\"']+")
_STRINGS = {
    '"""': re.compile(r'"""((?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{0,2})"""'),
    "'''": re.compile(r"'''((?:[^']|'{1,2}(?!'))*+'{0,2})'''"),
    '"': re.compile(r'"((?:[^"\\\r\n]|\\[^\r\n])*+)"'),
    "'": re.compile(r"'([^'\r\n]*+)'"),
}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[ \t]*\n\s*|(.))")
_ESCAPES = dict(zip('btnfr"\\', '\b\t\n\f\r"\\', strict=True))
_PLACE_IN_MESSAGE = re.compile(r" \(at .*\)\Z")


def scan_toml(text: str, base: int = 0) -> tuple[Scalar, ...]:
    """Return path, value and span of every scalar; `base` is added to every place.

    Strings are decoded; numbers, dates and truth values come as written.

    Raises:
        ScanError: malformed or nested too deeply.
    """
    scanner = _Scanner(text, base)
    scanner.document()
    try:
        # Repeated keys and impossible dates: what it refuses must not pass here.
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = _PLACE_IN_MESSAGE.sub("", str(error))
        raise ScanError(message, Span(base, base)) from error
    return tuple(scanner.scalars)


@dataclass
class _Scanner:
    text: str
    base: int
    at: int = 0
    scalars: list[Scalar] = field(default_factory=list)
    tables: dict[Path, int] = field(default_factory=dict)

    def document(self) -> None:
        """Read tables and their values."""
        prefix: Path = ()
        while True:
            self._skip(_BLANK_LINES)
            if self.at == len(self.text):
                return
            if self.text.startswith("[", self.at):
                prefix = self._header()
            else:
                self._pair(prefix, 0)
            if not self._take(_LINE_END):
                raise self._error("expected the end of the line")

    def _header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        *parents, last = self._key()
        self._expect("]]" if many else "]")
        path: Path = ()
        for key in parents:
            path = self._inside((*path, key))
        path = (*path, last)
        if not many:
            return self._inside(path)
        self.tables[path] = self.tables.get(path, -1) + 1
        return self._inside(path)

    def _inside(self, path: Path) -> Path:
        """Return the path of the last table where `path` names many."""
        return (*path, self.tables[path]) if path in self.tables else path

    def _pair(self, prefix: Path, depth: int) -> None:
        key = self._key()
        self._expect("=")
        self._skip(_BLANK)
        self._value((*prefix, *key), depth)

    def _key(self) -> list[str]:
        keys = []
        while True:
            self._skip(_BLANK)
            if bare := self._take(_BARE_KEY):
                keys.append(bare[0])
            elif (sign := self.text[self.at : self.at + 1]) in ('"', "'") and sign:
                keys.append(self._string(sign)[0])
            else:
                raise self._error("expected a key")
            self._skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _value(self, path: Path, depth: int) -> None:
        if depth > MAX_DEPTH or len(path) > MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels")
        for sign in _STRINGS:
            if self.text.startswith(sign, self.at):
                self._add(path, *self._string(sign))
                return
        if self.text.startswith("[", self.at):
            self._array(path, depth)
        elif self.text.startswith("{", self.at):
            self._inline_table(path, depth)
        elif literal := self._take(_LITERAL):
            self._add(path, literal[0], Span(*literal.span()))
        else:
            raise self._error("expected a value")

    def _array(self, path: Path, depth: int) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(_BLANK_LINES)
            if self.text.startswith("]", self.at):
                break
            self._value((*path, index), depth + 1)
            index += 1
            self._skip(_BLANK_LINES)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
        self._expect("]")

    def _inline_table(self, path: Path, depth: int) -> None:
        self.at += 1
        self._skip(_BLANK)
        while not self.text.startswith("}", self.at):
            self._pair(path, depth + 1)
            self._skip(_BLANK)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
        self._expect("}")

    def _string(self, sign: str) -> tuple[str, Span]:
        found = self._take(_STRINGS[sign])
        if not found:
            raise self._error("this string does not end")
        value = found[1].replace("\r\n", "\n")
        if len(sign) == len('"""'):
            value = value.removeprefix("\n")
        if sign[0] == '"':
            value = _ESCAPE.sub(self._unescaped, value)
        return value, Span(*found.span(1))

    def _unescaped(self, escape: re.Match[str]) -> str:
        if code := escape[1] or escape[2]:
            if int(code, 16) > 0x10FFFF:
                raise self._error("no such character")
            return chr(int(code, 16))
        if escape[3] is None:
            return ""
        if escape[3] not in _ESCAPES:
            raise self._error(f"unknown escape {escape[0]}")
        return _ESCAPES[escape[3]]

    def _add(self, path: Path, value: str, span: Span) -> None:
        if len(self.scalars) >= MAX_SCALARS:
            raise self._error(f"more than {MAX_SCALARS:,} values")
        self.scalars.append((path, value, span.shift(self.base)))

    def _expect(self, sign: str) -> None:
        self._skip(_BLANK)
        if not self.text.startswith(sign, self.at):
            raise self._error(f"expected {sign}")
        self.at += len(sign)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _error(self, message: str) -> ScanError:
        at = self.at + self.base
        return ScanError(message, Span(at, at + 1))
