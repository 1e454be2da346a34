"""Check kind `citation`: what is wrong with citations and with what they lead to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING
from weakref import finalize

from medlint.checks.citation_dangling import dangling
from medlint.checks.citation_dates import impossible, stale
from medlint.checks.citation_finds import Asked, Finder, Found
from medlint.checks.citation_identifiers import malformed
from medlint.checks.citation_mismatch import mismatched
from medlint.checks.citation_outlets import non_documents, preprints, weak
from medlint.checks.citation_retracted import retracted
from medlint.checks.citation_spec import CitationSpec, Problem
from medlint.checks.citation_support import single_source
from medlint.checks.scope import tested
from medlint.checks.where import Where, compile_where, patterns_of
from medlint.errors import Problem as Notice
from medlint.errors import UserError
from medlint.knowledge.retracted import WellKnown
from medlint.language.article import Article
from medlint.language.patterns import Pattern, compile_patterns, needs_of
from medlint.language.resources import Language
from medlint.retractions.index import RetractionIndex, open_index
from medlint.rule import Case, Match, Rule
from medlint.text import Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Needs

_FINDERS: Mapping[Problem, Finder] = {
    Problem.SINGLE_SOURCE: single_source,
    Problem.MALFORMED: malformed,
    Problem.DANGLING: dangling,
    Problem.MISMATCH: mismatched,
    Problem.IMPOSSIBLE_DATE: impossible,
    Problem.WEAK_SOURCE: weak,
    Problem.PREPRINT: preprints,
    Problem.RETRACTED: retracted,
    Problem.STALE: stale,
    Problem.NON_DOCUMENT: non_documents,
}
_WORDS = ("quantity", "enough", "label", "current", "statements")
_IMPORT = "medlint knowledge import retraction-watch FILE.csv installs it"


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: CitationSpec
    asked: Asked
    unless: tuple[Where, ...]
    patterns: tuple[Pattern, ...]


class CitationCheck:
    """Runs all citation rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        self._language = language
        self._today = today
        self.not_run: tuple[Notice, ...] = ()
        self._rules = [self._compile(rule) for rule in rules]
        self.needs: frozenset[Needs] = language.studies.needs
        self.asked = needs_of(
            pattern
            for rule in self._rules
            for pattern in (*rule.patterns, *patterns_of(rule.unless))
        )

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        if not article.document.blocks:
            return
        for compiled in self._rules:
            for found in _FINDERS[compiled.spec.problem](article, compiled.asked):
                if compiled.spec.covers(article.block_at(found.span.start)):
                    yield _match(article, compiled, found)

    def _compile(self, rule: Rule) -> _Compiled:
        spec: CitationSpec = rule.spec
        language = self._language
        words = {
            name: compile_patterns(getattr(spec, name), language.notation)
            for name in _WORDS
        }
        asked = Asked(
            today=self._today,
            outlets=language.outlets,
            grammar=language.studies,
            says_of_health=partial(_says_of_health, language),
            cases=frozenset(spec.cases),
            dated=spec.dated,
            max_age=spec.max_age,
            max_age_current=spec.max_age_current,
            retractions=self._lookup(rule)
            if spec.problem is Problem.RETRACTED
            else None,
            **words,
        )
        patterns = tuple(chain.from_iterable(words.values()))
        return _Compiled(
            rule, spec, asked, compile_where(spec.unless, language), patterns
        )

    def _lookup(self, rule: Rule) -> WellKnown:
        """The well-known retractions, before them the installed index if there is one.

        Without it the rule runs on little more than nothing, and says so.
        """
        known = self._language.retracted
        if self._index is not None:
            return WellKnown(known.works, self._index)
        count = len(known.works)
        message = (
            f"{rule.code} {rule.slug}: no index of retractions is installed; "
            f"only {count} well-known works were looked for"
        )
        notice = Notice(path="retractions", message=message, hint=_IMPORT)
        self.not_run = (*self.not_run, *self._broken, notice)
        return known

    @cached_property
    def _index(self) -> RetractionIndex | None:
        self._broken: tuple[Notice, ...] = ()
        try:
            index = open_index()
        except UserError as error:
            self._broken = error.problems
            return None
        if index is not None:
            finalize(self, index.close)
        return index


def _match(article: Article, compiled: _Compiled, found: Found) -> Match:
    conditions = (where.gate(article, found.span) for where in compiled.unless)
    spec = compiled.spec.cases.get(found.case)
    empty = dict.fromkeys(("match", "problem", "source", "entry", "year", "date"), "")
    return Match(
        compiled.rule,
        found.span,
        tested(article, chain(found.gates, conditions)),
        {**empty, "count": "", **found.captures},
        found.related,
        found.place,
        Case(spec.message, spec.severity) if spec else Case(),
    )


def _says_of_health(language: Language, article: Article, sentence: Span) -> bool:
    """Whether a sentence names a condition, or a frame stands in it."""
    finder = language.claims.finder
    if any(mention.of("conditions") for mention in finder.near(article, sentence)):
        return True
    block = article.block_at(sentence.start)
    claims = language.claims.in_block(article, block)
    return any(claim.sentence == sentence for claim in claims)
