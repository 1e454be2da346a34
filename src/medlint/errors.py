"""What went wrong with a file or setting we were given, and the exit codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from medlint.text import LineIndex, Position, Span


class ExitCode(IntEnum):
    """What the process says when it ends; documented, stable."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NO_INPUT = 3
    INCOMPLETE = 4


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A mistake in something we were given: what, where, and what to do about it.

    `line` is the text of the source line, for the caret; `length` is how many
    columns the caret covers.
    """

    path: str
    message: str
    hint: str = ""
    position: Position | None = None
    line: str = ""
    length: int = 1

    @property
    def place(self) -> str:
        """`path:line:column`, or the path alone."""
        if self.position is None:
            return self.path
        return f"{self.path}:{self.position.line}:{self.position.column}"


def problem_at(
    path: str, lines: LineIndex, span: Span, message: str, hint: str = ""
) -> Problem:
    """Locate a problem at a span of a text; the caret stays on its first line."""
    position = lines.position(min(span.start, len(lines.text)))
    line = lines.line(position.line)
    return Problem(
        path=path,
        message=message,
        hint=hint,
        position=position,
        line=line.of(lines.text),
        length=max(1, min(span.end, line.end) - span.start),
    )


class UserError(Exception):
    """Mistakes that stop the work, all at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.place}: {p.message}" for p in problems))
        self.problems = tuple(problems)


class UnreadableError(UserError):
    """One input could not be read; the rest of the work goes on."""
