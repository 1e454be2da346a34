"""Which predicates may make a claim that some rule asks for, from the names alone.

A predicate is read only if it may reach an object, and if a subject is at hand, that
suit the same kind of frame. Without the prefilter the findings are the same.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from medlint.checks.claim_plan import Mask, Plan, Plans
from medlint.document import Block, BlockKind
from medlint.language.antecedents import areas, opener_of, row_head
from medlint.language.article import Article
from medlint.language.claims import Asked, ClaimReader
from medlint.language.grammar import PRONOUN_OBJECT
from medlint.language.objects import OBJECTS
from medlint.language.predicates import Form, Predicate, Reading
from medlint.language.reach import Reach
from medlint.language.subjects import (
    INHERITING,
    LEADING,
    how_open,
)
from medlint.text import Span

_START = (
    r"(?:^|[.!?:\u2022*(\"'\u2026\u2013\u2014] ?|- |\b(?:but|while|whereas|although"
    r"|though|because|since|so|if|when|unless|until|as|where|than) |, )"
)
_IMPLIED = re.compile(rf"{_START}(?: ?{LEADING.pattern})? ?$")
_PRONOUN = re.compile(
    r"\b(?:it|this|these|they|those|that|both|all of|which|its|their|the [a-z]+)\b"
)
_BEFORE = 60
"""Code points before a predicate that can lead to it when its subject is left out."""
_OPENING = 160
"""Code points into a block within which a pronoun has nothing before it."""


class _Hit(NamedTuple):
    """A place where a predicate may stand; `which` is its index among all."""

    which: int
    start: int
    end: int


_NOTHING: Asked = frozenset()


class ClaimPrefilter:
    """Finds the blocks, and the predicates to read there."""

    def __init__(self, plans: Sequence[Plan], claims: ClaimReader) -> None:
        self._plans = Plans(plans, claims)
        self._claims = claims

    def blocks(self, article: Article) -> Iterator[tuple[Block, Asked]]:
        """Blocks in order, each with the predicates that may matter."""
        plans = self._plans
        look = _Look(article, plans, self._claims)
        near = self._near_blocks(article)
        apart = ~sum(bit for bit, _ in plans.near)
        for block, hits in self._said(article):
            allowed = apart | near.get(block.span.start, 0)
            asked = look.asked(block, hits, allowed)
            if asked:
                yield block, asked

    def _said(self, article: Article) -> Iterator[tuple[Block, list[_Hit]]]:
        """Yield the blocks with predicates that some rule asks for, and these."""
        starts, asking = article.block_starts, self._plans.asking
        found: list[_Hit] = []
        index, end = -1, -1
        for hit in self._claims.predicates.hits(article):
            if not asking[hit[0]]:
                continue
            if hit[1] >= end:
                if found:
                    yield article.document.blocks[index], found
                found = []
                index = bisect_right(starts, hit[1]) - 1
                last = index + 1 == len(starts)
                end = len(article.view) if last else starts[index + 1]
            found.append(_Hit(*hit))
        if found:
            yield article.document.blocks[index], found

    def _near_blocks(self, article: Article) -> dict[int, int]:
        """Bits of frames whose further conditions may hold, by the start of a block."""
        found: defaultdict[int, int] = defaultdict(int)
        for bit, conditions in self._plans.near:
            for where in conditions:
                for block in where.blocks(article):
                    found[block.span.start] |= bit
        return found


class _Look:
    """One article: what its names bring."""

    def __init__(self, article: Article, plans: Plans, claims: ClaimReader) -> None:
        self._article = article
        self._plans = plans
        self._finder = claims.finder
        self._hits = claims.finder.hits(article)
        self._reach = Reach(article.view, self._hits.places, self._hits.starts)
        self._suiting: dict[str, Container[int]] = {}
        self._others: dict[int, list[Mask]] = {}

    def asked(self, block: Block, hits: Sequence[_Hit], allowed: int) -> Asked:
        """Those predicates of a block that may be part of a frame."""
        plans = self._plans
        inside = self._masks(block.span)
        said = 0
        for hit in hits:
            said |= plans.asking[hit.which]
        here = said & allowed
        objects, subjects = plans.own, plans.free & ~plans.anaphoric
        for mask in inside:
            objects |= mask.objects
            subjects |= mask.subjects
        if here & ~objects:
            objects |= self._meant(block, hits)
        here &= objects
        known = self._known(block, hits, inside, here, subjects) if here else 0
        if known & plans.counting:
            conditions = {c for mask in inside for c in mask.conditions}
            if len(conditions) < plans.least:
                known &= ~plans.counting
        if not known:
            return _NOTHING
        found = (
            (hit.start, reading.name)
            for hit in hits
            for bits, reading in plans.said(hit.which)
            if bits & known
            and self._reaches(block, hit, reading, bits & known)
            and self._has_subject(hit, reading, bits & known)
        )
        return frozenset(found)

    def _meant(self, block: Block, hits: Sequence[_Hit]) -> int:
        """Bits of what headings name and a pronoun may mean: "stop taking it"."""
        view, bits = self._article.view, 0
        for which, _, end in hits:
            readings = (reading for _, reading in self._plans.said(which))
            takes = any(reading.object == "intervention" for reading in readings)
            if takes and PRONOUN_OBJECT.match(view, end, block.span.end):
                for other in self._around(block):
                    for mask in self._masks(other.span):
                        bits |= mask.objects
                break
        return bits

    def _known(
        self,
        block: Block,
        hits: Sequence[_Hit],
        inside: Sequence[Mask],
        here: int,
        known: int,
    ) -> int:
        """Those of some bits for which a subject may be at hand; some are known."""
        plans = self._plans
        if here & plans.anaphoric & ~known:
            known |= self._opened(block, hits, here & ~known)
        if here & ~known:
            every = [*inside]
            for other in self._around(block):
                start = other.span.start
                if start not in self._others:
                    self._others[start] = self._masks(other.span)
                every += self._others[start]
            for mask in every[len(inside) :]:
                known |= mask.subjects
            left = here & ~known
            if left:
                known |= left & self._by_medicines(inside, every)
        return here & known

    def _by_medicines(self, inside: Sequence[Mask], every: Sequence[Mask]) -> int:
        """Bits of frames that a medicine may be the subject of, outside its uses."""
        bits = 0
        for mask in every:
            bits |= mask.medicines
        if not bits:
            return 0
        drugs = {drug for mask in every for drug in mask.drugs if mask.medicines}
        conditions = {c for mask in inside for c in mask.conditions}
        return bits if self._plans.is_off_label(drugs, conditions) else 0

    def _reaches(self, block: Block, hit: _Hit, reading: Reading, bits: int) -> bool:
        """Whether a predicate may reach an object that suits one of some frames."""
        if reading.object == "none":
            return True
        _, start, end = hit
        if reading.form is Form.PROPERTY:
            return self._reach.is_property(start, end, block.span)
        suits = self._suits(reading.object)
        found = self._reach.of(start, end, reading, suits, block.span)
        return any(self._mask(index).objects & bits for index in found)

    def _has_subject(self, hit: _Hit, reading: Reading, bits: int) -> bool:
        """Whether a subject of some frames may be named or left out in the sentence."""
        article, plans = self._article, self._plans
        sentence = article.sentence_at(Span(hit.start, hit.start))
        if hit.end > sentence.end:
            return False
        inside = self._masks(sentence)
        if self._suit(bits, inside, inside):
            return True
        predicate = Predicate(Span(hit.start, hit.end), reading)
        how = how_open(article, sentence, predicate)
        if bits & plans.open_to(how):
            return True
        if how not in INHERITING and not any(mask.refers for mask in inside):
            return False
        around = [m for _, area in areas(article, sentence) for m in self._masks(area)]
        return self._suit(bits, [*inside, *around], inside)

    def _suit(
        self, bits: int, subjects: Sequence[Mask], objects: Sequence[Mask]
    ) -> bool:
        """Whether some names can be subjects of some frames, others their objects."""
        if any(mask.subjects & bits for mask in subjects):
            return True
        medicines = any(mask.medicines & bits for mask in subjects)
        return medicines and bool(self._by_medicines(objects, subjects))

    def _suits(self, kind: str) -> Container[int]:
        """Indexes of the names that can be objects of some kind."""
        if kind not in self._suiting:
            tables = OBJECTS[kind]
            names = self._finder.in_tables(tables)
            first = self._finder.count
            given = frozenset(
                first + number
                for number, found in enumerate(self._hits.extra)
                if any(name.concept.table in tables for name in found)
            )
            either: Container[int] = _Either(names, given) if given else names
            self._suiting[kind] = either
        return self._suiting[kind]

    def _mask(self, index: int) -> Mask:
        return self._plans.mask(index, self._hits.extra)

    def _masks(self, within: Span) -> list[Mask]:
        """What the names in a span bring."""
        places, starts, _ = self._hits
        first = bisect_left(starts, within.start)
        last = bisect_left(starts, within.end, first)
        known = self._plans.masks
        return [known.get(p[0]) or self._mask(p[0]) for p in places[first:last]]

    def _around(self, block: Block) -> Iterator[Block]:
        """The headings above, the block that opens a list, the first cell of a row."""
        for section in self._article.sections_at(block.span.start):
            if section.heading:
                yield section.heading
        if block.kind is BlockKind.LIST_ITEM:
            opener = opener_of(self._article, block)
            if opener:
                yield opener
        head = row_head(self._article, block)
        if head:
            yield head

    def _opened(self, block: Block, hits: Sequence[_Hit], here: int) -> int:
        """Bits of predicates whose subject is a pronoun without a past, or left out."""
        found, anaphoric = 0, here & self._plans.anaphoric
        for index, start, _ in hits:
            bits = self._plans.asking[index] & anaphoric
            if bits & ~found:
                opens = max(block.span.start, start - _OPENING)
                before = self._article.view[opens:start]
                first = start - block.span.start <= _OPENING and ". " not in before
                pronoun = first and _PRONOUN.search(before)
                if pronoun or _IMPLIED.search(before[-_BEFORE:]):
                    found |= bits
        return found


@dataclass(frozen=True)
class _Either:
    """Holds what one of two sets holds."""

    one: frozenset[int]
    other: frozenset[int]

    def __contains__(self, index: object) -> bool:
        return index in self.one or index in self.other
