"""The commands beside `check`."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from medlint.cli import COMMANDS, main, testing, validating
from medlint.errors import Problem
from medlint.packs import RuleSet, load_packs

Medlint = Callable[..., Result]


def test_every_command_is_listed_and_has_help(medlint: Medlint) -> None:
    overview = medlint("--help").stdout
    for name in COMMANDS:
        assert f"  {name} " in overview
        assert medlint(name, "--help").exit_code == 0


def test_version_and_suggestions(medlint: Medlint) -> None:
    assert medlint("--version").stdout == "medlint 0.1.0\n"
    result = medlint("chek")
    assert result.exit_code == 2
    assert 'Did you mean "check"?' in result.stderr
    assert medlint("zzz").exit_code == 2


class TestRules:
    def test_table(self, medlint: Medlint) -> None:
        assert (
            medlint("rules").stdout
            == """\
HSE  style
  HSE001  error    miracle-tonic  a wonder
  HSE002  warning  superb-soup    praise
  HSE003  note     plain-note     plain

OTH  style
  OTH001  error    other-word     another family

4 rules. medlint explain CODE says more.
"""
        )

    def test_json(self, medlint: Medlint) -> None:
        value = json.loads(medlint("rules", "--format", "json").stdout)
        assert value["version"] == 1
        assert [rule["code"] for rule in value["rules"]] == [
            "HSE001",
            "HSE002",
            "HSE003",
            "OTH001",
        ]
        assert value["rules"][0]["evidence"] == [
            {
                "cite": "House style, chapter 4.",
                "url": "https://example.org/style",
                "accessed": None,
            }
        ]

    def test_schema_accepts_a_rule(self, medlint: Medlint, house: Path) -> None:
        schema = json.loads(medlint("rules", "--schema").stdout)
        text = (house / "style" / "miracle-tonic.yml").read_text()
        rule = yaml.safe_load(text)
        rule["reviewed"] = {"date": "2026-01-02"}
        jsonschema.validate(rule, schema)


class TestExplain:
    @pytest.mark.parametrize("name", ["HSE001", "hse001", "miracle-tonic"])
    def test_page(self, name: str, medlint: Medlint, house: Path) -> None:
        text = medlint("explain", name).stdout
        path = house / "style" / "miracle-tonic.yml"
        assert (
            text
            == f"""\
HSE001 miracle-tonic
a wonder

error: must be mended before publishing
confidence: high, reviewed 2026-01-02
file: {path}

Why
  House style says so. It says so twice.
  - Write something else.

Message
  "{{match}}" is a wonder.

What silences it
  Other words.

Found
  1 | Try the miracle tonic today.
    |         ^^^^^^^^^^^^^

Not found
  - Try the soup today.
  - Nothing is for sale.

Standards
  - House style, chapter 4.
    https://example.org/style

To leave it out
  - once: medlint check --ignore HSE001
  - for good, in medlint.yml: ignore: [HSE001]
  - at another level, in medlint.yml: rules: {{HSE001: {{severity: note}}}}
