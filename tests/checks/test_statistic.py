from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from pydantic import ValidationError

from medlint.checks.statistic_spec import StatisticSpec
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
    statements = list(KINDS[kind](Random(seed), SENTENCES, slip=False))
    found = reported(linter, statements)
    wrong = [(s.text, f) for s, f in zip(statements, found, strict=True) if f]
    assert not wrong


def test_no_false_alarm_on_sentences_of_many_kinds(linter: Linter) -> None:
    lines = Path(__file__).with_name("figures_right.txt").read_text().splitlines()
    statements = [Statement(line) for line in lines]
    found = reported(linter, statements)
    assert not [(s.text, f) for s, f in zip(statements, found, strict=True) if f]


@pytest.mark.parametrize("kind", KINDS)
def test_slips_are_found(linter: Linter, kind: str) -> None:
    statements = list(KINDS[kind](Random(7), SENTENCES, slip=True))
    found = reported(linter, statements)
    missed = [s.text for s, f in zip(statements, found, strict=True) if s.code not in f]
    assert len(missed) <= len(statements) * 0.05, missed[:20]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Of 48 patients, 6 (20%) improved.", "6 of 48 is 13%, not 20%"),
        ("Of 48 patients, 6 (20.0%) improved.", "6 of 48 is 12.5%, not 20.0%"),
        ("It fell from 240 to 180, a 40% drop.", "from 240 to 180 is 25%, not 40%"),
        ("It fell from 40 to 50, a 25% drop.", "from 40 to 50 is a rise"),
        ("It tripled from 4% to 8%.", "from 4% to 8% is a factor of 2"),
        ("Of 48 people (30 women, 28 men), few ate.", "30 + 28 is 58, not 48"),
        ("It rose from 40% to 50%, a 10% rise.", "is 10 percentage points, or 25%"),
        ("It rose from 40% to 50%, up 25 points.", "is 10 percentage points, or 25%"),
        ("In all, 60% ate and the other 50% drank.", "60% + 50% is 110%"),
        ("Death was rarer (HR 1.3, 95% CI 0.6 to 0.9).", "1.3 lies outside"),
        ("It fell significantly (HR 0.9, 95% CI 0.7 to 1.1).", "includes 1"),
        ("It did not fall significantly (HR 0.9, 95% CI 0.8 to 0.95).", "excludes 1"),
        ("The difference was 2 (95% CI 3 to 1).", "runs backwards"),
    ],
)
def test_messages_give_what_is_right(linter: Linter, text: str, words: str) -> None:
    (finding,) = linter.lint(SourceFile("x.txt", Format.PLAIN, text)).findings
    assert words in finding.message


def test_mistakes_in_a_rule_are_told() -> None:
    share = {"share": "{computed}"}
    StatisticSpec.model_validate({"problem": "arithmetic", "cases": share})
    for problem, cases, said in (
        ("interval", share, "cases of interval are"),
        ("arithmetic", {}, "cases of arithmetic are"),
        ("arithmetic", {"share": "{size}"}, "unknown word {size}"),
        ("arithmetic", {"share": "{"}, "cannot be filled in"),
    ):
        with pytest.raises(ValidationError, match=said):
            StatisticSpec.model_validate({"problem": problem, "cases": cases})
