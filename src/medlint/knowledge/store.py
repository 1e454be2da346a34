"""What the tables say, ready to be asked: concepts, and what is accepted for what.

Unknown is an answer: where no row speaks, nothing is concluded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from medlint.knowledge.rows import (
    Care,
    Condition,
    Drug,
    DrugClass,
    Indication,
    Row,
)
from medlint.knowledge.tables import (
    AnyTable,
    CareTable,
    DeficiencyTable,
    DrugTable,
    IndicationTable,
    NameTable,
)

_ANY = "any"
_INCURABLE = "incurable"
_DISEASE = "disease"


@dataclass(frozen=True)
class Concept:
    """A row as rules ask about it.

    `kind` is the kind of a condition, remedy or noun, and `drug` or `class` for
    medicines. `line` holds its own id and those of all it belongs to; flags of
    medicines include those of their classes.
    """

    table: str
    id: str
    name: str
    kind: str = ""
    group: str = ""
    flags: frozenset[str] = frozenset()
    line: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash((self.table, self.id))


@dataclass(frozen=True)
class Name:
    """A name of a concept; an ambiguous one counts near one of some words only."""

    text: str
    concept: Concept
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relation:
    """One row about accepted uses."""

    because: str
    for_: frozenset[str]
    cures: frozenset[str] = frozenset()
    off_label: frozenset[str] = frozenset()
    complete: bool = False

    def covers(self, condition: Concept, uses: frozenset[str] | None = None) -> bool:
        """Whether the row speaks of a condition, or of what it belongs to."""
        named = self.for_ if uses is None else uses
        if _ANY in named or f"group/{condition.group}" in named:
            return True
        return bool(named & condition.line)


class Knowledge:
    """All tables of the loaded packs."""

    def __init__(
        self,
        names: Sequence[Name],
        relations: Sequence[tuple[tuple[str, str], Relation]] = (),
        idioms: Sequence[str] = (),
    ) -> None:
        self.names = tuple(names)
        self.relations = tuple(relations)
        self.idioms = tuple(idioms)

    @classmethod
    def from_tables(cls, tables: Mapping[str, AnyTable]) -> "Knowledge":
        """Take over what validated tables say."""
        return cls([*_names(tables)], [*_relations(tables)], [*_idioms(tables)])

    @cached_property
    def concepts(self) -> Mapping[tuple[str, str], Concept]:
        """Concepts by table and id."""
        return {(n.concept.table, n.concept.id): n.concept for n in self.names}

    def accepted(self, intervention: Concept, condition: Concept) -> str:
        """Say why an intervention is accepted for a condition; empty if unknown."""
        for relation in self._relations_of(intervention):
            if relation.covers(condition) or relation.covers(
                condition, relation.off_label
            ):
                return relation.because
        return ""

    def cures(self, intervention: Concept, condition: Concept) -> bool:
        """Whether an intervention is known to cure a condition.

        What cures cancers does not cure an incurable one, unless a row names that.
        """
        found = self._relations_of(intervention)
        if _INCURABLE in condition.flags:
            return any(condition.id in relation.cures for relation in found)
        return any(relation.covers(condition, relation.cures) for relation in found)

    def is_off_label(self, intervention: Concept, condition: Concept) -> bool:
        """Whether a use is known to be outside all licensed and accepted ones.

        Only diseases count, and not one that a licensed use belongs to: "infection" for
        a medicine against pneumonia.
        """
        if condition.kind != _DISEASE:
            return False
        if self.accepted(intervention, condition):
            return False
        found = [*self._relations_of(intervention)]
        if not any(relation.complete for relation in found):
            return False
        wider = (self._condition(i) for relation in found for i in relation.for_)
        return not any(known and condition.id in known.line for known in wider)

    def _condition(self, name: str) -> Concept | None:
        return self.concepts.get(("conditions", name))

    def _relations_of(self, intervention: Concept) -> Iterator[Relation]:
        for name in sorted(intervention.line):
            yield from self._by_subject.get((intervention.table, name), ())

    @cached_property
    def _by_subject(self) -> Mapping[tuple[str, str], list[Relation]]:
        found: dict[tuple[str, str], list[Relation]] = {}
        for key, relation in self.relations:
            found.setdefault(key, []).append(relation)
        return found


def _relations(
    tables: Mapping[str, AnyTable],
) -> Iterator[tuple[tuple[str, str], Relation]]:
    for name, table in tables.items():
        if isinstance(table, CareTable):
            for row in table.rows:
                because = f"{row.name} is mainstream care"
                relation = Relation(because, _set(row.for_), _set(row.cures))
                yield (name, row.id), relation
        elif isinstance(table, IndicationTable):
            for use in table.rows:
                yield ("drugs", use.drug), _indication(use)
        elif isinstance(table, DeficiencyTable):
            for need in table.rows:
                for remedy in need.remedy:
                    cures = _set(need.cures)
                    relation = Relation(need.because, _set(need.for_), cures)
                    yield ("remedies", remedy), relation
                    yield ("drugs", remedy), relation


def _indication(use: Indication) -> Relation:
    return Relation(
        f"{use.drug.replace('-', ' ')} is accepted for it",
        _set(use.for_),
        _set(use.cures),
        _set(use.off_label),
        use.complete,
    )


def _names(tables: Mapping[str, AnyTable]) -> Iterator[Name]:
    for name, table in tables.items():
        if isinstance(table, NameTable):
            classes = table.classes if isinstance(table, DrugTable) else ()
            rows: dict[str, Row] = {row.id: row for row in (*classes, *table.rows)}
            for row in rows.values():
                concept = _concept(name, row, rows)
                for text in row.names:
                    yield Name(text, concept, tuple(row.ambiguous.get(text, ())))


def _idioms(tables: Mapping[str, AnyTable]) -> Iterator[str]:
    """Phrases with a name in them that mean something else."""
    for table in tables.values():
        if isinstance(table, NameTable):
            for row in table.rows:
                yield from row.idioms


def _set(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


def _concept(table: str, row: Row, rows: Mapping[str, Row]) -> Concept:
    line = _line(row.id, rows)
    kind = str(getattr(row, "kind", ""))
    flags = {str(flag) for flag in getattr(row, "flags", ())}
    if isinstance(row, Drug | DrugClass):
        kind = "drug" if isinstance(row, Drug) else "class"
        above = (getattr(rows[name], "flags", ()) for name in line)
        flags |= {str(flag) for found in above for flag in found}
    return Concept(
        table=table,
        id=row.id,
        name=row.name,
        kind="care" if isinstance(row, Care) else kind,
        group=str(row.group) if isinstance(row, Condition) else "",
        flags=frozenset(flags),
        line=line,
    )


def _line(start: str, rows: Mapping[str, Row]) -> frozenset[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name not in found and name in rows:
            found.add(name)
            ahead += rows[name].parents
    return frozenset(found)
