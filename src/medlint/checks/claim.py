"""Check kind `claim`: what is said of interventions and conditions, and what is known.

A rule asks for frames by the classes of subject, predicate and object. Knowledge
(mainstream care, accepted uses), context and citations clear them as gates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from medlint.checks.scope import ScopeSpec
from medlint.checks.where import Where, WhereSpec, compile_where, patterns_of
from medlint.document import Block, BlockKind
from medlint.finding import Gate
from medlint.knowledge.store import Concept, Knowledge
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.claims import Claim
from medlint.language.context import Axis
from medlint.language.mentions import Mention
from medlint.language.patterns import needs_of
from medlint.language.resources import Language
from medlint.language.studies import support_near
from medlint.rule import Match, Rule
from medlint.schema import Model
from medlint.text import Span

Table = Literal["condition", "drug", "remedy", "care", "noun"]
Unnamed = Literal["unknown", "pronoun", "implied", "order", "nobody", "research"]
_TABLES = {
    "condition": "conditions",
    "drug": "drugs",
    "remedy": "remedies",
    "care": "care",
    "noun": "nouns",
}
_HEDGED_STRENGTH = 2
_NOT_ASSERTED = (
    Axis.NEGATED,
    Axis.QUESTIONED,
    Axis.DEBUNKED,
    Axis.HISTORICAL,
    Axis.RESEARCH_GOAL,
    Axis.CONDITIONAL,
    Axis.QUOTED,
)
"""What makes a statement no claim of the page."""


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
        tables = {_TABLES[name] for name in self.is_}
        return (
            (not tables or concept.table in tables)
            and (not self.id or bool(concept.line & set(self.id)))
            and (not self.kind or concept.kind in self.kind)
            and (not self.group or concept.group in self.group)
            and (not self.flag or bool(concept.flags & set(self.flag)))
            and not (self.not_ and self.not_.suits(concept))
        )


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


class ClaimSpec(ScopeSpec, FrameSpec):
    """Report frames with this `subject`, `predicate` class and `object`.

    A claim has to be asserted: what is denied, asked, rebutted, quoted, conditional, a
    goal of research or a thing of the past is cleared; axes under `even` do not clear.
    `or` are further kinds of frame. `strength` is the least strength after hedges, on
    the scale of 0 to 5; for objects of `even-hedged` hedges do not count.
    `accepted: clears` leaves out what care, indications and deficiencies accept, and
    what no table knows of a medicine; `accepted: cured` only what they say is cured;
    `off-label` asks for uses outside all licensed ones. `near` must hold, `unless`
    clears. `support` is where a citation clears. `yields-to` are codes of stricter
    rules: where one of them reports the same sentence, this rule is silent.
    """

    or_: tuple[FrameSpec, ...] = ()
    strength: int = 0
    even_hedged: ConceptSpec | None = None
    count: CountSpec | None = None
    accepted: Literal["clears", "cured", "ignored"] = "clears"
    off_label: bool = False
    even: tuple[Axis, ...] = ()
    near: tuple[WhereSpec, ...] = ()
    unless: tuple[WhereSpec, ...] = ()
    support: Literal["none", "sentence", "paragraph"] = "none"
    yields_to: tuple[str, ...] = ()

    @property
    def frames(self) -> tuple[FrameSpec, ...]:
        """All kinds of frame."""
        return (self, *self.or_)

    def covers_kind(self, kind: BlockKind) -> bool:
        """Whether the rule reports in blocks of this kind; a quotation clears."""
        cleared = kind is BlockKind.QUOTE and Axis.QUOTED not in self.even
        return super().covers_kind(kind) and not cleared


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: ClaimSpec
    near: tuple[Where, ...]
    unless: tuple[Where, ...]


class ClaimCheck:
    """Runs all claim rules over an article; frames are read once for all of them."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._claims = language.claims
        self._contexts = language.contexts
        self._approved = language.approved
        self._rules = _strict_first([_compile(rule, language) for rule in rules])
        conditions = [w for r in self._rules for w in (*r.near, *r.unless)]
        self.needs = needs_of(patterns_of(conditions))

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        references = reference_blocks(article)
        for block in self._blocks(article):
            if block not in references:
                yield from self._in_block(article, block)

    def _in_block(self, article: Article, block: Block) -> Iterator[Match]:
        claims = self._claims.in_block(article, block)
        reported: dict[str, set[Span]] = {}
        for compiled in self._rules:
            if not (claims and ScopeSpec.covers_kind(compiled.spec, block.kind)):
                continue
            taken = {s for c in compiled.spec.yields_to for s in reported.get(c, ())}
            free = [claim for claim in claims if claim.sentence not in taken]
            found = [(c, self._match(article, compiled, c)) for c in free]
            matches = [(claim.sentence, match) for claim, match in found if match]
            yield from (match for _, match in matches if match.cleared)
            kept = _first_of_each([pair for pair in matches if not pair[1].cleared])
            reported[compiled.rule.code] = set(kept)
            yield from kept.values()

    def _match(
        self, article: Article, compiled: _Compiled, claim: Claim
    ) -> Match | None:
        spec = compiled.spec
        fitting = (_fit(frame, claim) for frame in spec.frames)
        fit = next((found for found in fitting if found is not None), None)
        if fit is None or not self._holds(article, compiled, claim, fit):
            return None
        gates, objects = self._known(spec, fit)
        if not objects and fit.frame.object:
            return None
        if spec.count and not _counts(spec.count, objects):
            return None
        gates.append(self._asserted(article, spec, claim))
        gates += [_gate(article, where, claim) for where in compiled.unless]
        gates += self._support(article, spec, claim)
        return _found(article, compiled.rule, claim, objects, gates)

    def _holds(
        self, article: Article, compiled: _Compiled, claim: Claim, fit: "_Fit"
    ) -> bool:
        """Whether a frame is strong enough and stands where the rule looks."""
        spec = compiled.spec
        if spec.strength and self._strength(article, spec, claim, fit) < spec.strength:
            return False
        return all(where.find(article, claim.span) for where in compiled.near)

    def _asserted(self, article: Article, spec: ClaimSpec, claim: Claim) -> Gate:
        """The gate that a claim passes when the text does not make it its own."""
        for axis in _NOT_ASSERTED:
            if axis not in spec.even:
                cue = self._contexts.cue(article, claim.predicate.span, axis)
                if cue is not None:
                    note = f'{axis}: "{cue.of(article.document.text)}"'
                    return Gate("not asserted", passed=True, note=note)
        return Gate("not asserted", passed=False, note="")

    def _strength(
        self, article: Article, spec: ClaimSpec, claim: Claim, fit: "_Fit"
    ) -> int:
        strength = claim.predicate.reading.strength
        grave = spec.even_hedged
        if grave and any(grave.suits(c) for m in fit.objects for c in m.concepts):
            return strength
        if self._contexts.cue(article, claim.predicate.span, Axis.HEDGED):
            return min(strength, _HEDGED_STRENGTH)
        return strength

    def _known(self, spec: ClaimSpec, fit: "_Fit") -> tuple[list[Gate], list[Mention]]:
        """What the tables say: a gate, and the objects that are left."""
        knowledge, objects = self._knowledge, fit.objects
        if spec.off_label:
            return [], [o for o in objects if _off_label(knowledge, fit.subjects, o)]
        if spec.accepted == "ignored" or not objects:
            return [], objects
        left, because = [], ""
        for mention in objects:
            reason = _reason(knowledge, spec, fit.subjects, mention)
            because = because or reason
            if not reason:
                left.append(mention)
        gate = Gate("accepted care", passed=not left, note=because)
        return [gate], left or objects

    def _support(
        self, article: Article, spec: ClaimSpec, claim: Claim
    ) -> Iterator[Gate]:
        if self._approved:
            note = self._approved.find(article, claim.sentence, claim.span)
            yield Gate("approved wording", passed=bool(note), note=note)
        if spec.support == "none":
            return
        citation = support_near(article, claim.span, spec.support)
        note = f"no citation in the {spec.support}"
        if citation:
            note = f'"{citation.span.of(article.document.text) or citation.kind}"'
        yield Gate(f"cited: {spec.support}", passed=citation is not None, note=note)

    def _blocks(self, article: Article) -> list[Block]:
        """Blocks in which the subject or the predicate of a rule may stand."""
        starts: set[int] = set()
        for compiled in self._rules:
            for frame in compiled.spec.frames:
                starts.update(self._anchors(article, frame))
        blocks: set[Block] = set()
        for start in starts:
            block = article.block_at(start)
            if block not in blocks:
                blocks.add(block)
                blocks.update(_below(article, block))
        return sorted(blocks, key=lambda block: block.span)

    def _anchors(self, article: Article, spec: FrameSpec) -> Iterator[int]:
        """Where the rarer of subject and predicate is named, for the prefilter."""
        subject = spec.subject
        if subject and subject.is_ and not subject.unnamed:
            for table in subject.is_:
                yield from self._claims.finder.starts(article, _TABLES[table])
            return
        for name in spec.predicate:
            yield from self._claims.predicates.starts(article, name)

    @cached_property
    def _knowledge(self) -> Knowledge:
        return self._claims.finder.knowledge


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: ClaimSpec = rule.spec
    near = compile_where(spec.near, language)
    return _Compiled(rule, spec, near, compile_where(spec.unless, language))


