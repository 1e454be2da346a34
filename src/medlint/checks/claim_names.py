"""Names in claim rules that nothing has: a misspelt class or id makes a rule dead."""

from collections.abc import Collection, Iterator, Sequence

from medlint.checks.claim_spec import TABLES, ClaimSpec, ConceptSpec, FrameSpec
from medlint.language.claims import ClaimReader
from medlint.schema import NodePath

Unknown = tuple[NodePath, str, Sequence[str]]
"""Where a name stands, the name, and what it could have been."""


def unknown_names(spec: ClaimSpec, claims: ClaimReader) -> Iterator[Unknown]:
    """Yield names that no predicate class and no table has, with their places."""
    for place, frame in _frames(spec):
        known = sorted(claims.predicates.classes)
        yield from _unknown((*place, "predicate"), frame.predicate, known)
        for key, concepts in (("subject", frame.subject), ("object", frame.object)):
            if concepts is not None:
                yield from _in_concepts((*place, key), concepts, claims)
    if spec.even_hedged is not None:
        yield from _in_concepts(("even-hedged",), spec.even_hedged, claims)
    for number, pair in enumerate(spec.through):
        place = ("through", number)
        yield from _in_concepts((*place, "effect-on"), pair.effect_on, claims)
        yield from _in_concepts((*place, "outcome"), pair.outcome, claims)
        for which, proven in enumerate(pair.proven_for):
            yield from _in_concepts((*place, "proven-for", which), proven, claims)


def _frames(spec: ClaimSpec) -> Iterator[tuple[NodePath, FrameSpec]]:
    yield (), spec
    for number, frame in enumerate(spec.or_):
        yield ("or", number), frame


def _in_concepts(
    place: NodePath, spec: ConceptSpec, claims: ClaimReader
) -> Iterator[Unknown]:
    tables = {TABLES[name] for name in spec.is_} or set(TABLES.values())
    concepts = claims.finder.knowledge.concepts.values()
    meant = [concept for concept in concepts if concept.table in tables]
    known = {
        "id": {concept.id for concept in meant},
        "kind": {concept.kind for concept in meant},
        "group": {concept.group for concept in meant},
        "flag": {flag for concept in meant for flag in concept.flags},
    }
    for key, values in known.items():
        yield from _unknown((*place, key), getattr(spec, key), sorted(values))
    if spec.not_ is not None:
        yield from _in_concepts((*place, "not"), spec.not_, claims)


def _unknown(
    place: NodePath, names: Collection[str], known: Sequence[str]
) -> Iterator[Unknown]:
    for number, name in enumerate(names):
        if name not in known:
            yield (*place, number), name, known
