"""Which of many patterns may match in an article: the text is asked, not each one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from medlint.document import Block
from medlint.language.article import Article
from medlint.language.patterns import Pattern, blocks_for, needs_of
from medlint.text import Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Needs


class PatternIndex:
    """Groups of patterns, such as those of all rules of a kind."""

    def __init__(self, groups: Iterable[Sequence[Pattern]]) -> None:
        self._groups = [tuple(group) for group in groups]
        self._always: list[tuple[int, Pattern]] = []
        self._by_needs: defaultdict[Needs, list[tuple[int, Pattern]]] = defaultdict(
            list
        )
        for number, group in enumerate(self._groups):
            for pattern in group:
                first = self._by_needs[pattern.needs[0]] if pattern.needs else None
                (self._always if first is None else first).append((number, pattern))
        self.needs = needs_of(pattern for group in self._groups for pattern in group)

    def present(
        self, article: Article, within: Span | None = None
    ) -> dict[int, Sequence[Pattern]]:
        """Return the groups by number, with those patterns that may match.

        That is in the whole article, or in a span of one block.
        """
        if within is None:
            present = article.present(self.needs)
        else:
            present = article.present_in(self.needs, within)
        if present is None:
            return dict(enumerate(self._groups))
        found: defaultdict[int, list[Pattern]] = defaultdict(list)
        for number, pattern in self._always:
            found[number].append(pattern)
        for needs in present & self._by_needs.keys():
            for number, pattern in self._by_needs.get(needs, ()):
                if present.issuperset(pattern.needs):
                    found[number].append(pattern)
        return dict(sorted(found.items()))


def by_block(
    article: Article, patterns: Iterable[Pattern]
) -> Iterator[tuple[Block, list[Pattern]]]:
    """Yield the blocks in which some patterns may match, in order, with these."""
    found: dict[int, tuple[Block, list[Pattern]]] = {}
    for pattern in patterns:
        for block in blocks_for(article, pattern):
            start = block.span.start
            if start in found:
                found[start][1].append(pattern)
            else:
                found[start] = (block, [pattern])
    for start in sorted(found):
        yield found[start]
