"""Check kind `metric`: what is counted in sentences, paragraphs and documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from medlint.checks.metric_acronyms import AcronymsSpec, undefined_acronyms
from medlint.checks.metric_chances import ChancesSpec, hard_chances
from medlint.checks.metric_lists import RunInSpec, run_in_lists
from medlint.checks.metric_sentences import Found, long_sentences
from medlint.checks.scope import ScopeSpec, tested
from medlint.checks.where import (
    Where,
    WhereSpec,
    compile_where,
    needs_around,
    needs_throughout,
)
from medlint.document import Block
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.resources import Language
from medlint.rule import Match, Rule

if TYPE_CHECKING:
    from medlint.text import Span


class MetricSpec(ScopeSpec):
    """Report sentences of more than `longest` words, or what another key counts.

    `run-in` finds lists that hide in paragraphs, `acronyms` those that are never
    spelled out, `chances` figures on risk that are hard to compare. Messages say
    `{what}` was found, and `{match}` where. `unless` clears. `once: document` reports
    the first place only and lists the others with it.
    """

    longest: int | None = Field(default=None, ge=5)
    run_in: RunInSpec | None = None
    acronyms: AcronymsSpec | None = None
    chances: ChancesSpec | None = None
    unless: tuple[WhereSpec, ...] = ()
    once: Literal["never", "document"] = "never"

    @model_validator(mode="after")
    def _exactly_one(self) -> "MetricSpec":
        measures = (self.longest, self.run_in, self.acronyms, self.chances)
        if sum(measure is not None for measure in measures) != 1:
            raise ValueError("give exactly one of longest, run-in, acronyms, chances")
        return self


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: MetricSpec
    unless: tuple[Where, ...]


class MetricCheck:
    """Runs all metric rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._rules = [
            _Compiled(rule, rule.spec, compile_where(rule.spec.unless, language))
            for rule in rules
        ]
        conditions = [where for rule in self._rules for where in rule.unless]
        self.needs = needs_throughout(conditions)
        self.asked = needs_around(conditions)

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        for compiled in self._rules:
            matches = (
                _match(article, compiled, found)
                for found in _found(article, compiled.spec)
            )
            yield from _once(compiled.spec, matches)


def _found(article: Article, spec: MetricSpec) -> Iterator[Found]:
    blocks = _blocks(article, spec)
    if spec.longest is not None:
        return long_sentences(article, blocks, spec.longest)
    if spec.run_in is not None:
        return run_in_lists(article, blocks, spec.run_in)
    if spec.acronyms is not None:
        return undefined_acronyms(article, blocks, spec.acronyms)
    return hard_chances(article, blocks, spec.chances or ChancesSpec())


def _blocks(article: Article, spec: MetricSpec) -> list[Block]:
    """The blocks a rule reads: none of the reference list."""
    references = reference_blocks(article)
    return [
        block
        for block in article.document.blocks
        if spec.covers(block) and block not in references
    ]


def _match(article: Article, compiled: _Compiled, found: Found) -> Match:
    gates = (where.gate(article, found.span) for where in compiled.unless)
    captures = {"match": found.span.of(article.document.text), "what": found.what}
    related = tuple((span, found.note) for span in found.related)
    return Match(
        compiled.rule, found.span, tested(article, gates), captures, related=related
    )


def _once(spec: MetricSpec, matches: Iterator[Match]) -> Iterator[Match]:
    """Fold the findings of a document into the first, if the rule asks for it."""
    first: Match | None = None
    others: list[Span] = []
    for match in matches:
        if spec.once == "never" or match.cleared:
            yield match
        elif first is None:
            first = match
        else:
            others.append(match.span)
    if first is not None:
        related = (*first.related, *((span, "also here") for span in others))
        yield replace(first, related=related)
