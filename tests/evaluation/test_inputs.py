"""What is read: annotations, labels, rows and the files they are in."""

import json
from pathlib import Path

import pytest

from medlint.errors import UnreadableError, UserError
from medlint.evaluation.annotations import read_annotated
from medlint.evaluation.inputs import read_inputs
from medlint.evaluation.labels import Group, Labels, Role, read_labels
from medlint.evaluation.rows import read_rows
from medlint.source import Format
from tests.evaluation.build import LABELS, write_article, write_rows


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    (tmp_path / "labels.yml").write_text(LABELS)
    return read_labels(tmp_path / "labels.yml")


def messages(error: pytest.ExceptionInfo[UserError]) -> list[str]:
    return [f"{p.place.rpartition('/')[2]} {p.message}" for p in error.value.problems]


def test_marks_are_found_in_the_text(tmp_path: Path) -> None:
    text = "\ufeff# Tea\r\n\r\nTea, tea and tea.\r\n"
    findings = """\
type: product
findings:
  - {code: CLM001, line: 3, text: "tea", or: [CLM002, CLM001], missed: true}
  - {code: MET001, line: 1, text: ""}
"""
    article = read_annotated(write_article(tmp_path, "tea", text, findings))
    first, second = article.marks
    assert [span.of(article.source.text) for span in first.places] == ["tea", "tea"]
    assert first.codes == ("CLM001", "CLM002")
    assert first.known
    assert second.places == ((0, 0),)
    assert article.content_type == "product"


def test_words_that_are_not_there(tmp_path: Path) -> None:
    findings = """\
findings:
  - {code: CLM001, line: 1, text: "green"}
  - {code: CLM001, line: 9, text: "tea"}
  - {code: CLM001, line: 2, text: "milk"}
"""
    path = write_article(tmp_path, "x", "# Tea\n\ngreen tea\n", findings)
    with pytest.raises(UserError) as error:
        read_annotated(path)
    assert [p.hint for p in error.value.problems] == [
        "they stand on 3",
        "they stand on 3",
        "copy them from the article",
    ]
    assert [p.position and p.position.line for p in error.value.problems] == [3, 4, 5]


