"""Measurements in every format: the same figures, safe for terminals and browsers."""

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from medlint.evaluation.annotations import FindingsFile
from medlint.evaluation.floors import FloorsFile, check_floors
from medlint.evaluation.labels import LabelsFile
from medlint.evaluation.results import Evaluation, FloorResult
from medlint.language.resources import Language
from medlint.output.canvas import PlainCanvas
from medlint.output.eval_html import render_html
from medlint.output.eval_json import render_json
from medlint.output.eval_markdown import measured_on, render_markdown, sections
from medlint.output.eval_table import show_evaluation
from medlint.output.eval_words import fraction, rate
from medlint.schema import decode, read_yaml
from tests.evaluation.build import LABELS, measured, ruleset, write_article, write_rows

EVIL = '<script>alert(1)</script> & "q" \x1b[31m\u202e'
VOID = {"meta", "link", "br", "hr", "img", "input"}


@pytest.fixture(scope="session")
def evaluation(
    language: Language, tmp_path_factory: pytest.TempPathFactory
) -> Evaluation:
    folder = tmp_path_factory.mktemp("sets")
    (folder / "labels.yml").write_text(LABELS)
    text = f"# Tea\n\nThe miracle tonic {EVIL}, a superb soup.\n\nIt shrinks tumors.\n"
    marks = """\
findings:
  - {code: CLM001, line: 3, text: "miracle tonic"}
  - {code: ONC001, line: 3, text: "<script>alert(1)</script>"}
"""
    write_article(folder, "tea", text, marks)
    write_rows(
        folder / "s.jsonl",
        {"text": f"A miracle tonic. {EVIL}", "label": "plain", "source": f"a|b {EVIL}"},
        {"text": f"Bold: {EVIL}", "label": "bold"},
    )
    pages = [{"text": f"A superb soup {EVIL}"}, *[{"text": "It cures colds."}] * 7]
    write_rows(folder / "p.jsonl", *pages)
    return measured(folder, ruleset(language)).evaluation


