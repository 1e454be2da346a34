"""`medlint check` from arguments to output and exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from medlint.cli import checking
from medlint.cli.check import command
from medlint.linter import Linter
from medlint.output import RENDERERS
from medlint.report import Report
from medlint.source import SourceFile

Medlint = Callable[..., Result]

BAD = "Our miracle tonic is a superb soup.\n\nA plain remark.\n"
SOUP = "It is a superb soup.\n"
CLEAN = "Drink water.\n"


@pytest.fixture(autouse=True)
def _articles(here: Path) -> None:
    for name, text in (("bad", BAD), ("soup", SOUP), ("clean", CLEAN)):
        (here / f"{name}.md").write_text(text, encoding="utf-8")


def codes(result: Result) -> list[str]:
    """Codes found, from concise output."""
    return [line.split()[1] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("clean.md", 0),
        ("bad.md", 1),
        ("soup.md", 0),
        ("soup.md --fail-on warning", 1),
        ("soup.md --fail-on note", 1),
        ("bad.md --fail-on never", 0),
        ("bad.md --exit-zero", 0),
        ("bad.md --min-level note --fail-on error", 1),
        ("soup.md --fail-on warning --min-level error", 0),
        ("", 1),
        (".", 1),
        ("--no-such-option", 2),
        ("clean.md --format nothing", 2),
        ("clean.md --fail-on sometimes", 2),
        ("clean.md --today yesterday", 2),
        ("clean.md --select NOPE001", 2),
        ("clean.md --select HSE --ignore HSE", 2),
        ("clean.md --config gone.yml", 2),
        ("clean.md --config clean.md --isolated", 2),
        ("clean.md --stdin-filename a.md", 2),
        ("clean.md --pack gone", 2),
        ("gone.md", 3),
        ("gone.md --exit-zero", 3),
        ("empty", 3),
        ("clean.md gone.md", 4),
        ("bad.md gone.md --exit-zero", 4),
        ("binary.md", 4),
        ("latin.md clean.md", 4),
    ],
)
def test_exit_codes(
    arguments: str, expected: int, medlint: Medlint, here: Path
) -> None:
    (here / "empty").mkdir()
    if ".md" in arguments:
        (here / "binary.md").write_bytes(b"PK\0\0")
        (here / "latin.md").write_bytes(b"caf\xe9")
    assert medlint("check", *arguments.split()).exit_code == expected


def test_full_is_the_default(medlint: Medlint) -> None:
    result = medlint("check", "bad.md")
    assert (
        result.stdout
        == """\
error[HSE001] miracle-tonic: "miracle tonic" is a wonder.
 --> bad.md:1:5
  |
1 | Our miracle tonic is a superb soup.
  |     ^^^^^^^^^^^^^
  = why: House style says so. It says so twice.
  = silenced by: Other words.
  = standard: House style, chapter 4.

warning[HSE002] superb-soup: "superb soup" is praise.
 --> bad.md:1:24
  |
1 | Our miracle tonic is a superb soup.
  |                        ^^^^^^^^^^^
  = why: House style says so. It says so twice.
  = silenced by: Other words.
  = standard: House style, chapter 4.

note[HSE003] plain-note: "plain remark" is plain.
 --> bad.md:3:3
  |
3 | A plain remark.
  |   ^^^^^^^^^^^^
  = why: House style says so. It says so twice.
  = silenced by: Other words.
  = standard: House style, chapter 4.

1 error, 1 warning, 1 note.
Checked 1 file (10 words) with 4 rules.
"""
    )
    assert result.stderr == ""


def test_no_findings_says_what_was_checked(medlint: Medlint) -> None:
    said = " ".join(medlint("check", "clean.md").stdout.split())
    assert said.startswith("No findings. Checked 1 file (2 words) with 4 rules. ")
    assert "not a verdict on accuracy" in said


def test_concise(medlint: Medlint) -> None:
    result = medlint("check", "--format", "concise")
    assert result.stdout == (
        'bad.md:1:5: HSE001 "miracle tonic" is a wonder.\n'
        'bad.md:1:24: HSE002 "superb soup" is praise.\n'
        'bad.md:3:3: HSE003 "plain remark" is plain.\n'
        'soup.md:1:9: HSE002 "superb soup" is praise.\n'
    )
    assert "1 error, 2 warnings, 1 note." in result.stderr


def test_json_keeps_problems_and_skipped_files(medlint: Medlint, here: Path) -> None:
    (here / "latin.md").write_bytes(b"one\ncaf\xe9")
    (here / "paper.docx").write_bytes(b"PK")
    result = medlint("check", ".", "gone.md", "--format", "json")
    value = json.loads(result.stdout)
    assert [f["code"] for f in value["findings"]] == [
        "HSE001",
        "HSE002",
        "HSE003",
        "HSE002",
    ]
    assert [(p["path"], p["line"], p["column"]) for p in value["problems"]] == [
        ("latin.md", 2, 4),
        ("gone.md", None, None),
    ]
    assert [s["path"] for s in value["summary"]["skipped"]] == ["paper.docx"]
    assert "skipped: paper.docx" in result.stderr
    assert result.exit_code == 4


@pytest.mark.parametrize("path", ["gone.md", "empty"])
def test_json_is_written_even_when_there_is_no_input(
    path: str, medlint: Medlint, here: Path
) -> None:
    (here / "empty").mkdir()
    result = medlint("check", path, "--format", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["summary"]["files"] == 0


def test_nothing_to_check_is_never_called_clean(medlint: Medlint, here: Path) -> None:
    (here / "empty").mkdir()
    (here / "empty" / "a.pdf").write_bytes(b"%PDF")
    result = medlint("check", "empty")
    assert result.stdout == ""
    assert "skipped: empty/a.pdf: PDF files cannot be read yet" in result.stderr
    assert "nothing to check: no files in .txt," in result.stderr


def test_problems_are_drawn_on_stderr(medlint: Medlint, here: Path) -> None:
    (here / "latin.md").write_bytes(b"one\ncaf\xe9 two\n")
    result = medlint("check", "latin.md", "soup.md", "--format", "concise")
    assert codes(result) == ["HSE002"]
    assert result.stderr.startswith(
        """\
