"""The annotated articles: every one is annotated, and the figures stay above floors.

A single finding too many or too few fails no test here: `make eval` lists it. What is
measured is written down in `docs/accuracy.md`, which must be up to date.
"""

from datetime import date
from pathlib import Path

import pytest

from medlint.evaluation.annotations import SUFFIX, read_annotated
from medlint.evaluation.floors import check_floors
from medlint.evaluation.inputs import read_inputs
from medlint.evaluation.measuring import Outcome, measure
from medlint.evaluation.results import Evaluation
from medlint.output.eval_markdown import measured_on, section, sections
from medlint.output.eval_words import floor_text
from medlint.packs import RuleSet
from medlint.source import FORMATS

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
ANNOTATED = sorted(CORPUS.glob(f"*{SUFFIX}"))
ACCURACY = ROOT / "docs" / "accuracy.md"


def on(day: date, ruleset: RuleSet) -> Outcome:
    inputs = read_inputs([str(CORPUS)])
    assert not inputs.unreadable
    return measure(inputs, ruleset, day)


@pytest.fixture(scope="module")
def published() -> str:
    return sections(ACCURACY.read_text(encoding="utf-8"))["articles"]


@pytest.fixture(scope="module")
def outcome(ruleset: RuleSet, published: str) -> Outcome:
    return on(measured_on(published), ruleset)


@pytest.fixture(scope="module")
def evaluation(outcome: Outcome) -> Evaluation:
    return outcome.evaluation


def test_every_article_is_annotated() -> None:
    articles = {path.stem for path in CORPUS.iterdir() if path.suffix in FORMATS}
    assert articles == {path.name.removesuffix(SUFFIX) for path in ANNOTATED}


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.name)
def test_marks_stand_in_their_article(path: Path) -> None:
    article = read_annotated(path)
    assert article.source.text.strip()


def test_every_article_can_be_read(outcome: Outcome) -> None:
    assert not outcome.problems


def test_marks_name_rules_that_exist(evaluation: Evaluation) -> None:
    assert not evaluation.unknown


def test_figures_stay_above_their_floors(evaluation: Evaluation) -> None:
    results = check_floors(CORPUS / "floors.yml", evaluation.sets)
    assert results
    assert not [floor_text(result) for result in results if not result.holds]


def test_the_published_figures_are_true(evaluation: Evaluation, published: str) -> None:
    (measured,) = evaluation.sets
    assert published == section(measured, evaluation), "run `make eval`"


def test_published_figures_name_their_origin() -> None:
    page = ACCURACY.read_text(encoding="utf-8")
    assert "shared/" not in page
    for part in sections(page).values():
        assert measured_on(part) >= date(2026, 11, 22)
        assert "with medlint " in part
