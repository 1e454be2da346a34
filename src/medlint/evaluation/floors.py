"""Floors: the figures below which a measurement fails."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from medlint.errors import Problem, UserError
from medlint.evaluation.results import FloorResult, Kind, Measured, Score
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path

STRICT = "strict"

_Fraction = Annotated[float | None, Field(ge=0, le=1)]


class Floor(Model):
    """Least precision, recall and F1, and most findings per 1,000 words."""

    precision: _Fraction = None
    recall: _Fraction = None
    f1: _Fraction = None
    most_per_1000_words: Annotated[float | None, Field(ge=0)] = None


class FloorsFile(RootModel[dict[str, dict[str, Floor]]]):
    """`floors.yml`: by set and family (or rule, or group of `labels.yml`)."""


def check_floors(path: Path, sets: Sequence[Measured]) -> tuple[FloorResult, ...]:
    """Compare figures with a floors file; sets that were not measured are left out.

    Raises:
        UserError: mistakes in the file, or floors for something that has no figures.
    """
    file = read_yaml_path(path)
    floors = decode(FloorsFile, file).root
    problems: list[Problem] = []
    results: list[FloorResult] = []
    for measured in sets:
        scores = _scores(measured)
        for name, floor in floors.get(measured.name, {}).items():
            if name in scores:
                results += _results(measured.name, scores[name], floor)
            else:
                problems.append(_unknown(file, measured, name, scores))
    if problems:
        raise UserError(problems)
    return tuple(results)


def _unknown(
    file: YamlFile, measured: Measured, name: str, scores: dict[str, Score]
) -> Problem:
    message = f'{measured.name} has no figures called "{name}"'
    hint = did_you_mean(name, scores)
    return file.problem((measured.name, name), message, hint, key=True)


def _scores(measured: Measured) -> dict[str, Score]:
    """Figures by name; of sentences the strict ones."""
    scores = {
        score.name: score
        for score in measured.scores
        if measured.kind is not Kind.SENTENCES or score.figure == STRICT
    }
    for rule in measured.rules:
        scores.setdefault(
            rule.code,
            Score(
                name=rule.code,
                title=rule.title,
                findings=rule.findings,
                words=rule.words,
                counts=rule.counts,
            ),
        )
    return scores


def _results(set_name: str, score: Score, floor: Floor) -> Iterator[FloorResult]:
    counts = score.counts
    figures = (
        ("precision", floor.precision, counts.precision.value if counts else None),
        ("recall", floor.recall, counts.recall.value if counts else None),
        ("f1", floor.f1, counts.f1 if counts else None),
    )
    for measure, least, value in figures:
        if least is not None:
            holds = value is None or value >= least
            yield FloorResult(set_name, score.name, measure, least, value, holds)
    most, rate = floor.most_per_1000_words, score.rate
    if most is not None:
        holds = rate is None or rate <= most
        measure = "findings per 1,000 words"
        yield FloorResult(set_name, score.name, measure, most, rate, holds)
