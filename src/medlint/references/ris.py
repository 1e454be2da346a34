"""Reads RIS files."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import rispy  # type: ignore[import-untyped]  # it ships no types

from medlint.errors import Problem, UserError, problem_at
from medlint.references.bodies import is_body
from medlint.references.record import Author, Reference, Scheme
from medlint.references.records import body, person, reference
from medlint.text import LineIndex, Span

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z\d])  ?- ?")
_LIKE_TAG = re.compile(r"[A-Za-z][A-Za-z\d]\s*-\s")
_FIELDS = {
    "title": ("title", "primary_title", "translated_title"),
    "journal": (
        *("journal_name", "alternate_title3", "secondary_title"),
        *("alternate_title2", "alternate_title1"),
    ),
    "year": ("year", "publication_year", "date"),
    "volume": ("volume",),
    "issue": ("number",),
    "pages": ("start_page",),
}
_NO_JOURNAL = frozenset({"BOOK", "CHAP", "CONF", "CPAPER", "THES", "RPRT", "EBOOK"})


def read_ris(path: str, text: str) -> tuple[Reference, ...]:
    """Read the records of a RIS file.

    Raises:
        UserError: records without beginning or end, all of them; or a file without any.
    """
    problems = list(_problems(path, text))
    if problems:
        raise UserError(problems)
    return tuple(_reference(record) for record in rispy.loads(text.lstrip("\ufeff")))


def _problems(path: str, text: str) -> Iterator[Problem]:
    """Yield records that are not closed, and lines outside of records."""
    lines = LineIndex(text)
    opened: Span | None = None
    seen = False
    for number in range(1, len(lines.starts) + 1):
        place = lines.line(number)
        line = place.of(text).lstrip("\ufeff")
        match = _TAG.match(line)
        tag = match["tag"] if match else ""
        if tag == "TY":
            if opened is not None:
                yield _unclosed(path, lines, opened)
            opened, seen = place, True
        elif tag == "ER":
            opened = None
        elif opened is None and (tag or _LIKE_TAG.match(line)):
            hint = "Begin each record with a line like “TY  - JOUR”."
            yield problem_at(path, lines, place, "this stands outside a record", hint)
    if opened is not None:
        yield _unclosed(path, lines, opened)
    if not seen and text.strip():
        hint = "Begin each record with a line like “TY  - JOUR”."
        yield Problem(path=path, message="no RIS records", hint=hint)


def _unclosed(path: str, lines: LineIndex, place: Span) -> Problem:
    hint = "End it with a line “ER  - ”."
    return problem_at(path, lines, place, "this record is not closed", hint)


def _reference(record: Mapping[str, Any]) -> Reference:
    fields = {
        name: next((str(record[key]) for key in keys if record.get(key)), "")
        for name, keys in _FIELDS.items()
    }
    if record.get("type_of_reference") in _NO_JOURNAL:
        fields["journal"] = ""
    if record.get("end_page") and fields["pages"] != record["end_page"]:
        fields["pages"] += f"-{record['end_page']}"
    names = record.get("authors") or record.get("first_authors") or ()
    number = str(record.get("accession_number", ""))
    numbers = {
        Scheme.DOI: [str(record.get("doi", ""))],
        Scheme.PMID: [number] if number.isdecimal() and len(number) <= 8 else [],
        Scheme.PMCID: [number] if number.startswith("PMC") else [],
        Scheme.URL: [str(url) for url in record.get("urls", ())],
    }
    label = str(record.get("id", ""))
    return reference(label, (_author(str(name)) for name in names), fields, numbers)


def _author(name: str) -> Author:
    """Read "Smith, John, Jr"; a name without comma is a body, or a surname alone."""
    family, comma, given = name.partition(",")
    if not comma:
        return body(name) if " " in name.strip() or is_body(name) else person(name, "")
    return person(family, given.partition(",")[0])
