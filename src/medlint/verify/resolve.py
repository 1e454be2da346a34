"""Look up one reference: by its identifiers, else by what it says of itself."""

import asyncio
from collections.abc import Sequence

from medlint.references.record import Identifier, Scheme
from medlint.verify.client import Client, UnansweredError
from medlint.verify.compare import closeness, is_another_work, is_same_work
from medlint.verify.questions import (
    Heard,
    ask,
    crossref_search,
    crossref_work,
    is_registered,
    openalex_work,
    pubmed_record,
    pubmed_search,
)
from medlint.verify.record import Located, Record, Service
from medlint.verify.trace import NAMES, Trace


def to_look_up(located: Located) -> tuple[Identifier, ...]:
    """Return the identifiers that services can be asked for, each once."""
    usable = {
        (i.scheme, i.value): i
        for i in located.reference.identifiers
        if i.scheme in NAMES and i.value and not i.problem
    }
    return tuple(usable.values())


async def resolve(client: Client, located: Located) -> tuple[Trace, ...]:
    """Ask about a reference; what cannot be asked is told by the traces.

    A reference with neither identifier nor title has no traces.
    """
    identifiers = to_look_up(located)
    found = await asyncio.gather(*(_trace(client, i) for i in identifiers))
    traces = list(found)
    if located.reference.title and not any(_leads(located, t) for t in traces):
        traces.append(await _search(client, located))
    return tuple(await _second_opinions(client, traces))


def _leads(located: Located, trace: Trace) -> bool:
    """Whether an identifier leads to the work that was written down."""
    return bool(trace.records) and not is_another_work(located, trace.records)


async def _trace(client: Client, identifier: Identifier) -> Trace:
    match identifier.scheme:
        case Scheme.DOI:
            return await _doi(client, identifier)
        case Scheme.PMID:
            return await _pmid(client, identifier)
        case _:
            return await _pmcid(client, identifier)


async def _doi(client: Client, identifier: Identifier) -> Trace:
    """Follow a DOI; that it does not exist only doi.org can say.

    Crossref registers most DOIs of journals, but others do so as well.
    """
    doi = identifier.value.lower()
    heard = await ask(crossref_work(client, doi), openalex_work(client, "doi", doi))
    if heard.records:
        return _as_trace(identifier, heard)
    failures = heard.failures
    try:
        if not await is_registered(client, doi):
            return Trace(identifier=identifier, absent=True, failures=failures)
        reason = "the DOI exists, but none of those who answered describes its work"
    except UnansweredError as error:
        reason = str(error)
    return Trace(identifier=identifier, failures=(*failures, reason))


async def _pmid(client: Client, identifier: Identifier) -> Trace:
    pmid = identifier.value
    authority, other = await asyncio.gather(
        ask(pubmed_record(client, pmid)), ask(openalex_work(client, "pmid", pmid))
    )
    heard = Heard(
        (*authority.records, *other.records), (*authority.failures, *other.failures)
    )
    absent = not heard.records and not authority.failures
    return Trace(
        identifier=identifier,
        records=heard.records,
        absent=absent,
        failures=heard.failures,
    )


async def _pmcid(client: Client, identifier: Identifier) -> Trace:
    number = identifier.value.upper().removeprefix("PMC")
    heard = await ask(pubmed_record(client, number, "pmc"))
    absent = not heard.records and not heard.failures
    return Trace(
        identifier=identifier,
        records=heard.records,
        absent=absent,
        failures=heard.failures,
    )


async def _search(client: Client, located: Located) -> Trace:
    """Search for a reference; it is absent only when both services answered."""
    title = located.reference.title
    heard = await ask(crossref_search(client, located.text))
    found = _best(located, heard.records)
    if found is None and title:
        more = await ask(pubmed_search(client, title.text))
        found = _best(located, more.records)
        heard = Heard(more.records, (*heard.failures, *more.failures))
    if found is None:
        return Trace(
            identifier=None, absent=not heard.failures, failures=heard.failures
        )
    if found.service is Service.CROSSREF and found.doi:
        # A search gives less than the work itself: nothing of its retraction.
        whole = await ask(crossref_work(client, found.doi))
        return Trace(
            identifier=None,
            records=whole.records or (found,),
            failures=(*heard.failures, *whole.failures),
        )
    return Trace(identifier=None, records=(found,), failures=heard.failures)


def _best(located: Located, candidates: Sequence[Record]) -> Record | None:
    fitting = [record for record in candidates if is_same_work(located, record)]
    return max(fitting, key=lambda r: closeness(located, r), default=None)


async def _second_opinions(client: Client, traces: Sequence[Trace]) -> list[Trace]:
    """Ask those who were not asked yet about works that were found.

    A retraction may be known to one service and not to another.
    """
    return [await _second_opinion(client, trace) for trace in traces]


async def _second_opinion(client: Client, trace: Trace) -> Trace:
    asked = {record.service for record in trace.records}
    doi = next((r.doi for r in trace.records if r.doi), "")
    pmid = next((r.pmid for r in trace.records if r.pmid), "")
    questions = []
    scheme = trace.identifier.scheme if trace.identifier else None
    if doi and Service.CROSSREF not in asked and scheme is not Scheme.DOI:
        questions.append(crossref_work(client, doi))
    if pmid and Service.PUBMED not in asked and scheme is not Scheme.PMID:
        questions.append(pubmed_record(client, pmid))
    if doi and Service.OPENALEX not in asked and scheme is None:
        questions.append(openalex_work(client, "doi", doi))
    heard = await ask(*questions)
    return trace.with_more(heard.records, heard.failures)


def _as_trace(identifier: Identifier, heard: Heard) -> Trace:
    return Trace(identifier=identifier, records=heard.records, failures=heard.failures)
