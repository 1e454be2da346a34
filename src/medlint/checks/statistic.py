"""Check kind `statistic`: figures that contradict themselves or each other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from medlint.checks.scope import tested
from medlint.checks.statistic_finds import Finder, Found
from medlint.checks.statistic_impossible import impossible
from medlint.checks.statistic_intervals import inconsistent
from medlint.checks.statistic_spec import Problem, StatisticSpec
from medlint.checks.statistic_sums import arithmetic, points
from medlint.checks.where import Where, compile_where, needs_around
from medlint.document import Block
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.resources import Language
from medlint.rule import Case, Match, Rule
from medlint.text import Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Needs

_FINDERS: Mapping[Problem, Finder] = {
    Problem.ARITHMETIC: arithmetic,
    Problem.POINTS: points,
    Problem.IMPOSSIBLE: impossible,
    Problem.INTERVAL: inconsistent,
}
_SIGNS = ("%", "percent", "per cent", "probability", "confidence", " ci", "(ci", "[ci")
_SIGNS_OF_COUNTS = (
    *("point", "doubled", "tripled", "quadrupled", "halved", "women", "female"),
    *("girls", "randomi", "assigned", "chance"),
)
"""What a sentence holds at least one of if any finder finds anything in it."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: StatisticSpec
    unless: tuple[Where, ...]


class StatisticCheck:
    """Runs all statistic rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._rules = [
            _Compiled(rule, rule.spec, compile_where(rule.spec.unless, language))
            for rule in rules
        ]
        self.needs: frozenset[Needs] = frozenset()
        self.asked = needs_around(
            [where for rule in self._rules for where in rule.unless]
        )

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        whole = Span(0, len(article.view))
        if not self._rules or not _may_hold(article, whole):
            return
        references = reference_blocks(article)
        for block in article.document.blocks:
            if block not in references:
                yield from self._in_block(article, block)

    def _in_block(self, article: Article, block: Block) -> Iterator[Match]:
        covering = [rule for rule in self._rules if rule.spec.covers(block)]
        if not covering or not _may_hold(article, block.span):
            return
        for sentence in article.sentences(block):
            if _may_hold(article, sentence):
                for compiled in covering:
                    yield from _matches(article, compiled, sentence)


def _may_hold(article: Article, within: Span) -> bool:
    """Whether a stretch has signs of one of the problems."""
    view = within.of(article.view)
    if any(sign in view for sign in _SIGNS):
        return True
    counts = any(sign in view for sign in _SIGNS_OF_COUNTS)
    return counts and _DIGIT.search(view) is not None


def _matches(article: Article, compiled: _Compiled, sentence: Span) -> Iterator[Match]:
    """Yield what one rule finds in a sentence; one finding for one place."""
    reach = -1
    found = _FINDERS[compiled.spec.problem](article, sentence)
    listed = (f for f in found if f.case in compiled.spec.cases)
    for one in sorted(listed, key=lambda f: (f.span.start, -f.span.end)):
        if one.span.start >= reach:
            reach = one.span.end
            yield _match(article, compiled, one)


def _match(article: Article, compiled: _Compiled, found: Found) -> Match:
    gates = (where.gate(article, found.span) for where in compiled.unless)
    captures = {
        "match": found.span.of(article.document.text),
        "stated": found.stated,
        "computed": found.computed,
        "sum": found.sum,
    }
    case = Case(compiled.spec.cases[found.case])
    return Match(compiled.rule, found.span, tested(article, gates), captures, case=case)
