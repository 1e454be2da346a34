from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.language.resources import Language
from tests.rules import excerpts, lint, one_rule, rule_of

SPEC = """\
rows:
  - says: [tonic, old tonic]
    use: '"medicine"'
    unless:
      - because: a drink
        sentence: [gin]
  - says: [physic]
    use: '"drug"'
    near:
      - sentence: [doctor~, physic royal]
unless:
  - quoted
"""


def messages(spec: str, text: str, language: Language) -> list[str]:
    rules = one_rule("terms", spec, language, "{match}: {use}")
    return [finding.message for finding in lint(rules, text).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A tonic helps.", ['tonic: "medicine"']),
        ("An old tonic helps.", ['old tonic: "medicine"']),
        ("A gin and tonic.", []),
        ('He said "a tonic helps".', []),
        ("A physic came.", []),
        ("The doctor gave a physic.", ['physic: "drug"']),
        ("The doctor drank gin, physic and tonic.", ['physic: "drug"']),
    ],
)
def test_terms(text: str, expected: list[str], language: Language) -> None:
    assert messages(SPEC, text, language) == expected


@pytest.mark.parametrize(
    ("once", "expected"),
    [
        ("never", ["tonic", "tonic", "tonic", "physic"]),
        ("term", ["tonic", "physic"]),
        ("document", ["tonic"]),
    ],
)
def test_folds(once: str, expected: list[str], language: Language) -> None:
    spec = f"once: {once}\nrows:\n  - {{says: [tonic], use: a}}\n"
    spec += "  - {says: [physic], use: b}\n"
    rules = one_rule("terms", spec, language, "{match}")
    findings = lint(rules, "A tonic came.\n\nTonic or tonic? A physic.").findings
    shown = [excerpt.lower() for excerpt in excerpts(findings)]
    assert shown == expected
    assert sum(len(finding.related) for finding in findings) == 4 - len(expected)


def test_a_condition_may_hold_within_the_term(language: Language) -> None:
    spec = "rows:\n  - says: [burn cream]\n    use: a\n    near: [{sentence: [burn]}]\n"
    assert messages(spec, "A burn cream.", language)


@pytest.mark.parametrize(
    ("spec", "complaint"),
    [
        ("terms: {rows: []}\n", "give at least one term"),
        ("terms: {rows: [{says: [], use: a}]}\n", "give at least one pattern"),
        ("terms: {rows: [{says: [a], use: ' '}]}\n", "say what to write instead"),
        (
            "terms: {rows: [{says: [a], use: b, unless: [{sentence: [c]}]}]}\n",
            "an exception of one term is a context or says `because`",
        ),
    ],
)
def test_refuses(spec: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=complaint):
        rule_of(spec, tmp_path)