def _first_of_each(matches: Sequence[tuple[Span, Match]]) -> dict[Span, Match]:
    """One finding for each sentence; further places in it are named with the first."""
    first: dict[Span, Match] = {}
    for sentence, match in sorted(matches, key=lambda pair: _reading_order(pair[1])):
        if sentence not in first:
            first[sentence] = match
        elif not match.span.overlaps(first[sentence].span):
            related = (*first[sentence].related, (match.span, "also here"))
            first[sentence] = replace(first[sentence], related=related)
    return first


def _reading_order(match: Match) -> tuple[int, int]:
    return match.span.start, -match.span.end


def _gate(article: Article, where: Where, claim: Claim) -> Gate:
    """Test an exception: contexts bear on the predicate, words on the whole claim."""
    if where.spec.context is None:
        return where.gate(article, claim.span)
    return where.gate(article, claim.predicate.span)


def _strict_first(rules: Sequence[_Compiled]) -> list[_Compiled]:
    """Rules in an order in which each stands behind those it yields to."""
    waiting, ordered = list(rules), []
    while waiting:
        codes = {compiled.rule.code for compiled in waiting}
        free = [c for c in waiting if not codes & set(c.spec.yields_to)] or waiting[:1]
        ordered += free
        waiting = [c for c in waiting if c not in free]
    return ordered


