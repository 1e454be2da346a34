"""How fast articles are linted, and how fast blank spaCy tokenises the same prose.

Linting includes reading the files; spaCy gets the prose that was read. Both are warm
and measured in turn, over the same files, in one process: the ratio is what counts, the
seconds depend on the machine. Linting without the prefilter must find the same; it is
measured once. `--quick` leaves it out.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import spacy

from medlint.linter import Linter
from medlint.packs import load_packs
from medlint.readers import read
from medlint.source import FORMATS, Format, SourceFile, read_source

ROOT = Path(__file__).parents[1]
ROUNDS = 5
_HEADS = ("text", "files", "M chars", "read s", "lint s", "tokenise s")


@dataclass(frozen=True)
class Row:
    """Processor seconds for some files; `size` counts code points."""

    name: str
    files: int
    size: int
    read: float
    lint: float
    tokenise: float
    unfiltered: float = 0.0
    same: bool = True

    def __add__(self, other: "Row") -> "Row":
        return Row(
            "together",
            self.files + other.files,
            self.size + other.size,
            self.read + other.read,
            self.lint + other.lint,
            self.tokenise + other.tokenise,
            self.unfiltered + other.unfiltered,
            self.same and other.same,
        )


def texts() -> dict[str, list[SourceFile]]:
    """Real text beside the repository where there is some, else the corpus."""
    data = ROOT.parent / "shared" / "data"
    found = {}
    if (data / "clean_docs.jsonl").is_file():
        with (data / "clean_docs.jsonl").open(encoding="utf-8") as lines:
            pages = [*map(json.loads, lines)]
        found["pages"] = [SourceFile(p["id"], Format.PLAIN, p["text"]) for p in pages]
    if (data / "sites").is_dir():
        found["sites"] = _files(data / "sites")
    return found or {"corpus": _files(ROOT / "corpus")}


def _files(folder: Path) -> list[SourceFile]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in FORMATS)
    return [read_source(str(path)) for path in paths]


def seconds(work: Callable[[SourceFile], object], over: Sequence[SourceFile]) -> float:
    """Processor seconds for one pass."""
    start = time.process_time()
    for item in over:
        work(item)
    return time.process_time() - start


def measure(name: str, files: Sequence[SourceFile], linters: Sequence[Linter]) -> Row:
    """Time the fastest of several rounds; the second linter has no prefilter."""
    nlp = spacy.blank("en")
    prose = [SourceFile("", Format.PLAIN, read(source).text) for source in files]
    linter, *plain = linters
    best = [float("inf")] * 3
    for _ in range(ROUNDS + 1):  # the first one warms up
        spent = (
            seconds(read, files),
            seconds(linter.lint, files),
            seconds(lambda source: nlp.make_doc(source.text), prose),
        )
        best = [min(pair) for pair in zip(best, spent, strict=True)]
    return Row(
        name,
        len(files),
        sum(len(source.text) for source in files),
        read=best[0],
        lint=best[1],
        tokenise=best[2],
        unfiltered=sum(seconds(other.lint, files) for other in plain),
        same=all(linter.lint(s) == o.lint(s) for o in plain for s in files),
    )


def show(rows: Sequence[Row], *, plain: bool) -> None:
    """Print a table."""
    heads = [*_HEADS, "lint / tokenise"]
    heads += ["without prefilter s", "same findings"] if plain else []
    lines = [heads]
    for row in rows:
        line = [row.name, str(row.files), f"{row.size / 1e6:.2f}"]
        line += [f"{s:.3f}" for s in (row.read, row.lint, row.tokenise)]
        line.append(f"{row.lint / row.tokenise:.2f}")
        if plain:
            line += [f"{row.unfiltered:.2f}", "yes" if row.same else "NO"]
        lines.append(line)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line, widths, strict=True)]
        print("  ".join(cells))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="not without prefilter")
    arguments = parser.parse_args()
    rules, today = load_packs([]), datetime.now(tz=UTC).date()
    linters = [Linter(rules, today=today)]
    if not arguments.quick:
        linters.append(Linter(rules, today=today, prefilter=False))
    for linter in linters:
        linter.lint(SourceFile("warm", Format.PLAIN, "Words."))
    gc.collect()
    gc.freeze()  # what both have loaded is not looked at again
    rows = [measure(name, files, linters) for name, files in texts().items()]
    if len(rows) > 1:
        total, *others = rows
        for row in others:
            total += row
        rows.append(total)
    show(rows, plain=not arguments.quick)


if __name__ == "__main__":
    main()
