"""Rows that relate concepts, and what every shipped row must have."""

from collections import Counter
from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.knowledge.rows import Row
from medlint.knowledge.tables import (
    AnyTable,
    DrugTable,
    NameTable,
    fold,
    homographs,
    load_tables,
)
from medlint.language.resources import Language
from medlint.packs import core_rules
from tests.articles import article_of
from tests.knowledge.test_store import write_tables


@pytest.fixture(scope="module")
def shipped() -> dict[str, AnyTable]:
    return load_tables(core_rules() / "knowledge")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    write_tables(tmp_path)
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


UNKNOWN = [
    # table, what is written, instead of what, where it stands, what was meant
    ("indications", "drug: newmab", "drug: newmap", "indications.yml:6:12", "newmab"),
    ("indications", "for: [pneumonia]", "for: [pnuemonia]", ":6:", "pneumonia"),
    (
        "indications",
        "cures: [lung-infection]",
        "cures: [lung-infecton]",
        ":4:",
        "lung-infection",
    ),
    ("indications", "off-label: [gout]", "off-label: [gut]", ":5:", "gout"),
    (
        "deficiencies",
        "[kelp, plainol]",
        "[klep, plainol]",
        "deficiencies.yml:4:",
        "kelp",
    ),
    ("deficiencies", "for: [cough]", "for: [couhg]", ":4:", "cough"),
    ("deficiencies", "cures: [cough]", "cures: [caugh]", ":4:", "cough"),
    ("care", "[group/cancer]", "[group/cancr]", "care.yml:4:", "group/cancer"),
    ("care", "cures: [cancer, myeloma]", "cures: [cancer, myelom]", ":4:", "myeloma"),
    ("care", "[any]", "[anny]", ":5:", "any"),
]


@pytest.mark.parametrize(("table", "old", "new", "place", "meant"), UNKNOWN)
def test_an_unknown_id_is_located(
    table: str, old: str, new: str, place: str, meant: str, tables: Path
) -> None:
    change(tables, table, old, new)
    with pytest.raises(UserError) as raised:
        load_tables(tables)
    (problem,) = raised.value.problems
    wrong = (set(new.replace("[", " ").replace("]", " ").replace(",", " ").split())
             - set(old.replace("[", " ").replace("]", " ").replace(",", " ").split()))  # fmt: skip
    assert problem.message == f'no row is called "{wrong.pop()}"'
    assert f'"{meant}"' in problem.hint
    assert place in str(raised.value)


def test_all_of_them_are_told_at_once(tables: Path) -> None:
    for table, old, new, *_ in UNKNOWN[:1] + UNKNOWN[4:5] + UNKNOWN[7:8]:
        change(tables, table, old, new)
    with pytest.raises(UserError) as raised:
        load_tables(tables)
    assert len(raised.value.problems) == 3


def test_a_remedy_is_no_medicine(tables: Path) -> None:
    change(tables, "indications", "drug: newmab", "drug: kelp")
    with pytest.raises(UserError, match='no row is called "kelp"'):
        load_tables(tables)


def test_a_remedy_is_no_condition(tables: Path) -> None:
    change(tables, "deficiencies", "for: [cough]", "for: [kelp]")
    with pytest.raises(UserError, match='no row is called "kelp"'):
        load_tables(tables)


@pytest.mark.parametrize("table", ["indications", "deficiencies", "care"])
def test_an_unknown_source_is_told(table: str, tables: Path) -> None:
    path = tables / f"{table}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("source: [a]}", "source: [b]}", 1), encoding="utf-8")
    with pytest.raises(UserError, match='no source is called "b"'):
        load_tables(tables)


@pytest.mark.parametrize(
    ("table", "old", "missing"),
    [
        ("deficiencies", "because: it has iodine, ", "because"),
        ("deficiencies", "remedy: [kelp, plainol], ", "remedy"),
        ("indications", "drug: newmab, ", "drug"),
        ("care", "for: [any], ", "for"),
    ],
)
def test_a_missing_key_is_told(
    table: str, old: str, missing: str, tables: Path
) -> None:
    change(tables, table, old, "")
    with pytest.raises(UserError, match=f'"{missing}" is missing'):
        load_tables(tables)


def test_good_tables_load(tables: Path) -> None:
    assert len(load_tables(tables)) == 6


# What ships.


def rows_of(table: AnyTable) -> list[Row]:
    if not isinstance(table, NameTable):
        return []
    classes = table.classes if isinstance(table, DrugTable) else ()
    return [*classes, *table.rows]


