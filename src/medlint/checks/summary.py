"""Check kind `summary`: what titles and summaries claim, against what the body says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from medlint.checks.claim_spec import FrameSpec, fit_frame
from medlint.checks.scope import tested
from medlint.checks.statements import Statement, StatementReader, same_pair
from medlint.checks.where import Where, WhereSpec, compile_where, needs_around
from medlint.document import BlockKind
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    blocks_for,
    compile_patterns,
    needs_of,
)
from medlint.language.resources import Language
from medlint.language.trait_table import Design, Species
from medlint.rule import Match, Rule
from medlint.text import Span

_ANIMALS = {Species.ANIMAL, Species.CELLS}
_ON_ANIMALS = {Design.ANIMAL, Design.IN_VITRO}
_IN_PEOPLE = {
    Design.META_ANALYSIS,
    Design.RCT,
    Design.TRIAL,
    Design.COHORT,
    Design.CASE_CONTROL,
    Design.SURVEY,
    Design.OBSERVATIONAL,
    Design.CASE_SERIES,
}
_EFFECTS = re.compile(r"\b(?:effects?|saf(?:e|ely|ety)|risks?|harms?|tolerated)\b")
"""What a doubt must be about to bear on a claim of safety."""
_WEAK = 2
"""The strength of a hedged claim."""
_OPENING = 2
"""Sentences of the body that may still say what a title leaves out."""


class SummarySpec(FrameSpec):
    """Report claims of a title or a summary that go beyond the body.

    Claims are looked for `in` the title and the description (of the front matter, too),
    `under` headings with some words and in paragraphs that open `after` some words.
    `beyond: animals` reports those about a body whose only studies were done on animals
    or cells, unless the title, the description or the first two sentences say so in
    words of `species`. `beyond: body` reports those of `strength` or more about a pair
    of intervention and condition of which the body speaks with hedges only, or with a
    word of `doubt`. `unless` clears.
    """

    in_: tuple[Literal["title", "description"], ...] = ()
    under: tuple[PatternSpec, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    beyond: Literal["animals", "body"]
    strength: int = Field(default=2, ge=0, le=5)
    species: tuple[PatternSpec, ...] = ()
    doubt: tuple[PatternSpec, ...] = ()
    unless: tuple[WhereSpec, ...] = ()


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: SummarySpec
    under: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    species: tuple[Pattern, ...]
    doubt: tuple[Pattern, ...]
    unless: tuple[Where, ...]


class SummaryCheck:
    """Runs all summary rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._traits = language.traits
        self._rules = [_compile(rule, language) for rule in rules]
        self._reader = StatementReader(language)
        conditions = [where for rule in self._rules for where in rule.unless]
        patterns = [p for r in self._rules for p in (*r.under, *r.after, *r.doubt)]
        self.needs = needs_of(patterns) | self._traits.needs
        self.asked = needs_around(conditions) | self._traits.asked

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every claim of a title or summary that goes beyond the body."""
        for compiled in self._rules:
            look = _Look(article, compiled, self._reader)
            if compiled.spec.beyond == "body":
                yield from look.beyond_body()
            elif self._is_on_animals(article):
                yield from look.beyond_animals()

    def _is_on_animals(self, article: Article) -> bool:
        """Whether the studies of an article were done on animals or cells only."""
        told = [self._traits.of(article, p) for p in self._traits.passages(article)]
        if any(Species.HUMAN in t.species or t.size for t in told):
            return False
        if any(not _IN_PEOPLE.isdisjoint(t.designs) for t in told):
            return False
        return any(
            not _ANIMALS.isdisjoint(t.species) and not _ON_ANIMALS.isdisjoint(t.designs)
            for t in told
        )


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: SummarySpec = rule.spec
    notation = language.notation
    return _Compiled(
        rule,
        spec,
        compile_patterns(spec.under, notation),
        compile_patterns(spec.after, notation),
        compile_patterns(spec.species, notation),
        compile_patterns(spec.doubt, notation),
        compile_where(spec.unless, language),
    )


@dataclass(frozen=True)
class _Look:
    """One rule on one article."""

    article: Article
    compiled: _Compiled
    reader: StatementReader

    def beyond_animals(self) -> Iterator[Match]:
        """Claims whose readers are not told that they come from animals or cells."""
        texts = [
            *self.reader.texts(self.article, ("title", "description")),
            *self._opening(),
        ]
        if any(p.matches(text) for p in self.compiled.species for text in texts):
            return
        yield from self._first_of_each((statement, ()) for statement in self._summaries)

    def beyond_body(self) -> Iterator[Match]:
        """Claims that are weaker, or in doubt, wherever the body makes them."""
        strong = [s for s in self._summaries if not self._is_about_some(s)]
        if not strong:
            return
        body = self._body
        pairs = ((s, self._weaker(s, body)) for s in strong)
        yield from self._first_of_each((s, found) for s, found in pairs if found)

    def _weaker(
        self, summary: Statement, body: Sequence[Statement]
    ) -> tuple[tuple[Span, str], ...]:
        same = [s for s in body if same_pair(summary.claim, s.claim)]
        doubt = self._doubted(summary)
        found = [doubt] if doubt else []
        if not any(s.strength > _WEAK for s in same):
            found += [s.claim.span for s in same]
        elif summary.claim.objects:
            # Of one condition a body may doubt one thing and know another.
            return ()
        return tuple((span, "what the body says") for span in sorted(set(found)))

    def _doubted(self, summary: Statement) -> Span | None:
        """Words of the body that leave open what a summary says."""
        for pattern in self.compiled.doubt:
            for block in blocks_for(self.article, pattern):
                if self.reader.is_summary(self.article, block, self._marks):
                    continue
                for span in pattern.find(self.article, block.span, sure=True):
                    sentence = self.article.sentence_at(span)
                    if self._is_of(summary, sentence):
                        return span
        return None

    def _is_of(self, summary: Statement, sentence: Span) -> bool:
        """Whether a sentence speaks of what a summary claims."""
        if not self.reader.names(self.article, sentence, summary.claim):
            return False
        view = sentence.of(self.article.view)
        return bool(summary.claim.objects or _EFFECTS.search(view))

    def _is_about_some(self, statement: Statement) -> bool:
        """Whether a claim is limited to some people, whom the body may not mean."""
        return self.reader.is_limited(statement)

    def _opening(self) -> Iterator[str]:
        body = [
            b for b in self.article.document.blocks if b.kind is BlockKind.PARAGRAPH
        ]
        sentences = [s for b in body[:_OPENING] for s in self.article.sentences(b)]
        return (s.of(self.article.document.text) for s in sentences[:_OPENING])

    @cached_property
    def _marks(self) -> tuple[Sequence[Pattern], Sequence[Pattern]]:
        return self.compiled.under, self.compiled.after

    @cached_property
    def _summaries(self) -> list[Statement]:
        spec = self.compiled.spec
        found = self.reader.summaries(self.article, spec.in_, self._marks)
        return [
            s
            for s in found
            if s.strength >= spec.strength
            and fit_frame(spec, s.claim) is not None
            and (spec.beyond == "animals" or self.reader.asserts(s))
        ]

    @cached_property
    def _body(self) -> list[Statement]:
        found = self.reader.body(self.article, self._marks)
        classes = self.compiled.spec.predicate
        return [s for s in found if s.claim.predicate.reading.name in classes]

    def _first_of_each(
        self, found: Iterator[tuple[Statement, tuple[tuple[Span, str], ...]]]
    ) -> Iterator[Match]:
        """One finding for each sentence of a title or a summary."""
        taken: set[object] = set()
        for statement, related in found:
            key = statement.key
            if key in taken:
                continue
            gates = tested(self.article, self._gates(statement))
            match = statement.match(self.article, self.compiled.rule, gates, related)
            if not match.cleared:
                taken.add(key)
            yield match

    def _gates(self, statement: Statement) -> Iterator[Gate]:
        span = statement.claim.span
        accepted = self.reader.accepted(statement)
        yield Gate("accepted care", passed=bool(accepted), note=accepted)
        for where in self.compiled.unless:
            yield where.gate(statement.article, span)
