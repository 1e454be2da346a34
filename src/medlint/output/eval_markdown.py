"""Measurements as docs/accuracy.md: figures only, never a path or a sentence."""

import re
from collections.abc import Iterator
from datetime import date

from medlint import __version__
from medlint.evaluation.results import Evaluation, Kind, Measured
from medlint.output.eval_tables import Table, tables, text
from medlint.output.eval_words import CAUTION, READING, size
from medlint.output.totals import counted

_HEAD = """\
# How often the rules are right

<!-- Written by `medlint eval --format markdown`: run `make eval`, do not edit. -->

These are the figures of medlint's own rules, good and bad. Each part says what was
measured, when, and with which version. Parts that were measured on text outside this
repository stay as they are where that text is not at hand.
"""
_SECTION = re.compile(
    r"^<!-- set: (?P<name>[^>\n]*) -->\n.*?^<!-- end of (?P=name) -->\n",
    re.DOTALL | re.MULTILINE,
)
_ORDER = [Kind.ARTICLES, Kind.SENTENCES, Kind.PAGES]


def render_markdown(evaluation: Evaluation, before: str = "") -> str:
    """Write the page; sets in `before` that were not measured now are kept."""
    kept = sections(before)
    measured = {m.name: section(m, evaluation) for m in _ordered(evaluation)}
    merged = measured | {n: p for n, p in kept.items() if n not in measured}
    return "\n".join([_HEAD, *_reading(), *merged.values()])


def section(measured: Measured, evaluation: Evaluation) -> str:
    """Write the part of one set."""
    return "\n".join([*_section(measured, evaluation), ""])


def sections(page: str) -> dict[str, str]:
    """Find the parts of a page, by the name of their set."""
    return {match["name"]: match[0] for match in _SECTION.finditer(page)}


def measured_on(part: str) -> date:
    """Return the day a part was measured for.

    Raises:
        ValueError: the part names no day.
    """
    found = re.search(r"[Mm]easured for (\d{4}-\d{2}-\d{2})", part)
    if found is None:
        raise ValueError("this part does not say when it was measured")
    return date.fromisoformat(found[1])


def _ordered(evaluation: Evaluation) -> list[Measured]:
    return sorted(evaluation.sets, key=lambda m: (_ORDER.index(m.kind), m.name))


def _reading() -> Iterator[str]:
    yield "## How to read them\n"
    for term, meaning in READING.items():
        yield f"- **{term}**: {meaning}"
    yield ""


def _section(measured: Measured, evaluation: Evaluation) -> Iterator[str]:
    rules = counted(evaluation.rules, "rule")
    yield f"<!-- set: {measured.name} -->"
    yield f"## {_cell(measured.title)}\n"
    yield f"{size(measured)}."
    yield f"Measured for {evaluation.day} with medlint {__version__} and {rules}.\n"
    yield f"{CAUTION[measured.kind]}\n"
    for table in tables(measured):
        yield from _table(table)
    yield f"<!-- end of {measured.name} -->"


def _table(table: Table) -> Iterator[str]:
    yield f"### {_cell(table.title)}\n"
    yield _row(table.columns)
    yield _row(["---", *("---:" for _ in table.columns[1:])])
    for row in table.rows:
        yield _row([text(cell) for cell in row])
    yield ""
    if table.note:
        yield f"{table.note}\n"


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(value: str) -> str:
    """Keep text from outside from making markup or leaving its cell."""
    return re.sub(r"([\\|<>`\[\]*_])", r"\\\1", " ".join(value.split()))
