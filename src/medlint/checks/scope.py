"""Which blocks a rule reads: kinds of block, and never the reference list."""

from collections.abc import Iterable, Iterator, Sequence

from medlint.document import Block, BlockKind
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.dispatch import by_block
from medlint.language.patterns import Pattern
from medlint.schema import Model
from medlint.text import Span


class ScopeSpec(Model):
    """Base of specifications that can be limited to kinds of block."""

    in_: tuple[BlockKind, ...] = ()
    not_in: tuple[BlockKind, ...] = ()

    def covers(self, block: Block) -> bool:
        """Whether the rule reads this block."""
        return self.covers_kind(block.kind)

    def covers_kind(self, kind: BlockKind) -> bool:
        """Whether the rule reads blocks of this kind."""
        return (not self.in_ or kind in self.in_) and kind not in self.not_in


def candidates(
    article: Article, patterns: Sequence[Pattern], scope: ScopeSpec
) -> Iterator[Span]:
    """Yield the matches of several patterns, longest first where they overlap."""
    references = reference_blocks(article)
    for block, present in by_block(article, patterns):
        if not scope.covers(block) or (references and block in references):
            continue
        place = block.span
        found = {span for p in present for span in p.find(article, place, sure=True)}
        reach = 0
        for span in sorted(found, key=lambda s: (s.start, -s.end)):
            if span.start >= reach:
                reach = span.end
                yield span


def tested(article: Article, gates: Iterable[Gate]) -> tuple[Gate, ...]:
    """Test gates in order; if not all are asked for, up to the first that passes."""
    if article.explained:
        return tuple(gates)
    found: list[Gate] = []
    for gate in gates:
        found.append(gate)
        if gate.passed:
            break
    return tuple(found)
