"""The text formats and JSON, on findings made by hand."""

import json
from dataclasses import replace
from io import StringIO
from typing import Any

import jsonschema
import pytest

from medlint import __version__
from medlint.errors import Problem
from medlint.finding import (
    Confidence,
    Edit,
    Finding,
    Fix,
    Gate,
    Location,
    Safety,
    Severity,
)
from medlint.output.canvas import PlainCanvas
from medlint.output.concise import Concise
from medlint.output.full import Full
from medlint.output.json_v1 import JsonV1
from medlint.output.renderer import Target
from medlint.report import Report, summarise
from medlint.rule import Evidence, Rule
from medlint.source import Format, SourceFile
from medlint.text import Position, Span

RULES = {
    "CLM001": Rule(
        code="CLM001",
        slug="cure-incurable",
        title="Cure of a condition that has no known cure",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message="",
        why=(
            "No treatment is known to cure this, and families who believe it may "
            "give up care that helps. Say what eases *symptoms*, and cite it.\n\n"
            "A second paragraph for the page."
        ),
        kind="phrase",
        spec=None,
        silenced_by="Nothing: a citation cannot support it.",
        evidence=(Evidence("FDA. Health fraud.", "https://example.org/fraud"),),
    ),
    "CIT001": Rule(
        code="CIT001",
        slug="named-study-uncited",
        title="Study named without a citation",
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
        message="",
        why="",
        kind="study",
        spec=None,
        silenced_by="A link in the paragraph.",
    ),
    "DIS001": Rule(
        code="DIS001",
        slug="no-disclaimer",
        title="No disclaimer",
        severity=Severity.NOTE,
        confidence=Confidence.LOW,
        message="",
        why="",
        kind="require",
        spec=None,
    ),
}


def article(text: str, path: str = "articles/a.md") -> SourceFile:
    return SourceFile(path, Format.MARKDOWN, text)


def place(source: SourceFile, words: str, label: str = "") -> Location:
    start = source.text.index(words)
    return at(source, Span(start, start + len(words)), label)


def at(source: SourceFile, span: Span, label: str = "") -> Location:
    position = source.lines.position
    return Location(span, position(span.start), position(span.end), label)


def finding(
    source: SourceFile,
    code: str,
    location: Location,
    message: str,
    *,
    related: tuple[Location, ...] = (),
    gates: tuple[Gate, ...] = (),
) -> Finding:
    rule = RULES[code]
    return Finding(
        code=code,
        rule=rule.slug,
        severity=rule.severity,
        confidence=rule.confidence,
        message=message,
        path=source.path,
        location=location,
        excerpt=location.span.of(source.text),
        related=related,
        gates=gates,
        fingerprint="f" * 32,
    )


def target(width: int = 80, *, statistics: bool = False) -> Target:
    stream = StringIO()
    canvas = PlainCanvas(stream, width)
    notices = PlainCanvas(StringIO(), width)
    return Target(stream, canvas, notices, RULES, statistics=statistics)


def written(used: Target) -> str:
    assert isinstance(used.stream, StringIO)
    return used.stream.getvalue()


def noticed(used: Target) -> str:
    assert isinstance(used.notices, PlainCanvas)
    assert isinstance(used.notices.stream, StringIO)
    return used.notices.stream.getvalue()


def without_rules(used: Target) -> Target:
    return replace(used, rules={})


ARTICLE = """\
# Tonics

This tonic **reverses Alzheimer's disease** by clearing heavy metals.

A 2017 study by Okafor agreed.
"""


def as_text(used: Target, report: Report, source: SourceFile) -> str:
    renderer = Full(used)
    renderer.show(report, source)
    renderer.finish(summarise([report]))
    return written(used)


def test_a_block_has_lines_reason_remedy_and_standard() -> None:
    source = article(ARTICLE)
    claim = finding(
        source,
        "CLM001",
        place(source, "reverses Alzheimer's disease"),
        "No cure is known.",
        related=(
            place(source, "reverses", "predicate"),
            place(source, "Alzheimer's disease", "condition"),
        ),
    )
    study = finding(
        source,
        "CIT001",
        place(source, "2017 study by Okafor"),
        "This study cannot be located.",
        gates=(
            Gate("cited", passed=False, note="no link in this paragraph"),
            Gate("quoted", passed=True, note="never shown"),
            Gate("negated", passed=False),
        ),
    )
    report = Report(source.path, (claim, study), words=1_840)
    assert (
        as_text(target(72), report, source)
        == """\
error[CLM001] cure-incurable: No cure is known.
 --> articles/a.md:3:14
  |
3 | This tonic **reverses Alzheimer's disease** by clearing heavy …
  |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |              -------- predicate
  |                       ------------------- condition
  = why: No treatment is known to cure this, and families who believe it
         may give up care that helps. Say what eases symptoms, and cite
         it.
  = silenced by: Nothing: a citation cannot support it.
  = standard: FDA. Health fraud.

warning[CIT001] named-study-uncited: This study cannot be located.
 --> articles/a.md:5:3
  |
5 | A 2017 study by Okafor agreed.
  |   ^^^^^^^^^^^^^^^^^^^^
  = silenced by: A link in the paragraph. Here: no link in this
                 paragraph.

1 error, 1 warning.
Checked 1 file (1,840 words) with 3 rules.
"""
    )


