"""`medlint knowledge`: the index of retractions from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Medlint = Callable[..., Result]
SAMPLE = Path(__file__).parents[1] / "retractions" / "sample.csv"
IMPORT = ("knowledge", "import", "retraction-watch")


@pytest.fixture
def data(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDLINT_DATA_DIR", str(here / "data"))
    return here / "data"


def test_import_and_info(medlint: Medlint, data: Path) -> None:
    result = medlint(*IMPORT, str(SAMPLE), "--today", "2026-11-22")
    assert result.exit_code == 0
    assert result.stdout == "Installed. 30 notices in data/retractions.sqlite.\n"
    assert 'column OriginalPaperDOI: "see the journal" is not a DOI' in result.stderr
    assert "1 line read as Windows-1252" in result.stderr
    assert "1 notice without DOI and PMID cannot be found" in result.stderr
    shown = medlint("knowledge", "info")
    assert shown.exit_code == 0
    assert "30 notices from sample.csv" in shown.stdout
    assert "imported on 2026-11-22" in shown.stdout
    value = json.loads(medlint("knowledge", "info", "--format", "json").stdout)
    assert value["retractions"]["rows"] == 30
    assert value["retractions"]["path"] == str(data / "retractions.sqlite")


def test_nothing_installed(medlint: Medlint, data: Path) -> None:
    result = medlint("knowledge", "info")
    assert result.exit_code == 3
    assert result.stdout == "Nothing is installed in data.\n"
    value = json.loads(medlint("knowledge", "info", "--format", "json").stdout)
    assert value == {"version": 1, "retractions": None}
    assert not data.exists()


def test_another_folder(medlint: Medlint, here: Path, data: Path) -> None:
    del data
    assert medlint(*IMPORT, str(SAMPLE), "--into", "mine").exit_code == 0
    assert medlint("knowledge", "info").exit_code == 3
    assert medlint("knowledge", "info", "--in", "mine").exit_code == 0
    assert [p.name for p in (here / "mine").iterdir()] == ["retractions.sqlite"]


def test_mistakes(medlint: Medlint, here: Path, data: Path) -> None:
    (here / "bad.csv").write_text("Record ID,Title\n1,x\n")
    result = medlint(*IMPORT, "bad.csv")
    assert result.exit_code == 2
    assert "bad.csv:1:1: columns are missing: RetractionDate" in result.stderr
    assert medlint(*IMPORT, "gone.csv").exit_code == 2
    assert not list(data.glob("*"))
    (data / "retractions.sqlite").write_text("spoilt")
    damaged = medlint("knowledge", "info")
    assert damaged.exit_code == 2
    assert "medlint knowledge import retraction-watch" in damaged.stderr
