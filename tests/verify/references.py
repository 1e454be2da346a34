"""References built by hand, without reading an article."""

from medlint.references.record import Author, Identifier, Part, Reference, Scheme
from medlint.text import Span
from medlint.verify.record import Located

_NOWHERE = Span(0, 0)


def located(
    title: str = "",
    *,
    doi: str = "",
    pmid: str = "",
    pmcid: str = "",
    surname: str = "Penrose",
    year: int = 2019,
    journal: str = "Ann Invented Med",
    text: str = "",
    problem: str = "",
) -> Located:
    ids = [(Scheme.DOI, doi), (Scheme.PMID, pmid), (Scheme.PMCID, pmcid)]
    reference = Reference(
        authors=(Author(surname, "A", _NOWHERE),) if surname else (),
        year=year,
        title=Part(title, _NOWHERE) if title else None,
        volume="12" if journal else "",
        journal=Part(journal, _NOWHERE) if journal else None,
        identifiers=tuple(
            Identifier(scheme, value, _NOWHERE, problem)
            for scheme, value in ids
            if value
        ),
    )
    written = text or f"{surname} A. {title}. {journal}. {year or ''}"
    return Located(reference=reference, path="a.md", line=3, text=written)