def test_every_row_has_a_source_that_exists(shipped: dict[str, AnyTable]) -> None:
    wrong = []
    for name, table in shipped.items():
        rows = rows_of(table) or [*table.rows]
        for row in rows:
            known = [key for key in row.source if key in table.sources]
            if not known or len(known) < len(row.source):
                wrong.append((name, getattr(row, "id", row)))
    assert not wrong


def test_every_source_is_used(shipped: dict[str, AnyTable]) -> None:
    for name, table in shipped.items():
        rows = rows_of(table) or [*table.rows]
        used = {key for row in rows for key in row.source}
        assert used == set(table.sources), name


def test_every_source_says_what_to_cite(shipped: dict[str, AnyTable]) -> None:
    for table in shipped.values():
        for source in table.sources.values():
            assert source.cite.strip()
            assert source.url.startswith("https://") or not source.url


def test_every_name_folds_to_something(shipped: dict[str, AnyTable]) -> None:
    names = [
        (row.id, n) for t in shipped.values() for row in rows_of(t) for n in row.names
    ]
    assert not [pair for pair in names if not any(map(str.isalnum, fold(pair[1])))]
    assert not [pair for pair in names if pair[1] != " ".join(pair[1].split())]


def test_every_name_can_be_found(
    shipped: dict[str, AnyTable], language: Language
) -> None:
    """Each name, written as in its table, is a hit of its concept."""
    finder = language.claims.finder
    wanted: dict[tuple[str, str, str], int] = {}
    text = ""
    for table, content in shipped.items():
        for row in rows_of(content):
            for written in row.names:
                wanted[table, row.id, written] = len(text)
                text += f"{written}\n\n"
    article = article_of(text, language, "txt")
    assert article.document.text == text.rstrip("\n")
    hits = finder.hits(article)
    found = {
        (name.concept.table, name.concept.id, start)
        for index, start, _ in hits.places
        for name in finder.names_of(index, hits.extra)
    }
    missed = [
        written
        for (table, row_id, written), start in wanted.items()
        if (table, row_id, start) not in found
    ]
    assert not missed, f"{len(missed)} names, such as {missed[:12]}"


def test_ambiguous_names_have_words_that_decide(shipped: dict[str, AnyTable]) -> None:
    rows = [row for table in shipped.values() for row in rows_of(table)]
    wrong = [
        (row.id, name)
        for row in rows
        for name, words in row.ambiguous.items()
        if not words or any(not fold(word) for word in words)
    ]
    assert not wrong


def test_no_id_stands_twice(shipped: dict[str, AnyTable]) -> None:
    for name, table in shipped.items():
        ids = Counter(row.id for row in rows_of(table))
        assert not [i for i, count in ids.items() if count > 1], name


def test_no_name_stands_twice_in_a_row(shipped: dict[str, AnyTable]) -> None:
    wrong = []
    for table in shipped.values():
        for row in rows_of(table):
            sure = [name for name in row.names if name not in row.ambiguous]
            counted = Counter(map(fold, [*sure, *row.ambiguous]))
            wrong += [(row.id, n) for n, count in counted.items() if count > 1]
    assert not wrong


def test_no_concept_is_its_own_ancestor(shipped: dict[str, AnyTable]) -> None:
    for table in shipped.values():
        parents = {row.id: row.parents for row in rows_of(table)}
        for start, above in parents.items():
            ahead, seen = [*above], set[str]()
            while ahead:
                name = ahead.pop()
                assert name != start, start
                if name not in seen:
                    seen.add(name)
                    ahead += parents[name]


def test_no_pair_is_listed_twice(shipped: dict[str, AnyTable]) -> None:
    drugs = Counter(row.drug for row in shipped["indications"].rows)  # type: ignore[union-attr]  # the table of indications
    assert not [drug for drug, count in drugs.items() if count > 1]


UNDECIDED: dict[str, str] = {}
"""Names that conditions and remedies share for certain, each with the reason."""


def test_conditions_and_remedies_share_no_certain_name(
    shipped: dict[str, AnyTable],
) -> None:
    """Nobody could tell whether such a name is the illness or its remedy.

    Care is a role that a condition can have too: breastfeeding, weight loss.
    """
    certain = {
        f"{table}/{row.id}": {fold(n) for n in row.names if n not in row.ambiguous}
        for table, content in shipped.items()
        for row in rows_of(content)
    }
    undecided = {}
    for homograph in homographs(shipped):
        sure = [o for o in homograph.owners if homograph.name in certain[o]]
        tables = {owner.partition("/")[0] for owner in sure}
        if "conditions" in tables and tables & {"remedies", "drugs"}:
            undecided[homograph.name] = sure
    assert undecided.keys() == UNDECIDED.keys(), undecided