class Checker(HTMLParser):
    """Notes whether tags are balanced, and what a browser would load or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        assert not any(name.startswith("on") or name == "src" for name in values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def table(evaluation: Evaluation, limit: int = 5) -> str:
    stream = io.StringIO()
    show_evaluation(PlainCanvas(stream), evaluation, limit)
    return stream.getvalue()


def test_the_page_is_well_formed_and_stands_alone(evaluation: Evaluation) -> None:
    page = render_html(evaluation, 100)
    checker = Checker()
    checker.feed(page)
    assert not checker.open
    assert not {"script", "img", "link", "iframe"} & set(checker.tags)
    assert len(checker.ids) == len(set(checker.ids))
    assert {link for link in checker.links if not link.startswith("#")} == set()
    assert {link[1:] for link in checker.links} <= set(checker.ids)
    assert "url(" not in page
    assert "@import" not in page
    text = "".join(checker.text)
    assert "<script>alert(1)</script>" in text
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_page_highlights_and_limits(evaluation: Evaluation) -> None:
    page = render_html(evaluation, 2)
    assert "<mark>superb soup</mark>" in page
    assert "… and 5 more" in page
    assert "Places to look at" not in render_html(evaluation, 0)


def test_the_page_tells_failed_floors_first(evaluation: Evaluation) -> None:
    result = FloorResult("articles", "all", "recall", 0.9, 0.5, holds=False)
    failed = replace(evaluation, floors=(result,))
    page = render_html(failed, 5)
    assert page.index("Below the floor") < page.index("Summary</h2>")
    assert "articles, all: recall 0.500, at least 0.9 is asked for" in page
    assert "below the floor: articles, all: recall 0.500" in table(failed)
    holding = replace(evaluation, floors=(replace(result, holds=True),))
    assert "All 1 floor hold" in render_html(holding, 5)


def test_json_has_stable_keys_and_everything(evaluation: Evaluation) -> None:
    value = json.loads(render_json(evaluation))
    assert list(value) == [
        "version", "tool", "date", "rules", "sets", "floors", "unknown",
    ]  # fmt: skip
    assert value["version"] == 1
    assert value["date"] == "2026-11-22"
    articles, sentences, pages = value["sets"]
    assert list(articles) == [
        "name", "kind", "title", "items", "words", "expected", "findings",
        "scores", "rules", "labels", "sources", "confusions",
    ]  # fmt: skip
    all_rules = articles["scores"][0]
    assert all_rules["counts"] == {
        "true_positives": 1,
        "false_positives": 2,
        "false_negatives": 1,
        "precision": {"hits": 1, "total": 3, "value": 0.3333, "low": 0.0615, "high": 0.7923},
        "recall": {"hits": 1, "total": 2, "value": 0.5, "low": 0.0945, "high": 0.9055},
        "f1": 0.4,
    }  # fmt: skip
    assert sentences["scores"][0]["figure"] == "clear"
    colds = confusions(pages, "CLM002")
    assert len(colds) == 7
    assert colds[0]["text"] == "cures colds"


def confusions(measured: Any, name: str) -> Any:
    (found,) = (s["list"] for s in measured["confusions"] if s["name"] == name)
    return found


def test_the_terminal_gets_tables_and_places(evaluation: Evaluation) -> None:
    text = table(evaluation, limit=1)
    assert re.search(
        r"^CLM001 rule-clm001 +1 +0 +0 +1\.00 \(0\.21–1\.00\)", text, re.MULTILINE
    )
    assert "    A [[superb soup]] <script>" in text
    assert "… and 6 more (--limit shows more, json has all)" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Places" not in text
    assert "[[" not in table(evaluation, limit=0)


def test_markdown_holds_figures_only(evaluation: Evaluation) -> None:
    page = render_markdown(evaluation)
    assert [*sections(page)] == ["articles", "s.jsonl", "p.jsonl"]
    assert "superb soup" not in page
    assert ".md" not in page
    assert "<script>" not in page
    assert "a\\|b \\<script\\>" in page
    assert str(measured_on(sections(page)["articles"])) == "2026-11-22"
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


def test_markdown_keeps_what_was_not_measured(evaluation: Evaluation) -> None:
    before = render_markdown(evaluation)
    articles = replace(evaluation, sets=evaluation.sets[:1], rules=99)
    page = render_markdown(articles, before)
    assert [*sections(page)] == ["articles", "s.jsonl", "p.jsonl"]
    assert "and 99 rules" in sections(page)["articles"]
    assert sections(page)["p.jsonl"] == sections(before)["p.jsonl"]
    assert render_markdown(evaluation, before) == before
    assert [*sections(render_markdown(articles, "other text"))] == ["articles"]
    with pytest.raises(ValueError, match="does not say when"):
        measured_on("no date")


def test_all_formats_are_repeatable(evaluation: Evaluation) -> None:
    for render in (render_json, render_markdown):
        assert render(evaluation) == render(evaluation)
    assert render_html(evaluation, 5) == render_html(evaluation, 5)


def test_nothing_is_rounded_to_perfection(tmp_path: Path) -> None:
    assert fraction(0.9999) == "0.99"
    assert fraction(1.0) == "1.00"
    assert fraction(None) == "–"
    assert rate(0.0018) == "0.002"
    assert rate(0) == "0.00"
    assert rate(2.039) == "2.04"
    (tmp_path / "floors.yml").write_text("{}\n")
    assert check_floors(tmp_path / "floors.yml", []) == ()


GUIDE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")


def test_the_guide_names_every_key(evaluation: Evaluation) -> None:
    value = json.loads(render_json(evaluation))
    quoted = re.findall(r"`([^`\n]+)`", GUIDE)
    named = set(re.findall(r"\w+", " ".join(quoted)))
    assert keys(value) - named <= {"gate", "passed", "note", *evaluation.unknown}


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for entry in value for key in keys(entry)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {key for entry in value.values() for key in keys(entry)}


def test_the_examples_of_the_guide_are_valid() -> None:
    annotations, labels, floors = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(decode(FindingsFile, read_yaml("x", annotations)).findings) == 3
    assert decode(LabelsFile, read_yaml("x", labels)).pages == ("clean",)
    assert decode(FloorsFile, read_yaml("x", floors)).root
