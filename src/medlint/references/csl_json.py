"""Reads CSL-JSON files, as reference managers write them."""

import json
from collections.abc import Iterator, Mapping

from medlint.errors import Problem, UserError, problem_at
from medlint.references.record import Author, Reference, Scheme
from medlint.references.records import body, person, reference
from medlint.text import LineIndex, Span

_FIELDS = {
    "title": "title",
    "journal": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
}
_NUMBERS = {
    Scheme.DOI: "DOI",
    Scheme.PMID: "PMID",
    Scheme.PMCID: "PMCID",
    Scheme.ISSN: "ISSN",
    Scheme.ISBN: "ISBN",
    Scheme.URL: "URL",
}
_NO_JOURNAL = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia"})
_SHAPE = 'Write a list of records: [{"id": "smith2019", "title": "…"}].'
_SPACE = " \t\r\n\ufeff"


def read_csl_json(path: str, text: str) -> tuple[Reference, ...]:
    """Read the records of a CSL-JSON file.

    Raises:
        UserError: the file is not JSON, or no list of records; all bad records.
    """
    lines = LineIndex(text)
    problems: list[Problem] = []
    found: list[Reference] = []
    for record, place in _records(path, lines):
        if isinstance(record, dict) and isinstance(record.get("title", ""), str | list):
            found.append(_reference(record))
        else:
            message = (
                "this is no record" if not isinstance(record, dict) else "no title"
            )
            problems.append(problem_at(path, lines, place, message, _SHAPE))
    if problems:
        raise UserError(problems)
    return tuple(found)


def _records(path: str, lines: LineIndex) -> Iterator[tuple[object, Span]]:
    """Yield the items of the list that a file holds, with their places."""
    text = lines.text
    decoder = json.JSONDecoder()
    at = _after_space(text, 0)
    if at == len(text):
        return
    if text[at] != "[":
        place = Span(at, at + 1)
        raise UserError([problem_at(path, lines, place, "this is no list", _SHAPE)])
    at = _after_space(text, at + 1)
    while text[at : at + 1] != "]":
        try:
            record, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            where = error.pos if isinstance(error, json.JSONDecodeError) else at
            raise UserError([_no_json(path, lines, where)]) from error
        yield record, Span(at, end)
        at = _after_space(text, end)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
            misplaced = text[at : at + 1] == "]"
        else:
            misplaced = text[at : at + 1] != "]"
        if misplaced:
            raise UserError([_no_json(path, lines, at)])


def _no_json(path: str, lines: LineIndex, at: int) -> Problem:
    hint = "Put commas between items, and close every quotation mark and bracket."
    at = min(at, len(lines.text))
    return problem_at(path, lines, Span(at, at + 1), "this is not JSON", hint)


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _reference(record: Mapping[str, object]) -> Reference:
    fields = {name: _first(record.get(key)) for name, key in _FIELDS.items()}
    fields["year"] = _year(record.get("issued"))
    if record.get("type") in _NO_JOURNAL:
        fields["journal"] = ""
    names = record.get("author") or record.get("editor") or []
    numbers = {
        scheme: list(_texts(record.get(key))) for scheme, key in _NUMBERS.items()
    }
    label = _first(record.get("citation-key")) or _first(record.get("id"))
    return reference(label, _authors(names), fields, numbers)


def _authors(names: object) -> Iterator[Author]:
    for name in names if isinstance(names, list) else []:
        if not isinstance(name, dict):
            continue
        family = _first(name.get("family"))
        if not family:
            yield body(_first(name.get("literal")) or _first(name.get("name")))
            continue
        particles = (
            _first(name.get(key))
            for key in ("dropping-particle", "non-dropping-particle")
        )
        yield person(" ".join((*particles, family)), _first(name.get("given")))


def _year(issued: object) -> str:
    """Year as digits from the ways that dates are written; "" without."""
    if not isinstance(issued, dict):
        return _first(issued)
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return _first(parts[0][0])
    return _first(issued.get("raw")) or _first(issued.get("literal"))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts and numbers of a value or list."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str | int | float) and not isinstance(one, bool):
            yield str(one)


def _first(value: object) -> str:
    return next(_texts(value), "")
