"""How fast articles are linted, and how fast blank spaCy tokenises the same prose.

Both are measured in one process, in turn, over the same files; the ratio is what
counts, the absolute figures depend on the machine. `--off` also measures without the
prefilter.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import spacy

from medlint.language.lexicon import Lexicon
from medlint.linter import Linter
from medlint.packs import load_packs
from medlint.readers import read
from medlint.source import FORMATS, Format, SourceFile, read_source

ROOT = Path(__file__).parents[1]
ROUNDS = 3


def sources() -> dict[str, list[SourceFile]]:
    """The corpus, and real text beside the repository where there is some."""
    data = ROOT.parent / "shared" / "data"
    found = {"corpus": _files(ROOT / "corpus") * 40}
    if (data / "sites").is_dir():
        found["sites"] = _files(data / "sites")
    if (data / "clean_docs.jsonl").is_file():
        pages = map(json.loads, (data / "clean_docs.jsonl").open(encoding="utf-8"))
        found["pages"] = [SourceFile(p["id"], Format.PLAIN, p["text"]) for p in pages]
    return found


def _files(folder: Path) -> list[SourceFile]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in FORMATS)
    return [read_source(str(path)) for path in paths]


def seconds(work: Callable[[SourceFile], object], over: Iterable[SourceFile]) -> float:
    """Processor seconds of the fastest of a few rounds."""
    items = list(over)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for item in items:
            work(item)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--off", action="store_true", help="also without the prefilter")
    arguments = parser.parse_args()
    linter = Linter(load_packs([]), today=datetime.now(tz=UTC).date())
    off = Linter(load_packs([]), today=datetime.now(tz=UTC).date())
    off._lexicon = Lexicon(())  # noqa: SLF001 - nothing announced: every pattern runs
    nlp = spacy.blank("en")
    work: dict[str, Callable[[SourceFile], object]] = {
        "read": read,
        "lint": linter.lint,
        "tokenise": lambda source: nlp.make_doc(read(source).text),
    }
    if arguments.off:
        work["lint, no prefilter"] = off.lint
    for name, files in sources().items():
        size = sum(len(source.text) for source in files) / 1e6
        linter.lint(files[0])
        times = {label: seconds(run, files) for label, run in work.items()}
        tokens = times["tokenise"] - times["read"]
        print(f"{name}: {len(files)} files, {size:.2f} M characters")
        for label, spent in times.items():
            print(f"  {label:20} {spent:7.2f} s  {size / spent:7.2f} MB/s")
        print(f"  lint / tokenise alone: {times['lint'] / tokens:.2f}")


if __name__ == "__main__":
    main()
