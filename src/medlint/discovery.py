"""Which files to check: folders walked in order, nothing left out silently."""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from medlint.errors import Problem
from medlint.source import FORMATS

if TYPE_CHECKING:
    from medlint.gitignore import Ignoring

UNREAD_FORMATS = {
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".doc": "Word 97",
    ".docx": "Word",
    ".epub": "EPUB",
    ".odt": "OpenDocument",
    ".org": "Org",
    ".pages": "Pages",
    ".pdf": "PDF",
    ".rst": "reStructuredText",
    ".rtf": "RTF",
    ".tex": "LaTeX",
    ".textile": "Textile",
}
"""Suffixes of documents that may hold articles but have no reader yet."""

_NEVER = {"node_modules", "__pycache__"}
_VENV = "pyvenv.cfg"  # marks a virtual environment, whatever the folder is called


@dataclass(frozen=True)
class Discovered:
    """Files to check, sorted by path, and what cannot be checked.

    `skipped` are documents that were left out, `missing` are paths that were named
    but are not there, `unreadable` are folders that could not be listed.
    """

    files: tuple[str, ...]
    skipped: tuple[Problem, ...] = ()
    missing: tuple[Problem, ...] = ()
    unreadable: tuple[Problem, ...] = ()


def discover(
    paths: Sequence[str], *, exclude: Sequence[str] = (), exclude_root: str = "."
) -> Discovered:
    """Find the files that `paths` name.

    A named file is always taken. In folders, files of a known format are taken unless
    hidden, ignored by git, or matched by an `exclude` pattern (written like a line of
    `.gitignore`, relative to `exclude_root`). Links that lead out of a named folder
    are skipped. A file that is reached twice is taken once.
    """
    walk = _Walk(tuple(exclude), os.path.realpath(exclude_root))
    for path in paths:
        walk.add(path)
    return Discovered(
        files=tuple(sorted(shown for _, shown in walk.files.values())),
        skipped=_by_path(walk.skipped.values()),
        missing=_by_path(walk.missing),
        unreadable=_by_path(walk.unreadable.values()),
    )


@dataclass(frozen=True)
class _Folder:
    """A folder: as shown, where it really is, and below which named folder.

    `rank` is how directly it was reached: 1 by its own path, 2 through a link.
    """

    shown: str
    real: str
    root: str
    ignoring: "Ignoring"
    rank: int = 1

    def holds(self, real: str) -> bool:
        """Whether a real path lies below the named folder."""
        return real == self.root or real.startswith(self.root.rstrip(os.sep) + os.sep)


@dataclass
class _Walk:
    """Collects files by real path, so that each is taken once, by its best name."""

    exclude: tuple[str, ...]
    exclude_root: str
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    skipped: dict[str, Problem] = field(default_factory=dict)
    missing: list[Problem] = field(default_factory=list)
    unreadable: dict[str, Problem] = field(default_factory=dict)
    _linked: list[_Folder] = field(default_factory=list)
    _listed: set[tuple[str, str]] = field(default_factory=set)

    def add(self, path: str) -> None:
        """Take a named file, or what is below a named folder."""
        shown = path.replace(os.sep, "/")
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - Path() would tidy the path
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.missing.append(Problem(path=shown, message=reason))
            return
        real = os.path.realpath(path)
        if stat.S_ISDIR(mode):
            ignoring = _ignoring_above(real, self.exclude, self.exclude_root)
            self._walk(_Folder(shown, real, real, ignoring))
        else:
            self._take(real, shown, rank=0)

    def _walk(self, top: _Folder) -> None:
        """Walk real folders before links to them, for the sake of their names."""
        folders = [top]
        while folders or self._linked:
            folder = folders.pop() if folders else self._linked.pop(0)
            if (folder.real, folder.root) not in self._listed:
                self._listed.add((folder.real, folder.root))
                folders += self._enter(folder)

    def _enter(self, folder: _Folder) -> list[_Folder]:
        """Take the files of a folder; the real folders in it, last first."""
        inside = replace(folder, ignoring=folder.ignoring.inside(folder.real))
        folders = []
        for entry in reversed(self._entries(folder)):
            is_folder = _is_folder(entry)
            if not is_folder and not _is_document(entry.name):
                continue
            if inside.ignoring.ignores(entry.path, is_folder=is_folder):
                continue
            if entry.is_symlink():
                self._follow(entry, inside, is_folder=is_folder)
            elif is_folder:
                shown = _join(folder.shown, entry.name)
                folders.append(replace(inside, shown=shown, real=entry.path))
            else:
                self._consider(entry.path, _join(folder.shown, entry.name), folder.rank)
        return folders

    def _entries(self, folder: _Folder) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder.real) as found:
                named = (e for e in found if not e.name.startswith("."))
                kept = [entry for entry in named if entry.name not in _NEVER]
        except OSError as error:
            reason = f"the folder cannot be listed: {error.strerror or error}"
            problem = Problem(path=folder.shown, message=reason)
            self.unreadable.setdefault(folder.real, problem)
            return []
        if folder.real != folder.root and any(e.name == _VENV for e in kept):
            return []
        return sorted(kept, key=lambda entry: entry.name)

    def _follow(
        self, link: os.DirEntry[str], folder: _Folder, *, is_folder: bool
    ) -> None:
        """Follow a link that stays inside the named folder."""
        real, shown = os.path.realpath(link.path), _join(folder.shown, link.name)
        if not folder.holds(real):
            message = "a link that leads out of the folder; name it to have it checked"
            self._skip(link.path, shown, message)
        elif is_folder:
            ignoring = _ignoring_above(real, self.exclude, self.exclude_root)
            self._linked.append(_Folder(shown, real, folder.root, ignoring, rank=2))
        elif Path(real).exists():
            self._consider(real, shown, 2)
        else:
            self._skip(link.path, shown, "a link to a file that is not there")

    def _consider(self, real: str, shown: str, rank: int) -> None:
        suffix = _suffix(shown)
        if suffix not in FORMATS:
            self._skip(
                real, shown, f"{UNREAD_FORMATS[suffix]} files cannot be read yet"
            )
        elif not Path(real).is_file():
            # Reading a pipe may take forever, so it has to be named.
            self._skip(real, shown, "a pipe, socket or device; name it to have it read")
        else:
            self._take(real, shown, rank)

    def _skip(self, real: str, shown: str, message: str) -> None:
        self.skipped.setdefault(real, Problem(path=shown, message=message))

    def _take(self, real: str, shown: str, rank: int) -> None:
        if real not in self.files or rank < self.files[real][0]:
            self.files[real] = (rank, shown)


def _ignoring_above(
    real: str, exclude: tuple[str, ...], exclude_root: str
) -> "Ignoring":
    # pathspec costs 60 ms to import, which a check of named files need not pay.
    from medlint.gitignore import ignoring_above  # noqa: PLC0415 - see above

    return ignoring_above(real, exclude, exclude_root)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _is_document(name: str) -> bool:
    suffix = _suffix(name)
    return suffix in FORMATS or suffix in UNREAD_FORMATS


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - called for every entry


def _join(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder.rstrip('/')}/{name}"


def _by_path(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.path))