def test_findings_on_the_document_come_first_without_lines() -> None:
    source = article(ARTICLE)
    claim = finding(source, "CLM001", place(source, "Tonics"), "One.")
    whole = finding(source, "DIS001", at(source, Span(0, 0)), "Two.")
    text = as_text(target(), Report(source.path, (claim, whole)), source)
    assert text.startswith(
        "note[DIS001] no-disclaimer: Two.\n --> articles/a.md:1:1\n\nerror[CLM001]"
    )


def test_no_findings_is_no_verdict() -> None:
    source = article(ARTICLE)
    assert (
        as_text(target(), Report(source.path, words=16), source)
        == """\
No findings.
Checked 1 file (16 words) with 3 rules. This is not a verdict on accuracy:
medlint looks for known patterns and does not judge whether the medicine is
right.
"""
    )


def test_what_could_not_be_read_is_no_clean_file() -> None:
    source = article("")
    report = Report(source.path, problems=(Problem(path="a.md", message="binary"),))
    text = as_text(target(), report, source)
    assert "No findings in what could be read.\n" in text
    said = " ".join(text.split())
    assert "1 input could not be checked completely, see above." in said
    assert "No findings.\n" not in text


def test_skipped_files_are_counted() -> None:
    used = target()
    renderer = Full(used)
    skipped = [Problem(path=f"{i}.pdf", message="PDF") for i in range(1_200)]
    renderer.finish(summarise([], skipped))
    assert "Skipped 1,200 files." in written(used)


def test_statistics_count_by_rule() -> None:
    source = article("tonic tonic tonic")
    claims = tuple(
        finding(source, "CLM001", at(source, Span(i, i + 5)), "x") for i in (0, 6)
    )
    note = finding(source, "DIS001", at(source, Span(12, 17)), "x")
    report = Report(source.path, (*claims, note))
    used = target(statistics=True)
    assert (
        "     2  CLM001  cure-incurable\n     1  DIS001  no-disclaimer\n\n2 errors"
        in as_text(used, report, source)
    )
    assert noticed(used) == ""


def test_nothing_in_an_article_or_its_name_moves_the_cursor() -> None:
    source = article("a \x1b[2Jb\u202e \x1b]0;t\x07", "ar\nti\x1bcle.md")
    hostile = finding(
        source, "DIS001", at(source, Span(0, len(source.text))), "m\x1b[1m\r\nn"
    )
    text = as_text(target(), Report(source.path, (hostile,)), source)
    assert not set(text) & {"\x1b", "\x07", "\r", "\u202e"}
    assert " --> ar␊ti␛cle.md:1:1\n" in text
    assert "no-disclaimer: m␛[1m n\n" in text


def test_a_finding_of_an_unknown_rule_is_shown() -> None:
    source = article(ARTICLE)
    claim = finding(source, "CLM001", place(source, "Tonics"), "One.")
    text = as_text(without_rules(target()), Report(source.path, (claim,)), source)
    assert "error[CLM001] cure-incurable: One." in text


def test_one_line_each_whatever_the_message_holds() -> None:
    source = article("One.\nTwo tonics.\n", "my articles/😀 a.md")
    report = Report(
        source.path,
        (
            finding(source, "CLM001", place(source, "One"), "First\nline [red]"),
            finding(source, "DIS001", place(source, "tonics"), "Second\x1b[0m"),
        ),
        words=3,
    )
    used = target()
    renderer = Concise(used)
    renderer.show(report, source)
    renderer.finish(summarise([report]))
    assert (
        written(used)
        == """\
my articles/😀 a.md:1:1: CLM001 First line [red]
my articles/😀 a.md:2:5: DIS001 Second␛[0m
"""
    )
    assert noticed(used) == (
        "1 error, 1 note.\nChecked 1 file (3 words) with 3 rules.\n"
    )


def test_concise_says_no_findings_beside_the_output() -> None:
    used = target()
    Concise(used).finish(summarise([]))
    assert written(used) == ""
    assert noticed(used).startswith("No findings.\nChecked 0 files")


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
PLACE = {"type": ["integer", "null"], "minimum": 1}


