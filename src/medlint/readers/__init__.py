"""Readers: one per format, each turning a source file into a document."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from medlint.document import Document
from medlint.source import Format, SourceFile

Reader = Callable[[SourceFile], Document]

READERS = {
    Format.PLAIN: "medlint.readers.plain",
    Format.MARKDOWN: "medlint.readers.markdown",
    Format.MDX: "medlint.readers.markdown",
    Format.HTML: "medlint.readers.html",
}
"""Module of each format's `read`; imported on first use, for start-up's sake."""


def read(source: SourceFile) -> Document:
    """Read an article.

    Raises:
        UnreadableError: the reader could not make sense of it, with the place.
    """
    reader = cast("Reader", import_module(READERS[source.format]).read)
    return reader(source)
