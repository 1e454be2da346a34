import subprocess
import sys
from pathlib import Path

from tests.rules import HEAD


def run(folder: Path, good: str) -> "subprocess.CompletedProcess[str]":
    (folder / "pack.yml").write_text("name: t\nversion: '1'\nlicence: none\n")
    (folder / "tests").mkdir()
    (folder / "tests" / "test-rule.yml").write_text(
        HEAD
        + "phrase: {any: [cure]}\n"
        + f"examples: {{bad: ['A [[cure]].'], good: [a, '{good}']}}\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", str(folder / "pack.yml")]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=folder
    )


def test_a_pack_is_collected_and_passes(tmp_path: Path) -> None:
    done = run(tmp_path, "no word of it")
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_a_failing_example_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "A cure.")
    assert done.returncode == 1
    assert "test-rule.yml:11 (as written): found but not expected" in done.stdout
