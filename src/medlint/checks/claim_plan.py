"""What names and predicates can bring to the frames that rules ask for, as bits.

Every kind of frame is a plan, and every plan a bit.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from medlint.checks.claim_spec import ClaimSpec, FrameSpec
from medlint.checks.where import Where
from medlint.knowledge.store import Concept, Name
from medlint.language.claims import ClaimReader
from medlint.language.predicates import Form, Reading
from medlint.language.subjects import REFERRING

_LEFT_OUT = {"pronoun", "implied"}


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


@dataclass(frozen=True, slots=True)
class Mask:
    """What one name brings: bits of frames, and the numbers of concepts to look at."""

    subjects: int = 0
    objects: int = 0
    medicines: int = 0
    drugs: tuple[int, ...] = ()
    conditions: tuple[int, ...] = ()
    refers: bool = False
    """Whether it may stand for something named before, as "this effect" does."""


Said = tuple[tuple[int, Reading], ...]
"""What some words can be, each with the bits of the frames that ask for it."""


class Plans:
    """All plans, and what names and predicates bring to them, worked out once."""

    def __init__(self, plans: Sequence[Plan], claims: ClaimReader) -> None:
        self._plans = tuple(plans)
        self._claims = claims
        self.free = self._of(lambda plan: plan.is_free)
        self.anaphoric = self._of(lambda plan: plan.is_anaphoric)
        self.objectless = self._of(lambda plan: plan.frame.object is None)
        self.counting = self._of(lambda plan: plan.spec.count is not None)
        counts = (plan.spec.count for plan in self._plans)
        self.least = min((count.objects for count in counts if count), default=0)
        """The least number of conditions that some rule counts."""
        self.near = [(1 << i, plan.near) for i, plan in enumerate(plans) if plan.near]
        self.masks: dict[int, Mask] = {}
        """Those of the tables' names that have been met; see `mask`."""
        self._open: dict[str, int] = {}
        self._classes: dict[str, int] = {}
        self._given: dict[tuple[Concept, ...], Mask] = {}
        self._said = tuple(map(self._saying, range(claims.predicates.count)))
        self.asking = tuple(_union(bits for bits, _ in said) for said in self._said)
        """Bits of the frames that ask for the predicate of a hit, by its index."""
        self.own = self.objectless | _union(
            bits
            for said in self._said
            for bits, reading in said
            if reading.form is Form.PROPERTY
        )
        """Bits of the frames that may need no object apart from the predicate."""
        self._numbers: dict[Concept, int] = {}
        self._concepts: list[Concept] = []
        self._off_label: dict[tuple[int, int], bool] = {}

    def said(self, index: int) -> Said:
        """What the predicate of a hit brings."""
        return self._said[index]

    def _saying(self, index: int) -> Said:
        readings = self._claims.predicates.readings_of(index)
        found = ((self._asking(reading), reading) for reading in readings)
        return tuple(pair for pair in found if pair[0])

    def mask(self, index: int, extra: Sequence[Sequence[Name]]) -> Mask:
        """What the name of a hit brings."""
        known = self.masks.get(index)
        if known is not None:
            return known
        names = self._claims.finder.names_of(index, extra)
        concepts = tuple(name.concept for name in names)
        if concepts not in self._given:
            self._given[concepts] = self._mask(concepts)
        if index < self._claims.finder.count:
            self.masks[index] = self._given[concepts]
        return self._given[concepts]

    def is_off_label(self, drugs: Iterable[int], conditions: Collection[int]) -> bool:
        """Whether some medicine is known not to be licensed for some condition."""
        known = self._off_label
        for drug in drugs:
            for condition in conditions:
                pair = drug, condition
                if pair not in known:
                    known[pair] = self._is_off_label(*pair)
                if known[pair]:
                    return True
        return False

    def _is_off_label(self, drug: int, condition: int) -> bool:
        knowledge, concepts = self._claims.finder.knowledge, self._concepts
        return knowledge.is_off_label(concepts[drug], concepts[condition])

    def _numbered(self, concepts: Iterable[Concept], table: str) -> tuple[int, ...]:
        """Numbers of those concepts that are in a table."""
        found = [c for c in dict.fromkeys(concepts) if c.table == table]
        for concept in found:
            if concept not in self._numbers:
                self._numbers[concept] = len(self._concepts)
                self._concepts.append(concept)
        return tuple(self._numbers[concept] for concept in found)

    def _asking(self, reading: Reading) -> int:
        """Bits of the frames that a reading can be the predicate of."""
        asked = self._class(reading.name)
        if reading.object == "none":
            return asked & self.objectless
        if reading.form is not Form.PROPERTY:
            return asked
        concepts = self._claims.finder.knowledge.concepts
        target = concepts.get(("conditions", reading.acts_on))
        if target is None:
            return 0
        return asked & self.objects_of([target])

    def _class(self, name: str) -> int:
        if name not in self._classes:
            self._classes[name] = self._of(lambda plan: name in plan.frame.predicate)
        return self._classes[name]

    def objects_of(self, concepts: Collection[Concept]) -> int:
        """Bits of the frames of which some concept can be the object, if any is."""
        return self.objectless | self._bits(Plan.is_object, concepts)

    def _mask(self, concepts: Collection[Concept]) -> Mask:
        drugs = [c for c in concepts if c.table == "drugs"]
        others = [c for c in concepts if c.table != "drugs"]
        asking = self._of(lambda plan: plan.asks_tables)
        by_drugs = self._bits(Plan.is_subject, drugs)
        return Mask(
            self._bits(Plan.is_subject, others) | by_drugs & ~asking,
            self.objects_of(concepts),
            by_drugs & asking,
            self._numbered(concepts, "drugs"),
            self._numbered(concepts, "conditions"),
            any(c.table == "nouns" and c.kind in REFERRING for c in concepts),
        )

    def open_to(self, how: str) -> int:
        """Bits of the frames whose subject may be left open in this way.

        Empty stands for any way; a pronoun may refer to something unknown, and a
        passive has no subject of its own.
        """
        if how not in self._open:
            hows = {how, "nobody"} | ({"anaphor"} if how == "pronoun" else set())
            self._open[how] = self._of(
                lambda plan: (
                    plan.is_free
                    and (
                        not how
                        or plan.frame.subject is None
                        or not hows.isdisjoint(plan.frame.subject.unnamed)
                    )
                )
            )
        return self._open[how]

    def _bits(
        self, holds: Callable[[Plan, Concept], bool], concepts: Collection[Concept]
    ) -> int:
        return self._of(lambda plan: any(holds(plan, c) for c in concepts))

    def _of(self, holds: Callable[[Plan], bool]) -> int:
        return sum(1 << i for i, plan in enumerate(self._plans) if holds(plan))


def _union(bits: Iterable[int]) -> int:
    found = 0
    for one in bits:
        found |= one
    return found
