"""The Retraction Watch CSV, row by row, with the place of every mistake.

The real file has some 70,000 rows and lines in more than one encoding, so it is
streamed and each line is decoded for itself.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from medlint.errors import Problem, UserError
from medlint.retractions import cells
from medlint.retractions.notice import Nature, Notice
from medlint.text import Position

COLUMNS = (
    "Record ID",
    "Title",
    "RetractionDate",
    "RetractionDOI",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
"""The columns that are read; the file has further ones."""

MOST_PROBLEMS = 20


@dataclass(frozen=True, kw_only=True)
class Row:
    """A notice and the work it is about, whose identifiers may both be empty."""

    doi: str
    pmid: str
    notice: Notice


@dataclass
class CsvFile:
    """One reading of a file: rows come from `rows`, the rest is known afterwards.

    `mistakes` make the file unusable. `notes` are identifiers that could not be
    understood: their rows are kept, since the other identifier may do.
    """

    path: Path
    mistakes: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    line: int = 0
    not_utf8: int = 0
    digest: str = ""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold no mistake.

        Raises:
            UserError: the file cannot be read as such a table at all.
        """
        try:
            with self.path.open("rb") as file:
                yield from self._rows(file)
        except OSError as error:
            message = error.strerror or str(error)
            raise UserError([Problem(path=str(self.path), message=message)]) from error

    def _rows(self, file: BinaryIO) -> Iterator[Row]:
        reader = csv.reader(self._lines(file), strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            places = self._places(header)
            self.line = reader.line_num + 1
            for values in reader:
                if values and (row := self._row(values, header, places)):
                    yield row
                self.line = reader.line_num + 1
        except csv.Error as error:
            hint = "is a quotation mark open, or one too many?"
            problem = self._problem(f"the CSV breaks off: {error}", hint)
            raise UserError([*self.mistakes, problem]) from error

    def _lines(self, file: BinaryIO) -> Iterator[str]:
        digest = hashlib.sha256()
        for number, line in enumerate(file):
            digest.update(line)
            if not number:
                self._check_start(line)
            yield self._decode(line)
        self.digest = digest.hexdigest()

    def _check_start(self, line: bytes) -> None:
        if line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in line:
            utf16 = line.startswith((b"\xff\xfe", b"\xfe\xff"))
            kind = "UTF-16 text" if utf16 else "a binary file"
            self.line = 1
            raise UserError([self._problem(f"this is {kind}, not a CSV file")])

    def _decode(self, line: bytes) -> str:
        try:
            return line.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            self.not_utf8 += 1
        try:
            return line.decode("cp1252")
        except UnicodeDecodeError:
            return line.decode("latin-1")

    def _places(self, header: list[str]) -> dict[str, int]:
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            self.line = 1
            names = ", ".join(missing)
            hint = "this must be the CSV file of Retraction Watch, with its first line"
            raise UserError([self._problem(f"columns are missing: {names}", hint)])
        return {name: header.index(name) for name in COLUMNS}

    def _row(
        self, values: list[str], header: list[str], places: dict[str, int]
    ) -> Row | None:
        width = len(header)
        if len(values) < width or any(v.strip() for v in values[width:]):
            self._mistake(f"{len(values)} cells where the first line has {width}")
            return None
        cell = {name: values[place] for name, place in places.items()}
        before = len(self.mistakes)
        nature, day = self._nature(cell), self._day(cell)
        if nature is None or len(self.mistakes) > before:
            return None
        notice = Notice(
            nature=nature,
            date=day,
            notice_doi=self._identifier(cell, "RetractionDOI"),
            reasons=cells.reasons(cell["Reason"]),
            title=" ".join(cell["Title"].split()),
        )
        return Row(
            doi=self._identifier(cell, "OriginalPaperDOI"),
            pmid=self._identifier(cell, "OriginalPaperPubMedID"),
            notice=notice,
        )

    def _nature(self, cell: dict[str, str]) -> Nature | None:
        try:
            return cells.nature(cell["RetractionNature"])
        except ValueError as error:
            self._mistake(f"column RetractionNature: {error}")
            return None

    def _day(self, cell: dict[str, str]) -> date | None:
        try:
            return cells.day(cell["RetractionDate"])
        except ValueError as error:
            self._mistake(f"column RetractionDate: {error}")
            return None

    def _identifier(self, cell: dict[str, str], column: str) -> str:
        read = cells.pmid_key if column.endswith("PubMedID") else cells.doi_key
        try:
            return read(cell[column])
        except ValueError as error:
            self.notes.append(self._problem(f"column {column}: {error}"))
            return ""

    def _mistake(self, message: str) -> None:
        self.mistakes.append(self._problem(message))
        if len(self.mistakes) >= MOST_PROBLEMS:
            hint = f"these are the first {MOST_PROBLEMS} mistakes; there may be more"
            last = self._problem("reading stopped", hint)
            raise UserError([*self.mistakes, last])

    def _problem(self, message: str, hint: str = "") -> Problem:
        position = Position(max(self.line, 1), 1)
        return Problem(
            path=str(self.path), message=message, hint=hint, position=position
        )
