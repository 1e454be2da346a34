"""The installed index: an SQLite file that is opened read-only and looked things up in.

A file is never changed once it is in place, only replaced, so any number of processes
and threads may read it.
"""

import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from medlint.errors import Problem, UserError
from medlint.retractions.cells import doi_key, pmid_key
from medlint.retractions.notice import Nature, Notice, standing

FILE_NAME = "retractions.sqlite"
SCHEMA = 1
APPLICATION = 0x6D6C7278
"""Marks our files among SQLite's, in the header field meant for it ("mlrx")."""

_DATA = "MEDLINT_DATA_DIR"
_IMPORT = "build it again: medlint knowledge import retraction-watch FILE.csv"
_MANIFEST = "SELECT key, value FROM manifest"
_NOTICES = """\
SELECT nature, date, notice_doi, reasons, title FROM notice WHERE doi = ? AND doi <> ''
UNION ALL
SELECT nature, date, notice_doi, reasons, title FROM notice
WHERE pmid = ? AND pmid <> '' AND (doi <> ? OR doi = '')
"""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Where an index comes from; `rows` are those of the file it was built from."""

    schema: int
    source: str
    sha256: str
    rows: int
    imported: date


class RetractionIndex:
    """An open index. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = Lock()
        self.manifest = self._read_manifest()

    def find(self, doi: str = "", pmid: str = "") -> Notice | None:
        """Return the notice that says how a work stands; None for an unknown work.

        Identifiers may be written in any usual way; one that is none finds nothing.

        Raises:
            UserError: the file is damaged.
        """
        doi, pmid = _key(doi_key, doi), _key(pmid_key, pmid)
        if not doi and not pmid:
            return None
        try:
            with self._lock:
                found = self._connection.execute(_NOTICES, (doi, pmid, doi)).fetchall()
            return standing(_notice(row) for row in found)
        except (sqlite3.Error, ValueError) as error:
            raise _damaged(self.path) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read_manifest(self) -> Manifest:
        values = dict(self._connection.execute(_MANIFEST))
        return Manifest(
            schema=SCHEMA,
            source=values["source"],
            sha256=values["sha256"],
            rows=int(values["rows"]),
            imported=date.fromisoformat(values["imported"]),
        )


def open_index(directory: Path | None = None) -> RetractionIndex | None:
    """Open the index of a folder, or of the user's data folder; None without one.

    Raises:
        UserError: the file is damaged, or was written by another version.
    """
    path = (directory or data_folder()) / FILE_NAME
    if not path.is_file():
        return None
    try:
        # `immutable` needs no lock files, so the folder may be read-only.
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise _damaged(path) from error
    try:
        _check_version(path, connection)
        return RetractionIndex(path, connection)
    except (sqlite3.Error, KeyError, ValueError) as error:
        connection.close()
        raise _damaged(path) from error
    except UserError:
        connection.close()
        raise


def data_folder() -> Path:
    """Where imported data is kept: `MEDLINT_DATA_DIR`, or the system's place."""
    if named := os.environ.get(_DATA):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "medlint"


def _check_version(path: Path, connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise _damaged(path)
    if schema != SCHEMA:
        age = "a newer" if schema > SCHEMA else "an older"
        message = f"this index was built by {age} version of medlint"
        hint = f"update medlint, or {_IMPORT}" if schema > SCHEMA else _IMPORT
        raise UserError([Problem(path=str(path), message=message, hint=hint)])


def _damaged(path: Path) -> UserError:
    message = "this is not an index of retractions, or it is damaged"
    return UserError([Problem(path=str(path), message=message, hint=_IMPORT)])


def _key(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except ValueError:
        return ""


def _notice(row: tuple[str, str, str, str, str]) -> Notice:
    nature, day, notice_doi, reasons, title = row
    return Notice(
        nature=Nature(nature),
        date=date.fromisoformat(day) if day else None,
        notice_doi=notice_doi,
        reasons=tuple(reasons.split(";")) if reasons else (),
        title=title,
    )