error: latin.md:2:4: byte 0xe9 is not UTF-8 text
  |
2 | caf\ufffd two
  |    ^
  help: save the file with the encoding UTF-8
"""
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", ["HSE001", "HSE002", "HSE003"]),
        ("--select HSE002,plain-note", ["HSE002", "HSE003"]),
        ("--select HSE002 --select hse003", ["HSE002", "HSE003"]),
        ("--select OTH", []),
        ("--select OTH --extend-select HSE001", ["HSE001"]),
        ("--select ALL --ignore HSE001,", ["HSE002", "HSE003"]),
        ("--min-level warning", ["HSE001", "HSE002"]),
        ("--min-level error", ["HSE001"]),
    ],
)
def test_selection(arguments: str, expected: list[str], medlint: Medlint) -> None:
    result = medlint("check", "bad.md", "--format=concise", *arguments.split())
    assert codes(result) == expected


def test_unknown_selectors_are_all_reported(medlint: Medlint) -> None:
    result = medlint("check", "--select", "HSE01,HSE", "--ignore", "nothing-like-it")
    assert result.exit_code == 2
    assert 'error: --select: no rule is called "HSE01"' in result.stderr
    assert "did you mean" in result.stderr
    assert 'error: --ignore: no rule is called "nothing-like-it"' in result.stderr


class TestStandardInput:
    def test_is_markdown_named_by_a_dash(self, medlint: Medlint) -> None:
        result = medlint(
            "check", "-", "--format", "concise", stdin="A **miracle** tonic"
        )
        assert result.stdout == '-:1:5: HSE001 "miracle tonic" is a wonder.\n'
        assert result.exit_code == 1

    def test_takes_name_and_format_from_an_option(self, medlint: Medlint) -> None:
        result = medlint(
            "check",
            "-",
            "--stdin-filename",
            "new/a.html",
            "--format=concise",
            stdin="<p>miracle&#32;<b>tonic</b>",
        )
        assert result.stdout.startswith("new/a.html:1:4: HSE001")

    def test_is_checked_beside_files(self, medlint: Medlint) -> None:
        result = medlint("check", "soup.md", "-", "--format=concise", stdin=BAD)
        assert codes(result) == ["HSE001", "HSE002", "HSE003", "HSE002"]

    @pytest.mark.parametrize("data", [b"\0", b"caf\xe9", b"x" * 10_000_001])
    def test_that_cannot_be_read_is_incomplete(
        self, data: bytes, medlint: Medlint
    ) -> None:
        result = medlint("check", "-", stdin=data)
        assert result.exit_code == 4
        assert "error: -" in result.stderr

    def test_offsets_do_not_count_a_byte_order_mark(self, medlint: Medlint) -> None:
        data = "\ufeffone\r\nmiracle tonic".encode()
        result = medlint("check", "-", "--format=json", stdin=data)
        (found,) = json.loads(result.stdout)["findings"]
        assert found["start"] == {"line": 2, "column": 1, "offset": 5}


class TestSettings:
    @pytest.mark.parametrize(
        ("settings", "arguments", "expected"),
        [
            ("select: [HSE002]", "", ["HSE002"]),
            ("select: [HSE002]", "--isolated", ["HSE001", "HSE002", "HSE003"]),
            ("select: [HSE002]", "--extend-select HSE003", ["HSE002", "HSE003"]),
            ("select: [OTH]\nextend-select: [HSE001]", "", ["HSE001"]),
            ("ignore: [HSE002]", "", ["HSE001", "HSE003"]),
            ("ignore: [HSE002]", "--select HSE002", ["HSE002"]),
            ("ignore: [HSE002]", "--ignore HSE003", ["HSE001"]),
            (
                "ignore: [HSE002]",
                "--extend-select HSE002 --ignore HSE003",
                ["HSE001", "HSE002"],
            ),
            ("rules: {HSE: {severity: off}}", "", []),
            ("rules: {HSE: {severity: off}}", "--select HSE003", ["HSE003"]),
            (
                "rules: {HSE: {severity: off}, plain-note: {severity: error}}",
                "",
                ["HSE003"],
            ),
            ("min-level: error", "", ["HSE001"]),
            ("min-level: error", "--min-level warning", ["HSE001", "HSE002"]),
        ],
    )
    def test_the_command_line_wins(
        self,
        settings: str,
        arguments: str,
        expected: list[str],
        medlint: Medlint,
        here: Path,
    ) -> None:
        (here / "medlint.yml").write_text(settings)
        result = medlint("check", "bad.md", "--format=concise", *arguments.split())
        assert codes(result) == expected

    def test_severities_change(self, medlint: Medlint, here: Path) -> None:
        (here / "medlint.yml").write_text(
            "rules:\n  superb-soup: {severity: error}\nfail-on: error\n"
        )
        result = medlint("check", "soup.md")
        assert result.exit_code == 1
        assert result.stdout.startswith("error[HSE002]")

    def test_fail_on_and_exclude(self, medlint: Medlint, here: Path) -> None:
        (here / "medlint.yml").write_text("fail-on: never\nexclude: [/bad.md]\n")
        result = medlint("check", "--format=concise")
        assert (codes(result), result.exit_code) == (["HSE002"], 0)
        assert medlint("check", "--fail-on=warning").exit_code == 1
        assert medlint("check", "bad.md", "--fail-on=error").exit_code == 1

    def test_a_named_file_is_used(self, medlint: Medlint, here: Path) -> None:
        (here / "medlint.yml").write_text("select: [HSE001]")
        (here / "other.yml").write_text("select: [HSE003]")
        result = medlint("check", "bad.md", "--format=concise", "--config=other.yml")
        assert codes(result) == ["HSE003"]

    def test_mistakes_are_located(self, medlint: Medlint, here: Path) -> None:
        (here / "medlint.yml").write_text(
            "select: [HSE, HSE01]\nrules:\n  superb-soop: {severity: note}\n"
        )
        result = medlint("check", "bad.md")
        assert result.exit_code == 2
        assert result.stdout == ""
        assert (
            result.stderr
            == """\
