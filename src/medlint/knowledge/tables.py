"""Loading knowledge tables: typed rows, every mistake at once, homographs reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from medlint.errors import Problem, UserError
from medlint.knowledge.rows import (
    Care,
    Condition,
    ConditionGroup,
    Deficiency,
    Drug,
    DrugClass,
    Indication,
    Noun,
    Remedy,
    Row,
    SourceSpec,
)
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path

R = TypeVar("R", bound=Row)


class Table(Model, Generic[R]):
    """A table: its sources by key, and its rows."""

    sources: dict[str, SourceSpec]
    rows: tuple[R, ...]


class ConditionTable(Table[Condition]):
    """`knowledge/conditions.yml`."""


class DrugTable(Table[Drug]):
    """`knowledge/drugs.yml`; `classes` are the drug classes its rows belong to."""

    classes: tuple[DrugClass, ...] = ()


class RemedyTable(Table[Remedy]):
    """`knowledge/remedies.yml`."""


class CareTable(Table[Care]):
    """`knowledge/care.yml`."""


class NounTable(Table[Noun]):
    """`knowledge/nouns.yml`."""


class IndicationTable(Model):
    """`knowledge/indications.yml`: accepted uses of medicines."""

    sources: dict[str, SourceSpec]
    rows: tuple[Indication, ...]


class DeficiencyTable(Model):
    """`knowledge/deficiencies.yml`: accepted uses of what is on the watch-list."""

    sources: dict[str, SourceSpec]
    rows: tuple[Deficiency, ...]


NameTable = ConditionTable | DrugTable | RemedyTable | CareTable | NounTable
"""A table whose rows are concepts with names."""
PairTable = IndicationTable | DeficiencyTable
"""A table whose rows relate concepts of others."""
AnyTable = NameTable | PairTable

TABLES: Mapping[str, type[AnyTable]] = {
    "conditions": ConditionTable,
    "drugs": DrugTable,
    "remedies": RemedyTable,
    "care": CareTable,
    "nouns": NounTable,
    "indications": IndicationTable,
    "deficiencies": DeficiencyTable,
}
"""Model of each table, by file name."""


@dataclass(frozen=True)
class Homograph:
    """A name that several concepts of one or more tables share."""

    name: str
    owners: tuple[str, ...]


def load_table(name: str, file: YamlFile) -> AnyTable:
    """Decode and check one table.

    Raises:
        UserError: unknown keys or values, duplicate ids or names, unknown parents or
            sources, names that are ambiguous and certain at once.
    """
    table = decode(TABLES[name], file)
    problems = [*_row_problems(file, table)]
    if problems:
        raise UserError(problems)
    return table


def load_tables(folder: Path) -> dict[str, AnyTable]:
    """Load the tables of a pack's `knowledge` folder that are there.

    Raises:
        UserError: every mistake in every table.
    """
    problems: list[Problem] = []
    tables: dict[str, AnyTable] = {}
    files: dict[str, YamlFile] = {}
    for name in TABLES:
        path = folder / f"{name}.yml"
        if path.is_file():
            try:
                files[name] = read_yaml_path(path)
                tables[name] = load_table(name, files[name])
            except UserError as error:
                problems += error.problems
    if not problems:
        problems += pair_problems(files, tables)
    if problems:
        raise UserError(problems)
    return tables


def homographs(
    tables: Mapping[str, AnyTable],
) -> list[Homograph]:
    """Names that belong to concepts of more than one table, in order."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for table_name, table in tables.items():
        if isinstance(table, NameTable):
            for row in table.rows:
                for name in {fold(n) for n in row.names}:
                    owners[name].append(f"{table_name}/{row.id}")
    shared = ((n, o) for n, o in sorted(owners.items()) if len(o) > 1)
    return [Homograph(name, tuple(found)) for name, found in shared]


def fold(name: str) -> str:
    """Names are compared without letter case and hyphens."""
    return " ".join(name.lower().replace("-", " ").split())


