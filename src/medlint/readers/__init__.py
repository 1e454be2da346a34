"""Readers: one per format, each turning a source file into a document."""

import re
from collections.abc import Callable
from dataclasses import replace
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

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(source: SourceFile) -> Document:
    """Read an article.

    Lone surrogates, which no encoding can hold, are read as U+FFFD.

    Raises:
        UnreadableError: the reader could not make sense of it, with the place.
    """
    reader = cast("Reader", import_module(READERS[source.format]).read)
    if source.text.isascii() or not _SURROGATE.search(source.text):
        return reader(source)
    clean = replace(source, text=_SURROGATE.sub("\ufffd", source.text))
    return replace(reader(clean), source=source)
