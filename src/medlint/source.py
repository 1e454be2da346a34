"""Source files: bytes decoded once, with the format a reader needs."""

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from medlint.errors import Problem, UnreadableError, problem_at
from medlint.text import LineIndex, Position, Span

MAX_BYTES = 10_000_000
_BOM = "\ufeff"
_BINARY_SNIFF = 8_192


class Format(StrEnum):
    """How an article is written down."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    MDX = "mdx"
    HTML = "html"


FORMATS = {
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdown": Format.MARKDOWN,
    ".mdx": Format.MDX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}


@dataclass(frozen=True)
class SourceFile:
    """One article as its author wrote it, without a byte-order mark."""

    path: str
    format: Format
    text: str

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of this text."""
        return LineIndex(self.text)

    def problem(self, message: str, span: Span, hint: str = "") -> Problem:
        """Locate a problem at a span of this source."""
        return problem_at(self.path, self.lines, span, message, hint)


def format_of(path: str) -> Format:
    """Format by file name; an unknown name is read as plain text."""
    return FORMATS.get(Path(path).suffix.lower(), Format.PLAIN)


def read_source(path: str) -> SourceFile:
    """Read a file.

    Raises:
        UnreadableError: missing, too large, binary or not UTF-8, with its place.
    """
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise UnreadableError([_too_large(path, size)])
            # Pipes and devices tell no size, and may never end.
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError([Problem(path=path, message=reason)]) from error
    return decode_source(data, path, format_of(path))


def decode_source(data: bytes, path: str, source_format: Format) -> SourceFile:
    """Decode the bytes of an article.

    Raises:
        UnreadableError: too large, binary or not UTF-8, with its place.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError([_too_large(path)])
    if b"\0" in data[:_BINARY_SNIFF]:
        raise UnreadableError([_binary(path, data)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError([_not_utf8(path, data, error)]) from error
    return SourceFile(path, source_format, text.removeprefix(_BOM))


def _too_large(path: str, size: int = 0) -> Problem:
    """Name the size where it is known; it is not for a stream."""
    of_size = f" of {size:,} bytes" if size else ""
    return Problem(
        path=path,
        message=f"file{of_size} is over the limit of {MAX_BYTES:,} bytes",
        hint="split the file, or leave it out of the check",
    )


def _binary(path: str, data: bytes) -> Problem:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return Problem(
        path=path,
        message="this is UTF-16 text" if utf16 else "this is a binary file, not text",
        hint="save the file as UTF-8" if utf16 else "leave it out of the check",
    )


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode("utf-8").removeprefix(_BOM)
    index = LineIndex(before)
    position = index.position(len(before))
    start = index.line(position.line).start
    end = min((i for i in (data.find(b"\n", error.start),) if i >= 0), default=None)
    rest = data[error.start : end].decode("utf-8", "replace").rstrip("\r")
    return Problem(
        path=path,
        message=f"byte 0x{data[error.start]:02x} is not UTF-8 text",
        hint="save the file with the encoding UTF-8",
        position=Position(position.line, position.column),
        line=before[start:] + rest,
    )
