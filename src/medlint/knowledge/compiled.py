"""Knowledge compiled from its tables once, and kept by their content.

Decoding and checking a megabyte of YAML takes seconds; what it says is kept as JSON in
the user's cache folder under a digest of the files and of the code that reads them. A
cache that cannot be read or written only costs time.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from medlint.knowledge import rows, store, tables
from medlint.knowledge.store import Concept, Knowledge, Name, Relation
from medlint.knowledge.tables import TABLES, load_tables

_CACHE = "MEDLINT_CACHE_DIR"


def load_knowledge(folder: Path) -> Knowledge:
    """Load the tables of a folder, from the cache where it knows their content.

    Raises:
        UserError: every mistake in every table.
    """
    kept = cache_folder() / f"knowledge-{_digest(folder)}.json"
    with suppress(OSError, ValueError, LookupError, TypeError):
        return _from_data(json.loads(kept.read_text(encoding="utf-8")))
    knowledge = Knowledge.from_tables(load_tables(folder))
    with suppress(OSError):
        _write(kept, json.dumps(_to_data(knowledge), ensure_ascii=False))
    return knowledge


def cache_folder() -> Path:
    """Where compiled data is kept: `MEDLINT_CACHE_DIR`, or the system's place."""
    if named := os.environ.get(_CACHE):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "medlint"


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    code = (Path(module.__file__ or "") for module in (rows, tables, store))
    for path in (Path(__file__), *code, *_files(folder)):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)} ".encode())
            digest.update(content)
    return digest.hexdigest()[:32]


def _files(folder: Path) -> Iterator[Path]:
    return (folder / f"{name}.yml" for name in TABLES)


def _write(path: Path, text: str) -> None:
    """Write beside the place and move there: no reader sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _to_data(knowledge: Knowledge) -> dict[str, Any]:
    concepts = list(knowledge.concepts.values())
    index = {(c.table, c.id): i for i, c in enumerate(concepts)}
    return {
        "concepts": [
            [c.table, c.id, c.name, c.kind, c.group, sorted(c.flags), sorted(c.line)]
            for c in concepts
        ],
        "names": [
            [n.text, index[n.concept.table, n.concept.id], n.near]
            for n in knowledge.names
        ],
        "relations": [
            [
                *key,
                r.because,
                sorted(r.for_),
                sorted(r.cures),
                sorted(r.off_label),
                r.complete,
            ]
            for key, r in knowledge.relations
        ],
        "idioms": knowledge.idioms,
    }


def _from_data(data: dict[str, Any]) -> Knowledge:
    concepts = [_concept(values) for values in data["concepts"]]
    names = [Name(text, concepts[i], tuple(near)) for text, i, near in data["names"]]
    relations = [
        (
            (table, name),
            Relation(
                because,
                frozenset(for_),
                frozenset(cures),
                frozenset(off_label),
                complete,
            ),
        )
        for table, name, because, for_, cures, off_label, complete in data["relations"]
    ]
    return Knowledge(names, relations, data["idioms"])


def _concept(values: Sequence[Any]) -> Concept:
    table, name, title, kind, group, flags, line = values
    return Concept(table, name, title, kind, group, frozenset(flags), frozenset(line))
