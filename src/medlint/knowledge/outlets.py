"""Outlets: what kind of source an address is, who stands behind it, since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import re2
from pydantic import field_validator, model_validator

from medlint.errors import Problem, UserError
from medlint.knowledge.rows import SourceSpec
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path

FILE_NAME = "source_tiers.yml"


class OutletKind(StrEnum):
    """What kind of source an outlet is."""

    JOURNAL = "journal"
    PUBLISHER = "publisher"
    REPOSITORY = "repository"
    GOVERNMENT = "government"
    REGISTRY = "registry"
    GUIDELINE = "guideline"
    SOCIETY = "society"
    CHARITY = "charity"
    HOSPITAL = "hospital"
    UNIVERSITY = "university"
    REFERENCE_WORK = "reference-work"
    NEWS = "news"
    WIKI = "wiki"
    SOCIAL = "social"
    SHOP = "shop"
    CONTENT_FARM = "content-farm"
    WIRE = "wire"
    PREPRINT = "preprint"
    SEARCH = "search"
    AI_CHAT = "ai-chat"
    REDIRECT = "redirect"
    LOGIN = "login"


class OutletRow(Model):
    """Outlets of one kind, or one outlet.

    `domains` cover their subdomains; the longest that fits counts. `addresses` are RE2
    expressions on "host/path?query" in lower case, and come before domains. `names`
    are what texts call a body or journal, `since` the year before which it had
    published nothing, `dois` RE2 expressions of its DOIs. `part-of` names the row of
    the body that it belongs to. `source` names keys of the table's `sources`.
    """

    id: str = ""
    kind: OutletKind
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    since: int = 0
    part_of: str = ""
    source: tuple[str, ...]

    @field_validator("addresses", "dois")
    @classmethod
    def _is_expression(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                re2.compile(pattern)
            except re2.error as error:
                raise ValueError(f"not an RE2 expression: {error}") from None
        return value

    @model_validator(mode="after")
    def _named(self) -> "OutletRow":
        if (self.names or self.since) and not self.id:
            raise ValueError("a row with names or a first year has an id")
        return self


class OutletsFile(Model):
    """`knowledge/source_tiers.yml`: the sources by key, and the rows."""

    sources: dict[str, SourceSpec]
    rows: tuple[OutletRow, ...]


@dataclass(frozen=True)
class Outlets:
    """The table, ready to be asked. Unknown is an answer: None."""

    rows: tuple[OutletRow, ...]

    def of(self, address: str) -> OutletRow | None:
        """Return the row of an address, with or without its scheme."""
        host, rest = split_address(address)
        whole = host + rest
        for pattern, row in self._addresses:
            if pattern.search(whole):
                return row
        return self._of_host(host)

    def of_doi(self, doi: str) -> OutletRow | None:
        """Return the row that a DOI belongs to."""
        found = (row for form, row in self._dois if form.fullmatch(doi.lower()))
        return next(found, None)

    def called(self, name: str) -> OutletRow | None:
        """Return the row with a name, letter case folded."""
        return self._by_name.get(" ".join(name.casefold().split()))

    @cached_property
    def names(self) -> Mapping[str, OutletRow]:
        """All names as written, with their rows."""
        return {name: row for row in self.rows for name in row.names}

    def family(self, row: OutletRow) -> frozenset[str]:
        """Ids of a row and of all it is part of."""
        found: list[str] = []
        while row.id and row.id not in found:
            found.append(row.id)
            row = self._by_id.get(row.part_of, row)
        return frozenset(found)

    def _of_host(self, host: str) -> OutletRow | None:
        parts = host.split(".")
        for at in range(len(parts)):
            row = self._domains.get(".".join(parts[at:]))
            if row is not None:
                return row
        return None

    @cached_property
    def _domains(self) -> dict[str, OutletRow]:
        return {domain: row for row in self.rows for domain in row.domains}

    @cached_property
    def _by_name(self) -> dict[str, OutletRow]:
        return {" ".join(n.casefold().split()): row for n, row in self.names.items()}

    @cached_property
    def _by_id(self) -> dict[str, OutletRow]:
        return {row.id: row for row in self.rows if row.id}

    @cached_property
    def _addresses(self) -> list[tuple["re2._Regexp[str]", OutletRow]]:
        return [(re2.compile(p), row) for row in self.rows for p in row.addresses]

    @cached_property
    def _dois(self) -> list[tuple["re2._Regexp[str]", OutletRow]]:
        return [(re2.compile(p), row) for row in self.rows for p in row.dois]


def split_address(address: str) -> tuple[str, str]:
    """Split an address into its host and the rest, both in small letters.

    A leading "www." is no part of the host; an address that is none has no host.
    """
    text = address.strip()
    if "://" not in text and not text.startswith("//"):
        text = f"//{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return host, f"{parts.path}{query}{fragment}".lower()


def load_outlets(folder: Path) -> Outlets:
    """Load the table of a folder.

    Raises:
        UserError: every mistake in it.
    """
    file = read_yaml_path(folder / FILE_NAME)
    data = decode(OutletsFile, file)
    if problems := [*_problems(file, data)]:
        raise UserError(problems)
    return Outlets(data.rows)


def _problems(file: YamlFile, data: OutletsFile) -> Iterable[Problem]:
    ids = {row.id for row in data.rows if row.id}
    seen: dict[str, int] = {}
    for index, row in enumerate(data.rows):
        for at, key in enumerate(row.source):
            if key not in data.sources:
                hint = did_you_mean(key, data.sources)
                message = f'no source is called "{key}"'
                yield file.problem(("rows", index, "source", at), message, hint)
        if row.part_of and row.part_of not in ids:
            message = f'no row has the id "{row.part_of}"'
            yield file.problem(("rows", index, "part-of"), message)
        for name in (row.id, *row.domains, *row.names):
            if name and seen.setdefault(name, index) != index:
                yield file.problem(("rows", index), f'"{name}" stands in two rows')
