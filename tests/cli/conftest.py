"""A small pack of the tests' own, and a runner that uses only its rules."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medlint import packs
from medlint.cli import active, main
from medlint.packs import RuleSet, core_rules

_TABLES = {"facts", "knowledge", "language"}
RULE = """\
code: {code}
title: {title}
severity: {severity}
confidence: high
message: '"{{match}}" is {title}.'
phrase:
  any: ["{words}"]
support: Other words.
evidence:
  - {{cite: "House style, chapter 4.", url: "https://example.org/style"}}
why: |
  House style says *so*. It says so [twice](https://example.org).

  - Write something else.
examples:
  bad:
    - "Try the [[{words}]] today."
  good:
    - "Try the soup today."
    - "Nothing is for sale."
reviewed: {{date: 2026-01-02}}
"""
RULES = {
    "miracle-tonic": ("HSE001", "error", "a wonder", "miracle tonic"),
    "superb-soup": ("HSE002", "warning", "praise", "superb soup"),
    "plain-note": ("HSE003", "note", "plain", "plain remark"),
    "other-word": ("OTH001", "error", "another family", "other word"),
}


def write_pack(folder: Path) -> Path:
    (folder / "style").mkdir(parents=True)
    (folder / "pack.yml").write_text("name: house\nversion: '1'\nlicence: MIT\n")
    for slug, (code, severity, title, words) in RULES.items():
        text = RULE.format(code=code, severity=severity, title=title, words=words)
        (folder / "style" / f"{slug}.yml").write_text(text)
    return folder


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("packs") / "house")


@pytest.fixture(scope="session")
def house_rules(house: Path) -> RuleSet:
    """Load the house pack beside the core pack's tables, without its rules."""
    core = house.parent / "core"
    for table in core_rules().rglob("*"):
        kept = core / table.relative_to(core_rules())
        if table.name == "pack.yml" or table.parent.name in _TABLES:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(table, kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "core_rules", lambda: core)
        return packs.load_packs([house])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, as the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


Medlint = Callable[..., Result]


@pytest.fixture
def medlint(
    here: Path, house_rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> Medlint:
    """Run the command line in `here`, with the rules of the house pack alone."""
    del here

    def loaded(folders: Sequence[Path]) -> RuleSet:
        del folders
        return house_rules

    monkeypatch.setattr(active, "load_packs", loaded)

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, prog_name="medlint")

    return run
