"""The canvas in colour; imported only when there is a terminal to see it."""

from typing import TextIO

from rich.console import Console
from rich.text import Text

from medlint.output.canvas import Piece

STYLES = {
    "": "",
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "strong": "bold",
    "frame": "blue",
    "related": "blue",
    "label": "bold blue",
    "faint": "dim",
    "good": "green",
    "link": "underline",
}


class RichCanvas:
    """Prints with Rich; markup, emoji codes and highlighting stay off."""

    def __init__(self, stream: TextIO, width: int) -> None:
        self._width = width
        self._console = Console(
            file=stream,
            force_terminal=True,
            no_color=False,
            width=width,
            markup=False,
            highlight=False,
            emoji=False,
        )
        if self._console.color_system is None:
            self._console = Console(
                file=stream,
                force_terminal=True,
                no_color=False,
                width=width,
                color_system="standard",
            )

    @property
    def width(self) -> int:
        """Columns available."""
        return self._width

    def line(self, *pieces: Piece) -> None:
        """Print one line; the terminal wraps it if it must."""
        text = Text.assemble(*((text, STYLES[style]) for text, style in pieces))
        text.rstrip()
        self._console.print(text, soft_wrap=True)
