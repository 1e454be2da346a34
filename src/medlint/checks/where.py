"""Conditions around a match: named contexts and neighbouring words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from medlint.checks.study_where import StudyTraitsSpec, passages_of, study_around
from medlint.document import Block, BlockKind
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.context import Axis, ContextEngine
from medlint.language.dispatch import PatternIndex
from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    blocks_for,
    compile_patterns,
    needs_of,
)
from medlint.language.resources import Language
from medlint.language.studies import support_near
from medlint.language.traits import TraitReader
from medlint.schema import Shorthand
from medlint.text import Span

_SCOPES = (
    "before",
    "after",
    "inside",
    "sentence",
    "next_sentence",
    "around",
    "paragraph",
    "section",
    "heading",
    "document",
)

_KEPT = 8
"""Areas whose matches are remembered: candidates come in the order of the text."""


class WhereSpec(Shorthand):
    """One condition; a plain word names a context such as `negated`.

    Otherwise patterns are looked for `before` or `after` the match in its sentence (at
    most `within` words away), around it (`inside`: the match is part of a longer
    phrase), or anywhere in its `sentence`, the `next-sentence`, `around` it (its
    sentence and the ones before and after, also in the next block; in a table the
    row), its `paragraph`, its `section`, a `heading` above it, or the `document`.
    `linked: true` means that a link stands in the match, `cited` that a citation
    stands in its `sentence` or `paragraph`; that of a list item includes the words
    that open the list. `study` says what is told of the study that the match is about.
    `because` says in words what the condition means.
    """

    short_for = "context"

    context: Axis | None = None
    before: tuple[PatternSpec, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    inside: tuple[PatternSpec, ...] = ()
    sentence: tuple[PatternSpec, ...] = ()
    next_sentence: tuple[PatternSpec, ...] = ()
    around: tuple[PatternSpec, ...] = ()
    paragraph: tuple[PatternSpec, ...] = ()
    section: tuple[PatternSpec, ...] = ()
    heading: tuple[PatternSpec, ...] = ()
    document: tuple[PatternSpec, ...] = ()
    linked: bool = False
    cited: Literal["sentence", "paragraph"] | None = None
    study: StudyTraitsSpec | None = None
    within: int | None = None
    because: str = ""

    @model_validator(mode="after")
    def _exactly_one(self) -> "WhereSpec":
        given = [scope for scope in _SCOPES if getattr(self, scope)]
        others = [self.context, self.linked or None, self.cited, self.study]
        if len(given) + sum(other is not None for other in others) != 1:
            names = ", ".join(scope.replace("_", "-") for scope in _SCOPES)
            raise ValueError(
                f"give exactly one of context, linked, cited, study, {names}"
            )
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
    traits: TraitReader

    def find(self, article: Article, span: Span) -> Span | None:
        """Return what fulfils the condition for a match, or None."""
        if self.spec.context is not None:
            return self.contexts.cue(article, span, self.spec.context)
        if self.spec.linked:
            return next((k.span for k in article.links_over(span)), None)
        if self.spec.cited is not None:
            return _cited(article, span, self.spec.cited)
        if self.spec.study is not None:
            return study_around(article, self.traits, self.spec.study, span)
        found = (
            place
            for area in self._areas(article, span)
            for index in self._present(article, area)
            for place in self._nearest(self._places(article, index, area), span)
        )
        return next(
            (place for place in found if self._fits(article, span, place)), None
        )

    def blocks(self, article: Article) -> Iterator[Block]:
        """Blocks with what the condition looks for; for the prefilter."""
        for pattern in self.patterns:
            yield from blocks_for(article, pattern)
        if self.spec.study is not None:
            for passage in passages_of(article, self.traits, self.spec.study):
                yield from (article.block_at(piece.start) for piece in passage.about)

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
        if self.spec.cited:
            return f"cited: {self.spec.cited}"
        if self.spec.study:
            return "about such a study"
        return self.spec.context or self._scope.replace("_", "-") or "linked"

    def _areas(self, article: Article, span: Span) -> list[Span]:
        match self._scope:
            case "paragraph" | "inside":
                return [article.block_at(span.start).span]
            case "document":
                return [Span(0, len(article.document.text))]
            case "heading" | "section":
                return _sections(article, span, self._scope)
            case "next_sentence" | "around":
                return _neighbours(article, span, self._scope)
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


def _cited(article: Article, span: Span, scope: str) -> Span | None:
    """A citation in the sentence or paragraph, or in the words that open the list."""
    places = [span]
    opener = _opener(article, span) if scope == "paragraph" else None
    if opener:
        places.append(opener.span)
    found = (support_near(article, place, scope) for place in places)
    return next((citation.span for citation in found if citation), None)


def _opener(article: Article, span: Span) -> Block | None:
    """The paragraph right before the list that a span lies in."""
    block = article.block_at(span.start)
    if block.kind is not BlockKind.LIST_ITEM:
        return None
    blocks = article.document.blocks
    at = bisect_left(article.block_starts, block.span.start)
    while at >= 0 and blocks[at].kind is BlockKind.LIST_ITEM:
        at -= 1
    before = blocks[at] if at >= 0 else None
    return before if before and before.kind is BlockKind.PARAGRAPH else None


def _sections(article: Article, span: Span, scope: str) -> list[Span]:
    """The headings above a span, or all blocks of its section."""
    sections = article.sections_at(span.start)
    if scope == "heading":
        return [s.heading.span for s in sections if s.heading]
    return [b.span for s in sections[-1:] for b in article.blocks_in(s.span)]


def _neighbours(article: Article, span: Span, scope: str) -> list[Span]:
    """The next sentence of the block, or those `around`."""
    if scope == "around":
        return _around(article, span)
    sentences = article.sentences(article.block_at(span.start))
    end = article.sentence_at(span).end
    return [s for s in sentences if s.start >= end][:1]


def _around(article: Article, span: Span) -> list[Span]:
    """The sentence of a span and its neighbours; of a table cell its row."""
    block = article.block_at(span.start)
    if block.kind is BlockKind.TABLE_CELL:
        place = (block.kind, block.group, block.row)
        blocks = article.document.blocks
        return [b.span for b in blocks if (b.kind, b.group, b.row) == place]
    at = bisect_left(article.block_starts, block.span.start)
    near = article.document.blocks[max(0, at - 1) : at + 2]
    sentences = [sentence for b in near for sentence in article.sentences(b)]
    own = article.sentence_at(span)
    first = bisect_right(sentences, own.start, key=lambda s: s.start) - 1
    last = bisect_left(sentences, own.end, key=lambda s: s.start)
    return sentences[max(0, first - 1) : last + 1]


def compile_where(specs: Sequence[WhereSpec], language: Language) -> tuple[Where, ...]:
    """Make conditions runnable."""
    return tuple(
        Where(
            spec,
            compile_patterns(getattr(spec, spec.scope, []), language.notation)
            if spec.scope
            else (),
            language.contexts,
            language.traits,
        )
        for spec in specs
    )


def needs_around(conditions: Sequence[Where]) -> frozenset[Needs]:
    """What conditions look for around a match."""
    found = needs_of(pattern for where in conditions for pattern in where.patterns)
    asked = (where.traits.asked for where in conditions if where.spec.study)
    return found.union(*asked)


def needs_throughout(conditions: Sequence[Where]) -> frozenset[Needs]:
    """What conditions look for in the whole article: the studies it tells of."""
    read = (where.traits.needs for where in conditions if where.spec.study)
    return frozenset[Needs]().union(*read)


def patterns_of(conditions: Iterable[Where]) -> list[Pattern]:
    """All patterns of some conditions, for the prefilter."""
    return [pattern for where in conditions for pattern in where.patterns]
