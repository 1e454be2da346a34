"""Rule examples as tests: every example, in every form, span by span."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from medlint.document import BlockKind
from medlint.errors import Problem
from medlint.finding import Finding
from medlint.language.context import Axis
from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.rule import MARK_END, MARK_START, Example, Rule
from medlint.source import FORMATS, SourceFile
from medlint.text import Span
from medlint.variants import Variant, variants

_TODAY = date(2026, 1, 15)


@dataclass(frozen=True)
class Outcome:
    """One example in one form; no failures means that it passed."""

    rule: Rule
    example: Example
    variant: str
    failures: tuple[str, ...]


class _Linters:
    """One linter for each day on which examples run."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._by_day: dict[date, Linter] = {}

    def on(self, example: Example) -> Linter:
        day = example.today or _TODAY
        if day not in self._by_day:
            self._by_day[day] = Linter(self._ruleset, today=day)
        return self._by_day[day]


def run_examples(ruleset: RuleSet) -> Iterator[Outcome]:
    """Run all examples of all rules, each rule alone."""
    for rule in ruleset.rules:
        for example, linter in _with_linters(ruleset, rule):
            yield from _run(linter, rule, example)


def unused_exceptions(ruleset: RuleSet) -> Iterator[Problem]:
    """Find gates that clear no example: dead, or untested.

    An exception or a way of support is only known to work when a good example needs it.
    """
    for rule in ruleset.rules:
        gates: set[tuple[int, str]] = set()
        used: set[tuple[int, str]] = set()
        for example, linter in _with_linters(ruleset, rule):
            for found in linter.trace(_source(example.text, example.format)):
                tested = list(enumerate(found.match.gates))
                gates |= {(i, gate.name) for i, gate in tested}
                used |= {(i, gate.name) for i, gate in tested if gate.passed}
        for _, name in sorted(gates - used):
            message = f'{rule.code}: no example needs "{name}"'
            hint = "write a good example that only this silences, or take it out"
            yield Problem(path=rule.path, message=message, hint=hint)


def _with_linters(ruleset: RuleSet, rule: Rule) -> Iterator[tuple[Example, Linter]]:
    """Pair the examples of a rule with linters that know this rule only."""
    alone = replace(ruleset, rules=(rule,))
    linters: dict[date, Linter] = {}
    for example in (*rule.bad, *rule.good):
        today = example.today or _TODAY
        if today not in linters:
            linters[today] = Linter(alone, today=today)
        yield example, linters[today]


def _source(marked: str, suffix: str) -> SourceFile:
    text = marked.replace(MARK_START, "").replace(MARK_END, "")
    return SourceFile("example", FORMATS[f".{suffix}"], text)


def _run(linter: Linter, rule: Rule, example: Example) -> Iterator[Outcome]:
    forms = variants(example.text, example.format, lambda kind: _reads(rule, kind))
    for variant in forms:
        if example.gap and variant.name != "as written":
            return
        failures = _failures(linter, variant)
        if example.gap:
            failures = () if failures else ("this known gap is closed: move it up",)
        yield Outcome(rule, example, variant.name, failures)
        if failures and variant.name == "as written":
            return


def _reads(rule: Rule, kind: BlockKind) -> bool:
    """Whether a rule looks at a kind of block as it does at a paragraph."""
    covers = getattr(rule.spec, "covers_kind", None)
    if covers is None:
        return False
    unless = getattr(rule.spec, "unless", ())
    quoted = any(where.context is Axis.QUOTED for where in unless)
    return bool(covers(kind)) and not (quoted and kind is BlockKind.QUOTE)


def _failures(linter: Linter, variant: Variant) -> tuple[str, ...]:
    source = SourceFile("example", FORMATS[f".{variant.format}"], variant.text)
    report = linter.lint(source)
    problems = [f"not readable: {problem.message}" for problem in report.problems]
    found = {finding.location.span: finding for finding in report.findings}
    missed = [s for s in variant.spans if s not in found]
    extra = [f for span, f in found.items() if span not in variant.spans]
    return (
        *problems,
        *(f"expected but not found: {_show(variant.text, s)}" for s in missed),
        *(f"found but not expected: {_describe(f)}" for f in extra),
    )


def _show(text: str, span: Span) -> str:
    return f'{span.start}-{span.end} "{span.of(text)}"'


def _describe(finding: Finding) -> str:
    span = finding.location.span
    return f'{span.start}-{span.end} "{finding.excerpt}" ({finding.message})'
