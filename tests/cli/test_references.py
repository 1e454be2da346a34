"""Files of references that the settings name, as users meet them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medlint.cli import active, main
from medlint.packs import RuleSet

BIB = "@article{{okafor2019, author={{Okafor, Ada}}, title={{Tea}}, year={{{year}}}}}\n"
ARTICLE = "Okafor et al. (2019) reported better sleep.\n"


@pytest.fixture
def folder(tmp_path: Path, ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(active, "load_packs", lambda folders: ruleset)  # noqa: ARG005 - the real one takes folders
    (tmp_path / "medlint.yml").write_text("references: [refs.bib]\n", "utf-8")
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def check() -> Result:
    args = ["check", "a.md", "--select", "CIT001", "--format", "concise"]
    return CliRunner().invoke(main, args)


@pytest.mark.parametrize(("year", "exit_code"), [(2019, 0), (2020, 0), (2014, 1)])
def test_a_study_is_bound_to_a_work_of_the_house(
    year: int, exit_code: int, folder: Path
) -> None:
    (folder / "refs.bib").write_text(BIB.format(year=year), "utf-8")
    result = check()
    assert result.exit_code == exit_code, result.output
    assert ("CIT001" in result.stdout) is bool(exit_code)


def test_explain_tells_the_work(folder: Path) -> None:
    (folder / "refs.bib").write_text(BIB.format(year=2019), "utf-8")
    result = CliRunner().invoke(main, ["explain", "a.md:1"])
    assert "bound to the references: Okafor. Tea. 2019" in " ".join(
        result.stdout.split()
    )


def test_a_missing_file_is_located_in_the_settings(folder: Path) -> None:
    result = check()
    assert result.exit_code == 2
    assert "medlint.yml:1:14" in result.stderr
    assert "refs.bib" in result.stderr
    assert folder.exists()


def test_a_broken_file_is_located_in_itself(folder: Path) -> None:
    (folder / "refs.bib").write_text("@article{okafor2019, author={Oka", "utf-8")
    result = check()
    assert result.exit_code == 2
    assert "refs.bib:1" in result.stderr
