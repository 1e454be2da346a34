"""The works of Crossref's REST API: where they are asked for, and what they say."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from medlint.references.folding import says_retracted
from medlint.retractions.notice import Nature, Notice
from medlint.verify.record import Person, Record, Service
from medlint.verify.shapes import (
    Json,
    Object,
    as_object,
    inner,
    objects,
    parts_of,
    text,
    texts,
)

_ROWS = "5"
_LONGEST = 500
"""Characters of an entry that are worth searching for."""

_ADDRESS = re.compile(r"https?://\S+")
_FIELDS = (
    "DOI,title,subtitle,author,issued,published-print,published-online,"
    "container-title,short-container-title,update-to"
)
_DATES = ("issued", "published", "published-print", "published-online")
_NATURES = {
    "retraction": Nature.RETRACTION,
    "withdrawal": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "expression-of-concern": Nature.CONCERN,
    "concern": Nature.CONCERN,
    "reinstatement": Nature.REINSTATEMENT,
    "partial-retraction": Nature.CORRECTION,
    "correction": Nature.CORRECTION,
    "corrigendum": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
    "addendum": Nature.CORRECTION,
    "clarification": Nature.CORRECTION,
}


def work_path(doi: str) -> str:
    """Where the work of a DOI is; 404 if Crossref has not registered it."""
    return f"/works/{quote(doi, safe='')}"


def search_query(entry: str) -> Mapping[str, str]:
    """Return the query at `/works` for what an entry describes."""
    return {
        "query.bibliographic": _ADDRESS.sub("", entry).strip()[:_LONGEST],
        "rows": _ROWS,
        "select": _FIELDS,
    }


def read_work(answer: Json) -> Record:
    """Read one work.

    Raises:
        ShapeError: this is none.
    """
    return _record(as_object(as_object(answer, "the answer").get("message"), "message"))


def read_search(answer: Json) -> tuple[Record, ...]:
    """Read what a search found, best first.

    Raises:
        ShapeError: this is no list of works.
    """
    message = as_object(as_object(answer, "the answer").get("message"), "message")
    as_object({"items": message.get("items")} if "items" in message else None, "items")
    return tuple(_record(item) for item in objects(message.get("items")))


def _record(work: Object) -> Record:
    doi = text(work, "DOI").lower()
    titles = texts(work, "title")
    whole = tuple(f"{t}: {s}" for t in titles[:1] for s in texts(work, "subtitle")[:1])
    others = (*texts(work, "original-title"), *texts(work, "short-title"))
    updates = [
        u for u in objects(work.get("update-to")) if text(u, "DOI").lower() != doi
    ]
    return Record(
        service=Service.CROSSREF,
        titles=(*titles, *whole, *others),
        authors=tuple(_people(work)),
        years=frozenset(year for key in _DATES if (year := _year(work.get(key)))),
        journals=(
            *texts(work, "container-title"),
            *texts(work, "short-container-title"),
        ),
        doi=doi,
        notices=tuple(_notices(work, doi, titles)),
        is_notice=any(_nature(update) is not None for update in updates),
    )


def _people(work: Object) -> Iterator[Person]:
    for author in objects(work.get("author")):
        # A body has a `name` only; whether it is put first differs between services.
        if family := text(author, "family"):
            yield Person(family, f"{text(author, 'given')} {family}".strip())


def _year(value: Json) -> int:
    parts = parts_of(value)
    return parts[0] if parts else 0


def _notices(work: Object, doi: str, titles: tuple[str, ...]) -> Iterator[Notice]:
    """Yield what was published about a work.

    Here `updated-by` is about this work, and `update-to` is what this work does to
    another, save where a publisher put the notice in the place of the work.
    """
    own = (u for u in objects(work.get("update-to")) if text(u, "DOI").lower() == doi)
    found = [*objects(work.get("updated-by")), *own]
    for update in found:
        nature = _nature(update)
        if nature is not None:
            about = text(update, "DOI").lower()
            day = _day(inner(update, "updated"))
            yield Notice(nature=nature, date=day, notice_doi=about)
    if any(says_retracted(title) for title in titles):
        yield Notice(nature=Nature.RETRACTION)


def _nature(update: Object) -> Nature | None:
    kind = text(update, "type").casefold().replace("_", "-").replace(" ", "-")
    return _NATURES.get(kind)


def _day(value: Object) -> dt.date | None:
    parts = (*parts_of(dict(value)), 1, 1)[:3]
    try:
        return dt.date(*parts)
    except (OverflowError, ValueError):
        return None
