"""One automaton over every literal that any loaded rule needs; read once a text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from ahocorasick_rs import AhoCorasick


class Lexicon:
    """Finds where literals occur. Literals are matched in the folded view."""

    def __init__(self, literals: Iterable[str]) -> None:
        self.known = frozenset(literals)
        self._literals = tuple(sorted(self.known))

    def find(self, view: str) -> Mapping[str, tuple[int, ...]]:
        """Return the literals that occur in a view, each with its start offsets."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        if self._literals and view:
            hits = self._automaton.find_matches_as_indexes(view, overlapping=True)
            for index, start, _ in hits:
                places[self._literals[index]].append(start)
        return {literal: tuple(starts) for literal, starts in places.items()}

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._literals)
