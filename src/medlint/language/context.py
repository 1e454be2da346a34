"""ConText: whether the text asserts what was matched, or denies, asks, or rebuts it.

After Chapman et al. 2001 (NegEx) and Harkema et al. 2009 (ConText): a cue has an axis,
a direction and a scope that ends with its clause, its sentence or at a terminator;
pseudo-cues contain a cue without meaning it. Structure (a myth list, a column "Fact",
a heading) comes before words. The axes are reported, never used to filter here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from medlint.document import Block
from medlint.language import structure
from medlint.language.article import Article
from medlint.language.between import is_cut, sentence_around
from medlint.language.cues import Axis, CuesFile, compile_cues, merge
from medlint.language.lexicon import Needs
from medlint.language.patterns import Pattern, blocks_for, needs_of
from medlint.language.phrases import Notation
from medlint.language.rebuttal import Rebuttals
from medlint.language.scope import Reach
from medlint.language.structure import Answer, Label, Polarity
from medlint.text import Span

__all__ = ["Answer", "Axis", "ContextEngine", "CuesFile", "Polarity"]

_OPEN_ENDING = re.compile(
    r"\b(?:not|n't|to|that|it|be|can|may|might|could|will|for|as|with|of|by|in|"
    r"includ\w+|help|following|these|the|a|an)[\"' *]*:[\"' *]*$|n't[\"' *]*:[\"' *]*$"
)


class ContextEngine:
    """Finds the axes of a span; compiled once for all rules."""

    def __init__(self, cues: CuesFile, notation: Notation) -> None:
        self._terminators = merge(cues.terminators, notation)
        self._cues = compile_cues(cues.axes, notation)
        self._myth = merge(cues.labels.myth, notation)
        self._fact = merge(cues.labels.fact, notation)
        self._yes = merge(cues.answers.yes, notation)
        self._no = merge(cues.answers.no, notation)
        self._rebuttals = Rebuttals(cues.rebuttals, notation)

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        gates = (cues.gate for cues in self._cues.values())
        return needs_of(self._patterns()).union(gate for gate in gates if gate)

    def cue(self, article: Article, span: Span, axis: Axis) -> Span | None:
        """Return what puts a span on an axis (in prose), or None if nothing does."""
        return article.memo(
            ("cue", span, axis),
            lambda: self._cue(article, article.sentence_at(span), span, axis),
        )

    def _cue(
        self, article: Article, sentence: Span, span: Span, axis: Axis
    ) -> Span | None:
        if axis not in self._cues:
            return None
        label = self._label(article, span) if axis is Axis.DEBUNKED else None
        if label and label.rebuts:
            return label.span
        words = sentence
        if label and label.span.end < span.start:
            words = Span(max(sentence.start, label.span.end), sentence.end)
        return (
            self._in_structure(article, sentence, span, axis)
            or self._in_words(article, words, span, axis)
            or self._in_section(article, span, axis)
            or (None if label else self._above(article, span, axis))
            or self._included(article, span, axis)
        )

    def axes(self, article: Article, span: Span) -> Mapping[Axis, Span]:
        """Return all axes a span lies on, each with what puts it there."""
        sentence = article.sentence_at(span)
        found = ((a, self._cue(article, sentence, span, a)) for a in self._cues)
        return {axis: cue for axis, cue in found if cue is not None}

    def answer_to(self, article: Article, block: Block) -> Answer | None:
        """Return what a block answers to the question before it, if yes or no.

        "Yes" asserts what the question asks; "No" denies it.
        """
        return article.memo(
            ("answer", block.span),
            lambda: structure.answer_to(article, block, self._yes, self._no),
        )

    def _patterns(self) -> Iterable[Pattern]:
        groups = (self._myth, self._fact, self._yes, self._no, self._terminators)
        axes = (cues.patterns for cues in self._cues.values())
        return chain(*groups, self._rebuttals.patterns, *axes)

    def _label(self, article: Article, span: Span) -> Label | None:
        label = structure.label_of(article, span, self._myth, self._fact)
        if label is None:
            return None
        sentence = article.sentence_at(label.span)
        pseudo = self._is_pseudo(article, sentence, label.span, Axis.DEBUNKED)
        return None if pseudo else label

    def _in_structure(
        self, article: Article, sentence: Span, span: Span, axis: Axis
    ) -> Span | None:
        find = _STRUCTURE.get(axis)
        found = find(article, span) if find else None
        if found is None:
            return None
        pseudo = self._all(article, sentence, axis, "pseudo")
        return None if pseudo else found

    def _in_words(
        self, article: Article, sentence: Span, span: Span, axis: Axis
    ) -> Span | None:
        """Look at the sentence, and at what takes back what it says.

        To call those wrong who deny something asserts it, and so does "It is not." of
        what was called a myth.
        """
        found = self._in_sentence(article, sentence, span, axis)
        if axis is Axis.NEGATED and found:
            rebuttal = self._rebuttals.of(article, span)
            return None if rebuttal and rebuttal.of_speaker else found
        if axis is not Axis.DEBUNKED:
            return found
        if found:
            return None if self._rebuttals.asserts(article, span) else found
        rebuttal = self._rebuttals.of(article, span)
        if rebuttal is None or (
            rebuttal.of_speaker
            and self._in_sentence(article, sentence, span, Axis.NEGATED)
        ):
            return None
        return rebuttal.span

    def _in_sentence(
        self, article: Article, sentence: Span, span: Span, axis: Axis
    ) -> Span | None:
        """Look at the words of the sentence: what leads to the target comes first."""
        gate = self._cues[axis].gate
        if gate is not None and not article.may_hold(gate, sentence):
            return None
        ends = self._ends(article, sentence, axis)
        for cue, reach in self._candidates(article, sentence, span, axis):
            if self._is_pseudo(article, sentence, cue, axis):
                continue
            if reach is not Reach.MATRIX and is_cut(article, cue, span, ends):
                continue
            if sentence_around(article, sentence, cue, span).is_reached(reach):
                return cue
        return None

    def _candidates(
        self, article: Article, sentence: Span, span: Span, axis: Axis
    ) -> Iterator[tuple[Span, Reach]]:
        """Cues on the right side of a span, with how far they reach."""
        reach = self._cues[axis].reach
        for cue in self._all(article, sentence, axis, "before"):
            if cue.end <= span.start:
                yield cue, reach
        for cue in self._all(article, sentence, axis, "after"):
            if cue.start >= span.end:
                yield cue, reach
        for cue in self._all(article, sentence, axis, "sentence"):
            if not cue.overlaps(span):
                yield cue, reach
        for cue in self._all(article, sentence, axis, "past"):
            if not cue.overlaps(span):
                yield cue, Reach.PAST

    def _in_section(self, article: Article, span: Span, axis: Axis) -> Span | None:
        """Look for a cue said earlier in the section, or in one that contains it."""
        cues = self._cues[axis]
        if cues.reach is not Reach.SECTION:
            return None

        def find() -> list[Span]:
            return sorted(
                cue
                for pattern in (*cues.before, *cues.after, *cues.sentence)
                for block in blocks_for(article, pattern)
                for cue in pattern.find(article, block.span)
            )

        for cue in article.memo(("section cues", axis), find):
            if cue.end > span.start:
                break
            sections = article.sections_at(cue.start)
            if not sections or not sections[-1].span.contains(span):
                continue
            if not self._is_pseudo(article, article.sentence_at(cue), cue, axis):
                return cue
        return None

    def _above(self, article: Article, span: Span, axis: Axis) -> Span | None:
        return self._in_heading(article, span, axis) or self._in_lead(
            article, span, axis
        )

    def _in_lead(self, article: Article, span: Span, axis: Axis) -> Span | None:
        """Look in the words that open a list: "Beware of claims such as:"."""
        cues = self._cues[axis]
        if not cues.lists:
            return None
        lead = structure.lead_of(article, article.block_at(span.start))
        if lead is None:
            return None
        if cues.reach is Reach.CLAUSE and not _OPEN_ENDING.search(
            lead.of(article.view)
        ):
            return None
        end = lead.start + len(lead.of(article.view).rstrip(": *_\"')"))
        return self._in_sentence(article, lead, Span(end, end), axis)

    def _in_heading(self, article: Article, span: Span, axis: Axis) -> Span | None:
        if not self._cues[axis].heading:
            return None
        for section in reversed(article.sections_at(span.start)):
            heading = section.heading
            if heading is None or heading.span.contains(span):
                continue
            if axis is Axis.DEBUNKED and structure.is_titled_fact(
                article, heading.span, self._fact
            ):
                return None
            for cue in self._all(article, heading.span, axis, "heading"):
                if not self._is_pseudo(article, heading.span, cue, axis):
                    return cue
        return None

    def _included(self, article: Article, span: Span, axis: Axis) -> Span | None:
        others = (self.cue(article, span, a) for a in self._cues[axis].includes)
        return next((cue for cue in others if cue), None)

    def _is_pseudo(
        self, article: Article, sentence: Span, cue: Span, axis: Axis
    ) -> bool:
        pseudo = self._all(article, sentence, axis, "pseudo")
        return any(p.start <= cue.start < p.end for p in pseudo)

    def _ends(self, article: Article, sentence: Span, axis: Axis) -> list[Span]:
        everywhere = article.memo(
            ("ends", sentence), lambda: _find(article, sentence, self._terminators)
        )
        return [*everywhere, *self._all(article, sentence, axis, "terminators")]

    def _all(
        self, article: Article, sentence: Span, axis: Axis, group: str
    ) -> list[Span]:
        patterns = getattr(self._cues[axis], group)
        if not patterns:
            return []
        return article.memo(
            ("cues", sentence, axis, group), lambda: _find(article, sentence, patterns)
        )


def _find(article: Article, within: Span, patterns: Sequence[Pattern]) -> list[Span]:
    return [span for pattern in patterns for span in pattern.find(article, within)]


_STRUCTURE: Mapping[Axis, Callable[[Article, Span], Span | None]] = {
    Axis.QUESTIONED: structure.question_mark,
    Axis.QUOTED: structure.quotation,
}
