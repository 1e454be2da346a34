"""Mentions: where the text speaks of a condition, a medicine, a remedy.

All names of the knowledge tables are found in one pass. Of names that overlap the
longest counts; a name with other meanings counts near one of its deciding words only.
An acronym that the document defines stands for what it was defined as.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from medlint.document import Block
from medlint.knowledge.store import Concept, Knowledge, Name
from medlint.language.aliases import aliases
from medlint.language.article import Article
from medlint.language.inflect import Inflections
from medlint.language.names import LONGEST_NAME, Names, folded, is_acronym
from medlint.language.terms import spaced
from medlint.text import Span

TAIL = re.compile(
    r"[ -](?:virus(?:es)?|infections?|bacteri(?:a|um)|diseases?|syndromes?"
    r"|disorders?)\b"
)
"""The noun that a name of a condition may carry."""

_LOOK_BACK = 60
_JOINED = ("and ", " or ", "/or ", "& ")
_START = itemgetter(1)
_SHARED = re.compile(r"(?<![\w-])((?:type )?[a-z0-9][\w-]*),? (?:and|or|and/or|&) $")
_BEFORE = re.compile(r"(?<![\w-])((?:type )?[a-z0-9][\w-]*), $")
"""One more member of a list whose last one has the noun of all."""
_OWNED = re.compile(r"\b(?:the|your|my|our|his|her|their|its|an?|each|this|that) $")
"""Before an organ that is meant itself: "the heart and kidney disease"."""
_LONGEST_LIST = 6

_NO_OBJECT = (
    r"for|of|in|on|at|by|to|with|from|as|and|or|but|that|which|who|than|if|when|while"
    r"|because|is|are|was|were|be|been|has|have|had|do|does|did|not|no|never|can|could"
    r"|may|might|will|would|should|must|it|they|you|we|i|cause|prevent|reduce|lower"
    r"|cure|treat|heal|ease|fight|help|improve|relieve|stop|kill|support|boost|reverse"
    r"|against|work|make|give|\w+ing"
)
_OBJECT_GAP = re.compile(rf"(?: (?!(?:{_NO_OBJECT})s?\b)[\w'-]+){{0,2}} ")
_PLAIN_GAP = re.compile(r"(?: (?:your|my|our|his|her|their|the|any|all|most|many))? ")
_LONGEST_GAP = 40
_AUXILIARY = re.compile(
    r"\b(?:can|could|do|does|did|may|might|must|shall|should|will|would|help|helps"
    r"|let|lets|make|makes|to|and|or)(?: [a-z]+ly| also| really)? $"
)
"""Before a thing whose verb then is in its base form: "does garlic cure colds"."""


class Hits(NamedTuple):
    """Places of names as (index, start, end), in order; later indexes are `extra`."""

    places: list[tuple[int, int, int]]
    starts: list[int]
    extra: tuple[tuple[Name, ...], ...]


@dataclass(frozen=True)
class Mention:
    """A name in prose and the concepts it may stand for, in order of the tables."""

    span: Span
    concepts: tuple[Concept, ...]

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables in which it stands for something."""
        return frozenset(concept.table for concept in self.concepts)

    def of(self, *tables: str) -> tuple[Concept, ...]:
        """Its concepts in some tables."""
        if self.tables.isdisjoint(tables):
            return ()
        return tuple([c for c in self.concepts if c.table in tables])


