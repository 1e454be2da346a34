"""The run behind `medlint verify`."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from medlint.cli.guard import crash_message, wants_traceback
from medlint.cli.terminal import canvas, for_machines
from medlint.cli.verify_json import as_json
from medlint.cli.verify_lines import show_results, show_totals
from medlint.discovery import Discovered, discover
from medlint.errors import ExitCode, Problem, UnreadableError
from medlint.knowledge.compiled import cache_folder
from medlint.language.abbreviations import Abbreviations, AbbreviationsFile
from medlint.output.canvas import plain
from medlint.output.json_v1 import dump
from medlint.output.problems import show_problems, show_skipped
from medlint.packs import core_rules
from medlint.retractions.index import RetractionIndex, open_index
from medlint.schema import decode, read_yaml_path
from medlint.source import FORMATS, read_source
from medlint.verify.collect import collect
from medlint.verify.record import Located, Result, Verdict
from medlint.verify.settings import (
    Settings,
    contact,
    endpoints_of,
    keys_from_environment,
    require_httpx,
)

_WRONG = {Verdict.MISMATCH, Verdict.NOT_LOCATED, Verdict.RETRACTED}
_NO_CONTACT = (
    "no contact address: give --mailto or set MEDLINT_MAILTO, so that the services can "
    "write to you instead of shutting you out"
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """The command line of `verify`, as parsed."""

    paths: tuple[str, ...]
    mailto: str | None = None
    format_name: str = "full"
    show_all: bool = False
    deadline: float = 600.0
    timeout: float = 20.0
    no_cache: bool = False
    cache_days: float = 7.0
    endpoints: tuple[str, ...] = ()
    rate: float = 10.0
    retractions: Path | None = None
    color: str = "auto"


@dataclass(frozen=True)
class _Input:
    """The references of all articles, and what could not be read."""

    references: tuple[Located, ...]
    found: Discovered
    problems: tuple[Problem, ...]


def run(request: Request) -> ExitCode:
    """Look the references of articles up, show the results, choose the exit code.

    Raises:
        UserError: mistakes in the request, a damaged index, or no HTTP library.
    """
    require_httpx()
    settings = _settings(request)
    with ExitStack() as stack:
        index = open_index(request.retractions)
        if index is not None:
            stack.enter_context(index)
        found = _read(request.paths)
        return _verify(request, settings, found, index)


def _settings(request: Request) -> Settings:
    return Settings(
        mailto=contact(request.mailto),
        endpoints=endpoints_of(request.endpoints),
        keys=keys_from_environment(),
        rate=request.rate,
        timeout=request.timeout,
        deadline=request.deadline,
        cache=None if request.no_cache else cache_folder(),
        cache_days=request.cache_days,
    )


def _read(paths: Sequence[str]) -> _Input:
    found = discover(paths)
    file = read_yaml_path(core_rules() / "language" / "abbreviations.yml")
    abbreviations = Abbreviations.from_file(decode(AbbreviationsFile, file))
    references: list[Located] = []
    problems = [*found.missing, *found.unreadable]
    for path in found.files:
        try:
            references += collect(read_source(path), abbreviations)
        except UnreadableError as error:
            problems += error.problems
    return _Input(tuple(references), found, tuple(problems))


def _verify(
    request: Request, settings: Settings, given: _Input, index: RetractionIndex | None
) -> ExitCode:
    from medlint.verify.run import verify

    notices = canvas(sys.stderr, request.color)
    show_skipped(notices, given.found.skipped)
    if given.references and not settings.mailto:
        notices.line(("note: ", "note"), plain(_NO_CONTACT))
    progress = _Progress(len(given.references), shown=sys.stderr.isatty())
    results = verify(
        given.references,
        settings,
        index,
        on_result=progress.step,
        on_crash=_crashed,
    )
    progress.clear()
    _show(request, given, results)
    show_problems(notices, given.problems)
    return _exit_code(given, results)


def _show(request: Request, given: _Input, results: Sequence[Result]) -> None:
    files = len(given.found.files)
    if request.format_name == "json":
        value = as_json(results, files, given.problems, given.found.skipped)
        for_machines(sys.stdout).write(dump(value) + "\n")
        return
    if not files:
        known = ", ".join(FORMATS)
        canvas(sys.stderr, request.color).line(
            ("nothing to check", "strong"), plain(f": no files in {known}")
        )
        return
    out = canvas(sys.stdout, request.color)
    show_results(out, results, show_all=request.show_all)
    show_totals(out, results, files)


def _exit_code(given: _Input, results: Sequence[Result]) -> ExitCode:
    """Choose the exit code: what is wrong counts before what was not checked."""
    if not given.found.files:
        unreadable = bool(given.found.unreadable)
        return ExitCode.INCOMPLETE if unreadable else ExitCode.NO_INPUT
    verdicts = {result.verdict for result in results}
    if verdicts & _WRONG:
        return ExitCode.FINDINGS
    if given.problems or Verdict.NOT_CHECKED in verdicts:
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN


def _crashed(error: Exception) -> str:
    if wants_traceback():
        raise error
    return crash_message(error)


@dataclass
class _Progress:
    """Counts on a terminal how many references are done."""

    total: int
    done: int = 0
    shown: bool = False

    def step(self, result: Result) -> None:
        """Count one more."""
        del result
        self.done += 1
        if self.shown:
            sys.stderr.write(f"\rreferences: {self.done:,} of {self.total:,} ")
            sys.stderr.flush()

    def clear(self) -> None:
        """Make room for what comes."""
        if self.shown and self.done:
            sys.stderr.write("\r" + " " * 60 + "\r")
