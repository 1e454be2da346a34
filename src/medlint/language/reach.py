"""What a predicate may reach, from the places of names alone: the prefilter of claims.

Nothing is resolved here: of names that overlap each counts, and sentences are not
told apart. What the reader of claims takes for an object is always among what is
found; most of what it does not take is not.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from medlint.language.grammar import (
    AGENT,
    BE_BEFORE,
    CLAUSE_BREAK,
    HARD_BREAK,
    LINKED,
    LONGEST_JOINT,
    MAX_OBJECT_GAP,
    MAX_PASSIVE_GAP,
    NEW_CLAUSE,
    OTHER_HEAD,
    PRONOUN_OBJECT,
    PROPERTY_AFTER,
    PROPERTY_BEFORE,
    SHARED_PASSIVE,
    gap_words,
    is_noun_place,
    joins,
    reaches,
)
from medlint.language.mentions import TAIL
from medlint.language.names import LONGEST_NAME
from medlint.language.predicates import Form, Reading
from medlint.text import Span

_LOOK_BACK = 24
"""Code points that hold the word before a predicate where it tells a noun."""
_LONG_LOOK_BACK = 200
"""The same for a form of "be" with some words behind it."""


class Reach(NamedTuple):
    """The names of an article: `places` in order, and their starts."""

    view: str
    places: Sequence[tuple[int, int, int]]
    starts: Sequence[int]

    def of(
        self, start: int, end: int, reading: Reading, suits: Container[int], block: Span
    ) -> Iterator[int]:
        """Yield the indexes of names that may be objects of a predicate in a block.

        `suits` holds the indexes of the names that can be.
        """
        if reading.form is Form.COMPOUND:
            yield from self._beside(start, suits, block)
            return
        heads = reading.object != "intervention"
        if reading.form is Form.INVERSE:
            yield from self._before(start, suits, block, heads=heads)
            return
        if reading.form is Form.PAST and self._may_be_passive(start, end, block):
            yield from self._before(start, suits, block, heads=heads)
        if reading.form is Form.PAST or reading.bare:
            before = self.view[max(block.start, start - _LOOK_BACK) : start]
            if is_noun_place(before, singular=reading.form is not Form.FINITE):
                return
        yield from self._after(end, suits, block, heads=heads)
        if not heads:
            yield from self._named_before(start, end, suits)

    def is_property(self, start: int, end: int, block: Span) -> bool:
        """Whether a word such as "anti-tumor" may say what something does."""
        before = self.view[max(block.start, start - _LONG_LOOK_BACK) : start]
        after = PROPERTY_AFTER.match(self.view, end, block.end)
        return bool(after or PROPERTY_BEFORE.search(before))

    def _may_be_passive(self, start: int, end: int, block: Span) -> bool:
        before = self.view[max(block.start, start - _LONG_LOOK_BACK) : start]
        after = AGENT.match(self.view, end, block.end)
        return bool(after or BE_BEFORE.search(before))

    def _after(
        self, end: int, suits: Container[int], block: Span, *, heads: bool
    ) -> Iterator[int]:
        view, places = self.view, self.places
        if view.startswith((",", " ,"), end):
            return
        wall = -1
        ends: list[int] = []
        for at in range(bisect_left(self.starts, end), len(places)):
            index, start, stop = places[at]
            if start >= block.end:
                return
            if index not in suits:
                continue
            if wall < 0:
                found = HARD_BREAK.search(view, end, block.end)
                wall = found.end() if found else block.end
            first = start < wall and _may_reach(view[end:start])
            if not first and not self._joined(ends, start):
                if start >= wall and (
                    not ends or start - ends[-1] > LONGEST_JOINT + LONGEST_NAME
                ):
                    return
                continue
            if not (heads and self._is_modifier(stop, block)):
                ends += self._ends(stop)
                yield index

    def _before(
        self, start: int, suits: Container[int], block: Span, *, heads: bool
    ) -> Iterator[int]:
        view = self.view
        starts: list[int] = []
        wall = -1
        for at in range(bisect_left(self.starts, start) - 1, -1, -1):
            index, first, stop = self.places[at]
            if first < block.start:
                return
            if stop > start or index not in suits:
                continue
            if heads and self._is_modifier(stop, block):
                continue
            if _is_patient(view[stop:start]) or self._precedes(stop, starts):
                starts.append(first)
                yield index
                continue
            far = not starts or starts[-1] - stop > 2 * LONGEST_JOINT
            if far and first < wall:
                return
            wall = max(wall, stop - LONGEST_NAME)

    def _beside(self, start: int, suits: Container[int], block: Span) -> Iterator[int]:
        opens = max(block.start, start - 2 * LONGEST_NAME)
        first = bisect_left(self.starts, opens)
        last = bisect_left(self.starts, start, first)
        for index, _, stop in self.places[first:last]:
            if index in suits and any(
                LINKED.fullmatch(self.view, end, start) for end in self._ends(stop)
            ):
                yield index

    def _named_before(
        self, start: int, end: int, suits: Container[int]
    ) -> Iterator[int]:
        """What a pronoun behind the predicate may stand for: "stop taking it"."""
        if PRONOUN_OBJECT.match(self.view, end):
            # What is meant may stand in a heading far above.
            last = bisect_left(self.starts, start)
            named = dict.fromkeys(place[0] for place in self.places[:last])
            yield from (index for index in named if index in suits)

    def _joined(self, ends: Sequence[int], start: int) -> bool:
        view = self.view
        for end in reversed(ends):
            if end <= start and joins(view[end:start]):
                return True
            if start - end > LONGEST_JOINT + LONGEST_NAME:
                break
        return False

    def _precedes(self, end: int, starts: Sequence[int]) -> bool:
        ends = self._ends(end)
        for start in reversed(starts):
            if any(e <= start and joins(self.view[e:start]) for e in ends):
                return True
            if start - end > LONGEST_JOINT + LONGEST_NAME:
                break
        return False

    def _ends(self, end: int) -> list[int]:
        """Where a name ends, without and with the noun it may carry."""
        tail = TAIL.match(self.view, end)
        return [end, tail.end()] if tail else [end]

    def _is_modifier(self, end: int, block: Span) -> bool:
        """Whether the name of a condition only says what kind of thing follows."""
        ends = self._ends(end)
        return all(OTHER_HEAD.match(self.view, e, block.end) for e in ends)


def _may_reach(gap: str) -> bool:
    return gap_words(gap) <= MAX_OBJECT_GAP or reaches(gap)


def _is_patient(gap: str) -> bool:
    """Whether a passive may speak of what stands so far before it."""
    if SHARED_PASSIVE.search(gap):
        return True
    if CLAUSE_BREAK.search(gap) or NEW_CLAUSE.search(gap):
        return False
    return gap_words(gap) <= MAX_PASSIVE_GAP + 1
