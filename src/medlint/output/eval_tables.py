"""The tables of a measurement: rows of cells, laid out by each format in its way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from medlint.evaluation.measures import Counts, Share
from medlint.evaluation.results import Kind, Measured, RuleScore, Score
from medlint.output.eval_words import (
    NONE,
    fraction,
    headlines,
    rate,
    score_name,
    with_interval,
)

Cell = str | Share
"""Text, or a share that is shown with its interval."""

Row = tuple[Cell, ...]

_COUNTED = ("right", "wrong", "missed", "precision", "recall", "F1")
_RATE = "per 1,000 words"
_LEVELS = ("errors", "warnings", "notes")


@dataclass(frozen=True)
class Table:
    """A titled table; the first column names the row, the others hold figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


def tables(measured: Measured) -> Iterator[Table]:
    """Yield the tables of a set, those that hold something."""
    yield from (table for table in _MAKERS[measured.kind](measured) if table.rows)


def summary(sets: Iterable[Measured]) -> Iterator[Table]:
    """Yield a short table for each set: the lines that a hurried reader should see."""
    columns = ("rules", "precision", "recall", "F1", "findings " + _RATE)
    for measured in sets:
        rows = tuple(
            (
                score_name(score),
                *_shares(score.counts),
                NONE if measured.kind is Kind.SENTENCES else rate(score.rate),
            )
            for score in headlines(measured)
        )
        yield Table(measured.title, columns, rows)


def text(cell: Cell) -> str:
    """Write a cell."""
    return cell if isinstance(cell, str) else with_interval(cell)


def _of_articles(measured: Measured) -> Iterator[Table]:
    families = tuple(
        (s.title, *_counted(s.counts), *_shares(s.anywhere)[:2])
        for s in measured.scores
        if not _is_empty(s)
    )
    columns = ("rules", *_COUNTED, "precision anywhere", "recall anywhere")
    yield Table("By family", columns, families)
    rules = tuple((_name(r), *_counted(r.counts)) for r in _speaking(measured))
    yield Table("By rule", ("rule", *_COUNTED), rules)
    yield from _by_source(measured, "type")


def _of_sentences(measured: Measured) -> Iterator[Table]:
    scores = tuple(
        (score_name(s), *_counted(s.counts))
        for s in measured.scores
        if not _is_empty(s)
    )
    yield Table("By question", ("rules", *_COUNTED), scores)
    rules = tuple(
        (_name(rule), f"{rule.findings:,}", rule.precision)
        for rule in _speaking(measured)
        if rule.precision is not None
    )
    yield Table("By rule, clear cases only", ("rule", "findings", "precision"), rules)
    yield from _by_label(measured)
    yield from _by_source(measured, "source")


def _of_pages(measured: Measured) -> Iterator[Table]:
    scores = tuple((s.title, f"{s.findings:,}", rate(s.rate)) for s in measured.scores)
    yield Table("All findings", ("rules", "findings", _RATE), scores)
    speaking = _speaking(measured)
    rules = tuple(
        (_name(r), r.severity, f"{r.findings:,}", rate(r.rate)) for r in speaking
    )
    silent = len(measured.rules) - len(speaking)
    note = f"The other {silent} rules found nothing." if silent else ""
    yield Table("By rule", ("rule", "level", "findings", _RATE), rules, note)
    sources: list[Row] = []
    for source in measured.sources:
        rates = {score.name: rate(score.rate) for score in source.scores}
        levels = (rates[level] for level in _LEVELS)
        sources.append(
            (source.source, f"{source.items:,}", f"{source.words:,}", *levels)
        )
    columns = ("source", "pages", "words", *_LEVELS)
    yield Table("By source, findings per 1,000 words", columns, tuple(sources))


_MAKERS = {
    Kind.ARTICLES: _of_articles,
    Kind.SENTENCES: _of_sentences,
    Kind.PAGES: _of_pages,
}


def _by_label(measured: Measured) -> Iterator[Table]:
    titles = {(s.question, s.name): s.title for s in measured.scores}
    for key, title in titles.items():
        rows = tuple(
            (
                label.label + " (borderline)" * label.borderline,
                label.role,
                str(label.fired.hits),
                str(label.fired.total),
                label.fired,
            )
            for label in measured.labels
            if (label.question, label.group) == key
        )
        columns = ("label", "expected", "reported", "of", "share")
        yield Table(f"By label: {title}", columns, rows)


def _by_source(measured: Measured, name: str) -> Iterator[Table]:
    first = measured.sources[0].scores if measured.sources else ()
    for i, score in enumerate(first):
        rows = tuple(
            (source.source, f"{source.items:,}", *_counted(source.scores[i].counts))
            for source in measured.sources
            if not _is_empty(source.scores[i])
        )
        title = f"By {name}: {score_name(score)}"
        yield Table(title, (name, f"{measured.kind.value}", *_COUNTED), rows)


def _speaking(measured: Measured) -> Sequence[RuleScore]:
    """Rules that found something or were expected to."""
    return [
        rule
        for rule in measured.rules
        if rule.findings or (rule.counts and not rule.counts.is_empty)
    ]


def _name(rule: RuleScore) -> str:
    return f"{rule.code} {rule.slug or rule.title}"


def _is_empty(score: Score) -> bool:
    return score.counts is None or score.counts.is_empty


def _counted(counts: Counts | None) -> Row:
    if counts is None:
        return (NONE,) * len(_COUNTED)
    numbers = (counts.right, counts.wrong, counts.missed)
    return (*(f"{number:,}" for number in numbers), *_shares(counts))


def _shares(counts: Counts | None) -> Row:
    if counts is None:
        return (NONE, NONE, NONE)
    return (counts.precision, counts.recall, fraction(counts.f1))
