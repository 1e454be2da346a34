"""An article: a document, and layers over its prose that are computed on first use."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, cast

from medlint.document import Block, Document, Link, Section
from medlint.language.lexicon import Lexicon, Needs, Places
from medlint.language.normalise import (
    anchored_view,
    bounded_view,
    cased_view,
    matching_view,
)
from medlint.language.pipeline import make_doc
from medlint.language.sentences import Abbreviations, split
from medlint.references.record import Reference
from medlint.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

T = TypeVar("T")


class Article:
    """What checks read. Every span is in the prose, `document.text`.

    Without a lexicon nothing is ruled out before it is tried. `explained` asks checks
    to test every gate; otherwise one that passes is enough, for it clears the text.
    `library` are references that stand in files of their own.
    """

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon | None,
        abbreviations: Abbreviations,
        *,
        explained: bool = True,
        library: tuple[Reference, ...] = (),
    ) -> None:
        self.document = document
        self.explained = explained
        self.library = library
        self._lexicon = lexicon
        self._abbreviations = abbreviations
        self._memo: dict[Hashable, object] = {}

    @property
    def prefiltered(self) -> bool:
        """Whether checks may leave out what cannot match."""
        return self._lexicon is not None

    @cached_property
    def view(self) -> str:
        """The matching view: typography and case folded, same length as the prose."""
        return matching_view(self.document.text)

    @cached_property
    def cased(self) -> str:
        """The view with its case kept."""
        return cased_view(self.document.text)

    @cached_property
    def bounded(self) -> str:
        """The matching view with words between spaces, for `Terms`; one further on."""
        return bounded_view(self.view)

    @cached_property
    def word_count(self) -> int:
        """Words of prose, counted by white space."""
        text = self.document.text
        if not text.isascii():
            return len(text.split())
        # Prose has one space between words and one blank line between blocks.
        return text.count(" ") + len(self.document.blocks)

    def present(self, needs: frozenset[Needs]) -> frozenset[Needs] | None:
        """Return which groups of literals occur; None if not all were looked for."""
        if self._lexicon is None or not self._lexicon.covers(needs):
            return None
        return self._places.needs & needs

    def present_in(
        self, needs: frozenset[Needs], within: Span
    ) -> frozenset[Needs] | None:
        """Return which groups of literals occur in a span; None if that is unknown."""
        lexicon = self._lexicon
        if lexicon is None or not lexicon.covers_asked(needs):
            return None
        return self._asked(lexicon, within) & needs

    def starts_of(self, needs: Needs) -> Sequence[int]:
        """Where any of some literals begins, in order.

        What no check announced to the lexicon is looked for apart.
        """
        lexicon = self._lexicon
        if lexicon is not None and needs in lexicon.needs:
            return self._places.of(needs)
        alone = lexicon.alone(needs) if lexicon else Lexicon([needs])
        return self.memo(("starts", needs), lambda: self._find(alone).of(needs))

    def may_hold(self, needs: Needs, within: Span) -> bool:
        """Whether any of some literals begins inside a span: the prefilter."""
        if self._lexicon is None:
            return True
        if needs in self._lexicon.asked:
            return needs in self._asked(self._lexicon, within)
        starts = self.starts_of(needs)
        if starts:
            at = bisect_left(starts, within.start)
            if at < len(starts) and starts[at] < within.end:
                return True
        return not self._is_apart(within)

    def blocks_with(self, *needs: Needs) -> Sequence[Block]:
        """Blocks in which a literal of each group occurs, in order."""
        blocks = self.document.blocks
        if self._lexicon is None or not needs:
            return blocks
        first, *others = needs
        found: Iterable[int] = self._indices_of(first)
        for other in others:
            if not found:
                return []
            held = self._indices_of(other)
            found = [index for index in found if index in held]
        return [blocks[index] for index in found]

    def _indices_of(self, needs: Needs) -> Mapping[int, None]:
        """The numbers of the blocks in which some literals occur, in order."""
        key = ("blocks", needs)
        if key not in self._memo:
            found = self._find_indices(self.starts_of(needs))
            self._memo[key] = dict.fromkeys(found)
        return cast("Mapping[int, None]", self._memo[key])

    def _find_indices(self, offsets: Sequence[int]) -> Iterator[int]:
        """Yield the numbers of the blocks that some offsets in order lie in."""
        blocks, starts = self.document.blocks, self.block_starts
        reach = -1
        for offset in offsets:
            if offset >= reach:
                index = bisect_right(starts, offset) - 1
                reach = blocks[index].span.end
                yield index

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
        index: int | None = bisect_right(self._section_starts, offset) - 1
        found: list[Section] = []
        while index is not None and index >= 0:
            section = self.document.sections[index]
            if offset < section.span.end:
                found.append(section)
            index = self._sections_around[index]
        return found[::-1]

    def block_after(self, block: Block) -> Block | None:
        """The next block; None behind the last one."""
        index = bisect_right(self.block_starts, block.span.start)
        return self.document.blocks[index] if index < len(self.block_starts) else None

    def blocks_in(self, span: Span) -> Sequence[Block]:
        """The blocks that begin inside a span, in order."""
        first = bisect_left(self.block_starts, span.start)
        last = bisect_left(self.block_starts, span.end)
        return self.document.blocks[first:last]

    def links_over(self, span: Span) -> list[Link]:
        """The links whose anchor shares text with a span, in no special order."""
        starts, reach, links = self._link_index
        last = bisect_left(starts, span.end)
        first = bisect_right(reach, span.start, 0, last)
        return [link for link in links[first:last] if link.span.overlaps(span)]

    def doc(self, block: Block) -> "Doc":
        """The spaCy document of one block; its offsets count from the block."""

        def make() -> "Doc":
            sentences = [s.shift(-block.span.start) for s in self.sentences(block)]
            return make_doc(block.span.of(self.document.text), sentences)

        return self.memo(("doc", block.span), make)

    def memo(self, key: Hashable, make: Callable[[], T]) -> T:
        """Compute something once for this article."""
        if key not in self._memo:
            self._memo[key] = make()
        return cast("T", self._memo[key])

    def _split(self, block: Span) -> tuple[Span, ...]:
        text = block.of(self.document.text)
        return tuple(s.shift(block.start) for s in split(text, self._abbreviations))

    @cached_property
    def _places(self) -> Places:
        return self._find(self._lexicon or Lexicon(()))

    def _find(self, lexicon: Lexicon) -> Places:
        return lexicon.find(self.view, self._anchored)

    def _asked(self, lexicon: Lexicon, within: Span) -> frozenset[Needs]:
        """Which literals stand in a span, taken as a text of its own."""
        key = ("asked", within)
        if key not in self._memo:
            view = self.view[within.start : within.end]
            anchored = f" {self._anchored[within.start + 1 : within.end + 1]} "
            self._memo[key] = lexicon.find_asked(view, anchored)
        return cast("frozenset[Needs]", self._memo[key])

    @cached_property
    def _anchored(self) -> str:
        return anchored_view(self.view)

    def _is_apart(self, span: Span) -> bool:
        """Whether a span ends on either side where a word does.

        Where a space was forgotten ("cells.The"), a pattern that is matched on a
        sentence alone meets the end of a text, and literals know nothing of it.
        """
        before, after = self._anchored[span.start], self._anchored[span.end + 1]
        return before == after == " "

    def _block_index(self, offset: int) -> int:
        return bisect_right(self.block_starts, offset) - 1

    @cached_property
    def _section_starts(self) -> tuple[int, ...]:
        return tuple(section.span.start for section in self.document.sections)

    @cached_property
    def _sections_around(self) -> tuple[int | None, ...]:
        """Index of the section that each section lies in."""
        around: list[int | None] = []
        open_ones: list[int] = []
        sections = self.document.sections
        for index, section in enumerate(sections):
            while open_ones and sections[open_ones[-1]].span.end <= section.span.start:
                open_ones.pop()
            around.append(open_ones[-1] if open_ones else None)
            open_ones.append(index)
        return tuple(around)

    @cached_property
    def _link_index(self) -> tuple[list[int], list[int], list[Link]]:
        """The start of each link, how far those so far reach, and the links."""
        links = sorted(self.document.links, key=lambda link: link.span)
        reach = [*accumulate((link.span.end for link in links), max)]
        return [link.span.start for link in links], reach, links

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """Where the blocks begin."""
        return tuple(block.span.start for block in self.document.blocks)


def _start(span: Span) -> int:
    return span.start
