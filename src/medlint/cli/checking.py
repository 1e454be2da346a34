"""The run behind `medlint check`."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from medlint.cli.active import (
    active_config,
    active_library,
    active_packs,
    active_rules,
)
from medlint.cli.guard import crash_message, wants_traceback
from medlint.cli.terminal import canvas, for_machines
from medlint.config import Config
from medlint.discovery import Discovered, discover
from medlint.errors import ExitCode, Problem, UnreadableError, UserError
from medlint.finding import Severity
from medlint.linter import Linter
from medlint.output import RENDERERS
from medlint.output.canvas import plain
from medlint.output.problems import show_not_run, show_problems, show_skipped
from medlint.output.renderer import Target
from medlint.packs import RuleSet
from medlint.references.record import Reference
from medlint.report import Report, at_level, exit_code, summarise
from medlint.source import (
    FORMATS,
    MAX_BYTES,
    Format,
    SourceFile,
    decode_source,
    format_of,
    read_source,
)

STDIN = "-"


@dataclass(frozen=True, kw_only=True)
class Request:
    """The command line of `check`, as parsed."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_level: str | None = None
    fail_on: str | None = None
    exit_zero: bool = False
    format_name: str = "full"
    statistics: bool = False
    packs: tuple[Path, ...] = ()
    isolated: bool = False
    config: Path | None = None
    stdin_filename: str | None = None
    today: date | None = None
    color: str = "auto"


def run(request: Request) -> ExitCode:
    """Check what was asked for, show it, and choose the exit code.

    Raises:
        UserError: mistakes in the request, the settings or the rules.
    """
    if request.stdin_filename and STDIN not in request.paths:
        message = "--stdin-filename names standard input: give - as a path, too"
        raise UserError([Problem(path="--stdin-filename", message=message)])
    config = active_config(request.config, isolated=request.isolated)
    ruleset = active_rules(
        active_packs(config, request.packs),
        config,
        select=request.select,
        extend_select=request.extend_select,
        ignore=request.ignore,
    )
    found = discover(
        [path for path in request.paths or (".",) if path != STDIN],
        exclude=config.settings.exclude,
        exclude_root=str(config.folder),
    )
    library = active_library(config)
    return _Run(request, config, ruleset, library, found).run()


@dataclass(frozen=True)
class _Run:
    """One run: what was asked for, the rules in force and the files found."""

    request: Request
    config: Config
    ruleset: RuleSet
    library: tuple[Reference, ...]
    found: Discovered

    def run(self) -> ExitCode:
        """Show each input as soon as it is checked, then the rest."""
        target = _target(self.request, self.ruleset)
        renderer = RENDERERS[self.request.format_name](target)
        reports: list[Report] = []
        today = self.request.today or date(*time.localtime()[:3])
        linter = Linter(self.ruleset, today=today, library=self.library)
        for report, source in self._checked(linter):
            reports.append(report)
            renderer.show(report, source)
        lost = [_lost(p) for p in (*self.found.missing, *self.found.unreadable)]
        for report in lost:
            renderer.show(report, _no_source(report.path))
        target.stream.flush()
        self._show_left_out(reports, lost)
        if reports:
            show_not_run(canvas(sys.stderr, self.request.color), linter.not_run)
        if reports or self.request.format_name == "json":
            renderer.finish(summarise(reports, self.found.skipped, linter.not_run))
        return self._exit_code(reports, lost)

    def _checked(self, linter: Linter) -> Iterator[tuple[Report, SourceFile]]:
        """Yield what each input gave; an input that was not read has no text."""
        minimum = self.request.min_level or self.config.settings.min_level or "note"
        stdin = [STDIN] if STDIN in self.request.paths else []
        for path in (*stdin, *self.found.files):
            report, source = _check(linter, path, self.request.stdin_filename)
            yield at_level(report, Severity(minimum)), source

    def _show_left_out(self, reports: Sequence[Report], lost: Sequence[Report]) -> None:
        errors = canvas(sys.stderr, self.request.color)
        show_skipped(errors, self.found.skipped)
        show_problems(errors, [p for r in (*reports, *lost) for p in r.problems])
        if not reports and not lost:
            known = ", ".join(FORMATS)
            errors.line(("nothing to check", "strong"), plain(f": no files in {known}"))

    def _exit_code(self, reports: Sequence[Report], lost: Sequence[Report]) -> ExitCode:
        if not reports and not self.found.unreadable:
            return ExitCode.NO_INPUT
        level = self.request.fail_on or self.config.settings.fail_on or "error"
        code = exit_code(
            [*reports, *lost], None if level == "never" else Severity(level)
        )
        if code is ExitCode.FINDINGS and self.request.exit_zero:
            return ExitCode.CLEAN
        return code


def _target(request: Request, ruleset: RuleSet) -> Target:
    stream: TextIO = sys.stdout
    if request.format_name == "json":
        stream = for_machines(stream)
    return Target(
        stream=stream,
        canvas=canvas(stream, request.color),
        rules={rule.code: rule for rule in ruleset.rules},
        notices=canvas(sys.stderr, request.color),
        statistics=request.statistics,
    )


def _check(
    linter: Linter, path: str, stdin_filename: str | None
) -> tuple[Report, SourceFile]:
    """Read and lint one input; whatever goes wrong concerns this input only."""
    source = _no_source(stdin_filename or path if path == STDIN else path)
    try:
        source = _stdin(stdin_filename) if path == STDIN else read_source(path)
        return linter.lint(source), source
    except UnreadableError as error:
        return Report(source.path, problems=error.problems), source
    except Exception as error:
        if wants_traceback():
            raise
        problem = Problem(path=source.path, message=crash_message(error))
        return Report(source.path, problems=(problem,)), source


def _stdin(filename: str | None) -> SourceFile:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    name = filename.replace(os.sep, "/") if filename else STDIN
    source_format = format_of(name) if filename else Format.MARKDOWN
    return decode_source(data, name, source_format)


def _lost(problem: Problem) -> Report:
    return Report(problem.path, problems=(problem,))


def _no_source(path: str) -> SourceFile:
    return SourceFile(path, Format.PLAIN, "")
