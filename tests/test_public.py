import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import medlint


def test_a_text_and_a_file_give_the_same_findings(tmp_path: Path) -> None:
    text = "In a 2017 study by Okafor et al., honey helped."
    path = tmp_path / "a.md"
    path.write_text(text)
    today = date(2026, 11, 22)
    one = medlint.lint_text(text, today=today)
    two = medlint.lint_file(str(path), today=today)
    assert "CIT001" in {finding.code for finding in one.findings}
    assert [f.code for f in one.findings] == [f.code for f in two.findings]


def test_every_public_name_is_there() -> None:
    for name in medlint.__all__:
        assert getattr(medlint, name)
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = medlint.nothing_here


HEAVY = ("spacy", "numpy", "pydantic", "yaml", "rich", "re2", "starlette", "pygls")


@pytest.mark.parametrize("module", ["medlint", "medlint.cli"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == ""


def test_linting_words_needs_no_spacy() -> None:
    code = (
        "import medlint, sys; medlint.lint_text('Studies show it. He is an addict.');"
        "print('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
