"""The cache of compiled knowledge: it saves time and changes nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.knowledge import compiled
from medlint.knowledge.compiled import cache_folder, load_knowledge
from medlint.knowledge.store import Knowledge
from medlint.knowledge.tables import load_tables
from medlint.packs import core_rules
from tests.knowledge.test_store import TABLES, write_tables


class Loads:
    """Counts how often tables are decoded."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, folder: Path) -> object:
        self.count += 1
        return load_tables(folder)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    write_tables(folder)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("MEDLINT_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    counted = Loads()
    monkeypatch.setattr(compiled, "load_tables", counted)
    return counted


def same(one: Knowledge, other: Knowledge) -> bool:
    return (
        one.names == other.names
        and one.relations == other.relations
        and one.concepts == other.concepts
        and one.idioms == other.idioms
    )


def test_the_second_load_is_a_hit(tables: Path, cache: Path, loads: Loads) -> None:
    first, second = load_knowledge(tables), load_knowledge(tables)
    assert loads.count == 1
    assert len([*cache.iterdir()]) == 1
    assert same(first, second)


def test_all_that_the_tables_say_is_kept(tables: Path, cache: Path) -> None:
    plain = Knowledge.from_tables(load_tables(tables))
    load_knowledge(tables)
    kept = load_knowledge(tables)
    assert same(plain, kept)
    for one, other in zip(plain.names, kept.names, strict=True):
        assert vars(one.concept) == vars(other.concept)
        assert type(other.near) is tuple
    assert cache.is_dir()


def test_the_tables_that_ship_are_kept_as_they_are(cache: Path) -> None:
    folder = core_rules() / "knowledge"
    first = load_knowledge(folder)
    assert same(first, load_knowledge(folder))
    assert cache.is_dir()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_change_of_any_table_makes_it_stale(
    name: str, tables: Path, cache: Path, loads: Loads
) -> None:
    load_knowledge(tables)
    path = tables / f"{name}.yml"
    path.write_text(path.read_text().replace("cite: A,", "cite: B,"))
    load_knowledge(tables)
    assert loads.count == 2
    assert cache.is_dir()


def test_a_change_is_seen(tables: Path, cache: Path) -> None:
    assert ("remedies", "fern") not in load_knowledge(tables).concepts
    path = tables / "remedies.yml"
    path.write_text(path.read_text().replace("moss", "fern"))
    assert ("remedies", "fern") in load_knowledge(tables).concepts
    assert cache.is_dir()


def test_a_table_taken_away_or_added_makes_it_stale(
    tables: Path, cache: Path, loads: Loads
) -> None:
    load_knowledge(tables)
    (tables / "deficiencies.yml").rename(tables / "other.txt")
    load_knowledge(tables)
    (tables / "other.txt").rename(tables / "deficiencies.yml")
    load_knowledge(tables)
    assert loads.count == 2
    assert cache.is_dir()


def test_other_files_do_not_matter(tables: Path, cache: Path, loads: Loads) -> None:
    load_knowledge(tables)
    (tables / "notes.txt").write_text("x")
    load_knowledge(tables)
    assert loads.count == 1
    assert cache.is_dir()


def test_a_copy_elsewhere_is_the_same_knowledge(
    tables: Path, cache: Path, loads: Loads, tmp_path: Path
) -> None:
    load_knowledge(tables)
    copy = tmp_path / "copy"
    copy.mkdir()
    write_tables(copy)
    load_knowledge(copy)
    assert loads.count == 1
    assert cache.is_dir()


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    "3",
    "{}",
    '{"concepts": [], "names": []}',
    '{"concepts": [["drugs"]], "names": [], "relations": []}',
    '{"concepts": [], "names": [["x", 5, []]], "relations": []}',
    '{"concepts": [], "names": [], "relations": [[1, 2]]}',
    "\udcff",
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_file_is_ignored_and_written_anew(
    content: str, tables: Path, cache: Path, loads: Loads
) -> None:
    first = load_knowledge(tables)
    (kept,) = cache.iterdir()
    kept.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert same(first, load_knowledge(tables))
    assert loads.count == 2
    assert json.loads(kept.read_text(encoding="utf-8"))["names"]


def unwritable(tmp_path: Path) -> Iterator[Path]:
    """Places where nothing can be kept, whoever runs the test."""
    file = tmp_path / "file"
    file.write_text("x")
    yield file
    yield file / "below"
    yield Path("/proc/medlint")


@pytest.mark.parametrize("index", range(3))
def test_a_folder_that_cannot_be_written_only_costs_time(
    index: int,
    tables: Path,
    loads: Loads,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = [*unwritable(tmp_path)][index]
    monkeypatch.setenv("MEDLINT_CACHE_DIR", str(place))
    assert same(load_knowledge(tables), load_knowledge(tables))
    assert loads.count == 2


def test_mistakes_are_told_and_not_kept(tables: Path, cache: Path) -> None:
    path = tables / "remedies.yml"
    path.write_text(path.read_text().replace("kind: herb", "kind: hreb"))
    for _ in range(2):
        with pytest.raises(UserError, match="hreb"):
            load_knowledge(tables)
    assert not cache.exists()


def test_nothing_is_left_beside_the_file(tables: Path, cache: Path) -> None:
    load_knowledge(tables)
    assert [path.suffix for path in cache.iterdir()] == [".json"]


@pytest.mark.parametrize(
    ("platform", "variable"),
    [("linux", "XDG_CACHE_HOME"), ("win32", "LOCALAPPDATA"), ("darwin", "HOME")],
)
def test_the_system_s_place(
    platform: str, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEDLINT_CACHE_DIR", raising=False)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    place = cache_folder()
    assert place.name == "medlint"
    assert place.is_relative_to(tmp_path)


def test_the_named_place_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    monkeypatch.setenv("MEDLINT_CACHE_DIR", str(tmp_path / "y"))
    assert cache_folder() == tmp_path / "y"