error: medlint.yml:1:15: no rule is called "HSE01"
  |
1 | select: [HSE, HSE01]
  |               ^^^^^
  help: did you mean "HSE001"?
error: medlint.yml:3:3: no rule is called "superb-soop"
  |
3 |   superb-soop: {severity: note}
  |   ^^^^^^^^^^^
  help: did you mean "superb-soup"?
"""
        )


class TestCrashes:
    @pytest.fixture(autouse=True)
    def _crash_on_soup(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Crashing(Linter):
            def lint(self, source: SourceFile) -> Report:
                if source.path == "bad.md":
                    raise KeyError("boom")
                return super().lint(source)

        monkeypatch.setattr(checking, "Linter", Crashing)

    def test_concern_their_file_only(self, medlint: Medlint) -> None:
        result = medlint("check", "--format=concise")
        assert codes(result) == ["HSE002"]
        assert result.exit_code == 4
        assert "error: bad.md: internal error in medlint." in result.stderr
        assert "please report: KeyError: 'boom'" in result.stderr
        assert "Traceback" not in result.output

    def test_show_a_traceback_when_asked(
        self, medlint: Medlint, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MEDLINT_TRACEBACK", "1")
        assert isinstance(medlint("check", "bad.md").exception, KeyError)


def test_a_crash_elsewhere_is_incomplete(
    medlint: Medlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("no\nway")

    monkeypatch.setattr(checking, "discover", crash)
    result = medlint("check")
    assert result.exit_code == 4
    assert "internal error in medlint.cli.checking (line" in result.stderr
    assert "Traceback" not in result.output


def test_interruption(medlint: Medlint, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "discover", interrupt)
    result = medlint("check")
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")


def test_statistics(medlint: Medlint) -> None:
    full = medlint("check", "--statistics").stdout
    assert "     2  HSE002  superb-soup\n     1  HSE001  miracle-tonic\n" in full
    concise = medlint("check", "--statistics", "--format=concise")
    assert len(concise.stdout.splitlines()) == 4
    assert "     2  HSE002" in concise.stderr
    as_json = medlint("check", "--statistics", "--format=json")
    assert json.loads(as_json.stdout)["summary"]["findings"] == 4
    assert "     2  HSE002" in as_json.stderr


def test_colour_is_asked_for(medlint: Medlint) -> None:
    assert "\x1b[" not in medlint("check", "bad.md").output
    assert (
        "\x1b[1;31merror[HSE001]" in medlint("check", "bad.md", "--color=always").stdout
    )
    as_json = medlint("check", "bad.md", "--color=always", "--format=json").stdout
    assert "\x1b[" not in as_json


def test_every_renderer_can_be_chosen() -> None:
    (option,) = (o for o in command.params if o.name == "format_name")
    assert list(getattr(option.type, "choices", ())) == list(RENDERERS)