def _below(article: Article, block: Block) -> Iterator[Block]:
    """Blocks that may speak of what a block names: its section, or its list."""
    if block.kind is BlockKind.HEADING:
        for section in article.sections_at(block.span.start)[-1:]:
            yield from article.blocks_in(section.span)
        return
    after = article.block_after(block)
    while after is not None and after.kind is BlockKind.LIST_ITEM:
        yield after
        after = article.block_after(after)


@dataclass(frozen=True)
class _Fit:
    """How a claim fits a kind of frame: concepts of the subject, objects meant."""

    frame: FrameSpec
    subjects: list[Concept]
    objects: list[Mention]


def _fit(frame: FrameSpec, claim: Claim) -> _Fit | None:
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
    return _Fit(frame, subjects, objects)


def _is_subject(spec: SubjectSpec, claim: Claim, subjects: Sequence[Concept]) -> bool:
    if spec.via and claim.subject.via != spec.via:
        return False
    if not subjects:
        return claim.subject.how in spec.unnamed
    return any(map(spec.suits, subjects))


def _off_label(
    knowledge: Knowledge, subjects: Sequence[Concept], mention: Mention
) -> bool:
    drugs = [c for c in subjects if c.table == "drugs"]
    conditions = mention.of("conditions")
    return bool(drugs and conditions) and all(
        knowledge.is_off_label(drug, condition)
        for drug in drugs
        for condition in conditions
    )


def _reason(
    knowledge: Knowledge, spec: ClaimSpec, subjects: Sequence[Concept], mention: Mention
) -> str:
    """Why one of the subjects is accepted for a condition; empty if none is known."""
    pairs = [(s, c) for s in subjects for c in mention.of("conditions")]
    for subject, condition in pairs:
        if spec.accepted == "clears":
            reason = knowledge.accepted(subject, condition)
            if reason:
                return reason
        if knowledge.cures(subject, condition):
            return f"{subject.name} can cure it"
    tables = {subject.table for subject in subjects}
    if spec.accepted != "clears" or not pairs or "remedies" in tables:
        return ""
    if "drugs" in tables and not _off_label(knowledge, subjects, mention):
        return "no table says what this medicine does here"
    return ""


def _counts(spec: CountSpec, objects: Sequence[Mention]) -> bool:
    conditions = [m.of("conditions")[0] for m in objects if m.of("conditions")]
    ids = {condition.id for condition in conditions}
    groups = {condition.group for condition in conditions}
    return len(ids) >= spec.objects and len(groups) >= spec.groups


def _found(
    article: Article,
    rule: Rule,
    claim: Claim,
    objects: Sequence[Mention],
    gates: Sequence[Gate],
) -> Match:
    text = article.document.text
    things = [m for m in claim.subject.mentions if m.of("remedies", "drugs", "care")]
    named = (things or [*claim.subject.mentions])[-1:]
    captures = {
        "match": claim.span.of(text),
        "predicate": claim.predicate.span.of(text),
        "subject": named[0].span.of(text) if named else "this",
        "object": objects[0].span.of(text) if objects else "",
        "objects": ", ".join(m.span.of(text) for m in objects),
    }
    related = []
    if named and not claim.span.overlaps(named[0].span):
        words = "what is said to act"
        if claim.subject.origin:
            words += f", from {claim.subject.origin}"
        related.append((named[0].span, words))
    return Match(rule, claim.span, tuple(gates), captures, tuple(related))
