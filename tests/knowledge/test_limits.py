from fractions import Fraction
from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.knowledge.limits import Limit, Limits, amount, load_limits
from medlint.language.resources import Language
from medlint.packs import core_rules

SOURCES = 'sources:\n  a: {cite: "A", as-of: 2026-11-22}\nrows:\n'
LIMIT = '  - {id: x, of: x, single: 5 mg, section: "S", source: [a]}\n'
RANGE = '  - {id: y, name: y, possible: ["1", "2"], source: [a]}\n'


def tables(folder: Path, limits: str = LIMIT, ranges: str = RANGE) -> Path:
    (folder / "limits.yml").write_text(SOURCES + limits, encoding="utf-8")
    (folder / "lab_ranges.yml").write_text(SOURCES + ranges, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shipped() -> Limits:
    return load_limits(core_rules() / "knowledge")


def test_loads(tmp_path: Path) -> None:
    loaded = load_limits(tables(tmp_path))
    assert loaded.by_concept["x"][0].single == "5 mg"
    assert loaded.ranges[0].names == ("y",)


@pytest.mark.parametrize(
    ("limits", "ranges", "expected"),
    [
        (LIMIT.replace("5 mg", "5mg"), RANGE, "a number and a unit"),
        (LIMIT.replace("[a]", "[b]"), RANGE, 'no source is called "b"'),
        (LIMIT + LIMIT, RANGE, 'the id "x" stands twice'),
        (LIMIT, RANGE.replace("name", "nmae"), "nmae"),
    ],
)
def test_mistakes_are_told(
    limits: str, ranges: str, expected: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as raised:
        load_limits(tables(tmp_path, limits, ranges))
    assert expected in "\n".join(p.message for p in raised.value.problems)


def test_enough_is_known(shipped: Limits) -> None:
    assert len(shipped.by_concept) >= 120
    assert len(shipped.ranges) >= 40


def test_every_row_is_of_a_known_medicine_in_known_units(
    shipped: Limits, language: Language
) -> None:
    concepts = language.claims.finder.knowledge.concepts
    known = {id_ for table, id_ in concepts if table in {"drugs", "remedies"}}
    for row in shipped.rows:
        assert row.of in known, row.id
        units = [amount(text)[1] for text in (row.single, row.daily) if text]
        units += [amount(text)[1] for text in row.plausible]
        assert set(units) | set(row.never) <= language.units.by_id.keys(), row.id


def _milligrams(text: str, language: Language) -> Fraction | None:
    value, unit = amount(text)
    found = language.units.by_id[unit].convert(value, language.units.by_id["mg"])
    return found[0] if found else None


def test_limits_agree_with_each_other(shipped: Limits, language: Language) -> None:
    def ordered(row: Limit, first: str, last: str) -> None:
        low, high = _milligrams(first, language), _milligrams(last, language)
        if low is not None and high is not None:
            assert low <= high, row.id

    for row in shipped.rows:
        if row.plausible:
            ordered(row, *row.plausible)
            if row.single:
                ordered(row, row.single, row.plausible[1])
        if row.single and row.daily and row.id != "fluoxetine":
            # Of fluoxetine, 90 mg is taken once a week.
            ordered(row, row.single, row.daily)


def test_possible_values_are_ranges_in_known_units(
    shipped: Limits, language: Language
) -> None:
    for row in shipped.ranges:
        least, most = map(Fraction, row.possible)
        assert least < most, row.id
        first = row.unit.split("/")[0]
        assert not first or first in language.units.by_id, row.id
