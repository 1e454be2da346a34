"""The run behind `medlint eval`."""

import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path

from medlint.cli.active import active_config, active_packs, active_rules
from medlint.cli.terminal import canvas, for_machines
from medlint.errors import ExitCode, Problem, UserError
from medlint.evaluation.floors import check_floors
from medlint.evaluation.inputs import Inputs, read_inputs
from medlint.evaluation.measuring import measure
from medlint.evaluation.results import Evaluation
from medlint.output.canvas import PlainCanvas, plain
from medlint.output.eval_html import render_html
from medlint.output.eval_json import render_json
from medlint.output.eval_markdown import render_markdown
from medlint.output.eval_table import show_evaluation
from medlint.output.eval_words import floor_text
from medlint.output.problems import show_problems, show_skipped
from medlint.output.visible import one_line

_BY_SUFFIX = {".json": "json", ".html": "html", ".htm": "html", ".md": "markdown"}
_LIMITS = {"table": 5, "html": 100}


@dataclass(frozen=True, kw_only=True)
class Request:
    """The command line of `eval`, as parsed."""

    paths: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    format_name: str | None = None
    outputs: tuple[Path, ...] = ()
    labels: Path | None = None
    floors: Path | None = None
    limit: int | None = None
    packs: tuple[Path, ...] = ()
    isolated: bool = False
    config: Path | None = None
    today: date | None = None
    color: str = "auto"


def run(request: Request) -> ExitCode:
    """Measure, show the figures, and choose the exit code.

    Raises:
        UserError: mistakes in the request, the rules, or what is measured on.
    """
    inputs = read_inputs(request.paths, request.labels)
    config = active_config(request.config, isolated=request.isolated)
    loaded = active_packs(config, request.packs)
    rules = active_rules(loaded, config, select=request.select, ignore=request.ignore)
    notices = canvas(sys.stderr, request.color)
    show_skipped(notices, inputs.skipped)
    if not inputs.articles and not inputs.row_sets:
        return _nothing(inputs, request)
    day = request.today or date(*time.localtime()[:3])
    known = frozenset(rule.code for rule in loaded.rules)
    outcome = measure(inputs, rules, day, known=known)
    evaluation = outcome.evaluation
    if request.floors:
        floors = check_floors(request.floors, evaluation.sets)
        evaluation = replace(evaluation, floors=floors)
    _write(request, evaluation)
    problems = (*inputs.missing, *inputs.unreadable, *outcome.problems)
    show_problems(notices, problems)
    _show_notes(request, evaluation)
    return _exit_code(evaluation, problems)


def _nothing(inputs: Inputs, request: Request) -> ExitCode:
    errors = canvas(sys.stderr, request.color)
    show_problems(errors, (*inputs.missing, *inputs.unreadable))
    what = "no x.findings.yml beside an article x.md, and no .jsonl file"
    errors.line(("nothing to measure on", "strong"), plain(f": {what}"))
    return ExitCode.INCOMPLETE if inputs.unreadable else ExitCode.NO_INPUT


def _exit_code(evaluation: Evaluation, problems: tuple[Problem, ...]) -> ExitCode:
    if problems:
        return ExitCode.INCOMPLETE
    holds = all(floor.holds for floor in evaluation.floors)
    return ExitCode.CLEAN if holds else ExitCode.FINDINGS


def _write(request: Request, evaluation: Evaluation) -> None:
    """Write the files that were asked for, and what goes to standard output."""
    for path in request.outputs:
        name = request.format_name or _BY_SUFFIX.get(path.suffix.lower(), "table")
        _save(path, _rendered(name, evaluation, request, path))
    if request.outputs and request.format_name:
        return
    if request.format_name in {None, "table"}:
        out = canvas(sys.stdout, request.color)
        show_evaluation(out, evaluation, _limit(request, "table"))
    else:
        text = _rendered(request.format_name, evaluation, request, None)
        for_machines(sys.stdout).write(text)


def _rendered(
    name: str, evaluation: Evaluation, request: Request, path: Path | None
) -> str:
    """Lay the figures out; a page that is there already keeps what is not measured."""
    if name == "json":
        return render_json(evaluation)
    if name == "html":
        return render_html(evaluation, _limit(request, "html"))
    if name == "markdown":
        return render_markdown(evaluation, _before(path) if path else "")
    stream = StringIO()
    show_evaluation(PlainCanvas(stream), evaluation, _limit(request, "table"))
    return stream.getvalue()


def _limit(request: Request, name: str) -> int:
    return _LIMITS[name] if request.limit is None else request.limit


def _before(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = "this file is not UTF-8 text, and would be written over"
        raise UserError([Problem(path=str(path), message=message)]) from error


def _save(path: Path, text: str) -> None:
    """Replace a file at once, so that nobody reads half of it."""
    data = text.encode("utf-8", "backslashreplace")
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = f"cannot be written: {error.strerror or error}"
        raise UserError([Problem(path=str(path), message=reason)]) from error


def _show_notes(request: Request, evaluation: Evaluation) -> None:
    """Say beside the output what a reader of the figures must know."""
    out = canvas(sys.stderr, request.color)
    if evaluation.unknown:
        listed = ", ".join(f"{c} ({n})" for c, n in evaluation.unknown.items())
        text = f"no rule has these codes, so their marks count as missed: {listed}"
        out.line(("note: ", "note"), plain(text))
    for floor in evaluation.floors:
        if not floor.holds:
            out.line(("below the floor: ", "error"), plain(one_line(floor_text(floor))))
