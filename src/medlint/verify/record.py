"""What services know about a work, and what a run says about a reference."""

from dataclasses import dataclass
from enum import StrEnum

from medlint.references.record import Reference
from medlint.retractions.notice import Notice


class Service(StrEnum):
    """Who is asked."""

    CROSSREF = "Crossref"
    PUBMED = "PubMed"
    OPENALEX = "OpenAlex"
    HANDLES = "doi.org"


@dataclass(frozen=True)
class Person:
    """An author: the family name, and the whole name as the service writes it."""

    family: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """A work as a service describes it. `titles` and `journals` are alternatives.

    `is_notice` marks what only retracts or corrects another work.
    """

    service: Service
    titles: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    years: frozenset[int] = frozenset()
    journals: tuple[str, ...] = ()
    doi: str = ""
    pmid: str = ""
    notices: tuple[Notice, ...] = ()
    is_notice: bool = False


@dataclass(frozen=True, kw_only=True)
class Located:
    """A reference, where it stands, and its text as written."""

    reference: Reference
    path: str
    line: int
    text: str


class Verdict(StrEnum):
    """The five classes of a reference."""

    VERIFIED = "verified"
    MISMATCH = "bibliographic mismatch"
    NOT_LOCATED = "cannot be located"
    RETRACTED = "retracted"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Difference:
    """A field that differs; `found` is empty where nothing stands against it."""

    field: str
    written: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run says about one reference.

    `sources` name who knows the work, `doi` and `pmid` identify it. `notice` says how
    the work stands and `notice_by` who says so. `reasons` tell why a reference was not
    checked, `notes` what else an editor may want to know.
    """

    located: Located
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    notice: Notice | None = None
    notice_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    doi: str = ""
    pmid: str = ""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
