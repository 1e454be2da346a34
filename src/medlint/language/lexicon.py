"""One automaton over every literal that any loaded rule needs; read once a text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick

Needs = frozenset[str]
"""Literals of which one must occur for a pattern to match."""


class Lexicon:
    """Finds where patterns may match, by the literals they need.

    Literals are looked for in the folded view.
    """

    def __init__(self, needs: Iterable[Needs]) -> None:
        self.needs = frozenset(needs)
        self._owners: defaultdict[str, list[Needs]] = defaultdict(list)
        for group in self.needs:
            for literal in group:
                self._owners[literal].append(group)
        self._literals = tuple(sorted(self._owners))

    def find(self, view: str) -> Mapping[Needs, Sequence[int]]:
        """Return where a literal of each group begins, in order.

        A group of which no literal occurs is left out.
        """
        starts: defaultdict[Needs, set[int]] = defaultdict(set)
        if self._literals and view:
            hits = self._automaton.find_matches_as_indexes(view, overlapping=True)
            for index, start, _ in hits:
                for group in self._owners[self._literals[index]]:
                    starts[group].add(start)
        return {group: sorted(found) for group, found in starts.items()}

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._literals)