class MentionFinder:
    """Every name of the loaded tables, ready to be looked for."""

    def __init__(self, knowledge: Knowledge, inflections: Inflections) -> None:
        self.knowledge = knowledge
        self._names = Names(knowledge, inflections)

    def in_block(self, article: Article, block: Block) -> tuple[Mention, ...]:
        """Mentions in one block, in order; they do not overlap."""
        return article.memo(
            ("mentions", block.span),
            lambda: tuple(self._resolve(article, block.span, block.span.end)),
        )

    def near(self, article: Article, within: Span) -> tuple[Mention, ...]:
        """Mentions that begin inside a span of one block."""
        return article.memo(
            ("mentions", within), lambda: self._find_near(article, within)
        )

    def _find_near(self, article: Article, within: Span) -> tuple[Mention, ...]:
        block = article.block_at(within.start)
        places, starts, _ = self.hits(article)
        first = bisect_left(starts, max(block.span.start, within.start - LONGEST_NAME))
        last = bisect_left(starts, within.start, first)
        if any(end > within.start for _, _, end in places[first:last]):
            # A name runs into the span: which ones count is decided from the start.
            found = self.in_block(article, block)
            return tuple(m for m in found if within.start <= m.span.start < within.end)
        return tuple(self._resolve(article, within, block.span.end))

    def hits(self, article: Article) -> Hits:
        """Every place where a name may stand, before anything is decided."""
        return article.memo("name-hits", lambda: self._find(article))

    @property
    def count(self) -> int:
        """How many written names the tables have; later indexes are the document's."""
        return len(self._names.listed)

    def names_of(self, index: int, extra: Sequence[Sequence[Name]]) -> Sequence[Name]:
        """The names that are written alike, by the index of a hit; none of an idiom."""
        known = self.count
        return self._names.listed[index] if index < known else extra[index - known]

    def in_tables(self, tables: tuple[str, ...]) -> frozenset[int]:
        """The indexes of the names that stand for something in one of some tables."""
        return self._names.in_tables(tables)

    def _find(self, article: Article) -> Hits:
        plain = self._names.terms.find(article.bounded)
        extra: list[tuple[Name, ...]] = []
        more: list[tuple[int, int, int]] = []
        found = chain(
            aliases(article, plain, self._names), self._elided(article, plain)
        )
        for span, names in found:
            more.append((self.count + len(extra), span.start, span.end))
            extra.append(names)
        hits = sorted([*plain, *more], key=_START) if more else plain
        return Hits(hits, [start for _, start, _ in hits], tuple(extra))

    def _resolve(self, article: Article, within: Span, limit: int) -> Iterator[Mention]:
        """Yield mentions that begin inside a span and do not end behind a limit."""
        hits, starts, extra = self.hits(article)
        first = bisect_left(starts, within.start)
        last = bisect_left(starts, within.end, first)
        reach = -1
        for index, start, end in sorted(hits[first:last], key=self._by_rank):
            if start < reach or end > limit:
                continue
            names = self.names_of(index, extra)
            if not names:
                reach = end
                continue
            span = Span(start, end)
            if index in self._names.acting and self._is_statement(article, span, index):
                continue
            concepts = self._decided(article, span, names)
            if concepts:
                span = _with_tail(article, span, concepts)
                reach = span.end
                yield Mention(span, concepts)

    def _by_rank(self, hit: tuple[int, int, int]) -> tuple[int, int, bool]:
        """Of names that begin at one place the longest first, then the document's."""
        return hit[1], -hit[2], hit[0] < self.count

    def _is_statement(self, article: Article, span: Span, index: int) -> bool:
        """Whether a name says what its head does: "asparagus cures cancer".

        A noun has no object; a verb in its base form has an auxiliary or stands right
        before its object.
        """
        view = article.view
        gap = _OBJECT_GAP
        if not self._names.acting[index].endswith("s"):
            before = view[max(0, span.start - _LOOK_BACK) : span.start]
            gap = _OBJECT_GAP if _AUXILIARY.search(before) else _PLAIN_GAP
        places, starts, extra = self.hits(article)
        first = bisect_right(starts, span.end)
        last = bisect_right(starts, span.end + _LONGEST_GAP)
        return any(
            gap.fullmatch(view, span.end, start)
            for number, start, _ in places[first:last]
            if any(
                n.concept.table == "conditions" for n in self.names_of(number, extra)
            )
        )

    def _elided(
        self, article: Article, hits: Sequence[tuple[int, int, int]]
    ) -> Iterator[tuple[Span, tuple[Name, ...]]]:
        """Names that share the last word of one: "autoimmune and skin disorders"."""
        view = article.view
        for index, start, end in hits:
            if index in self._names.shareable and view.endswith(_JOINED, 0, start):
                shared = view[start:end].rpartition(" ")[2]
                pattern, before = _SHARED, start
                for _ in range(_LONGEST_LIST if shared else 0):
                    opens = max(0, before - _LOOK_BACK)
                    found = pattern.search(view, opens, before)
                    names = self._sharing(found[1], shared) if found else ()
                    if found is None or not names:
                        break
                    if not _OWNED.search(view[opens : found.start(1)]):
                        yield Span(*found.span(1)), names
                    pattern, before = _BEFORE, found.start(1)

    def _sharing(self, first: str, shared: str) -> tuple[Name, ...]:
        """What words stand for together with the last word of another name."""
        found = self._names.by_form.get(folded(f"{first} {shared}"), ())
        names = tuple(name for name in found if not name.near)
        is_condition = any(name.concept.table == "conditions" for name in names)
        return names if is_condition else ()

    @staticmethod
    def _decided(
        article: Article, span: Span, names: Sequence[Name]
    ) -> tuple[Concept, ...]:
        written = span.of(article.document.text)
        kept: list[Concept] = []
        for name in names:
            if name.near and is_acronym(name.text) and written == written.lower():
                continue
            if name.near and not _stands_near(article, span, name.near):
                continue
            if name.concept not in kept:
                kept.append(name.concept)
        return tuple(kept)


def _with_tail(article: Article, span: Span, concepts: Sequence[Concept]) -> Span:
    """Add the noun that a name of a condition may carry: "influenza viruses"."""
    if concepts[0].table != "conditions":
        return span
    tail = TAIL.match(article.view, span.end)
    return Span(span.start, tail.end()) if tail else span


def _stands_near(article: Article, span: Span, words: Sequence[str]) -> bool:
    sentence = article.sentence_at(span)
    # The bounded view is one further on than the prose.
    around = article.bounded[sentence.start : span.start + 1]
    behind = article.bounded[span.end + 1 : sentence.end + 2]
    return any(
        form in around or form in behind for word in words for form in _near_forms(word)
    )


@cache
def _near_forms(word: str) -> tuple[str, ...]:
    """A deciding word as the bounded view has it, also in the plural."""
    return tuple(form for w in (word, f"{word}s") for form in spaced(w))
