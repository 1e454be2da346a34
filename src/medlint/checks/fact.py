"""Check kind `fact`: sentences that say what a table lists as false."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from medlint.checks.fact_table import FactSpec, FactTable
from medlint.checks.scope import ScopeSpec, candidates, tested
from medlint.checks.where import Where, WhereSpec, compile_where, patterns_of
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.context import Axis
from medlint.language.dispatch import PatternIndex
from medlint.language.patterns import Pattern, compile_patterns, needs_of
from medlint.language.resources import Language
from medlint.rule import Match, Rule
from medlint.text import Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Needs


class FactRuleSpec(ScopeSpec):
    """Report the statements of a table of facts, unless one of `unless` holds."""

    table: str
    unless: tuple[WhereSpec, ...] = ()


_SEEN_INSIDE = {Axis.NEGATED, Axis.DEBUNKED, Axis.DISTANCED, Axis.HISTORICAL}
"""Contexts whose cue may stand within a match."""


@dataclass(frozen=True)
class _Statement:
    row: FactSpec
    source: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Where, ...]


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: FactRuleSpec
    statements: tuple[_Statement, ...]
    unless: tuple[Where, ...]


class FactCheck:
    """Runs all fact rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._rules = [_compile(rule, language) for rule in rules]
        self._indexes = [
            PatternIndex(statement.patterns for statement in rule.statements)
            for rule in self._rules
        ]
        found = (index.needs for index in self._indexes)
        self.needs: frozenset[Needs] = frozenset().union(*found)
        self.asked = needs_of(
            pattern
            for rule in self._rules
            for unless in (rule.unless, *(row.unless for row in rule.statements))
            for pattern in patterns_of(unless)
        )

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        for compiled, index in zip(self._rules, self._indexes, strict=True):
            present = index.present(article)
            for span, statement in _statements(article, compiled, present):
                yield _match(article, compiled, span, statement)


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: FactRuleSpec = rule.spec
    table: FactTable = language.facts[spec.table]
    statements = tuple(
        _Statement(
            row,
            table.cites(row),
            compile_patterns(row.says, language.notation),
            compile_where(row.unless, language),
        )
        for row in table.rows
    )
    return _Compiled(rule, spec, statements, compile_where(spec.unless, language))


def _statements(
    article: Article, compiled: _Compiled, present: Mapping[int, Sequence[Pattern]]
) -> Iterator[tuple[Span, _Statement]]:
    """Yield what is said where; of statements that overlap, the longest wording."""
    found = [
        (span, compiled.statements[number])
        for number, patterns in present.items()
        for span in candidates(article, patterns, compiled.spec)
    ]
    reach = 0
    for span, statement in sorted(found, key=lambda f: (f[0].start, -f[0].end)):
        if span.start >= reach:
            reach = span.end
            yield span, statement


def _match(
    article: Article, compiled: _Compiled, span: Span, statement: _Statement
) -> Match:
    conditions = (*compiled.unless, *statement.unless)
    gates = (_gate(article, where, span, statement) for where in conditions)
    captures = {
        "match": span.of(article.document.text),
        "truth": statement.row.truth,
        "source": statement.source,
    }
    return Match(compiled.rule, span, tested(article, gates), captures)


def _gate(article: Article, where: Where, span: Span, statement: _Statement) -> Gate:
    """Test a condition, some contexts also at the end of the match.

    Wordings have gaps: "vaccines do not cause autism" is denied inside the match.
    """
    gate = where.gate(article, span)
    inside = where.spec.context in _SEEN_INSIDE and not statement.row.denies
    if gate.passed or not inside:
        return gate
    last = span.start + article.view[span.start : span.end].rfind(" ") + 1
    return where.gate(article, Span(last, span.end))
