"""From what was heard to one of five classes; nothing here asks anybody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from medlint.references.folding import clean
from medlint.retractions.notice import Nature, Notice, standing
from medlint.verify.compare import differences, is_another_work
from medlint.verify.record import Difference, Located, Record, Result, Verdict
from medlint.verify.resolve import to_look_up
from medlint.verify.titles import same_title, stands_in
from medlint.verify.trace import NAMES, Trace

INDEX = "local index"

_NO_ARTICLE = (
    "neither Crossref nor PubMed lists it, but it does not look like an article in a "
    "journal, and they list little else"
)


class Notices(Protocol):
    """What is known of retractions without asking anybody."""

    def find(self, doi: str = "", pmid: str = "") -> Notice | None:
        """Return how a work stands."""
        ...


@dataclass(frozen=True)
class _Heard:
    """A notice, and who told of it."""

    notice: Notice
    source: str


def judge(
    located: Located, traces: Sequence[Trace], notices: Notices | None = None
) -> Result:
    """Put a reference into its class.

    A wrong title counts before a retraction, for then the work is another one. That
    someone could not be asked never makes a reference one that cannot be located.
    """
    apart = _differences(located, traces)
    records = [record for trace in traces for record in trace.records]
    heard = _heard(located, traces, notices)
    notice = standing(h.notice for h in heard)
    wrong_work = any(d.field == "title" for d in apart)
    verdict, reasons = _verdict(located, traces, apart)
    if notice and notice.is_retraction and not wrong_work:
        verdict, reasons = Verdict.RETRACTED, ()
    return Result(
        located=located,
        verdict=verdict,
        differences=apart,
        notice=notice,
        notice_by=_by(heard, notice),
        sources=tuple(dict.fromkeys(r.service.value for r in records)),
        doi=next((r.doi for r in records if r.doi), ""),
        pmid=next((r.pmid for r in records if r.pmid), ""),
        reasons=reasons,
        notes=tuple(_notes(located, traces, reasons)),
    )


def not_asked(located: Located, reason: str, notices: Notices | None = None) -> Result:
    """Return the result of a reference that nobody was asked about."""
    return judge(located, [Trace(identifier=None, failures=(reason,))], notices)


def _verdict(
    located: Located, traces: Sequence[Trace], apart: Sequence[Difference]
) -> tuple[Verdict, tuple[str, ...]]:
    if not traces:
        return Verdict.NOT_CHECKED, (_nothing_to_go_by(located),)
    open_ones = [trace for trace in traces if trace.is_open]
    reasons = tuple(dict.fromkeys(r for t in open_ones for r in t.failures))
    if not any(trace.records for trace in traces):
        unknown = tuple(f"{t.name} is unknown" for t in traces if t.absent)
        return _not_found(located, (*reasons, *unknown) if open_ones else ())
    if apart:
        return Verdict.MISMATCH, ()
    if open_ones:
        names = ", ".join(trace.name for trace in open_ones)
        return Verdict.NOT_CHECKED, (f"{names} could not be looked up", *reasons)
    return Verdict.VERIFIED, ()


def _not_found(
    located: Located, reasons: tuple[str, ...]
) -> tuple[Verdict, tuple[str, ...]]:
    """Tell works that do not exist from those that nobody would have listed."""
    if reasons:
        return Verdict.NOT_CHECKED, reasons
    if to_look_up(located) or _is_article(located):
        return Verdict.NOT_LOCATED, ()
    return Verdict.NOT_CHECKED, (_NO_ARTICLE,)


def _is_article(located: Located) -> bool:
    """Whether this is an article in a journal, which Crossref or PubMed would list.

    What stands in the place of a journal may be a publisher or a site; these have
    neither volumes nor pages.
    """
    reference = located.reference
    return reference.journal is not None and bool(reference.volume or reference.pages)


def _nothing_to_go_by(located: Located) -> str:
    problems = [i for i in located.reference.identifiers if i.problem]
    if problems:
        return f"{problems[0].scheme.value} {problems[0].value}: {problems[0].problem}"
    return "no DOI, PMID or PMCID, and no title could be made out"


def _differences(located: Located, traces: Sequence[Trace]) -> tuple[Difference, ...]:
    """What differs in any work found, and identifiers that lead to none."""
    found = any(trace.records for trace in traces)
    apart: list[Difference] = []
    for trace in traces:
        if trace.records:
            apart += differences(located, trace.records)
        elif trace.absent and trace.identifier and found:
            name = NAMES[trace.identifier.scheme]
            apart.append(Difference(name, trace.identifier.value, _real(name, traces)))
    apart += _contradiction(traces)
    return tuple({(d.field, d.found): d for d in apart}.values())


def _contradiction(traces: Sequence[Trace]) -> Iterator[Difference]:
    """Yield identifiers that lead to another work than the one before them."""
    first = ""
    for trace in traces:
        titles = [title for record in trace.records for title in record.titles]
        if not titles or trace.identifier is None:
            continue
        if first and not any(same_title(first, title) for title in titles):
            name = NAMES[trace.identifier.scheme]
            yield Difference(name, trace.identifier.value, f'"{clean(titles[0])}"')
        first = first or titles[0]


def _real(name: str, traces: Sequence[Trace]) -> str:
    """The identifier that the work has, where one that leads nowhere was written."""
    records = [record for trace in traces for record in trace.records]
    values = {"DOI": [r.doi for r in records], "PMID": [r.pmid for r in records]}
    return next((value for value in values.get(name, []) if value), "")


def _heard(
    located: Located, traces: Sequence[Trace], notices: Notices | None
) -> list[_Heard]:
    """Collect every notice about the works that were found or named."""
    fitting = [t for t in traces if not is_another_work(located, t.records)]
    records = [record for trace in fitting for record in trace.records]
    heard = [
        _Heard(n, record.service.value) for record in records for n in record.notices
    ]
    if notices is None:
        return heard
    for doi, pmid in _keys(fitting, located, records):
        notice = notices.find(doi=doi, pmid=pmid)
        if notice is not None and _is_about(located, notice):
            heard.append(_Heard(notice, INDEX))
    return heard


def _keys(
    traces: Iterable[Trace], located: Located, records: Iterable[Record]
) -> list[tuple[str, str]]:
    asked = {t.identifier for t in traces if t.identifier}
    searched = not any(t.identifier for t in traces)
    keys = [(record.doi, record.pmid) for record in records]
    for identifier in to_look_up(located):
        if identifier in asked or searched:
            is_doi = identifier.scheme.value == "doi"
            is_pmid = identifier.scheme.value == "pmid"
            value = identifier.value
            keys.append((value if is_doi else "", value if is_pmid else ""))
    return list(dict.fromkeys(keys))


def _is_about(located: Located, notice: Notice) -> bool:
    """Whether a notice of the index is about this work, and no mistyped DOI's."""
    title = located.reference.title
    if title is None or not notice.title or stands_in(notice.title, located.text):
        return True
    return same_title(title.text, notice.title)


