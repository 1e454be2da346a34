"""Marks, findings, rules and files for tests of measuring."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from medlint.evaluation.annotations import Mark
from medlint.evaluation.inputs import read_inputs
from medlint.evaluation.measuring import Outcome, measure
from medlint.finding import Confidence, Finding, Location, Severity
from medlint.language.resources import Language
from medlint.packs import RuleSet
from medlint.text import Position, Span
from tests.rules import one_rule

DAY = date(2026, 11, 22)

RULES = {
    "CLM001": "miracle tonic",
    "CLM002": "cures colds",
    "EVD001": "superb soup",
    "ONC001": "shrinks tumors",
}
"""What each rule of the tests' own finds: plain words."""

LABELS = """\
groups:
  claims: {title: Claims, rules: [CLM, ONC001]}
questions:
  - name: claims
    title: Bold claims
    labels: {bold: positive, shy: either, plain: negative}
    judged-by: [claims, EVD001]
    either-if: [cited]
pages: [clean]
sets:
  s.jsonl: {title: Sentences of the tests}
sources: {web: The web, "web:blog": Blogs}
"""


def mark(code: str, start: int, end: int, *also: str) -> Mark:
    return Mark((code, *also), 1, (Span(start, end),))


def finding(code: str, start: int, end: int) -> Finding:
    place = Location(Span(start, end), Position(1, start + 1), Position(1, end + 1))
    return Finding(
        code=code,
        rule=code.lower(),
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message="m",
        path="x.md",
        location=place,
        excerpt="",
    )


def ruleset(language: Language, words: Mapping[str, str] | None = None) -> RuleSet:
    """Rules that find plain words and nothing else; they are silent in denials."""
    rules = []
    for code, phrase in (words or RULES).items():
        spec = f'any: ["{phrase}"]\nunless: [negated]\n'
        (rule,) = one_rule("phrase", spec, language, "found {match}").rules
        rules.append(replace(rule, code=code, slug=f"rule-{code.lower()}"))
    return RuleSet(tuple(rules), language)


def write_rows(path: Path, *rows: Mapping[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_article(folder: Path, name: str, text: str, findings: str) -> Path:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    path = folder / f"{name}.findings.yml"
    path.write_text(f"today: 2026-11-22\n{findings}", encoding="utf-8")
    return path


def measured(folder: Path, rules: RuleSet) -> Outcome:
    return measure(read_inputs([str(folder)]), rules, DAY)
