"""The run behind `medlint validate`."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from medlint.cli.terminal import canvas
from medlint.cli.testing import of_packs
from medlint.config import shown_path
from medlint.errors import ExitCode, UserError
from medlint.output.canvas import plain
from medlint.output.problems import show_problems
from medlint.output.totals import counted
from medlint.packs import load_packs
from medlint.testing import unused_exceptions


def validate(packs: Sequence[Path], color: str) -> ExitCode:
    """Report every mistake in `packs`, or in the core pack; then advice."""
    errors = canvas(sys.stderr, color)
    try:
        ruleset = of_packs(load_packs(packs), packs)
    except UserError as error:
        show_problems(errors, error.problems)
        errors.line((f"{counted(len(error.problems), 'mistake')}.", "error"))
        return ExitCode.USAGE
    advice = [
        replace(problem, path=shown_path(Path(problem.path)))
        for problem in unused_exceptions(ruleset)
    ]
    show_problems(errors, advice, kind="note")
    above = f" {counted(len(advice), 'note')} above." if advice else ""
    rules = counted(len(ruleset.rules), "rule")
    canvas(sys.stdout, color).line(
        ("No mistakes.", "good"), plain(f" Read {rules}.{above}")
    )
    return ExitCode.CLEAN
