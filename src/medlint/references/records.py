"""Makes references of the fields that side files have in common."""

import re
from collections.abc import Iterable, Mapping

from medlint.references.identifiers import identifiers_in
from medlint.references.record import Author, Identifier, Part, Reference, Scheme
from medlint.text import Span

# A record of a side file is no text of the article: its parts have no place in it.
NOWHERE = Span(0, 0)
_LABELS = {
    Scheme.DOI: "doi:",
    Scheme.PMID: "PMID: ",
    Scheme.PMCID: "PMCID: ",
    Scheme.ISSN: "ISSN ",
    Scheme.ISBN: "ISBN ",
    Scheme.URL: "",
}
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_BRACES = re.compile(r"[{}]")


def person(family: str, given: str) -> Author:
    """Make an author of surname and given names or initials."""
    return Author(_plain(family), _plain(given), NOWHERE)


def body(name: str) -> Author:
    """Make an author of a body."""
    return Author(_plain(name), "", NOWHERE, group=True)


def reference(
    label: str,
    authors: Iterable[Author],
    fields: Mapping[str, str],
    numbers: Mapping[Scheme, Iterable[str]],
) -> Reference:
    """Make a reference; `fields` are title, journal, year, volume, issue and pages.

    `numbers` are identifiers as written, with or without label or address.
    """
    named = tuple(author for author in authors if author.surname)
    others = tuple(author for author in named if author.surname.casefold() != "others")
    return Reference(
        label=label,
        authors=others,
        et_al=len(others) < len(named),
        year=int(match[0]) if (match := _YEAR.search(fields.get("year", ""))) else 0,
        title=_part(fields.get("title", "")),
        journal=_part(fields.get("journal", "")),
        volume=_plain(fields.get("volume", "")),
        issue=_plain(fields.get("issue", "")),
        pages=_plain(fields.get("pages", "")).replace("--", "-").replace("–", "-"),
        identifiers=tuple(_identifiers(numbers)),
    )


def _identifiers(numbers: Mapping[Scheme, Iterable[str]]) -> Iterable[Identifier]:
    seen = set()
    for scheme, written in numbers.items():
        for one in written:
            for found in _read(scheme, one.strip()):
                if (found.scheme, found.value) not in seen:
                    seen.add((found.scheme, found.value))
                    yield Identifier(found.scheme, found.value, NOWHERE, found.problem)


def _read(scheme: Scheme, written: str) -> tuple[Identifier, ...]:
    """Read a field of a known scheme, with its own label or without."""
    own = tuple(i for i in identifiers_in(written) if i.scheme is scheme)
    if own or not written or scheme is Scheme.URL:
        return own or identifiers_in(written)
    return identifiers_in(_LABELS[scheme] + written)


def _part(text: str) -> Part | None:
    plain = _plain(text)
    return Part(plain, NOWHERE) if plain else None


def _plain(text: str) -> str:
    return " ".join(_BRACES.sub("", text).split())
