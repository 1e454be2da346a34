"""From the CSV file to the index, and what the index finds."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.retractions.importing import import_retraction_watch
from medlint.retractions.index import FILE_NAME, RetractionIndex, open_index
from medlint.retractions.notice import Nature

SAMPLE = Path(__file__).with_name("sample.csv")
TODAY = date(2026, 11, 22)
HEADER = SAMPLE.read_bytes().split(b"\r\n")[0].removeprefix(b"\xef\xbb\xbf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    import_retraction_watch(SAMPLE, folder, TODAY)
    return folder


@pytest.fixture
def index(folder: Path) -> Iterator[RetractionIndex]:
    found = open_index(folder)
    assert found is not None
    with found:
        yield found


def test_the_manifest(index: RetractionIndex) -> None:
    manifest = index.manifest
    assert (manifest.source, manifest.rows) == ("sample.csv", 30)
    assert manifest.imported == TODAY
    assert len(manifest.sha256) == 64


@pytest.mark.parametrize(
    ("doi", "nature"),
    [
        ("10.5555/aim.2018.001", Nature.RETRACTION),
        ("10.5555/aim.2017.044", Nature.RETRACTION),
        ("https://doi.org/10.5555/AIM.2017.044", Nature.RETRACTION),
        ("10.5555/fmj.2019.17", Nature.RETRACTION),
        ("10.5555/fmj.2014.9", Nature.RETRACTION),
        ("10.5555/jin.2017.6", Nature.REINSTATEMENT),
        ("10.5555/jin.2018.8", Nature.CORRECTION),
        ("10.5555/jis.2019.9", Nature.RETRACTION),
        ("10.5555/aim.2020.12", Nature.RETRACTION),
        ("10.5555/aim.2013.14", Nature.RETRACTION),
        ("10.5555/jin.2015.16", Nature.RETRACTION),
        ("10.5555/fmj.2010.17", Nature.RETRACTION),
        ("10.5555/fmj.2011.18", Nature.CONCERN),
        ("10.5555/jid.2015.20", Nature.RETRACTION),
        ("10.5555/aim.2009.24", Nature.RETRACTION),
        ("10.5555/0002-8703(2004)1<2:astf>3.0.co;2-x", Nature.RETRACTION),
        ("10.5555/aim.2022.29", Nature.RETRACTION),
        ("10.5555/aim.2020.r1", None),
        ("unavailable", None),
        ("10.5555/unknown", None),
        ("no identifier", None),
        ("", None),
    ],
)
def test_by_doi(doi: str, nature: Nature | None, index: RetractionIndex) -> None:
    found = index.find(doi=doi)
    assert (found and found.nature) == nature


def test_by_pmid(index: RetractionIndex) -> None:
    notice = index.find(pmid="9000010")
    assert notice is not None
    assert notice.title == "A case of hiccups"
    assert index.find(pmid="29700027") is not None
    assert index.find(pmid="0") is None
    assert index.find(doi="10.5555/unknown", pmid="24000004") == index.find(
        doi="10.5555/fmj.2014.9"
    )


def test_a_notice(index: RetractionIndex) -> None:
    notice = index.find(doi="10.5555/fmj.2014.9")
    assert notice is not None
    assert notice.date == date(2016, 11, 2)
    assert notice.notice_doi == "10.5555/fmj.2016.r5"
    assert notice.reasons == ("Manipulation of Images",)
    spanish = index.find(pmid="22600013")
    assert spanish is not None
    assert spanish.title == "Dosis de manzanilla en niños: estudio piloto"
    wrapped = index.find(pmid="23900014")
    assert wrapped is not None
    assert wrapped.title == "Ginger tea in early pregnancy"


def test_what_the_import_tells(tmp_path: Path) -> None:
    done = import_retraction_watch(SAMPLE, tmp_path / "new", TODAY)
    assert done.path == tmp_path / "new" / FILE_NAME
    assert (done.rows, done.without_identifier, done.not_utf8) == (30, 1, 1)
    assert [(n.position and n.position.line, n.message) for n in done.notes] == [
        (30, 'column RetractionDOI: "see notes" is not a DOI'),
        (30, 'column OriginalPaperDOI: "see the journal" is not a DOI'),
    ]


def csv_of(*rows: bytes) -> bytes:
    return b"\r\n".join([HEADER, *rows, b""])


def row(**cells: str) -> bytes:
    values = {
        "RetractionDate": "1/31/2020 0:00",
        "OriginalPaperDOI": "10.5555/x",
        "RetractionNature": "Retraction",
        **cells,
    }
    return ",".join(values.get(n, "") for n in HEADER.decode().split(",")).encode()


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "columns are missing: Record ID, Title"),
        (b"a,b\r\n1,2\r\n", 1, "columns are missing"),
        (HEADER + b"\r\n", None, "there are no rows"),
        (csv_of(row(RetractionDate="31/12/2020")), 2, "column RetractionDate"),
        (csv_of(row(), row(RetractionNature="Undone")), 3, "column RetractionNature"),
        (csv_of(row(), b"1,2,3"), 3, "3 cells where the first line has 21"),
        (csv_of(row() + b",more"), 2, "22 cells where the first line has 21"),
        (csv_of(b'"' + b"open, " * 30_000), 2, "the CSV breaks off"),
        (csv_of(row(), row()[:-1] + b'"open', row()), 3, "the CSV breaks off"),
        ("Record ID,Title".encode("utf-16"), 1, "this is UTF-16 text"),
        (b"PK\x03\x04\0\0", 1, "this is a binary file"),
    ],
)
def test_mistakes_are_located_and_replace_nothing(
    content: bytes, line: int | None, message: str, tmp_path: Path
) -> None:
    import_retraction_watch(SAMPLE, tmp_path, TODAY)
    before = (tmp_path / FILE_NAME).read_bytes()
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    with pytest.raises(UserError, match=message) as caught:
        import_retraction_watch(bad, tmp_path, TODAY)
    (problem,) = caught.value.problems
    assert problem.path == str(bad)
    assert (problem.position and problem.position.line) == line
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.csv", FILE_NAME]


def test_every_mistake_is_told_up_to_a_limit(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(csv_of(*[row(RetractionDate="never")] * 50))
    with pytest.raises(UserError) as caught:
        import_retraction_watch(bad, tmp_path, TODAY)
    assert len(caught.value.problems) == 21
    gone = tmp_path / "gone.csv"
    with pytest.raises(UserError, match="No such file"):
        import_retraction_watch(gone, tmp_path, TODAY)


def test_no_index(tmp_path: Path) -> None:
    assert open_index(tmp_path) is None
    assert open_index(tmp_path / "nowhere") is None


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (x)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.write_bytes(b"not a database" * 100), "is damaged"),
        (lambda path: path.write_bytes(b""), "is damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "is damaged"),
        (_newer, "a newer version"),
        (_foreign, "is damaged"),
    ],
)
def test_a_file_that_cannot_be_used(
    spoil: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    import_retraction_watch(SAMPLE, tmp_path, TODAY)
    spoil(tmp_path / FILE_NAME)
    with pytest.raises(UserError, match=message) as caught:
        look_up(tmp_path)
    assert "medlint knowledge import" in caught.value.problems[0].hint


def look_up(folder: Path) -> None:
    found = open_index(folder)
    assert found is not None
    with found:
        found.find(doi="10.5555/aim.2018.001")


def test_readers_in_threads_and_a_replacement_meanwhile(tmp_path: Path) -> None:
    import_retraction_watch(SAMPLE, tmp_path, TODAY)
    index = open_index(tmp_path)
    assert index is not None
    with index, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: index.find(pmid="9000010"), range(200)))
        import_retraction_watch(SAMPLE, tmp_path, TODAY)
        assert index.find(pmid="9000010") is not None
    assert len(set(found)) == 1


def test_looking_things_up_imports_nothing_heavy(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from medlint.retractions.index import open_index\n"
        f"index = open_index(Path({str(folder)!r})); assert index.find(pmid='9000010')\n"
        "print([m for m in ('spacy', 'pydantic', 'yaml', 'httpx', 'rich') if m in "
        "sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
