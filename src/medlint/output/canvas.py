"""Where text output goes: lines of styled pieces, with colour or without."""

from dataclasses import dataclass
from typing import Protocol, TextIO

Piece = tuple[str, str]
"""A text and the name of its style; the empty name is plain."""

Line = tuple[Piece, ...]

PIPED_WIDTH = 100
"""Columns used when the output is not a terminal and COLUMNS says nothing."""

PROSE_WIDTH = 100
"""Columns beyond which running text is hard to read, however wide the terminal."""


class Canvas(Protocol):
    """Prints lines; all text given to it is visible already."""

    @property
    def width(self) -> int:
        """Columns available."""
        ...

    def line(self, *pieces: Piece) -> None:
        """Print one line."""
        ...


@dataclass(frozen=True)
class PlainCanvas:
    """Prints text without any escape."""

    stream: TextIO
    width: int = PIPED_WIDTH

    def line(self, *pieces: Piece) -> None:
        """Print one line without trailing blanks."""
        text = "".join(text for text, _ in pieces)
        self.stream.write(text.rstrip(" ") + "\n")


def plain(text: str) -> Piece:
    """Return a piece without a style."""
    return (text, "")
