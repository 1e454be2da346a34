"""Single works of OpenAlex, which are free of charge; searches there are not."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from medlint.references.folding import says_retracted
from medlint.retractions.notice import Nature, Notice
from medlint.verify.record import Person, Record, Service
from medlint.verify.shapes import (
    Json,
    Object,
    ShapeError,
    as_object,
    inner,
    number,
    objects,
    text,
)

_DOI = "https://doi.org/"
QUERY: Mapping[str, str] = {
    "select": "id,doi,title,publication_year,ids,authorships,primary_location,"
    "is_retracted"
}


def work_path(scheme: str, value: str) -> str:
    """Where the work of a `doi` or `pmid` is; 404 if OpenAlex does not know it."""
    return f"/works/{scheme}:{quote(value, safe='/')}"


def read_work(answer: Json) -> Record:
    """Read one work.

    Raises:
        ShapeError: this is none.
    """
    work = as_object(answer, "the answer")
    if not text(work, "id"):
        raise ShapeError(text(work, "message")[:200] or "id is missing")
    title = text(work, "title")
    year = number(work.get("publication_year"))
    journal = text(inner(inner(work, "primary_location"), "source"), "display_name")
    gone = work.get("is_retracted") is True or says_retracted(title)
    return Record(
        service=Service.OPENALEX,
        titles=(title,) if title else (),
        authors=tuple(_people(work)),
        years=frozenset({year} if year else ()),
        journals=(journal,) if journal else (),
        doi=text(work, "doi").lower().removeprefix(_DOI),
        pmid=text(inner(work, "ids"), "pmid").rstrip("/").rpartition("/")[2],
        notices=(Notice(nature=Nature.RETRACTION),) if gone else (),
    )


def _people(work: Object) -> Iterator[Person]:
    for authorship in objects(work.get("authorships")):
        name = text(inner(authorship, "author"), "display_name")
        if name:
            yield Person(name.split()[-1], name)
