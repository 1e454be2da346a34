"""Mistakes in what we were given, shown with the line, a caret and what to do."""

from collections.abc import Iterable

from medlint.errors import Problem
from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.snippet import Label, snippet
from medlint.output.visible import one_line, visible, wrap
from medlint.source import Format, SourceFile
from medlint.text import Span

_MOST_SKIPPED = 10


def show_problems(
    canvas: Canvas, problems: Iterable[Problem], *, kind: str = "error"
) -> None:
    """Print problems in order; `kind` is their heading and the name of its colour."""
    for problem in sorted(problems, key=lambda p: (p.path, p.position or (0, 0))):
        canvas.line(
            (f"{kind}: ", kind),
            (visible(problem.place) + ": ", "strong"),
            plain(one_line(problem.message)),
        )
        _show_line(canvas, problem)
        if problem.hint:
            _show_hint(canvas, problem.hint)


def show_skipped(canvas: Canvas, skipped: Iterable[Problem]) -> None:
    """List files that were left out; a long list is counted at its end."""
    listed = list(skipped)
    for problem in listed[:_MOST_SKIPPED]:
        canvas.line(
            ("skipped: ", "note"),
            plain(f"{visible(problem.path)}: {one_line(problem.message)}"),
        )
    if len(listed) > _MOST_SKIPPED:
        more = len(listed) - _MOST_SKIPPED
        canvas.line(plain(f"… and {more:,} more (all are in --format json)"))


def show_not_run(canvas: Canvas, notices: Iterable[Problem]) -> None:
    """List what rules could not look for, with what to do about it."""
    for problem in notices:
        canvas.line(("not run: ", "note"), plain(one_line(problem.message)))
        if problem.hint:
            _show_hint(canvas, problem.hint)


def _show_line(canvas: Canvas, problem: Problem) -> None:
    if problem.position is None or not problem.line:
        return
    number, column = problem.position
    # The line is drawn as the only one of a text, under its own number.
    source = SourceFile(problem.path, Format.PLAIN, problem.line)
    start = min(column - 1, len(problem.line))
    end = min(start + problem.length, len(problem.line))
    labels = [Label(Span(start, end))]
    for row in snippet(source, labels, canvas.width, first_line=number):
        canvas.line(*row)


def _show_hint(canvas: Canvas, hint: str) -> None:
    first, *rest = wrap(hint, min(canvas.width, PROSE_WIDTH) - len("  help: "))
    canvas.line(("  help: ", "note"), plain(first))
    for line in rest:
        canvas.line(plain("        " + line))