@pytest.mark.parametrize(
    ("findings", "message"),
    [
        ("findings: [{code: clm1, line: 1, text: a}]\n", "pattern"),
        ("findings: [{code: CLM001, line: 0, text: a}]\n", "greater than"),
        ("findings: [{code: CLM001, lines: 1, text: a}]\n", 'unknown key "lines"'),
        ("type: essay\nfindings: []\n", '"essay" is not allowed here'),
        ("", '"findings" is missing'),
    ],
)
def test_mistakes_in_findings_files(
    tmp_path: Path, findings: str, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        read_annotated(write_article(tmp_path, "x", "a\n", findings))


def test_a_findings_file_needs_one_article(tmp_path: Path) -> None:
    path = write_article(tmp_path, "x", "a\n", "findings: []\n")
    (tmp_path / "x.html").write_text("<p>a")
    with pytest.raises(UserError, match=r"it could belong to x\.md and x\.html"):
        read_annotated(path)
    (tmp_path / "x.md").unlink()
    assert read_annotated(path).source.format is Format.HTML
    (tmp_path / "x.html").unlink()
    with pytest.raises(UserError, match="there is no article of this name"):
        read_annotated(path)


def test_an_article_that_cannot_be_read(tmp_path: Path) -> None:
    path = write_article(tmp_path, "x", "a\n", "findings: []\n")
    (tmp_path / "x.md").write_bytes(b"caf\xe9\n")
    with pytest.raises(UnreadableError, match="not UTF-8"):
        read_annotated(path)
    inputs = read_inputs([str(tmp_path)])
    assert not inputs.articles
    assert len(inputs.unreadable) == 1


def test_labels(labels: Labels) -> None:
    (question,) = labels.questions
    assert question.role("bold", frozenset()) is Role.POSITIVE
    assert question.role("bold", frozenset({"cited"})) is Role.EITHER
    assert question.role("plain", frozenset({"cited"})) is Role.NEGATIVE
    claims, single = question.groups
    assert [claims.holds(c) for c in ("CLM009", "ONC001", "ONC002")] == [
        True,
        True,
        False,
    ]
    assert single == Group("EVD001", "Bold claims", ("EVD001",))
    assert labels.known() == {"bold", "shy", "plain", "clean"}
    assert labels.source("web:blog:7") == "Blogs"
    assert labels.source("web:news") == "The web"
    assert labels.source("print") == "print"
    assert labels.title("s.jsonl") == "Sentences of the tests"
    assert labels.format("s.jsonl", Format.MARKDOWN) is Format.MARKDOWN


def test_mistakes_in_labels(tmp_path: Path) -> None:
    path = tmp_path / "labels.yml"
    path.write_text(LABELS.replace("judged-by: [claims,", "judged-by: [claim,"))
    with pytest.raises(UserError, match='"claim" is no group') as error:
        read_labels(path)
    assert error.value.problems[0].hint == 'did you mean "claims"?'
    path.write_text(LABELS.replace("bold: positive", "bold: yes"))
    with pytest.raises(UserError, match='"yes" is not allowed here'):
        read_labels(path)


def test_rows(tmp_path: Path, labels: Labels) -> None:
    path = write_rows(
        tmp_path / "s.jsonl",
        {
            "text": "A.",
            "label": "bold",
            "source": "web:a",
            "cited": [],
            "borderline": True,
        },
        {"text": "B.", "label": "shy", "cited": ["x"]},
    )
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    rows = read_rows(path, labels)
    assert rows.is_labelled
    assert rows.name == "s.jsonl"
    assert [row.line for row in rows.rows] == [1, 3]
    assert [row.borderline for row in rows.rows] == [True, False]
    assert [("cited" in row.flags) for row in rows.rows] == [False, True]


def test_pages(tmp_path: Path, labels: Labels) -> None:
    path = write_rows(
        tmp_path / "p.jsonl", {"text": "A."}, {"text": "B.", "label": "clean"}
    )
    assert not read_rows(path, labels).is_labelled


def test_every_broken_line_is_located(tmp_path: Path, labels: Labels) -> None:
    path = tmp_path / "s.jsonl"
    lines = [
        b'{"text": "fine", "label": "bold"}',
        b'{"text": "fine", "label": "bold"',
        b'["a list"]',
        b'{"label": "bold"}',
        b'{"text": "  ", "label": "bold"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "a", "label": 7}',
        b'{"text": "a", "label": "blod"}',
        b'{"text": "b", "label": "blod"}',
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
    ]
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(UserError) as error:
        read_rows(path, labels)
    assert messages(error) == [
        "s.jsonl:2:33 not valid JSON: Expecting ',' delimiter",
        "s.jsonl:3:1 a JSON object is expected here",
        's.jsonl:4:1 there is no "text" to read',
        's.jsonl:5:1 there is no "text" to read',
        "s.jsonl:6:14 byte 0xe9 is not UTF-8 text",
        's.jsonl:7:1 "label" must be text',
        f's.jsonl:8:1 {labels.path} does not say what the label "blod" means',
        "s.jsonl:10:1 not readable JSON: too deep, or a number that is too long",
        "s.jsonl:11:1 not readable JSON: too deep, or a number that is too long",
    ]
    assert error.value.problems[6].hint == 'did you mean "bold"?'


def test_labels_that_nothing_explains(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "s.jsonl", {"text": "a", "label": "x"}, {"text": "b", "label": "y"}
    )
    with pytest.raises(UserError, match="nothing says what labels like") as error:
        read_rows(path, Labels())
    assert len(error.value.problems) == 1


def test_files_that_hold_no_set(tmp_path: Path, labels: Labels) -> None:
    path = write_rows(
        tmp_path / "s.jsonl", {"text": "a", "label": "bold"}, {"text": "b"}
    )
    with pytest.raises(UserError, match="are mixed here"):
        read_rows(path, labels)
    path.write_text("\n\n")
    with pytest.raises(UserError, match="there is nothing in this file"):
        read_rows(path, labels)


def test_folders_files_and_articles(tmp_path: Path) -> None:
    (tmp_path / "labels.yml").write_text(LABELS)
    write_article(tmp_path, "x", "a\n", "findings: []\n")
    (tmp_path / "bare.md").write_text("b\n")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.jsonl").write_text("{")
    rows = write_rows(tmp_path / "s.jsonl", {"text": "a", "label": "bold"})
    everything = read_inputs([str(tmp_path), str(rows), str(tmp_path / "gone")])
    assert [a.source.path.rpartition("/")[2] for a in everything.articles] == ["x.md"]
    assert [s.name for s in everything.row_sets] == ["s.jsonl"]
    assert [p.path.rpartition("/")[2] for p in everything.skipped] == ["bare.md"]
    assert [p.path.rpartition("/")[2] for p in everything.missing] == ["gone"]
    for name in ("x.md", "x.findings.yml"):
        assert len(read_inputs([str(tmp_path / name)]).articles) == 1
    with pytest.raises(UserError, match="this article is not annotated"):
        read_inputs([str(tmp_path / "bare.md")])
    with pytest.raises(UserError, match="nothing to measure on"):
        read_inputs([str(tmp_path / "labels.yml")])


def test_mistakes_in_several_files_come_together(tmp_path: Path) -> None:
    write_article(tmp_path, "x", "a\n", "findings: 3\n")
    (tmp_path / "s.jsonl").write_text("{")
    (tmp_path / "t.jsonl").write_text(json.dumps({"text": ""}))
    with pytest.raises(UserError) as error:
        read_inputs([str(tmp_path)])
    assert len(error.value.problems) == 3
