"""The one entrance to measuring: inputs and rules in, an evaluation out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from medlint.errors import Problem
from medlint.evaluation.annotations import AnnotatedArticle
from medlint.evaluation.articles import measure_articles
from medlint.evaluation.inputs import Inputs
from medlint.evaluation.lints import Lints
from medlint.evaluation.pages import measure_pages
from medlint.evaluation.results import Evaluation, Measured
from medlint.evaluation.rows import RowSet
from medlint.evaluation.sentences import measure_sentences
from medlint.packs import RuleSet


@dataclass(frozen=True)
class Outcome:
    """An evaluation, and what of the inputs could not be read completely."""

    evaluation: Evaluation
    problems: tuple[Problem, ...]


def measure(
    inputs: Inputs, ruleset: RuleSet, day: date, *, known: frozenset[str] = frozenset()
) -> Outcome:
    """Measure the rules on everything that was read.

    Articles are linted on the day in their findings file, rows on `day`. `known` are
    the codes of all rules, on or off: marks of rules that are off do not count, marks
    of codes that no rule has count as misses.
    """
    lints = Lints(ruleset)
    on = {rule.code for rule in ruleset.rules}
    articles = [_narrowed(article, on, known - on) for article in inputs.articles]
    sets: list[Measured] = []
    if articles:
        sets.append(measure_articles(articles, inputs.labels, lints))
    row_sets = sorted(inputs.row_sets, key=lambda rows: not rows.is_labelled)
    sets += [_measure_rows(rows, inputs, lints, day) for rows in row_sets]
    evaluation = Evaluation(
        day=day,
        rules=len(ruleset.rules),
        sets=tuple(_named_apart(sets)),
        unknown=_unknown(articles, on | known),
    )
    return Outcome(evaluation, tuple(lints.problems))


def _measure_rows(rows: RowSet, inputs: Inputs, lints: Lints, day: date) -> Measured:
    run = measure_sentences if rows.is_labelled else measure_pages
    return run(rows, inputs.labels, lints, day)


def _narrowed(
    article: AnnotatedArticle, on: set[str], off: frozenset[str] | set[str]
) -> AnnotatedArticle:
    """Leave out marks that only rules which are off could answer."""
    marks = tuple(
        mark
        for mark in article.marks
        if mark.code not in off or any(code in on for code in mark.codes)
    )
    return replace(article, marks=marks)


def _unknown(articles: Sequence[AnnotatedArticle], known: set[str]) -> dict[str, int]:
    """Count the marks of codes that no rule has."""
    codes = Counter(mark.code for article in articles for mark in article.marks)
    return {code: codes[code] for code in sorted(codes.keys() - known)}


def _named_apart(sets: Sequence[Measured]) -> Iterator[Measured]:
    """Number sets where two files have the same name."""
    seen: Counter[str] = Counter()
    for measured in sets:
        seen[measured.name] += 1
        number = seen[measured.name]
        name = f"{measured.name} ({number})" if number > 1 else measured.name
        yield replace(measured, name=name)
