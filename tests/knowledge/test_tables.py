import pytest

from medlint.errors import UserError
from medlint.knowledge.tables import ConditionTable, homographs, load_table, load_tables
from medlint.packs import core_rules
from medlint.schema import read_yaml

GOOD = """\
sources:
  a: {cite: A source, as-of: 2026-11-22}
rows:
  - {id: cancer, name: cancer, group: cancer, flags: [serious], source: [a]}
  - {id: breast-cancer, name: breast cancer, also: [cancer of the breast], group: cancer, parents: [cancer], source: [a]}
  - {id: cold, name: common cold, ambiguous: {cold: [virus, sneezing]}, group: infection-viral, flags: [self-limiting], source: [a]}
"""


def test_a_table_is_loaded() -> None:
    table = load_table("conditions", read_yaml("x.yml", GOOD))
    assert isinstance(table, ConditionTable)
    assert [row.id for row in table.rows] == ["cancer", "breast-cancer", "cold"]
    assert table.rows[2].names == ("common cold", "cold")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: cold", "id: cancer", 'x.yml:6:10: the id "cancer" stands twice'),
        ("id: cold", "id: A cold", "an id is small letters"),
        ("name: common cold", "name: Cancer", '"Cancer" also belongs to cancer'),
        ("[cancer of the breast]", "[breast-cancer]", "breast-cancer has a name twice"),
        ("{cold: [virus, sneezing]}", "{common-cold: [x]}", "is ambiguous and not"),
        (
            "[cancer of the breast]",
            "[BC, tumour], ambiguous: {BC: [x]}",
            '"bc" is ambiguous and not',
        ),
        ("parents: [cancer]", "parents: [cancre]", 'no row is called "cancre"'),
        ("flags: [serious], source: [a]", "source: [b]", 'no source is called "b"'),
        ("flags: [serious]", "flags: [deadly]", '"deadly" is not allowed here'),
        ("group: cancer, flags", "flags", '"group" is missing'),
    ],
)
def test_mistakes_are_located(old: str, new: str, problem: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(UserError, match=problem):
        load_table("conditions", read_yaml("x.yml", text))


def test_names_shared_between_tables_are_reported() -> None:
    remedies = (
        "sources:\n  a: {cite: A, as-of: 2026-11-22}\n"
        "rows:\n  - {id: cold-bath, name: Cold, kind: practice, source: [a]}\n"
    )
    tables = {
        "conditions": load_table("conditions", read_yaml("x.yml", GOOD)),
        "remedies": load_table("remedies", read_yaml("y.yml", remedies)),
    }
    (shared,) = homographs(tables)
    assert shared.name == "cold"
    assert shared.owners == ("conditions/cold", "remedies/cold-bath")


def test_the_tables_that_ship_are_in_order() -> None:
    for table in load_tables(core_rules() / "knowledge").values():
        assert table.rows