"""
        )

    def test_unknown_rule(self, medlint: Medlint) -> None:
        result = medlint("explain", "miracle-tonik")
        assert result.exit_code == 2
        assert 'did you mean "miracle-tonic"?' in result.stderr

    def test_a_place_tells_what_was_looked_at_there(
        self, medlint: Medlint, here: Path
    ) -> None:
        text = "A tonic of no account.\n\nA miracle tonic. No miracle tonic.\n"
        (here / "a.md").write_text(text)
        line = medlint("explain", "a.md:3")
        assert line.exit_code == 0
        assert "miracle-tonic: reported" in line.stdout
        column = medlint("explain", "a.md:3:4").stdout
        assert column.count("miracle-tonic: ") == 1
        assert "found anything on a.md:1." in medlint("explain", "a.md:1").stdout

    @pytest.mark.parametrize(
        ("place", "message"),
        [
            ("a.md:9", "there is no line 9; the last one is 2"),
            ("b.md:1", "b.md: No such"),
        ],
    )
    def test_a_place_that_is_not_there(
        self, place: str, message: str, medlint: Medlint, here: Path
    ) -> None:
        (here / "a.md").write_text("Words.\n")
        result = medlint("explain", place)
        assert result.exit_code == 2
        assert message in result.stderr


class TestTest:
    @pytest.fixture(autouse=True)
    def _house(self, house_rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(testing, "load_packs", lambda _: house_rules)

    def test_examples_pass(self, medlint: Medlint, house: Path) -> None:
        result = medlint("test", str(house))
        assert result.exit_code == 0
        assert result.stdout.startswith("All examples pass.\nRan 4 rules, 12 examples")

    def test_selection(self, medlint: Medlint) -> None:
        result = medlint("test", "--select", "OTH")
        assert "Ran 1 rule, 3 examples" in result.stdout
        assert medlint("test", "--select", "NOPE").exit_code == 2

    def test_failures_are_shown_once_with_their_variants(
        self, medlint: Medlint, house_rules: RuleSet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rule = house_rules.rules[0]
        wrong = replace(rule.bad[0], text="Try the [[tonic]] today.")
        broken = replace(house_rules, rules=(replace(rule, bad=(wrong,)),))
        monkeypatch.setattr(testing, "load_packs", lambda _: broken)
        result = medlint("test")
        assert result.exit_code == 1
        assert result.stdout.count("FAIL HSE001 miracle-tonic") == 1
        assert f"miracle-tonic.yml:{wrong.line}\n" in result.stdout
        assert "     Try the [[tonic]] today.\n  as written:\n" in result.stdout
        assert '     expected but not found: 8-13 "tonic"' in result.stdout
        assert "failed in 1 rule.\nRan 1 rule, 3 examples, in" in result.stdout

    def test_a_pack_without_rules(self, medlint: Medlint, here: Path) -> None:
        (here / "empty").mkdir()
        result = medlint("test", "empty")
        assert result.exit_code == 2
        assert "there are no rules in this pack" in result.stderr


class TestValidate:
    def test_a_good_pack(
        self, house: Path, house_rules: RuleSet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(validating, "load_packs", lambda _: house_rules)
        result = CliRunner().invoke(main, ["validate", str(house)])
        assert (result.exit_code, result.stdout) == (0, "No mistakes. Read 4 rules.\n")

    def test_advice_is_no_mistake(
        self, house_rules: RuleSet, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rule = replace(house_rules.rules[0], path=str(here / "mine" / "a.yml"))
        advice = Problem(path=rule.path, message="nobody needs this", hint="drop it")
        monkeypatch.setattr(validating, "load_packs", lambda _: house_rules)
        monkeypatch.setattr(validating, "unused_exceptions", lambda _: [advice])
        result = CliRunner().invoke(main, ["validate"])
        assert result.exit_code == 0
        assert result.stdout == "No mistakes. Read 4 rules. 1 note above.\n"
        path = Path("mine") / "a.yml"
        assert result.stderr == (f"note: {path}: nobody needs this\n  help: drop it\n")

    def test_every_mistake_of_every_file(self, house: Path, here: Path) -> None:
        pack = here / "mine"
        (pack / "style").mkdir(parents=True)
        (pack / "pack.yml").write_text((house / "pack.yml").read_text())
        for slug in ("miracle-tonic", "superb-soup"):
            text = (house / "style" / f"{slug}.yml").read_text()
            broken = text.replace("severity: ", "severty: ").replace("high", "hihg")
            (pack / "style" / f"{slug}.yml").write_text(broken)
        result = CliRunner().invoke(main, ["validate", "mine"])
        assert result.exit_code == 2
        assert result.stdout == ""
        for slug in ("miracle-tonic", "superb-soup"):
            assert f"error: mine/style/{slug}.yml:3:1: unknown key" in result.stderr
            assert f"{slug}.yml:4:13:" in result.stderr
        assert (
            '3 | severty: error\n  | ^^^^^^^\n  help: did you mean "severity"?\n'
            in (result.stderr)
        )
        assert result.stderr.endswith("6 mistakes.\n")


def test_config_schema(medlint: Medlint) -> None:
    schema = json.loads(medlint("config", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "fail-on" in schema["properties"]


def test_the_core_pack_loads() -> None:
    assert load_packs([]).rules
