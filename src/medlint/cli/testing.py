"""The run behind `medlint test`."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from medlint.cli.terminal import canvas
from medlint.config import shown_path
from medlint.errors import ExitCode, Problem, UserError
from medlint.output.canvas import Canvas, plain
from medlint.output.totals import counted
from medlint.output.visible import one_line, visible, wrap
from medlint.packs import RuleSet, load_packs
from medlint.testing import Outcome, run_examples


def run_tests(packs: Sequence[Path], select: Sequence[str], color: str) -> ExitCode:
    """Run the examples of the rules in `packs`, or of the core pack.

    Raises:
        UserError: mistakes in the rules, or nothing to test.
    """
    ruleset = of_packs(load_packs(packs), packs).select(select)
    out, tally = canvas(sys.stdout, color), _Tally()
    for outcome in run_examples(ruleset):
        if outcome.failures:
            _show_failure(out, outcome, tally)
        tally.add(outcome)
    tally.show(out, ruleset)
    return ExitCode.FINDINGS if tally.failed else ExitCode.CLEAN


def of_packs(ruleset: RuleSet, packs: Sequence[Path]) -> RuleSet:
    """Keep the rules that lie in `packs`; without packs, all of them.

    Raises:
        UserError: there are none.
    """
    folders = [pack.resolve() for pack in packs]
    rules = tuple(
        rule
        for rule in ruleset.rules
        if not folders
        or any(Path(rule.path).resolve().is_relative_to(f) for f in folders)
    )
    if not rules:
        path = str(packs[0]) if packs else "rules"
        raise UserError([Problem(path=path, message="there are no rules in this pack")])
    return replace(ruleset, rules=rules)


@dataclass
class _Tally:
    """Counts as the outcomes come in."""

    variants: int = 0
    failed: int = 0
    examples: set[tuple[str, str]] = field(default_factory=set)
    gaps: set[tuple[str, str]] = field(default_factory=set)
    failed_rules: set[str] = field(default_factory=set)
    last: tuple[str, int] = ("", 0)

    def add(self, outcome: Outcome) -> None:
        code, example = outcome.rule.code, outcome.example
        self.variants += 1
        self.examples.add((code, example.text))
        if example.gap:
            self.gaps.add((code, example.text))
        if outcome.failures:
            self.failed += 1
            self.failed_rules.add(code)

    def show(self, out: Canvas, ruleset: RuleSet) -> None:
        if self.failed:
            rules = counted(len(self.failed_rules), "rule")
            out.line((f"{self.failed:,} failed in {rules}.", "error"))
        else:
            out.line(("All examples pass.", "good"))
        gaps = f", {counted(len(self.gaps), 'known gap')} among them" * bool(self.gaps)
        out.line(
            plain(
                f"Ran {counted(len(ruleset.rules), 'rule')}, "
                f"{counted(len(self.examples), 'example')}{gaps}, "
                f"in {counted(self.variants, 'variant')}."
            )
        )


def _show_failure(out: Canvas, outcome: Outcome, tally: _Tally) -> None:
    """Print the example once, then what went wrong with each of its variants."""
    rule, example = outcome.rule, outcome.example
    path = example.path or rule.path
    if tally.last != (rule.code + path, example.line):
        tally.last = (rule.code + path, example.line)
        out.line(
            ("FAIL ", "error"),
            (f"{rule.code} {rule.slug}", "strong"),
            plain(f"  {visible(shown_path(Path(path)))}:{example.line}"),
        )
        for line in wrap(example.text, out.width - 5):
            out.line((f"     {line}", "faint"))
    out.line(plain(f"  {outcome.variant}:"))
    for failure in outcome.failures:
        out.line(plain(f"     {one_line(failure)}"))
