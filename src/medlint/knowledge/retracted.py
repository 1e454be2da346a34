"""A few retracted works that are cited again and again, known without an index."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from medlint.errors import Problem, UserError
from medlint.knowledge.rows import SourceSpec
from medlint.retractions.notice import Nature, Notice
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path

FILE_NAME = "retracted.yml"


class Work(Model):
    """One work by its identifiers, and what the last notice about it says."""

    doi: str = ""
    pmid: str = ""
    nature: Nature = Nature.RETRACTION
    date: dt.date | None = None
    title: str
    source: tuple[str, ...]


class WorksFile(Model):
    """`knowledge/retracted.yml`: the sources by key, and the works."""

    sources: dict[str, SourceSpec]
    rows: tuple[Work, ...]


class Index(Protocol):
    """Something larger that can be asked the same."""

    def find(self, doi: str = "", pmid: str = "") -> Notice | None:
        """Return how a work stands; None if it is unknown."""
        ...


@dataclass(frozen=True)
class WellKnown:
    """The works, behind a larger index where there is one."""

    works: tuple[Work, ...] = ()
    index: Index | None = None

    def find(self, doi: str = "", pmid: str = "") -> Notice | None:
        """Return how a work stands; None if it is unknown. The index counts first."""
        if self.index and (found := self.index.find(doi, pmid)):
            return found
        keys = ("doi", doi.lower()), ("pmid", pmid)
        known = (self._by_key.get(key) for key in keys if key[1])
        return next((notice for notice in known if notice), None)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Notice]:
        return {
            key: Notice(nature=work.nature, date=work.date, title=work.title)
            for work in self.works
            for key in (("doi", work.doi.lower()), ("pmid", work.pmid))
            if key[1]
        }


def load_retracted(folder: Path) -> WellKnown:
    """Load the table of a folder.

    Raises:
        UserError: every mistake in it.
    """
    file = read_yaml_path(folder / FILE_NAME)
    data = decode(WorksFile, file)
    if problems := [*_problems(file, data)]:
        raise UserError(problems)
    return WellKnown(data.rows)


def _problems(file: YamlFile, data: WorksFile) -> Iterable[Problem]:
    for index, work in enumerate(data.rows):
        if not work.doi and not work.pmid:
            yield file.problem(("rows", index), "give a doi, a pmid, or both")
        for at, key in enumerate(work.source):
            if key not in data.sources:
                hint = did_you_mean(key, data.sources)
                message = f'no source is called "{key}"'
                yield file.problem(("rows", index, "source", at), message, hint)
