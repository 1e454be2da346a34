"""Answers kept on disk between runs; a cache that fails only costs requests."""

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time

FILE_NAME = "answers.sqlite"

_DAY = 86_400.0
_TABLE = """\
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, body BLOB, kept REAL NOT NULL
) WITHOUT ROWID"""
_FAULTS = (sqlite3.Error, OSError, zlib.error, UnicodeDecodeError)


@dataclass(frozen=True)
class Kept:
    """An answer from the cache: its text, or None where the work was unknown."""

    body: str | None


class AnswerCache:
    """Answers by a digest of the question. Close it after use."""

    def __init__(
        self, folder: Path, days: float, clock: Callable[[], float] = time
    ) -> None:
        self._days = days
        self._clock = clock
        self._connection = _open(folder / FILE_NAME)
        with suppress(*_FAULTS):
            self._forget_old()

    def get(self, key: str) -> Kept | None:
        """Return what was kept and is not too old."""
        if self._connection is None:
            return None
        with suppress(*_FAULTS):
            query = "SELECT body, kept FROM answer WHERE key = ?"
            row = self._connection.execute(query, (key,)).fetchone()
            if row is not None and self._is_fresh(*row):
                body = None if row[0] is None else zlib.decompress(row[0]).decode()
                return Kept(body)
        return None

    def put(self, key: str, body: str | None) -> None:
        """Keep an answer."""
        if self._connection is None:
            return
        with suppress(*_FAULTS):
            data = None if body is None else zlib.compress(body.encode())
            insert = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)"
            with self._connection:
                self._connection.execute(insert, (key, data, self._clock()))

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _is_fresh(self, body: bytes | None, kept: float) -> bool:
        """Whether to trust an answer; unknown works may be registered any day."""
        days = self._days if body is not None else min(self._days, 1.0)
        # A clock that was set back makes answers from the future.
        return 0 <= self._clock() - kept < days * _DAY

    def _forget_old(self) -> None:
        if self._connection is not None:
            oldest = self._clock() - self._days * _DAY
            with self._connection:
                self._connection.execute("DELETE FROM answer WHERE kept < ?", (oldest,))


def _open(path: Path) -> sqlite3.Connection | None:
    """Open the file, or a new one in the place of a damaged one."""
    for _ in range(2):
        connection = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=2)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_TABLE)
            connection.commit()
        except sqlite3.OperationalError:
            _close(connection)
            return None
        except sqlite3.DatabaseError:
            _close(connection)
            with suppress(OSError):
                path.unlink()
        except OSError:
            return None
        else:
            return connection
    return None


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()
