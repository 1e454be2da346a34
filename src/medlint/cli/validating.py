"""The run behind `medlint validate`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from medlint.cli.terminal import canvas
from medlint.cli.testing import of_packs
from medlint.errors import ExitCode, UserError
from medlint.output.canvas import plain
from medlint.output.problems import show_problems
from medlint.output.totals import counted
from medlint.packs import load_packs


def validate(packs: Sequence[Path], color: str) -> ExitCode:
    """Report every mistake in `packs`, or in the core pack."""
    try:
        ruleset = of_packs(load_packs(packs), packs)
    except UserError as error:
        errors = canvas(sys.stderr, color)
        show_problems(errors, error.problems)
        errors.line((f"{counted(len(error.problems), 'mistake')}.", "error"))
        return ExitCode.USAGE
    out = canvas(sys.stdout, color)
    rules = counted(len(ruleset.rules), "rule")
    out.line(("No mistakes.", "good"), plain(f" Read {rules}."))
    return ExitCode.CLEAN
