"""Labelled sentences and clean pages: JSON Lines, one object with a `text` a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medlint.errors import Problem, UserError
from medlint.evaluation.labels import Labels
from medlint.schema import did_you_mean
from medlint.text import Position

SUFFIX = ".jsonl"
MAX_BYTES = 200_000_000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Row:
    """One sentence or page; `flags` are the keys whose value is true or not empty."""

    text: str
    label: str
    source: str
    line: int
    borderline: bool
    flags: frozenset[str]


@dataclass(frozen=True)
class RowSet:
    """A file of labelled sentences, or of clean pages."""

    path: str
    rows: tuple[Row, ...]
    is_labelled: bool

    @property
    def name(self) -> str:
        """The file's name, by which `labels.yml` knows it."""
        return Path(self.path).name


class _RowError(Exception):
    """Why a line is no row, what to do, and where in it this is (from 0)."""

    def __init__(self, message: str, hint: str = "", at: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.at = message, hint, at


def read_rows(path: Path, labels: Labels) -> RowSet:
    """Read a JSONL file of sentences that are labelled, or of pages that are not.

    Raises:
        UserError: every line that is broken, has no text, or has a new unknown label.
    """
    reading = _Reading(path.as_posix(), labels)
    for number, data in _lines(path):
        reading.take(number, data)
    if not reading.problems:
        reading.problems += _set_problems(reading)
    if reading.problems:
        raise UserError(reading.problems)
    rows = tuple(reading.rows)
    return RowSet(path.as_posix(), rows, is_labelled=not _is_page(rows[0], labels))


@dataclass
class _Reading:
    """The rows of one file so far, and what is wrong with it."""

    path: str
    labels: Labels
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def take(self, number: int, data: bytes) -> None:
        """Read one line."""
        try:
            row = _row(data, number)
            self._check_label(row.label)
        except _RowError as error:
            self.problems.append(
                Problem(
                    path=self.path,
                    message=error.message,
                    hint=error.hint,
                    position=Position(number, error.at + 1),
                    line=data.decode("utf-8", "backslashreplace"),
                )
            )
        else:
            self.rows.append(row)

    def _check_label(self, label: str) -> None:
        """Refuse a label that nothing explains, once for all lines that have it."""
        known = self.labels.known()
        if not label or label in known or label in self.unknown:
            return
        if not self.labels.path and self.unknown:
            return
        self.unknown.add(label)
        if not self.labels.path:
            message = f'nothing says what labels like "{label}" mean'
            raise _RowError(message, "name the file that does with --labels")
        message = f'{self.labels.path} does not say what the label "{label}" means'
        raise _RowError(message, did_you_mean(label, known))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield numbered lines that hold something."""
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            message = f"{size:,} bytes are over the limit of {MAX_BYTES:,}"
            raise UserError([Problem(path=path.as_posix(), message=message)])
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                data = line.removeprefix(_BOM) if number == 1 else line
                if data.strip():
                    yield number, data.rstrip(b"\r\n")
    except OSError as error:
        message = error.strerror or str(error)
        raise UserError([Problem(path=path.as_posix(), message=message)]) from error


def _row(data: bytes, number: int) -> Row:
    value = _object(data)
    text, label = value.get("text"), value.get("label")
    if not isinstance(text, str) or not text.strip():
        raise _RowError('there is no "text" to read')
    if label is not None and not isinstance(label, str):
        raise _RowError('"label" must be text')
    return Row(
        text=text,
        label=label or "",
        source=str(value.get("source") or ""),
        line=number,
        borderline=bool(value.get("borderline")),
        flags=frozenset(key for key, entry in value.items() if entry),
    )


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8 text"
        raise _RowError(message, "save the file as UTF-8", at) from error
    except json.JSONDecodeError as error:
        hint = "each line is one JSON object"
        raise _RowError(f"not valid JSON: {error.msg}", hint, error.pos) from error
    except (RecursionError, ValueError) as error:
        message = "not readable JSON: too deep, or a number that is too long"
        raise _RowError(message) from error
    if not isinstance(value, dict):
        raise _RowError("a JSON object is expected here", 'write {"text": "…"}')
    return value


def _set_problems(reading: _Reading) -> Iterator[Problem]:
    rows, labels = reading.rows, reading.labels
    if not rows:
        yield Problem(path=reading.path, message="there is nothing in this file")
    for row in rows:
        if _is_page(row, labels) != _is_page(rows[0], labels):
            yield Problem(
                path=reading.path,
                message="sentences with a label and pages without are mixed here",
                hint="give each kind a file of its own",
                position=Position(row.line, 1),
            )
            return


def _is_page(row: Row, labels: Labels) -> bool:
    return not row.label or row.label in labels.pages
