"""Check kind `terms`: words to replace, each with what to write instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

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
from medlint.schema import Model
from medlint.text import Span


class TermSpec(Model):
    """One term: how it is `says`, what to `use` instead, and its own exceptions.

    All of `near` must hold; an exception of `unless` is a context or says `because`.
    """

    says: tuple[PatternSpec, ...]
    use: str
    near: tuple[WhereSpec, ...] = ()
    unless: tuple[WhereSpec, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> "TermSpec":
        if not self.says:
            raise ValueError("give at least one pattern")
        if not self.use.strip():
            raise ValueError("say what to write instead")
        if any(not (w.because or w.context) for w in self.unless):
            raise ValueError("an exception of one term is a context or says `because`")
        return self


def _not_empty(rows: tuple[TermSpec, ...]) -> tuple[TermSpec, ...]:
    if not rows:
        raise ValueError("give at least one term")
    return rows


class TermsSpec(ScopeSpec):
    """Report the terms of `rows`, unless one of `unless` holds, for all or for one.

    `once: term` reports the first place of each row and lists the others with it,
    `once: document` the first place of any.
    """

    rows: Annotated[tuple[TermSpec, ...], AfterValidator(_not_empty)]
    unless: tuple[WhereSpec, ...] = ()
    once: Literal["never", "term", "document"] = "never"


@dataclass(frozen=True)
class _Term:
    row: TermSpec
    patterns: tuple[Pattern, ...]
    near: tuple[Where, ...]
    unless: tuple[Where, ...]


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: TermsSpec
    terms: tuple[_Term, ...]
    unless: tuple[Where, ...]

    @property
    def conditions(self) -> tuple[Where, ...]:
        own = (where for term in self.terms for where in (*term.near, *term.unless))
        return (*self.unless, *own)


class TermsCheck:
    """Runs all term rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._rules = [_compile(rule, language) for rule in rules]
        self._indexes = [
            PatternIndex(term.patterns for term in rule.terms) for rule in self._rules
        ]
        conditions = [where for rule in self._rules for where in rule.conditions]
        found = (index.needs for index in self._indexes)
        self.needs = frozenset().union(*found) | needs_throughout(conditions)
        self.asked = needs_around(conditions)

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        for compiled, index in zip(self._rules, self._indexes, strict=True):
            places = _places(article, compiled, index.present(article))
            yield from _once(compiled.spec, _matches(article, compiled, places))


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: TermsSpec = rule.spec
    terms = tuple(
        _Term(
            row,
            compile_patterns(row.says, language.notation),
            compile_where(row.near, language),
            compile_where(row.unless, language),
        )
        for row in spec.rows
    )
    return _Compiled(rule, spec, terms, compile_where(spec.unless, language))


def _places(
    article: Article, compiled: _Compiled, present: Mapping[int, Sequence[Pattern]]
) -> Iterator[tuple[Span, int]]:
    """Yield where which term stands; of those that overlap, the longest."""
    found = [
        (span, number)
        for number, patterns in present.items()
        for span in candidates(article, patterns, compiled.spec)
        if all(_is_near(article, where, span) for where in compiled.terms[number].near)
    ]
    reach = 0
    for span, number in sorted(found, key=lambda f: (f[0].start, -f[0].end)):
        if span.start >= reach:
            reach = span.end
            yield span, number


def _is_near(article: Article, where: Where, span: Span) -> bool:
    """Whether a condition holds around a term, or within its own words."""
    inside = (next(p.find(article, span), None) for p in where.patterns)
    return where.find(article, span) is not None or any(inside)


def _matches(
    article: Article, compiled: _Compiled, places: Iterator[tuple[Span, int]]
) -> Iterator[tuple[int, Match]]:
    for span, number in places:
        term = compiled.terms[number]
        conditions = (*compiled.unless, *term.unless)
        gates = tested(article, (where.gate(article, span) for where in conditions))
        captures = {"match": span.of(article.document.text), "use": term.row.use}
        yield number, Match(compiled.rule, span, gates, captures)


def _once(spec: TermsSpec, matches: Iterator[tuple[int, Match]]) -> Iterator[Match]:
    """Fold what is found of a term, or in a document, into the first place."""
    first: dict[int, tuple[Match, list[Span]]] = {}
    for number, match in matches:
        if spec.once == "never" or match.cleared:
            yield match
            continue
        key = number if spec.once == "term" else 0
        if key in first:
            first[key][1].append(match.span)
        else:
            first[key] = (match, [])
    for match, others in first.values():
        yield replace(match, related=tuple((span, "also here") for span in others))
