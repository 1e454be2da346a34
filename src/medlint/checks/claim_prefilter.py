"""Which blocks may hold a claim that some rule asks for, from the names found alone.

Every rule's frames get a bit. A name that suits a frame's subject or object, and a
predicate of its classes, bring the bit into their block; only blocks that have all
three for some frame are read. Without the prefilter the findings are the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from medlint.checks.claim_spec import FrameSpec, SubjectSpec
from medlint.document import Block, BlockKind
from medlint.knowledge.store import Concept
from medlint.language.article import Article
from medlint.language.claims import ClaimReader
from medlint.language.predicates import Form
from medlint.language.subjects import opener_of

_LEFT_OUT = {"pronoun", "implied"}
_OPENS = re.compile(
    r"(?:^|[.!?:\u2022*(\"'\u2026] ?|- |\u2013 |\u2014 |\b(?:it|its|this|that|these"
    r"|those|they|their|which|both|the)\b[^.:;!?]*)[^.:;!?]{0,30}$"
)
_BEFORE = 100
"""Code points before a predicate in which its pronoun, or its clause, begins."""


@dataclass
class _Bits:
    """What stands in one block, as bits of frames."""

    subjects: int = 0
    objects: int = 0
    opened: int = 0
    said: dict[str, int] = field(default_factory=dict)


class ClaimPrefilter:
    """Finds the blocks, and the predicate classes to read there."""

    def __init__(self, frames: Sequence[FrameSpec], claims: ClaimReader) -> None:
        self._frames = tuple(frames)
        self._claims = claims
        self._free = self._of(lambda f: not f.subject or bool(f.subject.unnamed))
        self._objectless = self._of(lambda f: f.object is None)
        self._anaphoric = self._of(lambda f: _is_anaphoric(f.subject))
        self._masks: dict[Concept, tuple[int, int]] = {}
        self._classes: dict[str, int] = {}

    def blocks(self, article: Article) -> Iterator[tuple[Block, frozenset[str]]]:
        """Blocks in order, each with the classes of predicates that may matter."""
        found = self._found(article)
        for block in article.document.blocks:
            bits = found.get(block.span.start)
            if bits is None or not bits.said:
                continue
            said = 0
            for one in bits.said.values():
                said |= one
            here = said & (bits.objects | self._objectless)
            if not here:
                continue
            known = bits.subjects | bits.opened | self._free & ~self._anaphoric
            if here & ~known:
                known |= self._around(article, block, found)
            wanted = here & known
            if wanted:
                names = (name for name, one in bits.said.items() if one & wanted)
                yield block, frozenset(names)

    def _found(self, article: Article) -> dict[int, _Bits]:
        """Bits by the start of a block."""
        found: defaultdict[int, _Bits] = defaultdict(_Bits)
        ends = [*(b.span.start for b in article.document.blocks[1:]), float("inf")]
        starts = [b.span.start for b in article.document.blocks]
        at = 0
        for start, concepts in self._claims.finder.places(article):
            while start >= ends[at]:
                at += 1
            bits = found[starts[at]]
            for concept in concepts:
                subjects, objects = self._mask(concept)
                bits.subjects |= subjects
                bits.objects |= objects
        at = 0
        for start, readings in self._claims.predicates.places(article):
            while start >= ends[at]:
                at += 1
            bits = found[starts[at]]
            for reading in readings:
                one = self._class(reading.name)
                if one:
                    bits.said[reading.name] = one
                    if one & self._anaphoric & ~bits.opened and _may_open(
                        article, start
                    ):
                        bits.opened |= one & self._anaphoric
                    if reading.form is Form.PROPERTY:
                        bits.objects |= one
        return found

    def _around(self, article: Article, block: Block, found: dict[int, _Bits]) -> int:
        """Bits of subjects in the headings above and in the words that open a list."""
        headings = (s.heading for s in article.sections_at(block.span.start))
        places = [heading.span.start for heading in headings if heading]
        if block.kind is BlockKind.LIST_ITEM:
            opener = opener_of(article, block)
            places += [opener.span.start] if opener else []
        bits = 0
        for place in places:
            bits |= found[place].subjects if place in found else 0
        return bits

    def _mask(self, concept: Concept) -> tuple[int, int]:
        known = self._masks.get(concept)
        if known is None:
            known = (
                self._of(lambda f: f.subject is None or f.subject.suits(concept)),
                self._of(lambda f: f.object is not None and f.object.suits(concept)),
            )
            self._masks[concept] = known
        return known

    def _class(self, name: str) -> int:
        if name not in self._classes:
            self._classes[name] = self._of(lambda f: name in f.predicate)
        return self._classes[name]

    def _of(self, holds: Callable[[FrameSpec], bool]) -> int:
        return sum(1 << i for i, frame in enumerate(self._frames) if holds(frame))


def _is_anaphoric(subject: SubjectSpec | None) -> bool:
    """Whether a frame without a named subject needs a pronoun, or none at all."""
    unnamed = set(subject.unnamed) if subject else set()
    return bool(unnamed) and unnamed <= _LEFT_OUT


def _may_open(article: Article, start: int) -> bool:
    before = article.view[max(0, start - _BEFORE) : start]
    return bool(_OPENS.search(before))
