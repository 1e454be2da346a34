"""Hand-written lists of references, and how much of each a parser gets right."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from medlint.references.entries import parse_entry
from medlint.references.record import Reference, Scheme

DATA = Path(__file__).parent / "data"
STYLES = ("vancouver", "apa", "mla", "chicago", "harvard", "nlm_web")
FIELDS = ("authors", "year", "title", "journal", "volume", "pages", "doi")
_DASH = re.compile(r"\s*[–—‐]\s*")


@dataclass
class Score:
    """Fields right and asked for, by name; and what went wrong, for people."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right.total() / self.asked.total()


def entries_of(style: str) -> list[dict[str, Any]]:
    loaded = yaml.safe_load((DATA / f"{style}.yml").read_text("utf-8"))
    assert isinstance(loaded, list)
    return loaded


def score_of(entries: list[dict[str, Any]]) -> Score:
    """Count fields; one that is empty and found empty is not counted."""
    score = Score()
    for entry in entries:
        found = found_fields(parse_entry(entry["text"]))
        for name in FIELDS:
            want = _plain(entry.get(name))
            got = _plain(found[name])
            if not want and not got:
                continue
            score.asked[name] += 1
            if want == got:
                score.right[name] += 1
            else:
                score.wrong.append(f"{name}: {want!r} read as {got!r}: {entry['text']}")
    return score


def found_fields(reference: Reference) -> dict[str, Any]:
    dois = [i.value for i in reference.identifiers if i.scheme is Scheme.DOI]
    return {
        "authors": [author.surname for author in reference.authors],
        "year": reference.year,
        "title": reference.title.text if reference.title else "",
        "journal": reference.journal.text if reference.journal else "",
        "volume": reference.volume,
        "pages": reference.pages,
        "doi": dois[0] if dois else "",
    }


def _plain(value: Any) -> Any:
    """Compare dashes and spaces by what they mean."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return _DASH.sub("-", value) if isinstance(value, str) else value
