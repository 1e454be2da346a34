"""Build the index from a CSV file, beside its place, and move it there when whole."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from medlint.errors import Problem, UserError
from medlint.retractions.csv_file import CsvFile
from medlint.retractions.index import APPLICATION, FILE_NAME, SCHEMA

_TABLES = f"""\
PRAGMA journal_mode = OFF;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE notice (
    doi TEXT NOT NULL, pmid TEXT NOT NULL, nature TEXT NOT NULL, date TEXT NOT NULL,
    notice_doi TEXT NOT NULL, reasons TEXT NOT NULL, title TEXT NOT NULL
);
"""
_INDEXES = """\
CREATE INDEX by_doi ON notice (doi) WHERE doi <> '';
CREATE INDEX by_pmid ON notice (pmid) WHERE pmid <> '';
"""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did.

    `without_identifier` rows can never be found. `notes` name identifiers that could
    not be understood, `not_utf8` counts lines read as Windows-1252.
    """

    path: Path
    rows: int
    without_identifier: int
    not_utf8: int
    notes: tuple[Problem, ...]


def import_retraction_watch(source: Path, directory: Path, today: date) -> Imported:
    """Build the index of a folder from a CSV file; replace the old one at the end.

    Raises:
        UserError: mistakes in the file; nothing is replaced.
        OSError: the folder cannot be written to; nothing is replaced.
    """
    directory.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".tmp", "retractions-", directory)
    os.close(handle)
    beside, place = Path(name), directory / FILE_NAME
    try:
        imported = _build(source, beside, place, today)
        _settle(beside)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return imported


def _build(source: Path, beside: Path, place: Path, today: date) -> Imported:
    table = CsvFile(source)
    with closing(sqlite3.connect(beside)) as connection:
        connection.executescript(_TABLES)
        insert = "INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?, ?)"
        rows = connection.executemany(insert, _values(table)).rowcount
        if table.mistakes:
            raise UserError(table.mistakes)
        if rows <= 0:
            message = "there are no rows below the first line"
            raise UserError([Problem(path=str(source), message=message)])
        connection.executescript(_INDEXES)
        manifest = {
            "source": source.name,
            "sha256": table.digest,
            "rows": str(rows),
            "imported": today.isoformat(),
        }
        connection.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())
        connection.commit()
        nameless = "SELECT count(*) FROM notice WHERE doi = '' AND pmid = ''"
        (without,) = connection.execute(nameless).fetchone()
    return Imported(
        path=place,
        rows=rows,
        without_identifier=without,
        not_utf8=table.not_utf8,
        notes=tuple(table.notes),
    )


def _values(table: CsvFile) -> Iterator[tuple[str, ...]]:
    for row in table.rows():
        notice = row.notice
        yield (
            row.doi,
            row.pmid,
            notice.nature.value,
            notice.date.isoformat() if notice.date else "",
            notice.notice_doi,
            ";".join(notice.reasons),
            notice.title,
        )


def _settle(path: Path) -> None:
    """Have the bytes on the disk, with the rights of any new file, before the move."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
