"""Check kind `dosage`: amounts of medicines, their units, and clinical values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from medlint.checks.dosage_child import child
from medlint.checks.dosage_finds import Asked, Found
from medlint.checks.dosage_limits import maximum, unit
from medlint.checks.dosage_pairs import conversion
from medlint.checks.dosage_values import ValueFinder, value
from medlint.checks.scope import ScopeSpec, tested
from medlint.checks.where import (
    Where,
    WhereSpec,
    compile_where,
    needs_around,
    needs_throughout,
)
from medlint.language.article import Article
from medlint.language.resources import Language
from medlint.rule import Match, Rule

Finder = Callable[[Article, Asked], Iterator[Found]]

_FINDERS: Mapping[str, Finder] = {
    "maximum": maximum,
    "unit": unit,
    "conversion": conversion,
    "child": child,
    "value": value,
}


class DosageSpec(ScopeSpec):
    """Report amounts that cannot be right, unless a condition clears them.

    `maximum`: doses above the most in `knowledge/limits.yml`. `unit`: amounts a hundred
    times outside what is plausible there, or in a unit that the medicine is not given
    in. `conversion`: two amounts said to be equal that are not. `child`: an amount of a
    medicine to be given to a child. `value`: clinical values outside what
    `knowledge/lab_ranges.yml` calls possible.
    """

    find: Literal["maximum", "unit", "conversion", "child", "value"]
    unless: tuple[WhereSpec, ...] = ()


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: DosageSpec
    unless: tuple[Where, ...]


class DosageCheck:
    """Runs all dosage rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._asked = Asked(language.units, language.limits, language.claims.finder)
        self._rules = [
            _Compiled(rule, rule.spec, compile_where(rule.spec.unless, language))
            for rule in rules
        ]
        conditions = [where for rule in self._rules for where in rule.unless]
        self.needs = needs_throughout(conditions)
        if self._rules:
            values = ValueFinder(language.limits).needs
            self.needs |= {self._asked.needs, values}
        self.asked = needs_around(conditions)

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        for compiled in self._rules:
            for found in _FINDERS[compiled.spec.find](article, self._asked):
                if compiled.spec.covers(article.block_at(found.span.start)):
                    yield _match(article, compiled, found)


def _match(article: Article, compiled: _Compiled, found: Found) -> Match:
    gates = tested(article, (w.gate(article, found.span) for w in compiled.unless))
    captures = {
        "drug": "",
        "limit": "",
        "name": "",
        "usual": "",
        **found.captures,
        "match": found.span.of(article.document.text),
    }
    return Match(compiled.rule, found.span, gates, captures)
