"""PubMed and PMC by NCBI's E-utilities, esummary and esearch in JSON."""

import re
from collections.abc import Iterator, Mapping

from medlint.references.folding import says_retracted, words
from medlint.retractions.notice import Nature, Notice
from medlint.verify.record import Person, Record, Service
from medlint.verify.shapes import (
    Json,
    Object,
    ShapeError,
    as_object,
    objects,
    text,
    texts,
)

SUMMARY = "/esummary.fcgi"
SEARCH = "/esearch.fcgi"

_MOST_WORDS = 30
_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
_INITIALS = re.compile(
    r"\s+[A-Z\u00c0-\u00de-]{1,4}(?:\s+(?:Jr|Sr|\d(?:st|nd|rd|th)))?$"
)
_UNKNOWN = ("invalid uid", "empty id list", "cannot get document summary")
_ABOUT = {
    "retraction in": Nature.RETRACTION,
    "expression of concern in": Nature.CONCERN,
    "erratum in": Nature.CORRECTION,
    "corrected and republished in": Nature.CORRECTION,
}


def summary_query(database: str, number: str) -> Mapping[str, str]:
    """Return the query at `SUMMARY` for a record of `pubmed` or `pmc`."""
    return {"db": database, "id": number, "retmode": "json"}


def search_query(title: str) -> Mapping[str, str]:
    """Return the query at `SEARCH` for works with the words of a title."""
    term = " ".join(words(title)[:_MOST_WORDS])
    return {
        "db": "pubmed",
        "term": term,
        "field": "title",
        "retmax": "5",
        "retmode": "json",
    }


def read_summary(answer: Json) -> tuple[Record, ...]:
    """Read the record of a number; none if there is no such record.

    Raises:
        ShapeError: an error on the side of PubMed, or no summary.
    """
    whole = as_object(answer, "the answer")
    _refuse_errors(whole, "esummaryresult")
    result = whole.get("result")
    if result is None and texts(whole, "esummaryresult"):
        return ()
    found = as_object(result, "result")
    summaries = (as_object(found.get(uid), uid) for uid in texts(found, "uids"))
    return tuple(_record(s) for s in summaries if not _is_unknown(s))


def read_search(answer: Json) -> tuple[str, ...]:
    """Read the numbers that a search found.

    Raises:
        ShapeError: an error on the side of PubMed, or no list.
    """
    whole = as_object(answer, "the answer")
    _refuse_errors(whole, "esearchresult")
    found = as_object(whole.get("esearchresult"), "esearchresult")
    if not isinstance(found.get("idlist"), list):
        raise ShapeError(text(found, "ERROR") or "idlist is missing")
    return texts(found, "idlist")


def _refuse_errors(whole: Object, key: str) -> None:
    """Tell "there is no such record" from an error of the database."""
    lines = [text(whole, "error"), *texts(whole, key)]
    for line in lines:
        if line and not line.casefold().startswith(_UNKNOWN):
            raise ShapeError(line[:200])


def _is_unknown(summary: Object) -> bool:
    error = text(summary, "error")
    if error and not error.casefold().startswith(_UNKNOWN):
        raise ShapeError(error[:200])
    return bool(error)


def _record(summary: Object) -> Record:
    ids = {
        text(i, "idtype"): text(i, "value") for i in objects(summary.get("articleids"))
    }
    titles = (text(summary, "title").strip("[] "), text(summary, "vernaculartitle"))
    dates = (text(summary, key) for key in ("pubdate", "epubdate", "printpubdate"))
    years = (match[0] for date in dates if (match := _YEAR.search(date)))
    return Record(
        service=Service.PUBMED,
        titles=tuple(title for title in titles if title),
        authors=tuple(_people(summary)),
        years=frozenset(map(int, years)),
        journals=tuple(
            name
            for key in ("fulljournalname", "source")
            if (name := text(summary, key))
        ),
        doi=ids.get("doi", "").lower(),
        pmid=(ids.get("pubmed", "") or ids.get("pmid", "")).lstrip("0"),
        notices=tuple(_notices(summary)),
    )


def _people(summary: Object) -> Iterator[Person]:
    for author in objects(summary.get("authors")):
        name = text(author, "name")
        if name and text(author, "authtype") != "CollectiveName":
            yield Person(_INITIALS.sub("", name), name)


def _notices(summary: Object) -> Iterator[Notice]:
    kinds = {kind.casefold() for kind in texts(summary, "pubtype")}
    if "retracted publication" in kinds or says_retracted(text(summary, "title")):
        yield Notice(nature=Nature.RETRACTION)
    for about in objects(summary.get("references")):
        nature = _ABOUT.get(text(about, "reftype").casefold())
        if nature is not None:
            yield Notice(nature=nature)
