"""Scalars of a YAML text with their paths and places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from medlint.readers.scanning import MAX_DEPTH, MAX_SCALARS, Scalar, ScanError
from medlint.text import Span

MAX_LENGTH = 1_000_000

_MERGE = "<<"
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?\s*")


def scan_yaml(text: str, base: int = 0) -> tuple[Scalar, ...]:
    """Return path, value and span of every scalar of one document.

    Values are text as written: dates, numbers and `yes` stay what they are; quoted
    and folded ones are decoded. `base` is added to every place. An alias repeats the
    scalars of its anchor, at the anchor's places.

    Raises:
        ScanError: malformed, nested too deeply, too long, or with a list as a key.
    """
    if len(text) > MAX_LENGTH:
        raise ScanError("metadata is too long", Span(base, base))
    scanner = _Scanner(text, base)
    try:
        for event in yaml.parse(_SURROGATE.sub("\ufffd", text), Loader=_LOADER):
            scanner.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = base + (mark.index if mark else 0)
        raise ScanError(error.problem or "malformed YAML", Span(at, at)) from error
    except yaml.reader.ReaderError as error:
        character = next(scanner.unprintable(), base)
        raise ScanError(error.reason, Span(character, character + 1)) from error
    return tuple(scanner.scalars)


@dataclass
class _Level:
    """An open mapping or sequence; the key or index of the member being read."""

    is_mapping: bool
    anchor: str | None
    first: int
    key: str | int | None


@dataclass(frozen=True)
class _Anchor:
    """Scalars that an alias repeats, and how much of their path is the anchor's."""

    depth: int
    first: int
    last: int


@dataclass
class _Scanner:
    text: str
    base: int
    scalars: list[Scalar] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    anchors: dict[str, _Anchor] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        """Take in one event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            if self._expects_key():
                self.levels[-1].key = event.value
            else:
                self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            level = self.levels.pop()
            self._remember(level.anchor, level.first)
            self._done()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)

    def unprintable(self) -> Iterator[int]:
        """Yield the places of characters that YAML does not allow."""
        for found in yaml.reader.Reader.NON_PRINTABLE.finditer(self.text):
            yield self.base + found.start()

    def _expects_key(self) -> bool:
        return bool(self.levels) and self.levels[-1].key is None

    def _path(self) -> tuple[str | int, ...]:
        keys = (level.key for level in self.levels)
        return tuple(key for key in keys if key is not None and key != _MERGE)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        first = len(self.scalars)
        self._add((self._path(), event.value, self._place(event)), event)
        self._remember(event.anchor, first)
        self._done()

    def _add(self, scalar: Scalar, event: yaml.Event) -> None:
        if len(self.scalars) >= MAX_SCALARS:
            raise self._error(f"more than {MAX_SCALARS:,} values", event)
        self.scalars.append(scalar)

    def _place(self, event: yaml.ScalarEvent) -> Span:
        start, end = _extent(event)
        if event.style in ("'", '"'):
            start, end = start + 1, end - 1
        elif event.style in ("|", ">"):
            header = _BLOCK_HEADER.match(self.text, start, end)
            start = header.end() if header else start
            end = start + len(self.text[start:end].rstrip())
        return Span(start, end).shift(self.base)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if self._expects_key():
            raise self._error("a key must be a word, not a list or a mapping", event)
        if len(self.levels) >= MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels", event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        key = None if mapping else 0
        level = _Level(mapping, event.anchor, len(self.scalars), key)
        self.levels.append(level)

    def _done(self) -> None:
        """Go on to the next member of the collection that is open."""
        if self.levels:
            level = self.levels[-1]
            level.key = level.key + 1 if isinstance(level.key, int) else None

    def _remember(self, anchor: str | None, first: int) -> None:
        if anchor:
            depth = len(self._path())
            self.anchors[anchor] = _Anchor(depth, first, len(self.scalars))

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = self.anchors.get(event.anchor or "")
        if anchor is None or self._expects_key():
            raise self._error(f"nothing to repeat for *{event.anchor} here", event)
        prefix = self._path()
        for path, value, span in self.scalars[anchor.first : anchor.last]:
            self._add(((*prefix, *path[anchor.depth :]), value, span), event)
        self._done()

    def _error(self, message: str, event: yaml.Event) -> ScanError:
        return ScanError(message, _extent(event).shift(self.base))


def _extent(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.index if start else 0, end.index if end else 0)
