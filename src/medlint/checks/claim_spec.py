"""What a rule of kind `claim` asks for: frames by subject, predicate and object."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from medlint.checks.scope import ScopeSpec
from medlint.checks.where import WhereSpec
from medlint.document import BlockKind
from medlint.knowledge.store import Concept
from medlint.language.claims import Claim
from medlint.language.context import Axis
from medlint.language.mentions import Mention
from medlint.schema import Model

Table = Literal["condition", "drug", "remedy", "care", "noun"]
Unnamed = Literal[
    "unknown",
    "pronoun",
    "anaphor",
    "implied",
    "order",
    "person",
    "nobody",
    "research",
]
TABLES = {
    "condition": "conditions",
    "drug": "drugs",
    "remedy": "remedies",
    "care": "care",
    "noun": "nouns",
}


class ConceptSpec(Model):
    """Concepts by table, id (or that of a parent), kind, group and flag.

    Every key that is given must hold; `not` takes out what the same keys describe.
    """

    is_: tuple[Table, ...] = ()
    id: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    not_: "ConceptSpec | None" = None

    def suits(self, concept: Concept) -> bool:
        """Whether a concept is meant."""
        return (
            (not self.is_ or concept.table in self._tables)
            and (not self.id or not concept.line.isdisjoint(self.id))
            and (not self.kind or concept.kind in self.kind)
            and (not self.group or concept.group in self.group)
            and (not self.flag or not concept.flags.isdisjoint(self.flag))
            and not (self.not_ and self.not_.suits(concept))
        )

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(TABLES[name] for name in self.is_)


class SubjectSpec(ConceptSpec):
    """Whose claim it is: concepts, or `unnamed` ways to leave the subject open.

    `via: effect` asks that words such as "this effect" stand for it.
    """

    unnamed: tuple[Unnamed, ...] = ()
    via: Literal["effect"] | None = None


class FrameSpec(Model):
    """A kind of frame; without `subject` or `object` any will do."""

    subject: SubjectSpec | None = None
    predicate: Annotated[tuple[str, ...], Field(min_length=1)]
    object: ConceptSpec | None = None


class CountSpec(Model):
    """At least so many `objects` from so many different `groups`."""

    objects: int
    groups: int


class ThroughSpec(Model):
    """An effect on something that is measured, told as one on an outcome.

    `effect-on` is what is measured in place of the `outcome`; for subjects of
    `proven-for` trials have shown that the one brings the other.
    """

    effect_on: ConceptSpec
    outcome: ConceptSpec
    proven_for: tuple[ConceptSpec, ...] = ()


class ClaimSpec(ScopeSpec, FrameSpec):
    """Report frames with this `subject`, `predicate` class and `object`.

    A claim has to be asserted: what is denied, asked, rebutted, quoted, conditional, a
    goal of research or a thing of the past is cleared; axes under `even` do not clear.
    `or` are further kinds of frame. `strength` is the least strength after hedges, on
    the scale of 0 to 5; for objects of `even-hedged` hedges do not count.
    `accepted: clears` leaves out what care, indications and deficiencies accept, and
    what no table knows of a medicine; `accepted: licensed` only licensed uses of
    medicines; `accepted: cured` only what the tables say is cured;
    `off-label` asks for uses outside all licensed ones. `near` must hold, `unless`
    clears. `verb: finite` asks for a verb that asserts: no noun, participle or
    purpose; `verb: present` also leaves alone what is told in the past. `through` asks
    that the object is an outcome that is said to come from an effect on something
    else, by one of some pairs. `support` is where a citation clears. `yields-to` are
    codes of stricter rules: where one of them reports the same sentence, this rule is
    silent.
    """

    or_: tuple[FrameSpec, ...] = ()
    strength: int = 0
    even_hedged: ConceptSpec | None = None
    count: CountSpec | None = None
    accepted: Literal["clears", "licensed", "cured", "ignored"] = "clears"
    off_label: bool = False
    even: tuple[Axis, ...] = ()
    near: tuple[WhereSpec, ...] = ()
    unless: tuple[WhereSpec, ...] = ()
    verb: Literal["any", "finite", "present"] = "any"
    through: tuple[ThroughSpec, ...] = ()
    support: Literal["none", "sentence", "paragraph"] = "none"
    yields_to: tuple[str, ...] = ()

    @property
    def frames(self) -> tuple[FrameSpec, ...]:
        """All kinds of frame."""
        return (self, *self.or_)

    @property
    def means(self) -> tuple[FrameSpec, ...]:
        """Kinds of frame that the effects of `through` are told in."""
        return tuple(
            FrameSpec(predicate=self.predicate, object=pair.effect_on)
            for pair in self.through
        )

    def covers_kind(self, kind: BlockKind) -> bool:
        """Whether the rule reports in blocks of this kind; a quotation clears."""
        cleared = kind is BlockKind.QUOTE and Axis.QUOTED not in self.even
        return super().covers_kind(kind) and not cleared


@dataclass(frozen=True)
class Fit:
    """How a claim fits a kind of frame: concepts of the subject, objects meant."""

    frame: FrameSpec
    subjects: list[Concept]
    objects: list[Mention]


def fit_frame(frame: FrameSpec, claim: Claim) -> Fit | None:
    """How a claim fits; None when the rule means others."""
    if claim.predicate.reading.name not in frame.predicate:
        return None
    subjects = [c for mention in claim.subject.mentions for c in mention.concepts]
    if frame.subject and not _is_subject(frame.subject, claim, subjects):
        return None
    objects = [*claim.objects]
    if frame.object:
        suits = frame.object.suits
        objects = [m for m in objects if any(map(suits, m.concepts))]
        if not objects:
            return None
    return Fit(frame, subjects, objects)


def _is_subject(spec: SubjectSpec, claim: Claim, subjects: Sequence[Concept]) -> bool:
    if spec.via and claim.subject.via != spec.via:
        return False
    if not subjects:
        return claim.subject.how in spec.unnamed
    if spec.unnamed and not (spec.is_ or spec.not_ or spec.via):
        return False
    return any(map(spec.suits, subjects))


def counts(spec: CountSpec, objects: Sequence[Mention]) -> bool:
    """Whether there are enough objects, from enough groups."""
    conditions = [m.of("conditions")[0] for m in objects if m.of("conditions")]
    ids = {condition.id for condition in conditions}
    groups = {condition.group for condition in conditions}
    return len(ids) >= spec.objects and len(groups) >= spec.groups
