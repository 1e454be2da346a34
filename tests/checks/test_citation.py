"""Citation rules on single sentences: exact places, cases, the index of retractions."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.checks.citation_spec import CitationSpec
from medlint.cli.check import command
from medlint.errors import UserError
from medlint.finding import Severity
from medlint.language.resources import Language
from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.report import Report
from medlint.retractions.importing import import_retraction_watch
from medlint.schema import decode, read_yaml
from medlint.source import Format, SourceFile
from tests.rules import excerpts, lint

LIST = "\n\n## References\n\n1. Lee A. Zinc. J Zinc. 2021;3:1-9.\n2. Roy B. Tin. J Tin. 2022;1:2-3.\n"
TODAY = dt.date(2026, 11, 22)
SAMPLE = Path(__file__).parents[1] / "retractions" / "sample.csv"


def found(ruleset: RuleSet, code: str, text: str, suffix: str = "md") -> list[str]:
    return excerpts(lint(ruleset.select([code]), text, suffix).findings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc works.[1] Tin does not.[9]" + LIST, ["[9]"]),
        ("Zinc works.[1] Tin does not.[2,5-7]" + LIST, ["[2,5-7]"]),
        ("Zinc works.[1] Tin does not.[2\u20137]" + LIST, ["[2\u20137]"]),
        ("Zinc works (1). Tin does not (4)." + LIST, ["(4)"]),
        ("Zinc works.[^a] Tin does not.[^b]\n\n[^a]: Lee A. Zinc. 2021.\n", ["[^b]"]),
        ("Zinc works.[^a][^b]\n\n[^a]: Lee A. Zinc. 2021.\n", ["[^b]"]),
        ("Zinc works.[1] Pick x[3] of the array." + LIST, []),
        ("Zinc works.[1] It has 10<sup>6</sup> atoms." + LIST, []),
        ("Zinc works.[1] Rooms of 12 m\u00b2 and 10\u2079 germs." + LIST, []),
        ("Zinc works.[1] Version 2.3 [sic] is out." + LIST, []),
        ("Zinc works.[1] HR 1.4 [1-6]." + LIST, []),
        ("Zinc works [12]. No list here.", []),
    ],
)
def test_dangling(text: str, expected: list[str], ruleset: RuleSet) -> None:
    assert found(ruleset, "CIT008", text) == expected


def test_an_unused_entry_is_a_note(ruleset: RuleSet) -> None:
    text = (
        "Zinc works.[1] Tin does not.[2]"
        + LIST
        + "3. Diaz C. Lead. J Lead. 2020;1:1-2.\n"
    )
    (finding,) = lint(ruleset.select(["CIT008"]), text).findings
    assert finding.severity is Severity.NOTE
    assert finding.excerpt.startswith("Diaz C.")
    assert "entry 3" in finding.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[doi:10.12/x](https://doi.org/10.12/x) is wrong.", ["doi:10.12/x"]),
        ("See [it](https://doi.org/10.12/x).", ["https://doi.org/10.12/x"]),
        ("See <https://doi.org/10.12/x>.", ["https://doi.org/10.12/x"]),
        ("---\nsources:\n  - doi: 10.12/x\n---\n\nText.", ["10.12/x"]),
        ("---\nsources:\n  - doi: 10.1234/x\n---\n\nText.", []),
        ("---\nphone: 10.12/x\n---\n\nText.", []),
    ],
)
def test_malformed(text: str, expected: list[str], ruleset: RuleSet) -> None:
    assert found(ruleset, "CIT007", text) == expected


def test_json_ld_citations_are_read(ruleset: RuleSet) -> None:
    text = (
        '<!doctype html><script type="application/ld+json">{"@type": "Article", '
        '"citation": [{"url": "https://doi.org/10.12/x"}]}</script><main><p>A.</p></main>'
    )
    assert found(ruleset, "CIT007", text, "html") == ["https://doi.org/10.12/x"]


def test_a_house_can_lower_a_case_but_a_case_never_rises(ruleset: RuleSet) -> None:
    rule = ruleset.by_name("CIT008")
    low = replace(ruleset, rules=(replace(rule, severity=Severity.NOTE),))
    text = "Zinc works.[1] Tin does not.[9]" + LIST
    assert [f.severity for f in lint(low, text).findings] == [Severity.NOTE]


@pytest.fixture
def with_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import_retraction_watch(SAMPLE, tmp_path, TODAY)
    monkeypatch.setenv("MEDLINT_DATA_DIR", str(tmp_path))
    return tmp_path


def checked(ruleset: RuleSet, text: str) -> Report:
    linter = Linter(ruleset.select(["CIT013"]), today=TODAY)
    return linter.lint(SourceFile("x.md", Format.MARKDOWN, text))


@pytest.mark.usefixtures("with_index")
@pytest.mark.parametrize(
    ("doi", "severity"),
    [
        ("10.5555/aim.2018.001", Severity.ERROR),
        ("10.5555/fmj.2011.18", Severity.WARNING),
        ("10.5555/jin.2018.8", None),
        ("10.5555/jin.2017.6", None),
    ],
)
def test_the_nature_of_a_notice_is_its_severity(
    doi: str, severity: Severity | None, ruleset: RuleSet
) -> None:
    report = checked(ruleset, f"It was a trial (doi:{doi}).")
    assert [f.severity for f in report.findings] == ([severity] if severity else [])
    assert not checked(
        ruleset, f"It was a trial, later retracted (doi:{doi})."
    ).findings


@pytest.mark.usefixtures("with_index")
def test_with_an_index_everything_runs(ruleset: RuleSet) -> None:
    assert not Linter(ruleset.select(["CIT013"]), today=TODAY).not_run


def test_without_an_index_the_rule_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDLINT_DATA_DIR", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("Drink water.\n", encoding="utf-8")
    arguments = ["--isolated", "--select", "CIT013", "a.md", "b.md"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0
    assert result.stderr.count("not run: CIT013") == 1
    result = CliRunner().invoke(command, [*arguments, "--format", "json"])
    (notice,) = json.loads(result.stdout)["summary"]["not_run"]
    assert "CIT013" in notice["message"]
    assert "retraction-watch" in notice["hint"]


def test_a_damaged_index_is_told_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ruleset: RuleSet
) -> None:
    (tmp_path / "retractions.sqlite").write_bytes(b"no database at all")
    monkeypatch.setenv("MEDLINT_DATA_DIR", str(tmp_path))
    told = [p.message for p in Linter(ruleset.select(["CIT013"]), today=TODAY).not_run]
    assert len(told) == 2
    assert "damaged" in told[0]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("problem: dangling", "cases of dangling are"),
        ("problem: dangling\ncases: {nummer: {}}", "cases of dangling are"),
        ("problem: preprint", "preprint needs label"),
        ("problem: malformed-identifier\nmax-age: 3", "has no max-age"),
        ("problem: dangling\ncases: {number: {message: '{nobody}'}}", "unknown word"),
        ("problem: dangling\ncases: {number: {message: '{'}}", "cannot be filled in"),
    ],
)
def test_mistakes_in_a_rule(spec: str, words: str, language: Language) -> None:
    with pytest.raises(UserError, match=words):
        decode(CitationSpec, read_yaml("x.yml", spec), language.notation)
