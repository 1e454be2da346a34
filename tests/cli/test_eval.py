"""`medlint eval` on the rules of the house pack."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Medlint = Callable[..., Result]

TEXT = "# Tea\n\nTry the miracle tonic and the superb soup.\n"
MARKS = """\
today: 2026-11-22
findings:
  - {code: HSE001, line: 3, text: miracle tonic}
"""
LABELS = """\
groups:
  house: {title: The house, rules: [HSE]}
questions:
  - {name: q, title: Praise, labels: {praise: positive, none: negative}, judged-by: [house]}
"""


@pytest.fixture
def corpus(here: Path) -> Path:
    folder = here / "corpus"
    folder.mkdir()
    (folder / "tea.md").write_text(TEXT)
    (folder / "tea.findings.yml").write_text(MARKS)
    (folder / "labels.yml").write_text(LABELS)
    return folder


def test_a_corpus(medlint: Medlint, corpus: Path) -> None:
    del corpus
    result = medlint("eval", "corpus", "--today", "2026-11-22")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(
        """\
articles
1 article, 9 words, 1 mark, 2 findings (222.22 per 1,000 words)

By family
rules      right  wrong  missed         precision            recall    F1\
  precision anywhere   recall anywhere
all rules      1      1       0  0.50 (0.09–0.91)  1.00 (0.21–1.00)  0.67\
    0.50 (0.09–0.91)  1.00 (0.21–1.00)
"""
    )
    assert result.stdout.endswith("with medlint 0.1.0 and 4 rules for 2026-11-22.\n")
    assert "Try the miracle tonic and the [[superb soup]]." in result.stdout


def test_formats_and_files(medlint: Medlint, corpus: Path, here: Path) -> None:
    del corpus
    as_json = medlint("eval", "corpus", "--format", "json")
    assert json.loads(as_json.stdout)["version"] == 1
    assert medlint("eval", "corpus", "--format", "html").stdout.startswith("<!doctype")
    both = medlint("eval", "corpus", "--output", "out/a.html", "--output", "a.md")
    assert both.stdout.startswith("articles\n")
    assert (here / "out" / "a.html").read_text("utf-8").startswith("<!doctype html>")
    assert "<!-- set: articles -->" in (here / "a.md").read_text("utf-8")
    named = medlint("eval", "corpus", "--format", "json", "--output", "x.txt")
    assert named.stdout == ""
    assert json.loads((here / "x.txt").read_text("utf-8"))["rules"] == 4
    table = medlint("eval", "corpus", "--output", "t.txt")
    assert (here / "t.txt").read_text("utf-8") == table.stdout
    assert sorted(p.name for p in here.iterdir() if p.name.startswith(".")) == [".git"]


def test_a_file_that_cannot_be_written(
    medlint: Medlint, corpus: Path, here: Path
) -> None:
    del corpus
    (here / "taken").write_text("")
    result = medlint("eval", "corpus", "--output", "taken/a.md")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    (here / "a.md").write_bytes(b"\xff")
    result = medlint("eval", "corpus", "--output", "a.md")
    assert result.exit_code == 2
    assert "would be written over" in result.stderr


def test_floors(medlint: Medlint, corpus: Path) -> None:
    floors = corpus / "floors.yml"
    floors.write_text("articles:\n  HSE: {recall: 1.0}\n")
    assert medlint("eval", "corpus", "--floors", str(floors)).exit_code == 0
    floors.write_text("articles:\n  HSE: {precision: 0.9}\n")
    result = medlint("eval", "corpus", "--floors", str(floors), "--format", "json")
    assert result.exit_code == 1
    expected = (
        "below the floor: articles, HSE: precision 0.500, at least 0.9 is asked for\n"
    )
    assert result.stderr == expected
    assert json.loads(result.stdout)["floors"][0]["holds"] is False
    floors.write_text("articles:\n  HSX: {precision: 0.9}\n")
    result = medlint("eval", "corpus", "--floors", str(floors))
    assert result.exit_code == 2
    assert 'articles has no figures called "HSX"' in result.stderr
    assert result.stdout == ""
    assert medlint("eval", "corpus", "--floors", "gone.yml").exit_code == 2


def test_select(medlint: Medlint, corpus: Path) -> None:
    del corpus
    result = medlint("eval", "corpus", "--select", "HSE002", "--format", "json")
    (found,) = json.loads(result.stdout)["sets"]
    assert (found["expected"], found["findings"]) == (0, 1)
    result = medlint("eval", "corpus", "--ignore", "HSE002", "--format", "json")
    (found,) = json.loads(result.stdout)["sets"]
    assert found["scores"][0]["counts"]["false_positives"] == 0


def test_sentences_find_their_labels(
    medlint: Medlint, corpus: Path, here: Path
) -> None:
    row = json.dumps({"text": "A superb soup.", "label": "praise"})
    (here / "s.jsonl").write_text(row + "\n")
    result = medlint("eval", "corpus", "s.jsonl", "--format", "json")
    assert [s["name"] for s in json.loads(result.stdout)["sets"]] == [
        "articles",
        "s.jsonl",
    ]
    result = medlint("eval", "s.jsonl")
    assert result.exit_code == 2
    assert "s.jsonl:1:1: nothing says what labels" in result.stderr
    assert (
        medlint("eval", "s.jsonl", "--labels", str(corpus / "labels.yml")).exit_code
        == 0
    )


def test_broken_input(medlint: Medlint, corpus: Path, here: Path) -> None:
    (here / "s.jsonl").write_text('{"text": "fine"}\n{"text": "a" "b"}\n')
    result = medlint("eval", "corpus", "s.jsonl")
    assert result.exit_code == 2
    assert (
        "error: s.jsonl:2:14: not valid JSON: Expecting ',' delimiter" in result.stderr
    )
    assert '2 | {"text": "a" "b"}' in result.stderr
    assert result.stdout == ""
    (corpus / "bad.md").write_bytes(b"caf\xe9\n")
    (corpus / "bad.findings.yml").write_text("today: 2026-11-22\nfindings: []\n")
    result = medlint("eval", "corpus")
    assert result.exit_code == 4
    assert "corpus/bad.md:1:4: byte 0xe9 is not UTF-8 text" in result.stderr
    assert result.stdout.startswith("articles\n1 article,")


def test_input_that_is_not_there(medlint: Medlint, corpus: Path, here: Path) -> None:
    del corpus
    assert medlint("eval").exit_code == 2
    result = medlint("eval", "gone")
    assert result.exit_code == 3
    assert "nothing to measure on" in result.stderr
    result = medlint("eval", "gone", "corpus")
    assert result.exit_code == 4
    assert "gone: No such file" in result.stderr
    (here / "empty").mkdir()
    assert medlint("eval", "empty").exit_code == 3


def test_what_was_left_out_is_said(medlint: Medlint, corpus: Path) -> None:
    (corpus / "bare.md").write_text("Text.\n")
    (corpus / "tea.findings.yml").write_text(
        MARKS + "  - {code: ABC001, line: 3, text: the}\n"
    )
    result = medlint("eval", "corpus", "--limit", "0")
    assert result.exit_code == 0
    assert "skipped: corpus/bare.md: this article is not annotated" in result.stderr
    assert "marks count as missed: ABC001 (1)" in result.stderr
    assert "[[" not in result.stdout
