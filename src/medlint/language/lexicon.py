"""Automata over every literal that any loaded rule needs; read once a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from ahocorasick_rs import AhoCorasick

Needs = frozenset[str]
"""Literals of which one must occur for a pattern to match; see `literals`."""

_AS_IS = re.compile(r"[^a-z0-9 ]")


class Lexicon:
    """Finds where patterns may match, by the literals they need.

    Literals of ASCII letters, digits and spaces are looked for in the anchored view,
    others in the matching view. `needs` are looked for in whole texts; `asked` only in
    the few sentences that somebody asks about, which costs much less.
    """

    def __init__(self, needs: Iterable[Needs], asked: Iterable[Needs] = ()) -> None:
        self.needs = frozenset(needs)
        self.asked = frozenset(asked)
        self._whole = _Automata(self.needs)
        self._parts = _Automata(self.asked)
        self._covered: dict[frozenset[Needs], bool] = {}
        self._covered_asked: dict[frozenset[Needs], bool] = {}
        self._apart: dict[Needs, Lexicon] = {}

    def covers(self, needs: frozenset[Needs]) -> bool:
        """Whether all of some groups are looked for in whole texts."""
        if needs not in self._covered:
            self._covered[needs] = needs <= self.needs
        return self._covered[needs]

    def covers_asked(self, needs: frozenset[Needs]) -> bool:
        """Whether all of some groups are looked for where somebody asks."""
        if needs not in self._covered_asked:
            self._covered_asked[needs] = needs <= self.asked
        return self._covered_asked[needs]

    def alone(self, needs: Needs) -> "Lexicon":
        """A lexicon that looks for one group."""
        if needs not in self._apart:
            self._apart[needs] = Lexicon([needs])
        return self._apart[needs]

    def find(self, view: str, anchored: str) -> "Places":
        """Look for all `needs`; `anchored` is the anchored view of `view`."""
        return self._whole.find(view, anchored)

    def find_asked(self, view: str, anchored: str) -> frozenset[Needs]:
        """Return those of `asked` that occur in a short text."""
        return self._parts.find(view, anchored).needs


class Places:
    """Where the literals of a lexicon stand in one text."""

    def __init__(
        self,
        starts: Mapping[str, tuple[Sequence[int], int]],
        owners: Mapping[str, Sequence[Needs]],
    ) -> None:
        """Take where literals were found, each with what to add to these places."""
        self._starts = starts
        self._owners = owners
        self._known: dict[Needs, Sequence[int]] = {}

    @cached_property
    def needs(self) -> frozenset[Needs]:
        """The groups of which a literal occurs."""
        return frozenset().union(*(self._owners[literal] for literal in self._starts))

    def of(self, needs: Needs) -> Sequence[int]:
        """Where the literals of a group begin, in order; spaces around do not count."""
        if needs not in self._known:
            present = self._starts.keys() & needs
            found = [_shifted(*self._starts[literal]) for literal in present]
            self._known[needs] = (
                found[0] if len(found) == 1 else sorted({*chain.from_iterable(found)})
            )
        return self._known[needs]


class _Automata:
    """The literals of some groups, for both views."""

    def __init__(self, needs: Iterable[Needs]) -> None:
        self._owners: defaultdict[str, list[Needs]] = defaultdict(list)
        for group in needs:
            for literal in group:
                self._owners[literal].append(group)
        as_is = {literal for literal in self._owners if _AS_IS.search(literal)}
        self._words = _Automaton(self._owners.keys() - as_is, padding=1)
        self._signs = _Automaton(as_is, padding=0)

    def find(self, view: str, anchored: str) -> Places:
        starts = {**self._words.find(anchored), **self._signs.find(view)}
        return Places(starts, self._owners)


class _Automaton:
    """Literals to be found in one view, which has some padding at its start."""

    def __init__(self, literals: Iterable[str], *, padding: int) -> None:
        self._literals = sorted(literals)
        self._shifts = [len(x) - len(x.lstrip(" ")) - padding for x in self._literals]

    def find(self, view: str) -> dict[str, tuple[list[int], int]]:
        if not self._literals or not view:
            return {}
        starts: defaultdict[int, list[int]] = defaultdict(list)
        hits = self._automaton.find_matches_as_indexes(view, overlapping=True)
        for index, start, _ in hits:
            starts[index].append(start)
        literals, shifts = self._literals, self._shifts
        return {
            literals[index]: (found, shifts[index]) for index, found in starts.items()
        }

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._literals)


def _shifted(starts: Sequence[int], shift: int) -> Sequence[int]:
    return [start + shift for start in starts] if shift else starts
