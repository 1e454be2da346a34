"""What the rules did at one place of an article, and why."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from medlint.cli.active import active_config, active_packs
from medlint.cli.terminal import canvas
from medlint.errors import ExitCode, UnreadableError, UserError
from medlint.finding import Gate
from medlint.linter import Candidate, Linter
from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.snippet import Label, snippet
from medlint.output.visible import one_line, visible, wrap
from medlint.source import SourceFile, read_source


@dataclass(frozen=True)
class Place:
    """A line of a file, and a column of it if one was named (0: the whole line)."""

    path: str
    line: int
    column: int = 0

    def holds(self, candidate: Candidate) -> bool:
        """Whether a candidate touches this place."""
        start, end = candidate.location.start, candidate.location.end
        if not self.column:
            return start.line <= self.line <= end.line
        return start <= (self.line, self.column) < end


def explain_place(
    place: Place, where: tuple[Path | None, bool, Sequence[Path]], color: str
) -> ExitCode:
    """Print every candidate at a place, and the gates that were tested.

    Raises:
        UserError: mistakes in settings or rules, or no such line.
    """
    config, isolated, packs = where
    rules = active_packs(active_config(config, isolated=isolated), packs)
    try:
        source = read_source(place.path)
        _check_line(source, place)
        linter = Linter(rules, today=date(*time.localtime()[:3]))
        found = [c for c in linter.trace(source) if place.holds(c)]
    except UnreadableError as error:
        raise UserError(error.problems) from error
    out = canvas(sys.stdout, color)
    for candidate in found:
        _show(out, source, candidate)
    at = f"{visible(place.path)}:{place.line}"
    if found:
        out.line(plain(f"{len(found)} looked at on {at} by {len(rules.rules)} rules."))
    else:
        out.line(plain(f"None of {len(rules.rules)} rules found anything on {at}."))
    return ExitCode.CLEAN


def _check_line(source: SourceFile, place: Place) -> None:
    last = len(source.lines.starts)
    if not 1 <= place.line <= last:
        span = source.lines.line(last)
        message = f"there is no line {place.line}; the last one is {last}"
        raise UserError([source.problem(message, span)])


def _show(out: Canvas, source: SourceFile, candidate: Candidate) -> None:
    match = candidate.match
    rule, severity = match.rule, match.rule.severity.value
    verdict = "silent" if match.cleared else "reported"
    style = "faint" if match.cleared else severity
    out.line((f"{rule.code} {rule.slug}: {verdict}", style))
    for row in snippet(
        source, [Label(candidate.location.span, style=style)], out.width
    ):
        out.line(*row)
    for gate in match.gates:
        _show_gate(out, gate)
    if not match.gates:
        out.line(plain("  nothing could silence it here"))
    out.line()


def _show_gate(out: Canvas, gate: Gate) -> None:
    head = "  + " if gate.passed else "  - "
    note = f": {one_line(gate.note)}" if gate.note else ""
    answer = "holds" if gate.passed else "does not hold"
    text = f"{gate.name} {answer}{note}"
    first, *rest = wrap(text, min(out.width, PROSE_WIDTH) - len(head))
    out.line((head + first, "good" if gate.passed else "faint"))
    for line in rest:
        out.line(plain("    " + line))
