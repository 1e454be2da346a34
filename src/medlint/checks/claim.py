"""Check kind `claim`: what is said of interventions and conditions, and what is known.

A rule asks for frames by the classes of subject, predicate and object. Knowledge
(mainstream care, accepted uses), context and citations clear them as gates.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from medlint.checks.affirmation import affirmed_claims
from medlint.checks.claim_known import is_off_label, reason_of
from medlint.checks.claim_match import first_of_each, found_match
from medlint.checks.claim_plan import Plan
from medlint.checks.claim_prefilter import ClaimPrefilter
from medlint.checks.claim_spec import ClaimSpec, Fit, counts, fit_frame
from medlint.checks.claim_through import link_of, proven_gate
from medlint.checks.claim_verb import is_finite
from medlint.checks.scope import ScopeSpec, tested
from medlint.checks.where import (
    Where,
    compile_where,
    needs_around,
    needs_throughout,
    patterns_of,
)
from medlint.document import Block
from medlint.finding import Gate
from medlint.knowledge.store import Knowledge
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.claims import Asked, Claim
from medlint.language.context import Axis
from medlint.language.mentions import Mention
from medlint.language.patterns import needs_of
from medlint.language.resources import Language
from medlint.language.studies import support_near
from medlint.rule import Match, Rule

_HEDGED_STRENGTH = 2
_NOT_ASSERTED = (
    Axis.NEGATED,
    Axis.QUESTIONED,
    Axis.DEBUNKED,
    Axis.HISTORICAL,
    Axis.RESEARCH_GOAL,
    Axis.CONDITIONAL,
    Axis.QUOTED,
    Axis.DISTANCED,
    Axis.PURPOSE,
)
"""What makes a statement no claim of the page."""


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: ClaimSpec
    near: tuple[Where, ...]
    unless: tuple[Where, ...]
    predicates: frozenset[str]


class ClaimCheck:
    """Runs all claim rules over an article; frames are read once for all of them."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._claims = language.claims
        self._contexts = language.contexts
        self._approved = language.approved
        self._rules = _strict_first([_compile(rule, language) for rule in rules])
        plans = [
            Plan(frame, rule.spec, rule.near)
            for rule in self._rules
            for frame in (*rule.spec.frames, *rule.spec.means)
        ]
        self._prefilter = ClaimPrefilter(plans, language.claims)
        self._classes = {name for plan in plans for name in plan.frame.predicate}
        near = [where for rule in self._rules for where in rule.near]
        unless = [where for rule in self._rules for where in rule.unless]
        self.needs = needs_of(patterns_of(near)) | needs_throughout([*near, *unless])
        self.asked = needs_around([*near, *unless])

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate with the gates tested."""
        references = reference_blocks(article)
        for block, asked in self._blocks(article):
            if block not in references:
                claims = self._claims.in_block(article, block, asked)
                affirmed = affirmed_claims(
                    article, self._claims, self._contexts, claims
                )
                yield from self._in_block(article, block, [*claims, *affirmed])

    def _blocks(self, article: Article) -> Iterable[tuple[Block, Asked | None]]:
        if article.prefiltered and not article.explained:
            return self._prefilter.blocks(article)
        return ((block, None) for block in article.document.blocks)

    def _in_block(
        self, article: Article, block: Block, claims: Sequence[Claim]
    ) -> Iterator[Match]:
        reported: dict[str, AbstractSet[object]] = {}
        said = {claim.predicate.reading.name for claim in claims}
        for compiled in self._rules:
            if said.isdisjoint(compiled.predicates):
                continue
            if not (claims and ScopeSpec.covers_kind(compiled.spec, block.kind)):
                continue
            taken = {s for c in compiled.spec.yields_to for s in reported.get(c, ())}
            free = [
                claim
                for claim in claims
                if claim.predicate.reading.name in compiled.predicates
                and claim.sentence not in taken
            ]
            found = [(c, self._match(article, compiled, c, claims)) for c in free]
            matches = [(claim.sentence, match) for claim, match in found if match]
            yield from (match for _, match in matches if match.cleared)
            standing = [pair for pair in matches if not pair[1].cleared]
            kept = first_of_each(article, standing)
            reported[compiled.rule.code] = set(kept)
            yield from kept.values()

    def _match(
        self,
        article: Article,
        compiled: _Compiled,
        claim: Claim,
        others: Sequence[Claim],
    ) -> Match | None:
        spec = compiled.spec
        fitting = (fit_frame(frame, claim) for frame in spec.frames)
        fit = next((found for found in fitting if found is not None), None)
        if fit is None or (spec.count and not counts(spec.count, fit.objects)):
            return None
        known, objects = self._known(spec, fit)
        if not objects and fit.frame.object:
            return None
        if spec.through:
            link = link_of(article, spec.through, claim, others)
            if link is None:
                return None
            known.append(proven_gate(article, link[0], [claim, link[1]]))
        if not article.explained and any(gate.passed for gate in known):
            return None
        if not self._holds(article, compiled, claim, fit):
            return None
        gates = tested(article, self._gates(article, compiled, claim, known))
        return found_match(article, compiled.rule, claim, objects, gates)

    def _gates(
        self,
        article: Article,
        compiled: _Compiled,
        claim: Claim,
        known: Sequence[Gate],
    ) -> Iterator[Gate]:
        """All gates of a claim, the cheap ones first."""
        yield from known
        yield self._asserted(article, compiled.spec, claim)
        yield from self._support(article, compiled.spec, claim)
        for where in compiled.unless:
            yield _gate(article, where, claim)

    def _holds(
        self, article: Article, compiled: _Compiled, claim: Claim, fit: Fit
    ) -> bool:
        """Whether a frame is strong enough and stands where the rule looks."""
        spec = compiled.spec
        if spec.verb != "any" and not is_finite(article, claim, spec.verb):
            return False
        if spec.strength and self._strength(article, spec, claim, fit) < spec.strength:
            return False
        return all(where.find(article, claim.span) for where in compiled.near)

    def _asserted(self, article: Article, spec: ClaimSpec, claim: Claim) -> Gate:
        """The gate that a claim passes when the text does not make it its own."""
        for axis in _NOT_ASSERTED:
            settled = axis is Axis.QUESTIONED and claim.said_at is not None
            if axis not in spec.even and not settled:
                cue = self._contexts.cue(article, claim.predicate.span, axis)
                if cue is not None:
                    note = f'{axis}: "{cue.of(article.document.text)}"'
                    return Gate("not asserted", passed=True, note=note)
        return Gate("not asserted", passed=False, note="")

    def _strength(
        self, article: Article, spec: ClaimSpec, claim: Claim, fit: Fit
    ) -> int:
        strength = claim.predicate.reading.strength
        grave = spec.even_hedged
        if grave and any(grave.suits(c) for m in fit.objects for c in m.concepts):
            return strength
        if self._contexts.cue(article, claim.predicate.span, Axis.HEDGED):
            return min(strength, _HEDGED_STRENGTH)
        return strength

    def _known(self, spec: ClaimSpec, fit: Fit) -> tuple[list[Gate], list[Mention]]:
        """What the tables say: a gate, and the objects that are left."""
        knowledge, objects = self._knowledge, fit.objects
        if spec.off_label:
            return [], [o for o in objects if is_off_label(knowledge, fit.subjects, o)]
        if spec.accepted == "ignored" or not objects:
            return [], objects
        left, because = [], ""
        for mention in objects:
            reason = reason_of(knowledge, spec, fit.subjects, mention)
            because = because or reason
            if not reason:
                left.append(mention)
        gate = Gate("accepted care", passed=not left, note=because)
        return [gate], left or objects

    def _support(
        self, article: Article, spec: ClaimSpec, claim: Claim
    ) -> Iterator[Gate]:
        if self._approved:
            note = self._approved.find(article, claim.sentence)
            yield Gate("approved wording", passed=bool(note), note=note)
        if spec.support == "none":
            return
        citation = support_near(article, claim.span, spec.support)
        note = f"no citation in the {spec.support}"
        if citation:
            note = f'"{citation.span.of(article.document.text) or citation.kind}"'
        yield Gate(f"cited: {spec.support}", passed=citation is not None, note=note)

    @cached_property
    def _knowledge(self) -> Knowledge:
        return self._claims.finder.knowledge


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: ClaimSpec = rule.spec
    near = compile_where(spec.near, language)
    unless = compile_where(spec.unless, language)
    predicates = frozenset(name for f in spec.frames for name in f.predicate)
    return _Compiled(rule, spec, near, unless, predicates)


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
