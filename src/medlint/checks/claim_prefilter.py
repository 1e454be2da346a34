"""Which blocks may hold a claim that some rule asks for, from the names found alone.

Every kind of frame gets a bit. A name that suits its subject or its object, and a
predicate of its classes, bring the bit into their block; only blocks that have all
three for some frame are read. Without the prefilter the findings are the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from medlint.checks.claim_spec import ClaimSpec, FrameSpec
from medlint.checks.where import Where
from medlint.document import Block, BlockKind
from medlint.knowledge.store import Concept, Name
from medlint.language.article import Article
from medlint.language.claims import ClaimReader
from medlint.language.patterns import blocks_for
from medlint.language.predicates import Form
from medlint.language.subjects import LEADING, opener_of

_LEFT_OUT = {"pronoun", "implied"}
_START = (
    r"(?:^|[.!?:\u2022*(\"'\u2026\u2013\u2014] ?|- |\b(?:but|while|whereas|although"
    r"|though|because|since|so|if|when|unless|until|as|where|than) |, )"
)
_IMPLIED = re.compile(rf"{_START}(?: ?{LEADING.pattern})? ?$")
_PRONOUN = re.compile(
    r"\b(?:it|this|these|they|those|that|both|all of|which|its|their|the [a-z]+)\b"
)
_BEFORE = 60
"""Code points before a predicate that can lead to it when its subject is left out."""
_OPENING = 160
"""Code points into a block within which a pronoun has nothing before it."""


@dataclass(frozen=True)
class Plan:
    """A kind of frame, the rule it is for, and what must hold near it."""

    frame: FrameSpec
    spec: ClaimSpec
    near: tuple[Where, ...]

    @property
    def is_free(self) -> bool:
        """Whether the subject may be left open."""
        subject = self.frame.subject
        return subject is None or bool(subject.unnamed and not subject.via)

    @property
    def is_anaphoric(self) -> bool:
        """Whether an open subject has to be a pronoun, or nothing at all."""
        subject = self.frame.subject
        return (
            self.is_free and subject is not None and set(subject.unnamed) <= _LEFT_OUT
        )

    def is_subject(self, concept: Concept) -> bool:
        """Whether a name of a concept can be the subject."""
        subject = self.frame.subject
        if subject is not None and subject.via:
            return concept.table == "nouns" and concept.kind == subject.via
        return subject is None or subject.suits(concept)

    def is_object(self, concept: Concept) -> bool:
        """Whether a name of a concept can be the object."""
        return self.frame.object is not None and self.frame.object.suits(concept)

    @property
    def asks_tables(self) -> bool:
        """Whether a medicine counts only for a use that is known to be off-label."""
        return self.spec.off_label or self.spec.accepted == "clears"


@dataclass(slots=True)
class _Bits:
    """What stands in one block, as bits of frames, and the names that need a look."""

    subjects: int = 0
    objects: int = 0
    medicines: int = 0
    opening: list[tuple[int, int]] = field(default_factory=list)
    own: int = 0
    said: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    drugs: set[Concept] = field(default_factory=set)
    conditions: set[Concept] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Mask:
    """What one name brings into its block."""

    subjects: int = 0
    objects: int = 0
    medicines: int = 0
    drugs: tuple[Concept, ...] = ()
    conditions: tuple[Concept, ...] = ()


class ClaimPrefilter:
    """Finds the blocks, and the predicate classes to read there."""

    def __init__(self, plans: Sequence[Plan], claims: ClaimReader) -> None:
        self._plans = tuple(plans)
        self._claims = claims
        self._free = self._of(lambda plan: plan.is_free)
        self._anaphoric = self._of(lambda plan: plan.is_anaphoric)
        self._objectless = self._of(lambda plan: plan.frame.object is None)
        self._counting = self._of(lambda plan: plan.spec.count is not None)
        self._near = self._of(lambda plan: bool(plan.near))
        self._masks: dict[int, _Mask] = {}
        self._classes: dict[str, int] = {}
        self._spoken: dict[int, tuple[int, int, dict[str, int]]] = {}
        self._off_label: dict[tuple[Concept, Concept], bool] = {}

    def blocks(self, article: Article) -> Iterator[tuple[Block, frozenset[str]]]:
        """Blocks in order, each with the classes of predicates that may matter."""
        found = self._found(article)
        near = self._near_blocks(article)
        for block in article.document.blocks:
            bits = found.get(block.span.start)
            if bits is None or not bits.said:
                continue
            allowed = ~self._near | near.get(block.span.start, 0)
            if self._counting and len(bits.conditions) < self._least:
                allowed &= ~self._counting
            wanted = self._wanted(article, block, found, allowed)
            if wanted:
                names = (name for name, one in bits.classes.items() if one & wanted)
                yield block, frozenset(names)

    def _wanted(
        self, article: Article, block: Block, found: Mapping[int, _Bits], allowed: int
    ) -> int:
        """Bits of the frames that the block may hold."""
        bits = found[block.span.start]
        here = bits.said & (bits.objects | bits.own | self._objectless) & allowed
        if not here:
            return 0
        known = bits.subjects | self._free & ~self._anaphoric
        if here & self._anaphoric & ~known:
            known |= _opened(article, block, bits.opening, here)
        medicines, drugs = bits.medicines, bits.drugs
        if here & ~known:
            for around in self._around(article, block, found):
                known |= around.subjects
                medicines |= around.medicines
                drugs = drugs | around.drugs
        wanted = here & known
        if here & medicines & ~wanted and self._differs(drugs, bits.conditions):
            wanted |= here & medicines
        return wanted

    def _found(self, article: Article) -> dict[int, _Bits]:
        """Bits by the start of a block."""
        found: defaultdict[int, _Bits] = defaultdict(_Bits)
        starts = [block.span.start for block in article.document.blocks]
        ends = [*starts[1:], len(article.document.text) + 1]
        self._gather_names(article, found, starts, ends)
        self._gather_predicates(article, found, starts, ends)
        return found

    def _gather_names(
        self,
        article: Article,
        found: Mapping[int, _Bits],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        hits = self._claims.finder.hits(article)
        known = self._masks
        at, bits = -1, _Bits()
        for index, start, _ in hits.places:
            mask = known.get(index) or self._mask(index, hits.extra)
            if at < 0 or start >= ends[at]:
                at = max(at, 0)
                while start >= ends[at]:
                    at += 1
                bits = found[starts[at]]
            bits.subjects |= mask.subjects
            bits.objects |= mask.objects
            if mask.medicines:
                bits.medicines |= mask.medicines
                bits.drugs.update(mask.drugs)
            if mask.conditions:
                bits.conditions.update(mask.conditions)

    def _gather_predicates(
        self,
        article: Article,
        found: Mapping[int, _Bits],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        known = self._spoken
        at = 0
        for index, start, _ in self._claims.predicates.hits(article):
            said = known.get(index)
            if said is None:
                said = known[index] = self._saying(index)
            bits_said, own, classes = said
            if bits_said:
                while start >= ends[at]:
                    at += 1
                bits = found[starts[at]]
                bits.said |= bits_said
                bits.own |= own
                bits.classes.update(classes)
                if bits_said & self._anaphoric:
                    bits.opening.append((start, bits_said & self._anaphoric))

    def _saying(self, index: int) -> tuple[int, int, dict[str, int]]:
        """What a predicate brings: bits, those that need no object, and its classes."""
        bits, own, classes = 0, 0, {}
        for reading in self._claims.predicates.readings_of(index):
            one = self._class(reading.name)
            if one:
                bits |= one
                classes[reading.name] = one
                own |= one if reading.form is Form.PROPERTY else 0
        return bits, own, classes

    @staticmethod
    def _around(
        article: Article, block: Block, found: Mapping[int, _Bits]
    ) -> Iterator[_Bits]:
        """Bits of the headings above and of the words that open a list."""
        headings = (s.heading for s in article.sections_at(block.span.start))
        places = [heading.span.start for heading in headings if heading]
        if block.kind is BlockKind.LIST_ITEM:
            opener = opener_of(article, block)
            places += [opener.span.start] if opener else []
        return (found[place] for place in places if place in found)

    def _differs(self, drugs: set[Concept], conditions: set[Concept]) -> bool:
        """Whether some medicine is known not to be licensed for some condition."""
        knowledge, known = self._claims.finder.knowledge, self._off_label
        for drug in drugs:
            for condition in conditions:
                pair = drug, condition
                if pair not in known:
                    known[pair] = knowledge.is_off_label(drug, condition)
                if known[pair]:
                    return True
        return False

    def _near_blocks(self, article: Article) -> dict[int, int]:
        """Bits of frames whose further conditions may hold, by the start of a block."""
        found: defaultdict[int, int] = defaultdict(int)
        for number, plan in enumerate(self._plans):
            patterns = [p for where in plan.near for p in where.patterns]
            for pattern in patterns:
                for block in blocks_for(article, pattern):
                    found[block.span.start] |= 1 << number
        return found

    def _mask(self, index: int, extra: Sequence[Sequence[Name]]) -> _Mask:
        """What a name brings; names that the document gives are not remembered."""
        names = self._claims.finder.names_of(index, extra)
        concepts = {name.concept for name in names}
        medicines = self._bits(
            lambda plan, c: (
                plan.asks_tables and c.table == "drugs" and plan.is_subject(c)
            ),
            concepts,
        )
        plain = self._bits(
            lambda plan, c: (
                not (plan.asks_tables and c.table == "drugs") and plan.is_subject(c)
            ),
            concepts,
        )
        mask = _Mask(
            plain,
            self._bits(lambda plan, c: plan.is_object(c), concepts),
            medicines,
            tuple(c for c in concepts if c.table == "drugs"),
            tuple(c for c in concepts if c.table == "conditions"),
        )
        if index < self._claims.finder.count:
            self._masks[index] = mask
        return mask

    def _bits(
        self, holds: Callable[[Plan, Concept], bool], concepts: Collection[Concept]
    ) -> int:
        return self._of(lambda plan: any(holds(plan, c) for c in concepts))

    def _class(self, name: str) -> int:
        if name not in self._classes:
            self._classes[name] = self._of(lambda plan: name in plan.frame.predicate)
        return self._classes[name]

    def _of(self, holds: Callable[[Plan], bool]) -> int:
        return sum(1 << i for i, plan in enumerate(self._plans) if holds(plan))

    @property
    def _least(self) -> int:
        """The least number of conditions that some rule counts."""
        counts = (plan.spec.count for plan in self._plans)
        return min((count.objects for count in counts if count), default=0)


def _opened(
    article: Article, block: Block, places: Sequence[tuple[int, int]], here: int
) -> int:
    """Bits of predicates whose subject is a pronoun without a past, or left out."""
    found = 0
    for start, bits in places:
        if bits & here & ~found:
            before = article.view[max(block.span.start, start - _OPENING) : start]
            first = start - block.span.start <= _OPENING and ". " not in before
            pronoun = first and _PRONOUN.search(before)
            if pronoun or _IMPLIED.search(before[-_BEFORE:]):
                found |= bits
    return found
