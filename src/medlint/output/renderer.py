"""What every output format does: show reports one by one, then the summary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TextIO

from medlint.output.canvas import Canvas
from medlint.report import Report, Summary
from medlint.rule import Rule
from medlint.source import SourceFile


@dataclass(frozen=True)
class Target:
    """Where to write, and the rules that were switched on, by code.

    `canvas` writes to `stream`, with colour where it is wanted; `notices` writes
    beside it what is no part of the output format.
    """

    stream: TextIO
    canvas: Canvas
    notices: Canvas
    rules: Mapping[str, Rule]
    statistics: bool = False


class Renderer(Protocol):
    """Writes one run; reports come in the order of their paths."""

    def show(self, report: Report, source: SourceFile) -> None:
        """Write, or keep, what one source gave.

        A source that could not be read is empty.
        """
        ...

    def finish(self, summary: Summary) -> None:
        """Write what only the whole run knows."""
        ...
