"""Check kind `phrase`: words that must not stand, unless their context clears them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator

from medlint.checks.scope import ScopeSpec, candidates, tested
from medlint.checks.where import (
    Where,
    WhereSpec,
    compile_where,
    needs_around,
    needs_throughout,
)
from medlint.language.article import Article
from medlint.language.dispatch import PatternIndex
from medlint.language.patterns import Pattern, PatternSpec, compile_patterns
from medlint.language.resources import Language
from medlint.rule import Match, Rule
from medlint.text import Span


def _not_empty(patterns: tuple[PatternSpec, ...]) -> tuple[PatternSpec, ...]:
    if not patterns:
        raise ValueError("give at least one pattern")
    return patterns


class PhraseSpec(ScopeSpec):
    """Report any of some patterns if all of `near` holds and none of `unless`.

    `once: document` reports the first place only and lists the others with it.
    """

    any: Annotated[tuple[PatternSpec, ...], AfterValidator(_not_empty)]
    near: tuple[WhereSpec, ...] = ()
    unless: tuple[WhereSpec, ...] = ()
    once: Literal["never", "paragraph", "document"] = "never"


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: PhraseSpec
    patterns: tuple[Pattern, ...]
    near: tuple[Where, ...]
    unless: tuple[Where, ...]


class PhraseCheck:
    """Runs all phrase rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._rules = [_compile(rule, language) for rule in rules]
        self._index = PatternIndex(rule.patterns for rule in self._rules)
        conditions = [c for rule in self._rules for c in (*rule.near, *rule.unless)]
        self.needs = self._index.needs | needs_throughout(conditions)
        self.asked = needs_around(conditions)

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        for number, patterns in self._index.present(article).items():
            compiled = self._rules[number]
            spans = candidates(article, patterns, compiled.spec)
            yield from _once(article, compiled, _matches(article, compiled, spans))


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: PhraseSpec = rule.spec
    return _Compiled(
        rule,
        spec,
        compile_patterns(spec.any, language.notation),
        compile_where(spec.near, language),
        compile_where(spec.unless, language),
    )


def _matches(
    article: Article, compiled: _Compiled, spans: Iterator[Span]
) -> Iterator[Match]:
    for span in spans:
        if any(where.find(article, span) is None for where in compiled.near):
            continue
        gates = tested(article, (w.gate(article, span) for w in compiled.unless))
        captures = {"match": span.of(article.document.text)}
        yield Match(compiled.rule, span, gates, captures)


def _once(
    article: Article, compiled: _Compiled, matches: Iterator[Match]
) -> Iterator[Match]:
    """Fold matches of one paragraph or document into the first that is a finding."""
    first: dict[Span, tuple[Match, list[Span]]] = {}
    for match in matches:
        if compiled.spec.once == "never" or match.cleared:
            yield match
            continue
        place = Span(0, 0)
        if compiled.spec.once == "paragraph":
            place = article.block_at(match.span.start).span
        if place in first:
            first[place][1].append(match.span)
        else:
            first[place] = (match, [])
    for match, others in first.values():
        related = (*match.related, *((span, "also here") for span in others))
        yield replace(match, related=related)
