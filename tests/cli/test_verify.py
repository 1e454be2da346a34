"""`medlint verify` from end to end, against a local server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from medlint.verify import settings
from tests.verify.server import Services, hangs_up, serving, slow, status
from tests.verify.works import library

Medlint = Callable[..., Result]
SOURCES = Path(__file__).parents[2] / "src"
JOURNAL = "Ann Invented Med. 2019;12(3):1-9."
ARTICLE = f"""\
# Barley water and stiff joints

Some people drink it ([a trial](https://doi.org/10.5555/aim.2019.3)).

## References

1. Penrose A, Birch T. Barley water and joint stiffness: a randomised trial. {JOURNAL} doi:10.5555/aim.2019.1
2. Penrose A, Birch T. Barley water in gout: the second trial. {JOURNAL} doi:10.5555/aim.2019.2
3. Penrose A, Birch T. Copper bracelets and grip strength in older adults. {JOURNAL} https://doi.org/10.5555/aim.2019.4
4. Penrose A, Birch T. Oat fibre and cholesterol in a cohort of night nurses. {JOURNAL} PMID: 30000005
5. Penrose A, Birch T. Sleep masks and jet lag in long haul flight crews. {JOURNAL} PMID: 30000006
6. Penrose A, Birch T. Ginger tea in early pregnancy and perceived nausea. {JOURNAL} PMC6300007
7. Penrose A, Birch T. Singing lessons and lung function in retired miners. {JOURNAL}
8. Penrose A, Birch T. A work that nobody but the author of this test has heard of. {JOURNAL}
9. Fjordby Health Board. Advice on joints. 2021. Available from: https://health.example.org/joints
"""
CLASSES = [
    (3, "verified"),
    (7, "verified"),
    (8, "bibliographic-mismatch"),
    (9, "retracted"),
    (10, "verified"),
    (11, "retracted"),
    (12, "verified"),
    (13, "verified"),
    (14, "cannot-be-located"),
    (15, "not-checked"),
]


@pytest.fixture
def services() -> Iterator[Services]:
    known = library()
    with serving(known):
        yield known


@pytest.fixture(autouse=True)
def article(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDLINT_CACHE_DIR", str(here / ".cache"))
    monkeypatch.setenv("MEDLINT_DATA_DIR", str(here / ".data"))
    monkeypatch.setenv("MEDLINT_MAILTO", "editor@example.org")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    path = here / "joints.md"
    path.write_text(ARTICLE)
    return path


def verified(medlint: Medlint, services: Services, *more: str) -> Result:
    options = [*services.options(), "--rate=10000", *more]
    return medlint("verify", "joints.md", *options)


def classes(stdout: str | bytes) -> list[tuple[int, str]]:
    return [(r["line"], r["class"]) for r in json.loads(stdout)["results"]]


def test_ten_references_in_five_classes(medlint: Medlint, services: Services) -> None:
    result = verified(medlint, services, "--format=json")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert classes(result.stdout) == CLASSES
    value: dict[str, Any] = json.loads(result.stdout)
    assert value["version"] == 1
    assert value["summary"]["references"] == 10
    assert value["summary"]["classes"] == {
        "verified": 5,
        "bibliographic-mismatch": 1,
        "cannot-be-located": 1,
        "retracted": 2,
        "not-checked": 1,
    }
    (difference,) = value["results"][2]["differences"]
    assert difference["field"] == "title"
    assert difference["found"].startswith("Rosehip capsules")
    assert value["results"][3]["notice"] == {
        "nature": "retraction",
        "date": "2021-05-04",
        "doi": "10.5555/aim.2021.r4",
        "reasons": [],
        "sources": ["Crossref"],
    }
    assert value["results"][7]["doi"] == "10.5555/aim.2019.7"


def test_lines_for_people(medlint: Medlint, services: Services) -> None:
    result = verified(medlint, services)
    assert "joints.md:3" not in result.stdout
    assert (
        """\
joints.md:8: bibliographic mismatch
  Penrose A, Birch T. Barley water in gout: the second trial. Ann Invented Med. 2019;12(3):1-9. \
doi:10.5555/aim.2019.2
  - title: written "Barley water in gout: the second trial", found "Rosehip capsules in seasonal
    fatigue among shift workers"
  - found by Crossref, OpenAlex: https://doi.org/10.5555/aim.2019.2

joints.md:9: retracted
"""
        in result.stdout
    )
    assert (
        "  - retraction of 2021-05-04 (says Crossref); notice: "
        "https://doi.org/10.5555/aim.2021.r4\n"
    ) in result.stdout
    assert result.stdout.endswith(
        """\
10 references: 5 verified, 1 bibliographic mismatch, 1 cannot be located, 2 retracted, 1 not checked.
A reference that cannot be located is not proved to be wrong, and a verified one may not support
what the article says.
"""
    )
    assert "fabricated" not in result.stdout
    assert "fake" not in result.stdout
    everything = verified(medlint, services, "--all").stdout
    assert "joints.md:3: verified" in everything


def test_exit_codes(medlint: Medlint, services: Services, here: Path) -> None:
    lines = ARTICLE.splitlines()
    good = "\n".join([*lines[:7], lines[9], lines[12]])
    (here / "joints.md").write_text(good)
    assert verified(medlint, services).exit_code == 0
    (here / "joints.md").write_text(good + "\n" + lines[14])
    assert verified(medlint, services).exit_code == 4
    (here / "joints.md").write_text("Drink water.\n")
    nothing = verified(medlint, services)
    assert nothing.exit_code == 0
    assert nothing.stdout == "No references found in 1 file.\n"
    (here / "joints.md").unlink()
    assert verified(medlint, services).exit_code == 3


def test_the_network_goes_away(medlint: Medlint, services: Services) -> None:
    services.always["/"] = hangs_up
    result = verified(medlint, services, "--format=json", "--timeout=1")
    assert result.exit_code == 4
    results = json.loads(result.stdout)["results"]
    assert {r["class"] for r in results} == {"not-checked"}
    assert all(r["reasons"] for r in results)


def test_the_installed_index(medlint: Medlint, services: Services, here: Path) -> None:
    sample = Path(__file__).parents[1] / "retractions" / "sample.csv"
    medlint("knowledge", "import", "retraction-watch", str(sample))
    (here / "joints.md").write_text(
        f"# References\n\n1. Penrose A. Barley water and joint stiffness: a randomised trial. "
        f"{JOURNAL} doi:10.5555/aim.2018.001\n"
    )
    services.always["/"] = status(403)
    result = verified(medlint, services)
    assert result.exit_code == 1
    assert "retraction of 2020-01-31 (says local index); notice:" in result.stdout
    assert "reasons: Falsification/Fabrication of Data" in result.stdout


def test_answers_are_kept_unless_told_otherwise(
    medlint: Medlint, services: Services
) -> None:
    verified(medlint, services)
    asked = len(services.asked)
    verified(medlint, services)
    assert len(services.asked) == asked
    verified(medlint, services, "--no-cache")
    assert len(services.asked) == 2 * asked


def test_mistakes_in_usage(
    medlint: Medlint, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for option, message in (
        ("--endpoint=scholar=http://x", '"scholar=http://x" names no service'),
        ("--endpoint=crossref=ftp://x", '"ftp://x" is not an http or https address'),
        ("--endpoint=doi=http://a b", "is not an http or https address"),
        ("--endpoint=doi=http://a:99999", "is not an http or https address"),
        ("--mailto=nobody", '"nobody" is not an e-mail address'),
        ("--mailto=a@b.org\r\nX: y", "is not an e-mail address"),
    ):
        result = verified(medlint, services, option)
        assert result.exit_code == 2
        assert message in result.stderr
    assert services.asked == []
    monkeypatch.delenv("MEDLINT_MAILTO")
    assert "no contact address" in verified(medlint, services).stderr


def test_without_httpx(
    medlint: Medlint, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        settings, "find_spec", lambda name: None if name == "httpx" else find_spec(name)
    )
    result = verified(medlint, services)
    assert result.exit_code == 2
    assert "pip install 'medlint[verify]'" in result.stderr


def process(services: Services, here: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "medlint", "verify", "joints.md", "--format=json"]
    return subprocess.Popen(
        [*command, "--rate=10000", *services.options(), *more],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_as_a_process(services: Services, here: Path) -> None:
    with process(services, here) as run:
        stdout, stderr = run.communicate(timeout=60)
    assert stderr == b""
    assert run.returncode == 1
    assert classes(stdout) == CLASSES


def wait_for_quiet(services: Services, part: str) -> None:
    """Wait until a path was asked for, and then nothing else for some time."""
    limit, before = time.monotonic() + 60, -1
    while time.monotonic() < limit:
        asked = list(services.asked)
        if len(asked) == before and any(part in path for path in asked):
            return
        before = len(asked)
        time.sleep(1.5 if before else 0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent differently")
def test_an_interruption_loses_nothing(services: Services, here: Path) -> None:
    services.always["30000005"] = slow(30)
    with process(services, here) as run:
        wait_for_quiet(services, "30000005")
        run.send_signal(signal.SIGINT)
        stdout, stderr = run.communicate(timeout=20)
    assert stderr == b""
    assert run.returncode == 1
    found = dict(classes(stdout))
    assert found.pop(10) == "not-checked"
    assert found[7] == "verified"
    assert found[9] == "retracted"
    reasons = {r["line"]: r["reasons"] for r in json.loads(stdout)["results"]}
    assert reasons[10] == ["the run was interrupted"]


def test_check_uses_no_network(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDLINT_CACHE_DIR")
    code = (
        "import sys; from medlint.cli import main\n"
        "try: main(['check', 'joints.md', '--isolated'])\n"
        "finally: print([m for m in ('httpx', 'medlint.verify') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.splitlines()[-1] == b"[]"
