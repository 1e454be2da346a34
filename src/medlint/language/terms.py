"""Names looked up in prose, any number of them in one pass: whole words only."""

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from medlint.language.normalise import bounded_view, matching_view

_START = itemgetter(1)


class Terms:
    """Finds names in the bounded view of a text (`article.bounded`).

    Names are folded as prose is: letter case does not matter, and any other sign than
    a letter or a digit is a space ("Alzheimer's" is "alzheimer s"). A sign and a space
    ("St. John's wort") may also be a space alone, but no name runs over two spaces it
    does not have itself: not over the end of a sentence, nor over a comma.
    """

    def __init__(
        self, terms: Iterable[str], also: Iterable[tuple[str, int]] = ()
    ) -> None:
        """Take names, and further spellings of some of them by their index."""
        every = chain(((term, index) for index, term in enumerate(terms)), also)
        pairs = dict.fromkeys(
            (form, index) for term, index in every for form in spaced(term)
        )
        self._forms = [form for form, _ in pairs]
        self._owners = [index for _, index in pairs]

    def find(self, view: str) -> list[tuple[int, int, int]]:
        """Return (index of the name, start, end) of all hits, overlapping ones too.

        `view` is a bounded view; the offsets are those of the prose it was made from.
        Hits come in order of their start, of equal ones the shorter first.
        """
        if not self._forms:
            return []
        hits = self._automaton.find_matches_as_indexes(view, overlapping=True)
        owners = self._owners
        # A hit in the padded view begins with the space before the name, which stands
        # one further on than in the prose, and ends with the space behind it.
        found = [(owners[index], start, end - 2) for index, start, end in hits]
        found.sort(key=_START)
        return found

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._forms)


def spaced(term: str) -> list[str]:
    """Return a name as the bounded view may spell it, with the spaces around it.

    Raises:
        ValueError: the name has no letter and no digit.
    """
    words = bounded_view(matching_view(term)).strip()
    if not words:
        raise ValueError(f"a name without a letter or a digit: {term!r}")
    return sorted({f" {words} ", f" {' '.join(words.split())} "})
