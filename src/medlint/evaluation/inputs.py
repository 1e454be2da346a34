"""What to measure on: annotated articles and rows, found in files and folders."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from medlint.discovery import discover
from medlint.errors import Problem, UnreadableError, UserError
from medlint.evaluation import annotations, labels, rows
from medlint.evaluation.annotations import AnnotatedArticle, read_annotated
from medlint.evaluation.labels import Labels, read_labels
from medlint.evaluation.rows import RowSet, read_rows
from medlint.source import FORMATS

T = TypeVar("T")


@dataclass(frozen=True)
class Inputs:
    """Everything to measure on.

    `missing` are paths that are not there, `unreadable` are articles that could not be
    read, `skipped` are articles of a folder that nobody annotated.
    """

    labels: Labels
    articles: tuple[AnnotatedArticle, ...]
    row_sets: tuple[RowSet, ...]
    missing: tuple[Problem, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()


def read_inputs(paths: Sequence[str], labels_path: Path | None = None) -> Inputs:
    """Read what `paths` name: articles or their findings files, JSONL files, folders.

    Labels are explained by `labels_path`, or else by the first `labels.yml` in a folder
    that is named or that holds a file that is named.

    Raises:
        UserError: every mistake in annotations, labels and rows.
    """
    named = [Path(path) for path in paths]
    there = [path for path in named if path.exists()]
    agreed = _labels(there, labels_path)
    found = _unique(file for path in there for file in _expand(path))
    reading = _Reading()
    articles = reading.all(_of(found, annotations.SUFFIX), read_annotated)
    row_sets = reading.all(_of(found, rows.SUFFIX), lambda p: read_rows(p, agreed))
    if reading.mistakes:
        raise UserError(reading.mistakes)
    return Inputs(
        labels=agreed,
        articles=articles,
        row_sets=row_sets,
        missing=tuple(_missing(path) for path in named if path not in there),
        unreadable=tuple(reading.unreadable),
        skipped=tuple(_not_annotated(p for p in there if p.is_dir())),
    )


@dataclass
class _Reading:
    """Reads files one by one, keeping what went wrong."""

    mistakes: list[Problem] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)

    def all(self, paths: Iterable[Path], read: Callable[[Path], T]) -> tuple[T, ...]:
        """Return what could be read."""
        taken: list[T] = []
        for path in paths:
            try:
                taken.append(read(path))
            except UnreadableError as error:
                self.unreadable += error.problems
            except UserError as error:
                self.mistakes += error.problems
        return tuple(taken)


def _labels(there: Sequence[Path], path: Path | None) -> Labels:
    if path is not None:
        return read_labels(path)
    for folder in (p if p.is_dir() else p.parent for p in there):
        if (folder / labels.NAME).is_file():
            return read_labels(folder / labels.NAME)
    return Labels()


def _expand(path: Path) -> Iterator[Path]:
    """Yield findings files and row files that a path stands for."""
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if not _is_hidden(p, path))
        yield from (p for p in inside if p.is_file() and _is_input(p))
    elif _is_input(path):
        yield path
    else:
        yield _findings_of(path)


def _findings_of(path: Path) -> Path:
    findings = path.with_name(path.stem + annotations.SUFFIX)
    if path.suffix.lower() in FORMATS and findings.is_file():
        return findings
    if path.suffix.lower() in FORMATS:
        message = "this article is not annotated"
        hint = f"write what a medical editor marks into {findings.name}"
    else:
        message = "this is nothing to measure on"
        hint = "name an article with its findings file, a .jsonl file, or a folder"
    raise UserError([Problem(path=path.as_posix(), message=message, hint=hint)])


def _is_input(path: Path) -> bool:
    return path.name.endswith((annotations.SUFFIX, rows.SUFFIX))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _of(found: Iterable[Path], suffix: str) -> list[Path]:
    return [path for path in found if path.name.endswith(suffix)]


def _unique(found: Iterable[Path]) -> list[Path]:
    """Keep each file once, by its first name."""
    seen: dict[Path, Path] = {}
    for path in found:
        seen.setdefault(path.resolve(), path)
    return sorted(seen.values())


def _missing(path: Path) -> Problem:
    return Problem(path=path.as_posix(), message="No such file or directory")


def _not_annotated(folders: Iterable[Path]) -> Iterator[Problem]:
    for file in discover([str(folder) for folder in folders]).files:
        path = Path(file)
        if not path.with_name(path.stem + annotations.SUFFIX).is_file():
            yield Problem(path=file, message="this article is not annotated")
