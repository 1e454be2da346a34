"""The runs behind `medlint knowledge`."""

import sys
import time
from datetime import date
from pathlib import Path

from medlint.cli.terminal import canvas, for_machines
from medlint.config import shown_path
from medlint.errors import ExitCode, Problem
from medlint.output.canvas import plain
from medlint.output.json_v1 import Json, dump
from medlint.output.problems import show_problems
from medlint.output.totals import counted
from medlint.output.visible import visible
from medlint.retractions.importing import Imported, import_retraction_watch
from medlint.retractions.index import FILE_NAME, Manifest, data_folder, open_index

_MOST_NOTES = 10
_OLD = 180
"""Days after which an index misses thousands of retractions."""


def install(file: Path, into: Path | None, today: date | None, color: str) -> ExitCode:
    """Build the index of retractions.

    Raises:
        UserError: mistakes in the file.
    """
    done = import_retraction_watch(file, into or data_folder(), today or _today())
    _show_notes(done, color)
    canvas(sys.stdout, color).line(
        ("Installed.", "good"),
        plain(f" {counted(done.rows, 'notice')} in {visible(shown_path(done.path))}."),
    )
    return ExitCode.CLEAN


def show_installed(folder: Path | None, format_name: str, color: str) -> ExitCode:
    """Print what is installed; code 3 when nothing is.

    Raises:
        UserError: a damaged file.
    """
    place = folder or data_folder()
    index = open_index(place)
    manifest = index.manifest if index else None
    if index:
        index.close()
    if format_name == "json":
        value: Json = {
            "version": 1,
            "retractions": _as_json(place, manifest) if manifest else None,
        }
        for_machines(sys.stdout).write(dump(value) + "\n")
    elif manifest:
        _show(place, manifest, color)
    else:
        where = visible(shown_path(place))
        canvas(sys.stdout, color).line(
            ("Nothing is installed", "warning"), plain(f" in {where}.")
        )
    return ExitCode.CLEAN if manifest else ExitCode.NO_INPUT


def _show(place: Path, manifest: Manifest, color: str) -> None:
    age = (_today() - manifest.imported).days
    out = canvas(sys.stdout, color)
    out.line(("retractions", "strong"), plain(f"  {visible(str(place / FILE_NAME))}"))
    rows = counted(manifest.rows, "notice")
    out.line(plain(f"  {rows} from {visible(manifest.source)}"))
    days = counted(max(age, 0), "day")
    out.line(plain(f"  imported on {manifest.imported}, {days} ago"))
    out.line((f"  sha256 {visible(manifest.sha256)}", "faint"))
    if age > _OLD:
        out.line(("  old: ", "warning"), plain("get a new file and import it again"))


def _as_json(place: Path, manifest: Manifest) -> Json:
    return {
        "path": str(place / FILE_NAME),
        "schema": manifest.schema,
        "source": manifest.source,
        "sha256": manifest.sha256,
        "rows": manifest.rows,
        "imported": manifest.imported.isoformat(),
        "age_days": (_today() - manifest.imported).days,
    }


def _show_notes(done: Imported, color: str) -> None:
    errors = canvas(sys.stderr, color)
    notes = list(done.notes[:_MOST_NOTES])
    if more := len(done.notes) - len(notes):
        message = f"{more:,} more cells that hold no identifier"
        notes.append(Problem(path=notes[0].path, message=message))
    show_problems(errors, notes, kind="note")
    if done.not_utf8:
        lines = counted(done.not_utf8, "line")
        errors.line(("note: ", "note"), plain(f"{lines} read as Windows-1252"))
    if done.without_identifier:
        rows = counted(done.without_identifier, "notice")
        errors.line(
            ("note: ", "note"), plain(f"{rows} without DOI and PMID cannot be found")
        )


def _today() -> date:
    return date(*time.localtime()[:3])
