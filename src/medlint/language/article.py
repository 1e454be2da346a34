"""An article: a document, and layers over its prose that are computed on first use."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from medlint.document import Block, Document, Section
from medlint.language.lexicon import Lexicon
from medlint.language.normalise import cased_view, matching_view
from medlint.language.pipeline import make_doc
from medlint.language.sentences import Abbreviations, split
from medlint.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

T = TypeVar("T")


class Article:
    """What checks read. Every span is in the prose, `document.text`."""

    def __init__(
        self, document: Document, lexicon: Lexicon, abbreviations: Abbreviations
    ) -> None:
        self.document = document
        self._lexicon = lexicon
        self._abbreviations = abbreviations
        self._memo: dict[Hashable, object] = {}

    @cached_property
    def view(self) -> str:
        """The matching view: typography and case folded, same length as the prose."""
        return matching_view(self.document.text)

    @cached_property
    def cased(self) -> str:
        """The view with its case kept."""
        return cased_view(self.document.text)

    @cached_property
    def literals(self) -> Mapping[str, tuple[int, ...]]:
        """Where the loaded rules' literals occur in the view."""
        return self._lexicon.find(self.view)

    @cached_property
    def word_count(self) -> int:
        """Words of prose, counted by white space."""
        return len(self.document.text.split())

    def starts_of(self, literals: frozenset[str]) -> Sequence[int]:
        """Where any of some literals begins, in order.

        Literals that no check announced to the lexicon are looked for one by one.
        """
        return self.memo(("starts", literals), lambda: self._starts(literals))

    def may_hold(self, literals: frozenset[str], within: Span) -> bool:
        """Whether any of some literals begins inside a span: the prefilter."""
        starts = self.starts_of(literals)
        if not starts:
            return False
        at = bisect_left(starts, within.start)
        return at < len(starts) and starts[at] < within.end

    def blocks_with(self, literals: frozenset[str]) -> list[Block]:
        """Blocks in which at least one of the literals occurs, in order."""
        found = {self._block_index(start) for start in self.starts_of(literals)}
        return [self.document.blocks[i] for i in sorted(found) if i >= 0]

    def block_at(self, offset: int) -> Block:
        """The block at an offset; the nearest one before it between two blocks."""
        return self.document.blocks[max(0, self._block_index(offset))]

    def sentences(self, block: Block) -> tuple[Span, ...]:
        """The sentences of a block; a block's end always ends a sentence."""
        return self.memo(("sentences", block.span), lambda: self._split(block.span))

    def sentence_at(self, span: Span) -> Span:
        """The sentence a span lies in, or those it spreads over, within its block."""
        sentences = self.sentences(self.block_at(span.start))
        first = bisect_right(sentences, span.start, key=lambda s: s.end)
        last = bisect_left(sentences, max(span.end, span.start + 1), key=_start) - 1
        if first > last:
            return span
        return sentences[first].hull(sentences[last])

    def sections_at(self, offset: int) -> list[Section]:
        """The sections an offset lies in, outermost first."""
        sections = self.document.sections
        return [s for s in sections if s.span.start <= offset < s.span.end]

    def doc(self, block: Block) -> "Doc":
        """The spaCy document of one block; its offsets count from the block."""
        text = block.span.of(self.document.text)
        return self.memo(("doc", block.span), lambda: make_doc(text))

    def memo(self, key: Hashable, make: Callable[[], T]) -> T:
        """Compute something once for this article."""
        if key not in self._memo:
            self._memo[key] = make()
        return cast("T", self._memo[key])

    def _starts(self, literals: frozenset[str]) -> list[int]:
        known = [self.literals.get(x, ()) for x in literals & self._lexicon.known]
        unknown = literals - self._lexicon.known
        if unknown:
            known += Lexicon(unknown).find(self.view).values()
        return sorted({start for starts in known for start in starts})

    def _split(self, block: Span) -> tuple[Span, ...]:
        text = block.of(self.document.text)
        return tuple(s.shift(block.start) for s in split(text, self._abbreviations))

    def _block_index(self, offset: int) -> int:
        return bisect_right(self._block_starts, offset) - 1

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.span.start for block in self.document.blocks)


def _start(span: Span) -> int:
    return span.start
