"""Streams and canvases for this terminal, or for the lack of one."""

import os
import shutil
from io import TextIOWrapper
from typing import TextIO

from medlint.output.canvas import PIPED_WIDTH, Canvas, PlainCanvas


def canvas(stream: TextIO, color: str = "auto") -> Canvas:
    """Return a canvas for a stream; `color` is auto, always or never."""
    width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    if not wants_color(stream, color):
        return PlainCanvas(stream, width)
    from medlint.output.rich_canvas import RichCanvas

    return RichCanvas(stream, width)


def wants_color(stream: TextIO, color: str) -> bool:
    """Decide by the option, then NO_COLOR, FORCE_COLOR, then the terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def for_machines(stream: TextIO) -> TextIO:
    """Make a stream UTF-8 with plain line ends, whatever the locale says."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")
    return stream
