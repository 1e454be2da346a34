"""A bibliographic record and where each of its parts is written."""

from dataclasses import dataclass
from enum import StrEnum

from medlint.text import Span


class Scheme(StrEnum):
    """Systems of identifiers that a reference may carry."""

    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    NCT = "nct"
    ISRCTN = "isrctn"
    EUDRACT = "eudract"
    CTIS = "ctis"
    ACTRN = "actrn"
    ISSN = "issn"
    ISBN = "isbn"
    ORCID = "orcid"
    URL = "url"


@dataclass(frozen=True)
class Identifier:
    """An identifier as written at a span, and its normal form.

    `problem` says in an editor's words what is wrong with it; empty if nothing is.
    """

    scheme: Scheme
    value: str
    span: Span
    problem: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of an entry: its text and its place in the entry's text."""

    text: str
    span: Span


@dataclass(frozen=True)
class Author:
    """A person (surname and initials) or, with `group`, a body such as the CDC."""

    surname: str
    initials: str
    span: Span
    group: bool = False


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One entry of a reference list, or one record of a side file.

    `label` is the number, footnote name or citation key it is called by, "" without
    one. `et_al` tells that the list of authors is cut short. `year` is 0 where none
    is given ("n.d."). Spans count from the start of the entry's text.
    """

    label: str = ""
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    year: int = 0
    title: Part | None = None
    journal: Part | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    identifiers: tuple[Identifier, ...] = ()
