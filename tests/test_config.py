import json
from pathlib import Path

import jsonschema
import pytest

from medlint.config import Config, find_config, load_config, settings_schema
from medlint.errors import Problem, UserError
from medlint.text import Position

FULL = """\
packs: [house]
select: [CLM, hype-word]
extend-select: [CIT001]
ignore: [CLM008]
min-level: warning
fail-on: never
exclude: ["drafts/", "*.txt"]
rules:
  CLM001: {severity: note}
  vague-authority: {severity: off}
"""
TOML = """\
[tool.other]
x = 1

[tool.medlint]
packs = ["house"]
select = ["CLM", "hype-word"]
extend-select = ["CIT001"]
ignore = ["CLM008"]
min-level = "warning"
fail-on = "never"
exclude = ["drafts/", "*.txt"]

[tool.medlint.rules]
CLM001 = {severity = "note"}
vague-authority = {severity = "off"}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "house").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(text: str, name: str = "medlint.yml") -> tuple[Problem, ...]:
    Path(name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        find_config(Path.cwd())
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "text"),
    [("medlint.yml", FULL), ("medlint.yaml", FULL), ("pyproject.toml", TOML)],
)
def test_every_setting_in_every_file(name: str, text: str, here: Path) -> None:
    (here / name).write_text("\ufeff" + text, encoding="utf-8")
    config = find_config(here)
    settings = config.settings
    assert settings.packs == ("house",)
    assert settings.select == ("CLM", "hype-word")
    assert settings.extend_select == ("CIT001",)
    assert settings.ignore == ("CLM008",)
    assert settings.min_level == "warning"
    assert settings.fail_on == "never"
    assert settings.exclude == ("drafts/", "*.txt")
    assert {k: v.severity for k, v in settings.rules.items()} == {
        "CLM001": "note",
        "vague-authority": "off",
    }
    assert load_config(Path(name)).settings == settings
    assert config.folder.resolve() == here


def test_without_a_file_the_defaults_hold(here: Path) -> None:
    assert find_config(here) == Config()
    (here / "pyproject.toml").write_text("[tool.ruff]\nx = 1\n")
    assert find_config(here) == Config()
    (here / "medlint.yml").write_text("# nothing yet\n")
    assert find_config(here).settings == Config().settings


def test_the_nearest_file_counts_up_to_the_repository(here: Path) -> None:
    deep = here / "docs" / "old"
    deep.mkdir(parents=True)
    (here / "medlint.yml").write_text("select: [CLM]")
    assert find_config(deep).settings.select == ("CLM",)
    (here / "docs" / "pyproject.toml").write_text("[tool.medlint]\nselect = ['CIT']")
    assert find_config(deep).settings.select == ("CIT",)
    (deep / ".git").mkdir()
    assert find_config(deep) == Config()


def test_mistakes_come_all_at_once_with_place_and_hint(here: Path) -> None:
    del here
    found = problems("selct: [CLM]\nfail-on: eror\nmin-level: 3\nignore: CLM001\n")
    assert {(p.place, p.message, p.hint) for p in found} == {
        ("medlint.yml:1:1", 'unknown key "selct"', 'did you mean "select"?'),
        ("medlint.yml:2:10", '"eror" is not allowed here', 'did you mean "error"?'),
        (
            "medlint.yml:3:12",
            '"3" is not allowed here',
            "known: error, note, warning",
        ),
        ("medlint.yml:4:9", "a list is expected here", ""),
    }
    (unknown,) = (p for p in found if p.message.startswith("unknown"))
    assert (unknown.line, unknown.length) == ("selct: [CLM]", 5)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("rules: {CLM001: {sverity: note}}", "1:18", 'unknown key "sverity"'),
        ("rules: {CLM001: {severity: hi}}", "1:28", '"hi" is not allowed here'),
        ("rules: {CLM001: off}", "1:17", "a mapping (key: value) is expected here"),
        (
            "select: [CLM, 3]",
            "1:15",
            "text is expected here; put it in quotation marks",
        ),
        (
            "select: [a]\nselect: [b]",
            "2:1",
            '"select" stands here twice (first on line 1)',
        ),
        ("- select", "1:1", "a mapping (key: value) is expected here"),
        ("packs: [gone]", "1:9", 'there is no folder "gone"'),
        ('exclude: ["[z-a]"]', "1:11", '"[z-a]" is not a pattern'),
        ("select: [", "1:10", ""),
    ],
)
def test_one_mistake(text: str, place: str, message: str, here: Path) -> None:
    del here
    (found,) = problems(text)
    assert found.place == f"medlint.yml:{place}"
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[tool.medlint]\nselct = []",
            'tool.medlint.selct: unknown key "selct"',
            'did you mean "select"?',
        ),
        (
            "[tool.medlint.rules.CLM001]\nseverity = 'hi'",
            'tool.medlint.rules.CLM001.severity: "hi" is not allowed here',
            "known: error, note, off, warning",
        ),
        (
            "tool.medlint = 3",
            "tool.medlint: a mapping (key: value) is expected here",
            "",
        ),
    ],
)
def test_a_mistake_in_toml_names_the_key(
    text: str, message: str, hint: str, here: Path
) -> None:
    del here
    (found,) = problems(text, "pyproject.toml")
    assert (found.path, found.message) == ("pyproject.toml", message)
    assert found.hint.startswith(hint)


def test_broken_toml_matters_only_when_it_speaks_to_us(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool.ruff\n")
    assert find_config(here) == Config()
    (found,) = problems("[tool.medlint\n", "pyproject.toml")
    assert found.message.startswith("not valid TOML: ")


@pytest.mark.parametrize("second", ["medlint.yaml", "pyproject.toml"])
def test_two_files_in_a_folder_are_never_merged(second: str, here: Path) -> None:
    (here / second).write_text("[tool.medlint]" if ".toml" in second else "select: [A]")
    (found,) = problems("select: [CLM]")
    assert found.message == f"there are settings in {second} too"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "No such file or directory"),
        (b"select: [\xff]", "this is not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_read(
    data: bytes | None, message: str, here: Path
) -> None:
    path = here / "own.yml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UserError, match=message):
        load_config(path)


def test_named_toml_without_a_table(here: Path) -> None:
    (here / "own.toml").write_text("x = 1")
    with pytest.raises(UserError, match=r"no table \[tool.medlint\]"):
        load_config(here / "own.toml")


def test_problems_are_located_at_settings(here: Path) -> None:
    (here / "medlint.yml").write_text("select: [A, B]\nrules:\n  C: {severity: note}\n")
    config = find_config(here)
    assert config.problem(("select", 1), "m").position == Position(1, 13)
    assert config.problem(("rules", "C"), "m").position == Position(3, 3)


def test_the_schema_describes_every_key() -> None:
    schema = settings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(key["description"] for key in schema["properties"].values())
    assert set(schema["properties"]) == {
        "packs",
        "select",
        "ignore",
        "extend-select",
        "min-level",
        "fail-on",
        "exclude",
        "references",
        "rules",
    }
    settings = {"select": ["CLM"], "rules": {"CLM001": {"severity": "off"}}}
    jsonschema.validate(settings, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"selct": []}, schema)
    assert json.dumps(schema)