def _by(heard: Sequence[_Heard], notice: Notice | None) -> tuple[str, ...]:
    if notice is None:
        return ()
    sources = (h.source for h in heard if h.notice.nature is notice.nature)
    return tuple(dict.fromkeys(sources))


def _notes(
    located: Located, traces: Sequence[Trace], reasons: Sequence[str]
) -> Iterable[str]:
    """What was not asked although the verdict stands, and what else may matter."""
    for trace in traces:
        if trace.records:
            yield from (f for f in trace.failures if f not in reasons)
        if is_another_work(located, trace.records):
            gone = standing(n for record in trace.records for n in record.notices)
            if gone is not None and gone.nature is Nature.RETRACTION:
                yield f"the work that {trace.name} leads to is retracted"
        elif trace.identifier is None and trace.records:
            yield from _real_work(located, traces, trace)
    for identifier in located.reference.identifiers:
        if identifier.problem and traces:
            yield f"{identifier.scheme.value} {identifier.value}: {identifier.problem}"


def _real_work(
    located: Located, traces: Sequence[Trace], found: Trace
) -> Iterator[str]:
    """Yield where the work is that an identifier did not lead to."""
    if any(is_another_work(located, trace.records) for trace in traces):
        record = found.records[0]
        place = f"DOI {record.doi}" if record.doi else f"PMID {record.pmid}"
        yield f"a work of the title that is written is {place}"
