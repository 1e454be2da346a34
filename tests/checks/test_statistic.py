from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

import pytest

from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.source import Format, SourceFile
from tests.checks import figures
from tests.checks.figures import Statement

CODES = ["STA003", "STA004", "STA005", "STA007"]
KINDS: dict[str, Callable[..., Iterator[Statement]]] = {
    "shares": figures.shares,
    "one in": figures.one_in,
    "changes": figures.changes,
    "changes of percentages": figures.percent_changes,
    "ratios": figures.ratios,
    "totals": figures.totals,
    "extremes": figures.extremes,
}
SENTENCES = 600


@pytest.fixture(scope="module")
def linter(ruleset: RuleSet) -> Linter:
    return Linter(ruleset.select(CODES), today=date(2026, 11, 22))


def reported(linter: Linter, statements: Sequence[Statement]) -> list[set[str]]:
    """The codes reported for each statement; each is a paragraph."""
    text = "\n\n".join(statement.text for statement in statements)
    found: list[set[str]] = [set() for _ in statements]
    for finding in linter.lint(SourceFile("x.txt", Format.PLAIN, text)).findings:
        found[(finding.location.start.line - 1) // 2].add(finding.code)
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(1))
def test_no_false_alarm_on_figures_that_are_right(
    linter: Linter, kind: str, seed: int
) -> None:
    statements = list(KINDS[kind](Random(seed), SENTENCES, slip=False))  # noqa: S311
    found = reported(linter, statements)
    wrong = [(s.text, f) for s, f in zip(statements, found, strict=True) if f]
    assert not wrong


@pytest.mark.parametrize("kind", KINDS)
def test_slips_are_found(linter: Linter, kind: str) -> None:
    statements = list(KINDS[kind](Random(7), SENTENCES, slip=True))  # noqa: S311
    found = reported(linter, statements)
    missed = [s.text for s, f in zip(statements, found, strict=True) if s.code not in f]
    assert len(missed) <= len(statements) * 0.05, missed[:20]