def pair_problems(
    files: Mapping[str, YamlFile], tables: Mapping[str, AnyTable]
) -> Iterator[Problem]:
    """Find ids in relations that no row of the other tables has."""
    ids = {name: _ids(table) for name, table in tables.items()}
    conditions = ids.get("conditions", set())
    known = conditions | {f"group/{g}" for g in ConditionGroup} | {"any"}
    medicines = ids.get("drugs", set())
    remedies = ids.get("remedies", set()) | medicines
    for name, table in tables.items():
        for index, row in enumerate(table.rows):
            fields: list[tuple[str, Sequence[str], set[str]]] = []
            if isinstance(row, Care):
                fields = [("for", row.for_, known), ("cures", row.cures, known)]
            elif isinstance(row, Indication):
                fields = [
                    ("drug", [row.drug], medicines),
                    ("for", row.for_, known),
                    ("cures", row.cures, known),
                    ("off-label", row.off_label, known),
                ]
            elif isinstance(row, Deficiency):
                fields = [
                    ("remedy", row.remedy, remedies),
                    ("for", row.for_, known),
                    ("cures", row.cures, known),
                ]
            for field, values, allowed in fields:
                for value in values:
                    if value not in allowed:
                        message = f'no row is called "{value}"'
                        hint = did_you_mean(value, allowed)
                        place = ("rows", index, field)
                        yield files[name].problem(place, message, hint)


def _ids(table: AnyTable) -> set[str]:
    if not isinstance(table, NameTable):
        return set()
    classes = table.classes if isinstance(table, DrugTable) else ()
    return {row.id for row in (*table.rows, *classes)}


def _row_problems(file: YamlFile, table: AnyTable) -> Iterator[Problem]:
    if isinstance(table, NameTable):
        yield from _concept_problems(file, table)
        return
    rows: Sequence[Indication | Deficiency] = table.rows
    for index, row in enumerate(rows):
        yield from _source_problems(file, ("rows", index), row.source, table.sources)


def _concept_problems(file: YamlFile, table: NameTable) -> Iterator[Problem]:
    groups: list[tuple[str, Sequence[Row]]] = [("rows", table.rows)]
    if isinstance(table, DrugTable):
        groups.insert(0, ("classes", table.classes))
    ids = {row.id for _, rows in groups for row in rows}
    seen: dict[str, str] = {}
    taken: set[str] = set()
    for group, rows in groups:
        for index, row in enumerate(rows):
            place = (group, index)
            if row.id in taken:
                yield file.problem((*place, "id"), f'the id "{row.id}" stands twice')
            taken.add(row.id)
            yield from _name_problems(file, place, row, seen)
            yield from _reference_problems(file, place, row, table, ids)


def _name_problems(
    file: YamlFile, place: tuple[str, int], row: Row, seen: dict[str, str]
) -> Iterator[Problem]:
    certain = [n for n in row.names if n not in row.ambiguous]
    for name in certain:
        owner = seen.setdefault(fold(name), row.id)
        if owner != row.id:
            hint = "list it under ambiguous in both, with the words that decide"
            yield file.problem(
                (*place, "name"), f'"{name}" also belongs to {owner}', hint
            )
    # The name itself may be ambiguous: it also says how the row is called.
    listed = row.names[1:]
    doubled = {fold(n) for n in certain} & {fold(n) for n in row.ambiguous}
    doubled |= {fold(n) for n in row.ambiguous if listed.count(n) > 1}
    repeated = len(certain) - len({fold(n) for n in certain})
    for name in sorted(doubled):
        yield file.problem((*place, "ambiguous"), f'"{name}" is ambiguous and not')
    if repeated:
        yield file.problem((*place, "name"), f"{row.id} has a name twice")


def _reference_problems(
    file: YamlFile,
    place: tuple[str, int],
    row: Row,
    table: NameTable,
    ids: set[str],
) -> Iterator[Problem]:
    for parent in row.parents:
        if parent not in ids:
            hint = did_you_mean(parent, ids)
            yield file.problem(
                (*place, "parents"), f'no row is called "{parent}"', hint
            )
    yield from _source_problems(file, place, row.source, table.sources)


def _source_problems(
    file: YamlFile,
    place: tuple[str, int],
    keys: Sequence[str],
    sources: Mapping[str, SourceSpec],
) -> Iterator[Problem]:
    for key in keys:
        if key not in sources:
            hint = did_you_mean(key, sources)
            yield file.problem((*place, "source"), f'no source is called "{key}"', hint)
