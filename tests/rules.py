"""Rules for tests, written as the YAML an editor would write."""

from datetime import date
from pathlib import Path

from medlint.checks import CHECKS
from medlint.finding import Confidence, Finding, Severity
from medlint.language.resources import Language
from medlint.linter import Linter
from medlint.packs import RuleSet, load_packs
from medlint.report import Report
from medlint.rule import Rule
from medlint.schema import decode, read_yaml
from medlint.source import FORMATS, SourceFile

HEAD = """\
code: TEST001
title: A rule for a test
severity: warning
confidence: high
message: 'found {match}'
support: Nothing.
evidence: []
why: A test.
reviewed: {date: 2026-11-22}
"""
_LINTERS: dict[tuple[int, date], Linter] = {}
EXAMPLES = "examples: {bad: ['[[x]]'], good: [a, b]}\n"


def rule_of(spec: str, folder: Path, examples: str = EXAMPLES) -> RuleSet:
    """Load one rule from the YAML of its specification."""
    (folder / "tests").mkdir()
    (folder / "pack.yml").write_text("name: t\nversion: '1'\nlicence: none\n")
    (folder / "tests" / "test-rule.yml").write_text(HEAD + spec + examples)
    return load_packs([folder]).select(["TEST001"])


def one_rule(kind: str, spec: str, language: Language, message: str) -> RuleSet:
    """One rule of a kind, without the files of a pack."""
    rule = Rule(
        code="TEST001",
        slug="test",
        title="A rule for a test",
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message=message,
        why="A test.",
        kind=kind,
        spec=decode(CHECKS[kind].spec, read_yaml("test", spec), language.notation),
    )
    return RuleSet((rule,), language)


def lint(
    ruleset: RuleSet, text: str, suffix: str = "md", today: date = date(2026, 11, 22)
) -> Report:
    """Lint a text."""
    source = SourceFile(f"x.{suffix}", FORMATS[f".{suffix}"], text)
    return linter_of(ruleset, today).lint(source)


def linter_of(ruleset: RuleSet, today: date) -> Linter:
    """The linter of some rules; that of all rules takes long to make and is kept."""
    key = (id(ruleset), today)
    if key not in _LINTERS or _LINTERS[key].ruleset is not ruleset:
        _LINTERS[key] = Linter(ruleset, today=today)
    return _LINTERS[key]


def excerpts(findings: tuple[Finding, ...]) -> list[str]:
    """What the findings cover, as written in the source."""
    return [finding.excerpt for finding in findings]
