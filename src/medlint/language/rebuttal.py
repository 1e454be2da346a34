"""Rebuttals: the clause or short sentence behind a statement that takes it back.

"Some say kelp cures gout; it does not." "Kelp cures gout. This is a myth." The subject
of a rebuttal is a pronoun, so it takes back what stands right before it, and nothing
may come between the two.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.language.cues import RebuttalsSpec, merge
from medlint.language.patterns import Pattern
from medlint.language.phrases import Notation
from medlint.text import Span

_LONGEST = 160
_CLAUSE = re.compile(r"[;:(,]| - |--|—|\b(?:but|and|yet)\b")
_INTERVENES = re.compile(
    r"[;:?]|\b(?:but|although|though|whereas|however|while|because)\b"
    r"|,? (?:and|so|yet) (?:it|they|we|you|he|she|i|this|these|that|the|a|an|our|your|"
    r"my|his|her|their|its|many|most|some|doctors|people)\b"
)
_LISTS = {BlockKind.LIST_ITEM, BlockKind.TABLE_CELL}


class Rebuttal(NamedTuple):
    """Where a rebuttal stands, and whether it says that who spoke is wrong."""

    span: Span
    of_speaker: bool


class Rebuttals:
    """Finds what takes back the statement of a span; compiled once."""

    def __init__(self, spec: RebuttalsSpec, notation: Notation) -> None:
        self._statement = merge(spec.statement, notation)
        self._speaker = merge(spec.speaker, notation)
        self._reporting = merge(spec.reporting, notation)
        self._assertion = merge(spec.assertion, notation)

    @property
    def patterns(self) -> Iterator[Pattern]:
        """Every pattern."""
        yield from (*self._statement, *self._speaker)
        yield from (*self._reporting, *self._assertion)

    def of(self, article: Article, span: Span) -> Rebuttal | None:
        """Return what takes back a statement, or says that who made it is wrong."""
        for clause in _clauses_behind(article, span):
            if found := _opening(article, clause, self._statement):
                return Rebuttal(found, of_speaker=False)
            if self._is_reported(article, span):
                found = _opening(article, clause, self._speaker)
                if found:
                    return Rebuttal(found, of_speaker=True)
        return None

    def asserts(self, article: Article, span: Span) -> bool:
        """Whether what follows a statement says that it is no myth: "It is not."."""
        clauses = _clauses_behind(article, span)
        return any(_opening(article, c, self._assertion) for c in clauses)

    def _is_reported(self, article: Article, span: Span) -> bool:
        """Whether somebody says, or thinks, what the span is part of."""
        start = article.sentence_at(span).start
        before = Span(start, span.start)
        last = max(
            (found.end for p in self._reporting for found in p.find(article, before)),
            default=None,
        )
        return last is not None and not _INTERVENES.search(
            article.view[last : span.start]
        )


def _opening(
    article: Article, clause: Span, patterns: Sequence[Pattern]
) -> Span | None:
    found = (span for p in patterns for span in p.find(article, clause))
    return next(found, None)


def _clauses_behind(article: Article, span: Span) -> Sequence[Span]:
    """The clauses in a span's sentence, and the sentence, that may rebut it."""
    return article.memo(("behind", span), lambda: [*_find_clauses(article, span)])


def _find_clauses(article: Article, span: Span) -> Iterator[Span]:
    sentence = article.sentence_at(span)
    rest = sentence.end
    for mark in _CLAUSE.finditer(article.view, span.end, sentence.end):
        if _INTERVENES.search(article.view[span.end : mark.start()]):
            return
        start = mark.end() if mark[0].strip() in ";:(,-—" else mark.start()
        if start < rest:
            yield Span(start, rest)
    if not _INTERVENES.search(article.view[span.end : sentence.end].rstrip(" ?\"')")):
        following = _sentence_after(article, sentence)
        if following and following.length <= _LONGEST:
            yield following


def _sentence_after(article: Article, sentence: Span) -> Span | None:
    """The sentence that follows, in the block or opening the next paragraph."""
    block = article.block_at(sentence.start)
    later = [s for s in article.sentences(block) if s.start >= sentence.end]
    if later:
        return later[0]
    after = article.block_after(block)
    if after is None or block.kind in _LISTS or not _is_prose(after):
        return None
    return next(iter(article.sentences(after)), None)


def _is_prose(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH
