"""ConText: whether the text asserts what was matched, or denies, asks, or rebuts it.

After Chapman et al. 2001 (NegEx) and Harkema et al. 2009 (ConText): a cue has an axis,
a direction and a scope that ends with the sentence or at a terminator; pseudo-cues
contain a cue without meaning it. The axes are reported, never used to filter here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medlint.document import Block, BlockKind, MarkKind
from medlint.language.article import Article
from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    compile_patterns,
    needs_of,
)
from medlint.language.phrases import Notation
from medlint.schema import Model
from medlint.text import Span

_QUOTATION_MARK = '"'


class Axis(StrEnum):
    """One way in which a statement can be other than a plain assertion."""

    NEGATED = "negated"
    HEDGED = "hedged"
    QUESTIONED = "questioned"
    DEBUNKED = "debunked"
    QUOTED = "quoted"
    CONDITIONAL = "conditional"
    HISTORICAL = "historical"
    RESEARCH_GOAL = "research-goal"
    ATTRIBUTED = "attributed"


_LEADING = {Axis.DEBUNKED, Axis.HISTORICAL, Axis.RESEARCH_GOAL, Axis.ATTRIBUTED}
"""Axes on which a list lies when the words that open it do; negation is too local."""


class CueSpec(Model):
    """Cues of one axis: before the target, after it, or anywhere in its sentence.

    `pseudo` are phrases that contain a cue but do not count (for `questioned`, a
    question that is none); `heading` are words in a heading above that put the whole
    section on this axis, except blocks with a pseudo cue ("Fact: it helps");
    `terminators` end the scopes of this axis only.
    """

    before: tuple[PatternSpec, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    sentence: tuple[PatternSpec, ...] = ()
    pseudo: tuple[PatternSpec, ...] = ()
    heading: tuple[PatternSpec, ...] = ()
    terminators: tuple[PatternSpec, ...] = ()


class CuesFile(Model):
    """`language/cues.yml`: cues by axis, and what ends every scope."""

    terminators: tuple[PatternSpec, ...]
    axes: dict[Axis, CueSpec]


@dataclass(frozen=True)
class _Cues:
    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    sentence: tuple[Pattern, ...]
    pseudo: tuple[Pattern, ...]
    heading: tuple[Pattern, ...]
    terminators: tuple[Pattern, ...]

    @property
    def groups(self) -> tuple[tuple[Pattern, ...], ...]:
        """All patterns of the axis."""
        return (
            self.before,
            self.after,
            self.sentence,
            self.pseudo,
            self.heading,
            self.terminators,
        )


class ContextEngine:
    """Finds the axes of a span; compiled once for all rules."""

    def __init__(self, cues: CuesFile, notation: Notation) -> None:
        self._terminators = compile_patterns(cues.terminators, notation)
        self._cues = {
            axis: _Cues(
                *(
                    compile_patterns(group, notation)
                    for group in (
                        spec.before,
                        spec.after,
                        spec.sentence,
                        spec.pseudo,
                        spec.heading,
                        spec.terminators,
                    )
                )
            )
            for axis, spec in cues.axes.items()
        }

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        groups = [group for cues in self._cues.values() for group in cues.groups]
        return needs_of([*self._terminators, *(p for g in groups for p in g)])

    def cue(self, article: Article, span: Span, axis: Axis) -> Span | None:
        """Return what puts a span on an axis (in prose), or None if nothing does."""
        cues = self._cues.get(axis)
        structure = _STRUCTURE.get(axis)
        if structure and (found := structure(article, span)):
            sentence = article.sentence_at(span)
            if not (cues and _first(article, sentence, cues.pseudo)):
                return found
        if cues is None:
            return None
        return (
            self._in_sentence(article, article.sentence_at(span), span, (axis, cues))
            or self._in_heading(article, span, cues)
            or self._in_lead(article, span, (axis, cues))
        )

    def _in_sentence(
        self, article: Article, sentence: Span, span: Span, on: tuple[Axis, _Cues]
    ) -> Span | None:
        axis, cues = on
        pseudo = self._all(article, sentence, (axis, "pseudo"), cues.pseudo)
        ends = self._all(article, sentence, ("terminator",), self._terminators)
        own = self._all(article, sentence, (axis, "terminator"), cues.terminators)

        def counts(cue: Span) -> bool:
            between = Span(min(cue.end, span.end), max(cue.start, span.start))
            cut = any(between.contains(end) for end in (*ends, *own))
            return not cut and not any(p.contains(cue) for p in pseudo)

        for cue in self._all(article, sentence, (axis, "before"), cues.before):
            if cue.end <= span.start and counts(cue):
                return cue
        for cue in self._all(article, sentence, (axis, "after"), cues.after):
            if cue.start >= span.end and counts(cue):
                return cue
        anywhere = self._all(article, sentence, (axis, "sentence"), cues.sentence)
        outside = (cue for cue in anywhere if not cue.overlaps(span))
        return next((cue for cue in outside if counts(cue)), None)

    def _in_lead(
        self, article: Article, span: Span, on: tuple[Axis, _Cues]
    ) -> Span | None:
        """Look in the words that open a list: "Beware of claims such as:"."""
        if on[0] not in _LEADING:
            return None
        lead = _lead_of(article, article.block_at(span.start))
        if lead is None:
            return None
        return self._in_sentence(article, lead, Span(lead.end, lead.end), on)

    def _in_heading(self, article: Article, span: Span, cues: _Cues) -> Span | None:
        if not cues.heading:
            return None
        if _first(article, article.block_at(span.start).span, cues.pseudo):
            return None
        for section in reversed(article.sections_at(span.start)):
            heading = section.heading
            if heading and not heading.span.contains(span):
                found = _first(article, heading.span, cues.heading)
                if found:
                    return found
        return None

    @staticmethod
    def _all(
        article: Article,
        sentence: Span,
        key: Sequence[str],
        patterns: Sequence[Pattern],
    ) -> list[Span]:
        def find() -> list[Span]:
            return [s for pattern in patterns for s in pattern.find(article, sentence)]

        return article.memo(("cues", sentence, *key), find)


def _lead_of(article: Article, item: Block) -> Span | None:
    """Return the sentence with a colon that opens the list of an item."""

    def find() -> Span | None:
        above = _opener_of(article, item)
        while above is not None:
            last = article.sentences(above)[-1:]
            if last and last[0].of(article.view).rstrip(" *_\"')").endswith(":"):
                return last[0]
            above = _opener_of(article, above)
        return None

    return article.memo(("lead", item.span), find)


def _opener_of(article: Article, item: Block) -> Block | None:
    """Return the block before a list, or the item it is nested in; None for others."""
    block = item
    while block.kind is BlockKind.LIST_ITEM and block.level >= item.level:
        if block.span.start == 0:
            return None
        block = article.block_at(block.span.start - 1)
    return None if block is item else block


def _first(article: Article, within: Span, patterns: Sequence[Pattern]) -> Span | None:
    return next((s for p in patterns for s in p.find(article, within)), None)


def _question_mark(article: Article, span: Span) -> Span | None:
    sentence = article.sentence_at(span)
    ending = article.view[sentence.start : sentence.end].rstrip("\"') ")
    at = sentence.start + len(ending)
    return Span(at - 1, at) if ending.endswith("?") else None


def _quotation(article: Article, span: Span) -> Span | None:
    block = article.block_at(span.start)
    if block.quoted or block.kind is BlockKind.QUOTE:
        return block.span
    marks = article.document.marks
    quotes = (mark.span for mark in marks if mark.kind is MarkKind.QUOTE)
    written = _quoted_stretches(article, block.span)
    return next((q for q in (*quotes, *written) if q.contains(span)), None)


def _quoted_stretches(article: Article, block: Span) -> list[Span]:
    """Pairs of double quotation marks; an unpaired one opens nothing."""

    def find() -> list[Span]:
        at = list(_positions(article.view, block))
        return [Span(a, b + 1) for a, b in zip(at[::2], at[1::2], strict=False)]

    return article.memo(("quoted", block), find)


def _positions(view: str, block: Span) -> Iterator[int]:
    at = view.find(_QUOTATION_MARK, block.start, block.end)
    while at >= 0:
        yield at
        at = view.find(_QUOTATION_MARK, at + 1, block.end)


_STRUCTURE: Mapping[Axis, Callable[[Article, Span], Span | None]] = {
    Axis.QUESTIONED: _question_mark,
    Axis.QUOTED: _quotation,
}
