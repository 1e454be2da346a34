"""What only a real process shows: imports, streams, signals and the environment."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"
HEAVY = ("spacy", "pydantic", "yaml", "rich", "pathspec", "re2", "turbohtml")


def run(
    *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        env=scrubbed(**environment),
        capture_output=True,
        check=False,
        timeout=60,
    )


def scrubbed(**environment: str) -> dict[str, str]:
    """Return the environment without what changes output, and with our sources."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "MEDLINT_TRACEBACK"}
    kept = {k: v for k, v in os.environ.items() if k not in unwanted}
    return {**kept, "PYTHONPATH": str(SOURCES), **environment}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "clean.md").write_text("Drink water.\n")
    return tmp_path


def test_the_command_line_imports_nothing_heavy(folder: Path) -> None:
    code = f"import medlint.cli, sys; print([m for m in {HEAVY} if m in sys.modules])"
    assert run("-c", code, cwd=folder).stdout.strip() == b"[]"


@pytest.mark.parametrize("arguments", ["--help", "--version", "check --help"])
def test_help_imports_nothing_heavy(arguments: str, folder: Path) -> None:
    code = (
        "import sys; from medlint.cli import main\n"
        f"try: main({arguments.split()})\n"
        f"finally: print([m for m in {HEAVY} if m in sys.modules])"
    )
    result = run("-c", code, cwd=folder)
    assert result.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "clean.md", "--fail-on=never"], 0),
        (["check", "--nonsense"], 2),
        (["check", "gone.md"], 3),
        (["check", "clean.md", "gone.md"], 4),
    ],
)
def test_exit_codes(arguments: list[str], code: int, folder: Path) -> None:
    assert run("-m", "medlint", *arguments, cwd=folder).returncode == code


def test_output_is_utf8_for_machines_and_never_fails_for_people(folder: Path) -> None:
    name = "café 😀.md"
    (folder / name).write_text("Water.")
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = run(
        "-m",
        "medlint",
        "check",
        name,
        "x😀.md",
        "--format=json",
        cwd=folder,
        **ascii_only,
    )
    assert json.loads(result.stdout.decode("utf-8"))["problems"][0]["path"] == "x😀.md"
    people = run("-m", "medlint", "check", name, "x😀.md", cwd=folder, **ascii_only)
    assert people.returncode == 4
    assert b"x\\U0001f600.md" in people.stderr


@pytest.mark.parametrize(
    ("environment", "colour"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_in_a_pipe(
    environment: dict[str, str], colour: bool, folder: Path
) -> None:
    result = run("-m", "medlint", "check", "clean.md", cwd=folder, **environment)
    assert (b"\x1b[" in result.stdout) is colour


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = f'"{sys.executable}" -m medlint rules --format json | true'
    result = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        cwd=folder,
        env=scrubbed(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.stderr == b""
    assert result.stdout.strip() == b"141"


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_interruption_by_a_signal(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "medlint", "check", "-"],
        cwd=folder,
        env=scrubbed(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"interrupted\n")
