"""What the rules did at one place of an article, and why."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from medlint.cli.active import active_config, active_library, active_packs
from medlint.cli.terminal import canvas
from medlint.errors import ExitCode, UnreadableError, UserError
from medlint.finding import Gate, Location
from medlint.linter import Candidate, Frame, Linter
from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.snippet import Label, snippet
from medlint.output.visible import one_line, visible, wrap
from medlint.source import SourceFile, read_source

_PART = 8
"""Columns for the names of a claim's parts."""


@dataclass(frozen=True)
class Place:
    """A line of a file, and a column of it if one was named (0: the whole line)."""

    path: str
    line: int
    column: int = 0

    def holds(self, location: Location) -> bool:
        """Whether something touches this place."""
        start, end = location.start, location.end
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
    settings = active_config(config, isolated=isolated)
    rules = active_packs(settings, packs)
    library = active_library(settings)
    try:
        source = read_source(place.path)
        _check_line(source, place)
        today = date(*time.localtime()[:3])
        linter = Linter(rules, today=today, library=library)
        found = [c for c in linter.trace(source) if place.holds(c.location)]
        frames = linter.frames(source, place.holds)
    except UnreadableError as error:
        raise UserError(error.problems) from error
    out = canvas(sys.stdout, color)
    for frame in frames:
        _show_frame(out, source, frame)
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


def _show_frame(out: Canvas, source: SourceFile, frame: Frame) -> None:
    """Show a claim as it was read: who, does what, to what, on which axes."""
    claim = frame.claim
    reading = claim.predicate.reading
    out.line((f"claim: {reading.name}, strength {reading.strength} of 5", "note"))
    for row in snippet(source, [Label(frame.location.span, style="note")], out.width):
        out.line(*row)
    subject = " and ".join(frame.subject) or "not named"
    how = [claim.subject.how, claim.subject.via, claim.subject.origin]
    axes = (f'{axis} ("{one_line(cue)}")' for axis, cue in frame.axes.items())
    _show_part(out, "who", f"{subject}: {', '.join(filter(None, how))}")
    _show_part(out, "does", f'"{frame.predicate}", {reading.form.value}')
    _show_part(out, "what", ", ".join(frame.objects) or "nothing")
    _show_part(out, "axes", ", ".join(axes) or "none: the page asserts it")
    out.line()


def _show_part(out: Canvas, name: str, text: str) -> None:
    first, *rest = wrap(text, min(out.width, PROSE_WIDTH) - _PART)
    out.line(("  " + name.ljust(_PART - 2), "faint"), (first, ""))
    for line in rest:
        out.line(plain(" " * _PART + line))


def _show(out: Canvas, source: SourceFile, candidate: Candidate) -> None:
    match = candidate.match
    rule, severity = match.rule, match.severity.value
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
