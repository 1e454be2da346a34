"""Conditions around a match: named contexts and neighbouring words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import model_validator

from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.context import Axis, ContextEngine
from medlint.language.dispatch import PatternIndex
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    blocks_for,
    compile_patterns,
)
from medlint.language.resources import Language
from medlint.schema import Shorthand
from medlint.text import Span

_SCOPES = (
    "before",
    "after",
    "inside",
    "sentence",
    "next_sentence",
    "paragraph",
    "heading",
    "document",
)

_KEPT = 8
"""Areas whose matches are remembered: candidates come in the order of the text."""


class WhereSpec(Shorthand):
    """One condition; a plain word names a context such as `negated`.

    Otherwise patterns are looked for `before` or `after` the match in its sentence (at
    most `within` words away), around it (`inside`: the match is part of a longer
    phrase), or anywhere in its `sentence`, the `next-sentence`, its `paragraph`, a
    `heading` above it, or the `document`. `linked: true` means that a link stands in
    the match. `because` says in words what the condition means.
    """

    short_for = "context"

    context: Axis | None = None
    before: tuple[PatternSpec, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    inside: tuple[PatternSpec, ...] = ()
    sentence: tuple[PatternSpec, ...] = ()
    next_sentence: tuple[PatternSpec, ...] = ()
    paragraph: tuple[PatternSpec, ...] = ()
    heading: tuple[PatternSpec, ...] = ()
    document: tuple[PatternSpec, ...] = ()
    linked: bool = False
    within: int | None = None
    because: str = ""

    @model_validator(mode="after")
    def _exactly_one(self) -> "WhereSpec":
        given = [scope for scope in _SCOPES if getattr(self, scope)]
        if len(given) + (self.context is not None) + self.linked != 1:
            names = ", ".join(scope.replace("_", "-") for scope in _SCOPES)
            raise ValueError(f"give exactly one of context, linked, {names}")
        if self.within is not None and given not in (["before"], ["after"]):
            raise ValueError("within goes with before or after")
        return self

    @property
    def scope(self) -> str:
        """Which of the scopes is given; empty for a context."""
        return next((scope for scope in _SCOPES if getattr(self, scope)), "")


@dataclass(frozen=True)
class Where:
    """A compiled condition."""

    spec: WhereSpec
    patterns: tuple[Pattern, ...]
    contexts: ContextEngine

    def find(self, article: Article, span: Span) -> Span | None:
        """Return what fulfils the condition for a match, or None."""
        if self.spec.context is not None:
            return self.contexts.cue(article, span, self.spec.context)
        if self.spec.linked:
            return next((k.span for k in article.links_over(span)), None)
        found = (
            place
            for area in self._areas(article, span)
            for index in self._present(article, area)
            for place in self._nearest(self._places(article, index, area), span)
        )
        return next(
            (place for place in found if self._fits(article, span, place)), None
        )

    def _present(self, article: Article, area: Span) -> Iterable[int]:
        """Return the numbers of the patterns that may match."""
        if len(self.patterns) == 1 or self._scope == "document":
            return range(len(self.patterns))
        return self._index.present(article, area)

    @cached_property
    def _index(self) -> PatternIndex:
        return PatternIndex([pattern] for pattern in self.patterns)

    def _places(self, article: Article, index: int, area: Span) -> Sequence[Span]:
        """Where one pattern matches; many matches share a sentence or a paragraph."""
        key = ("places", id(self), index)
        kept: dict[Span, list[Span]] = article.memo(key, dict)
        if area not in kept:
            if len(kept) >= _KEPT:
                kept.clear()
            kept[area] = [*self._search(article, self.patterns[index], area)]
        return kept[area]

    def _search(self, article: Article, pattern: Pattern, area: Span) -> Iterator[Span]:
        if self._scope != "document":
            yield from pattern.find(article, area)
            return
        for block in blocks_for(article, pattern):
            yield from pattern.find(article, block.span, sure=True)

    def _nearest(self, places: Sequence[Span], span: Span) -> Sequence[Span]:
        """Return those of a pattern's places, in order, that may fit."""
        match self._scope:
            case "inside":
                last = bisect_right(places, span.start, key=lambda p: p.start)
                return places[max(0, last - 1) : last]
            case "before":
                last = bisect_right(places, span.start, key=lambda p: p.end)
                return places[max(0, last - 1) : last]
            case "after":
                first = bisect_left(places, span.end, key=lambda p: p.start)
                return places[first : first + 1]
        return places

    def gate(self, article: Article, span: Span) -> Gate:
        """Test the condition as an exception."""
        found = self.find(article, span)
        note = f'"{found.of(article.document.text)}"' if found else ""
        return Gate(self.name, passed=found is not None, note=note)

    @cached_property
    def _scope(self) -> str:
        return self.spec.scope

    @property
    def name(self) -> str:
        """What the condition is called in explanations."""
        if self.spec.because:
            return self.spec.because
        return self.spec.context or self._scope.replace("_", "-") or "linked"

    def _areas(self, article: Article, span: Span) -> list[Span]:
        block = article.block_at(span.start)
        match self._scope:
            case "paragraph" | "inside":
                return [block.span]
            case "document":
                return [Span(0, len(article.document.text))]
            case "heading":
                sections = article.sections_at(span.start)
                return [s.heading.span for s in sections if s.heading]
            case "next_sentence":
                end = article.sentence_at(span).end
                later = (s for s in article.sentences(block) if s.start >= end)
                return [s for s in [next(later, None)] if s]
        return [article.sentence_at(span)]

    def _fits(self, article: Article, span: Span, place: Span) -> bool:
        match self._scope:
            case "inside":
                return place.contains(span)
            case "before":
                return place.end <= span.start and self._near(article, place, span)
            case "after":
                return place.start >= span.end and self._near(article, span, place)
        return not (place.overlaps(span) and span.contains(place))

    def _near(self, article: Article, left: Span, right: Span) -> bool:
        if self.spec.within is None:
            return True
        between = article.view[left.end : right.start]
        return len(between.split(maxsplit=self.spec.within + 1)) <= self.spec.within


def compile_where(specs: Sequence[WhereSpec], language: Language) -> tuple[Where, ...]:
    """Make conditions runnable."""
    return tuple(
        Where(
            spec,
            compile_patterns(getattr(spec, spec.scope, []), language.notation)
            if spec.scope
            else (),
            language.contexts,
        )
        for spec in specs
    )


def patterns_of(conditions: Iterable[Where]) -> list[Pattern]:
    """All patterns of some conditions, for the prefilter."""
    return [pattern for where in conditions for pattern in where.patterns]