def strict(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def every(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


POINT = strict(line=COUNT, column=COUNT, offset=COUNT)
PROBLEM = strict(path=TEXT, message=TEXT, hint=TEXT, line=PLACE, column=PLACE)
FIX = strict(
    safety={"enum": ["display", "unsafe", "safe"]},
    edits=every(strict(start=POINT, end=POINT, text=TEXT)),
)
FINDING = strict(
    code={"type": "string", "pattern": "^[A-Z]{2,8}[0-9]{3}$"},
    rule=TEXT,
    severity={"enum": ["error", "warning", "note"]},
    confidence={"enum": ["high", "medium", "low"]},
    message=TEXT,
    path=TEXT,
    start=POINT,
    end=POINT,
    excerpt=TEXT,
    related=every(strict(message=TEXT, start=POINT, end=POINT)),
    fix={"oneOf": [{"type": "null"}, FIX]},
    fingerprint=TEXT,
    gates=every(strict(gate=TEXT, passed={"type": "boolean"}, note=TEXT)),
)
SCHEMA = strict(
    version={"const": 1},
    tool=strict(name={"const": "medlint"}, version=TEXT),
    findings=every(FINDING),
    suppressed=every(FINDING),
    problems=every(PROBLEM),
    summary=strict(
        files=COUNT,
        findings=COUNT,
        errors=COUNT,
        warnings=COUNT,
        notes=COUNT,
        skipped=every(PROBLEM),
        not_run=every(PROBLEM),
    ),
)


def as_json(report: Report, source: SourceFile, *skipped: Problem) -> Any:
    used = target()
    renderer = JsonV1(used)
    renderer.show(report, source)
    renderer.finish(summarise([report], skipped))
    value = json.loads(written(used))
    jsonschema.validate(value, SCHEMA)
    return value


def test_the_whole_object() -> None:
    source = article("One.\r\nThe 😀 tonic cures it.\r\n")
    claim = finding(
        source,
        "CLM001",
        place(source, "tonic cures"),
        'It says "cures".',
        related=(place(source, "cures", "predicate"),),
        gates=(Gate("cited", passed=False, note="no link"),),
    )
    assert as_json(Report(source.path, (claim,)), source) == {
        "version": 1,
        "tool": {"name": "medlint", "version": __version__},
        "findings": [
            {
                "code": "CLM001",
                "rule": "cure-incurable",
                "severity": "error",
                "confidence": "high",
                "message": 'It says "cures".',
                "path": "articles/a.md",
                "start": {"line": 2, "column": 7, "offset": 12},
                "end": {"line": 2, "column": 18, "offset": 23},
                "excerpt": "tonic cures",
                "related": [
                    {
                        "message": "predicate",
                        "start": {"line": 2, "column": 13, "offset": 18},
                        "end": {"line": 2, "column": 18, "offset": 23},
                    }
                ],
                "fix": None,
                "fingerprint": "f" * 32,
                "gates": [{"gate": "cited", "passed": False, "note": "no link"}],
            }
        ],
        "suppressed": [],
        "problems": [],
        "summary": {
            "files": 1,
            "findings": 1,
            "errors": 1,
            "warnings": 0,
            "notes": 0,
            "skipped": [],
            "not_run": [],
        },
    }


def test_fixes_problems_and_skipped_files() -> None:
    source = article("The tonic cures it.")
    where = place(source, "cures")
    fixed = replace(
        finding(source, "CLM001", where, "x"),
        fix=Fix((Edit(where.span, "may ease"),), Safety.UNSAFE),
    )
    problem = Problem(path="b.md", message="m", hint="h", position=Position(2, 3))
    report = Report(source.path, suppressed=(fixed,), problems=(problem,))
    value = as_json(report, source, Problem(path="c.pdf", message="PDF"))
    assert value["suppressed"][0]["fix"] == {
        "safety": "unsafe",
        "edits": [
            {
                "start": {"line": 1, "column": 11, "offset": 10},
                "end": {"line": 1, "column": 16, "offset": 15},
                "text": "may ease",
            }
        ],
    }
    assert value["problems"] == [
        {"path": "b.md", "message": "m", "hint": "h", "line": 2, "column": 3}
    ]
    assert value["summary"]["skipped"] == [
        {"path": "c.pdf", "message": "PDF", "hint": "", "line": None, "column": None}
    ]


@pytest.mark.parametrize("text", ["\x1b[31m", "\u2028", "\udc80", "日本 😀", '"\\'])
def test_any_text_survives(text: str) -> None:
    source = article(f"The {text} tonic.", f"{text}.md")
    value = as_json(
        Report(source.path, (finding(source, "DIS001", place(source, text), text),)),
        source,
    )
    assert value["findings"][0]["excerpt"] == text
    assert value["findings"][0]["path"] == f"{text}.md"


def test_text_is_readable_and_surrogates_are_escaped() -> None:
    source = article("µg \udc80")
    used = target()
    renderer = JsonV1(used)
    note = finding(source, "DIS001", place(source, source.text), "m")
    renderer.show(Report(source.path, (note,)), source)
    renderer.finish(summarise([]))
    assert '"µg \\udc80"' in written(used)
    assert written(used).encode("utf-8").endswith(b"}\n")
