"""Which entries of a folder git, or the user's own patterns, leave out."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

_FILE = ".gitignore"


@dataclass(frozen=True)
class _Layer:
    """The patterns of one file; they hold below the folder `base`."""

    base: str
    spec: GitIgnoreSpec

    def verdict(self, path: str) -> bool | None:
        """True: ignored, False: named by a `!` pattern, None: no pattern speaks."""
        if not path.startswith(self.base):
            return None
        relative = path[len(self.base) :].replace(os.sep, "/")
        return self.spec.check_file(relative).include if relative else None


@dataclass(frozen=True)
class Ignoring:
    """Patterns in force in a folder: git's, deepest last, and the user's own."""

    git: tuple[_Layer, ...] = ()
    own: tuple[_Layer, ...] = ()

    def inside(self, folder: str) -> "Ignoring":
        """Return the patterns in force in a folder below, given by its real path."""
        layer = _layer(folder, _lines(Path(folder, _FILE)))
        return Ignoring((*self.git, *layer), self.own)

    def ignores(self, path: str, *, is_folder: bool = False) -> bool:
        """Whether an entry, given by its real path, is left out.

        Folders above the entry are not looked at: a walk does not enter them.
        """
        asked = path + os.sep if is_folder else path
        return _ignored(self.own, asked) or _ignored(self.git, asked)


def ignoring_above(
    folder: str, exclude: Sequence[str] = (), exclude_root: str = "."
) -> Ignoring:
    """Patterns that hold for a named folder, from outside it.

    `folder` and `exclude_root` are real paths. Patterns that would leave out the
    folder itself do not count: it was asked for.
    """
    git = tuple(_layers_above(Path(folder)))
    own = tuple(_layer(exclude_root, exclude))
    asked = folder + os.sep
    return Ignoring(
        () if _ignored(git, asked) else git, () if _ignored(own, asked) else own
    )


def repository_root(folder: Path) -> Path | None:
    """Nearest folder, here or above, that holds a git repository."""
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), None)


def _layers_above(folder: Path) -> Iterator[_Layer]:
    root = repository_root(folder)
    if root is None:
        return
    yield from _layer(str(root), _lines(_git_folder(root) / "info" / "exclude"))
    above = [f for f in folder.parents if f.is_relative_to(root)]
    for outer in reversed(above):
        yield from _layer(str(outer), _lines(outer / _FILE))


def _git_folder(root: Path) -> Path:
    """Folder of the repository's own files; a work tree only points to it."""
    git = root / ".git"
    pointer = next(iter(_lines(git)), "")
    if not pointer.startswith("gitdir: "):
        return git
    private = root / pointer.removeprefix("gitdir: ")
    common = next(iter(_lines(private / "commondir")), ".")
    return private / common


def _lines(file: Path) -> list[str]:
    """Lines of a file that may be missing or not ours to read."""
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return []
    return text.removeprefix("\ufeff").splitlines()


def _layer(folder: str, lines: Iterable[str]) -> list[_Layer]:
    valid = [line for line in lines if is_pattern(line)]
    if not valid:
        return []
    base = folder if folder.endswith(os.sep) else folder + os.sep
    return [_Layer(base, GitIgnoreSpec.from_lines(valid))]


def is_pattern(line: str) -> bool:
    """Whether git would understand a line; others it passes over, as we do."""
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def _ignored(layers: Sequence[_Layer], path: str) -> bool:
    verdicts = (layer.verdict(path) for layer in reversed(layers))
    return next((v for v in verdicts if v is not None), False)
