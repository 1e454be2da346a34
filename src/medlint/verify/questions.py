"""The questions there are, each put to one service and read."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from medlint.verify import crossref, handles, openalex, pubmed
from medlint.verify.client import Client, UnansweredError
from medlint.verify.record import Record, Service
from medlint.verify.shapes import Json, ShapeError

T = TypeVar("T")


@dataclass(frozen=True)
class Heard:
    """Records that came back, and who gave no answer and why."""

    records: tuple[Record, ...] = ()
    failures: tuple[str, ...] = ()


async def ask(*questions: Awaitable[tuple[Record, ...]]) -> Heard:
    """Put questions at the same time; a failure of one leaves the others alone."""
    replies = await asyncio.gather(*(_heard(question) for question in questions))
    return Heard(
        tuple(record for reply in replies for record in reply.records),
        tuple(dict.fromkeys(f for reply in replies for f in reply.failures)),
    )


async def _heard(question: Awaitable[tuple[Record, ...]]) -> Heard:
    try:
        return Heard(await question)
    except UnansweredError as error:
        return Heard(failures=(str(error),))


async def crossref_work(client: Client, doi: str) -> tuple[Record, ...]:
    """Ask Crossref for the work of a DOI."""
    answer = await client.get(Service.CROSSREF, crossref.work_path(doi))
    if answer is None:
        return ()
    return (_read(Service.CROSSREF, crossref.read_work, answer),)


async def crossref_search(client: Client, entry: str) -> tuple[Record, ...]:
    """Ask Crossref for works like an entry of a reference list."""
    query = crossref.search_query(entry)
    answer = await client.get(Service.CROSSREF, "/works", query)
    return _read(Service.CROSSREF, crossref.read_search, answer)


async def openalex_work(client: Client, scheme: str, value: str) -> tuple[Record, ...]:
    """Ask OpenAlex for the work of a `doi` or `pmid`."""
    path = openalex.work_path(scheme, value)
    answer = await client.get(Service.OPENALEX, path, openalex.QUERY)
    if answer is None:
        return ()
    return (_read(Service.OPENALEX, openalex.read_work, answer),)


async def pubmed_record(
    client: Client, number: str, database: str = "pubmed"
) -> tuple[Record, ...]:
    """Ask PubMed for the record of a PMID, or PMC for that of a number of its own."""
    query = pubmed.summary_query(database, number)
    answer = await client.get(Service.PUBMED, pubmed.SUMMARY, query)
    return _read(Service.PUBMED, pubmed.read_summary, answer)


async def pubmed_search(client: Client, title: str) -> tuple[Record, ...]:
    """Ask PubMed for works with the words of a title."""
    query = pubmed.search_query(title)
    answer = await client.get(Service.PUBMED, pubmed.SEARCH, query)
    numbers = _read(Service.PUBMED, pubmed.read_search, answer)
    return await pubmed_record(client, ",".join(numbers)) if numbers else ()


async def is_registered(client: Client, doi: str) -> bool:
    """Ask doi.org whether a DOI exists at all.

    Raises:
        UnansweredError: it did not say.
    """
    answer = await client.get(Service.HANDLES, handles.handle_path(doi))
    if answer is None:
        return False
    return _read(Service.HANDLES, handles.is_registered, answer)


def _read(service: Service, read: Callable[[Json], T], answer: Json) -> T:
    try:
        return read(answer)
    except ShapeError as error:
        reason = f"{service} sent an answer that is not understood: {error}"
        raise UnansweredError(reason, of_service=False) from error
