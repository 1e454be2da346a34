"""Finds years that cannot be, and sources that are old."""

import re
from collections.abc import Iterable, Iterator

from medlint.checks.citation_finds import Asked, Found, first_in
from medlint.checks.citation_sources import author_years, place_of, prose_of, sources_of
from medlint.checks.fields import fields_named
from medlint.document import Block
from medlint.language.article import Article
from medlint.language.citations import Citation, CitationKind, citations, citations_in
from medlint.language.dates import find_labelled_date
from medlint.language.reference_list import Entry, entries
from medlint.language.studies import StudyMention
from medlint.language.threads import threads
from medlint.references.record import Scheme
from medlint.references.years import doi_year, pmid_year
from medlint.text import Span

_FIRST = 1800
_STUDY_OF = re.compile(
    r"\b(?:a|an|one|another|the|this) (?P<year>[1-9]\d{3}) (?:[a-z-]+ ){0,3}?"
    r"(?:study|trial|survey|meta-analysis|review|experiment|paper)\b"
)
_REGISTERED = re.compile(
    r"\bregistered\b[^.]{0,60}?\b(?:in|on|since) (?:[a-z]+ )?(?:\d{1,2},? )?"
    r"(?P<year>(?:1[89]|20)\d\d)\b"
)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d(?=[a-z]?\b)")
_POSTED = re.compile(
    r"\b(?:posted|published|uploaded|put|appearing) (?:online )?(?:on|to|in|at|by)"
    r" (?:the )?(?:preprint )?(?:server )?(?P<name>[\w.]+)"
)
_FEWEST = 2


def impossible(article: Article, asked: Asked) -> Iterator[Found]:
    """Years to come, of long ago, and of before an outlet existed; each place once."""
    seen: set[Span] = set()
    for found in _impossible(article, asked):
        if found.case in asked.cases and found.span not in seen:
            seen.add(found.span)
            yield found


def _impossible(article: Article, asked: Asked) -> Iterator[Found]:
    limit = _limit(article, asked)
    for thread in threads(article, asked.grammar):
        for mention in thread.mentions:
            yield from _of_mention(article, asked, mention, limit)
    yield from _worded(article, limit)
    for citation in citations(article):
        if citation.kind is CitationKind.AUTHOR_YEAR:
            for work in author_years(article, citation):
                place = Span(work.span.end - 4, work.span.end)
                yield from _beyond(article, place, limit)
    for entry in entries(article):
        yield from _of_entry(article, asked, entry, limit)
    yield from _registered(article, asked)


def _limit(article: Article, asked: Asked) -> int:
    """The last year that a study can be of: the article's next, at most this one.

    Print follows online publication, so the year after the article's may be meant.
    """
    dates = [
        dated.latest.year
        for field in fields_named(article, asked.dated)
        if (dated := find_labelled_date(field.value.casefold()))
    ]
    return min(asked.today.year, max(dates) + 1) if dates else asked.today.year


def _of_mention(
    article: Article, asked: Asked, mention: StudyMention, limit: int
) -> Iterator[Found]:
    year = mention.identity.year
    if not year:
        return
    place = _place_of(article, year, mention.span)
    yield from _beyond(article, place, limit)
    venue = mention.identity.venue or _server_behind(article, asked, mention)
    yield from _early(article, asked, place, int(year), venue)


def _server_behind(article: Article, asked: Asked, mention: StudyMention) -> str:
    """The preprint server that a study is said to be posted on."""
    end = article.sentence_at(mention.span).end
    match = _POSTED.search(article.view, mention.span.start, end)
    outlet = asked.outlets.called(match["name"]) if match else None
    return match["name"] if match and outlet else ""


def _place_of(article: Article, year: str, near: Span) -> Span:
    """Where a year is written: in a span, in its sentence, or else the span."""
    for area in (near, article.sentence_at(near)):
        at = article.view.find(year, *area)
        if at >= 0:
            return Span(at, at + len(year))
    return near


def _worded(article: Article, limit: int) -> Iterator[Found]:
    """Years that are no years of our time: "a 2109 study", "a 1099 trial"."""
    listed = [entry.block.span for entry in entries(article)]
    for match in _STUDY_OF.finditer(article.view):
        place = Span(*match.span("year"))
        if not any(block.contains(place) for block in listed):
            yield from _beyond(article, place, limit)


def _beyond(article: Article, place: Span, limit: int) -> Iterator[Found]:
    text = place.of(article.view)
    if not text.isdecimal():
        return
    captures = {"match": text, "year": text, "date": str(limit)}
    if int(text) > limit:
        yield Found(place, "future", captures)
    elif int(text) < _FIRST:
        yield Found(place, "ancient", captures)


def _early(
    article: Article, asked: Asked, place: Span, year: int, venue: str
) -> Iterator[Found]:
    """A year before the outlet had its first issue."""
    outlet = asked.outlets.called(venue) if venue else None
    if outlet and outlet.since > year:
        captures = {
            "match": place.of(article.document.text),
            "year": str(year),
            "source": outlet.names[0],
            "date": str(outlet.since),
        }
        yield Found(place, "outlet", captures)


def _of_entry(
    article: Article, asked: Asked, entry: Entry, limit: int
) -> Iterator[Found]:
    year = entry.reference.year
    journal = entry.reference.journal
    if not year:
        return
    place = _place_of(article, str(year), entry.block.span)
    if not entry.block.span.contains(place) or place == entry.block.span:
        return
    if year > limit + 1 or (year < _FIRST and journal):
        yield from _beyond(article, place, limit)
    if journal:
        yield from _early(article, asked, place, year, journal.text)


def _registered(article: Article, asked: Asked) -> Iterator[Found]:
    registry = next(
        (r for r in asked.outlets.rows if r.id == "clinicaltrials-gov"), None
    )
    for match in _REGISTERED.finditer(article.view) if registry else ():
        place = Span(*match.span("year"))
        sentence = article.sentence_at(place).of(article.view)
        year = int(match["year"])
        if registry and "nct" in sentence and year < registry.since:
            captures = {
                "match": match["year"],
                "year": match["year"],
                "source": registry.names[0],
                "date": str(registry.since),
            }
            yield Found(place, "outlet", captures)


def stale(article: Article, asked: Asked) -> Iterator[Found]:
    """Lists without a new entry, and old sources of what is called current."""
    old = [*_old_list(article, asked)] if "list" in asked.cases else []
    yield from old
    if "current" in asked.cases and not old:
        yield from _old_current(article, asked)


def _old_list(article: Article, asked: Asked) -> Iterator[Found]:
    listed = [entry for entry in entries(article) if entry.says_something]
    years = [_year_of(entry) for entry in listed]
    # A page without a year, or a link in the text, may well be new.
    if len(listed) < _FEWEST or not all(years) or _has_links(article):
        return
    newest = max(years)
    if asked.today.year - newest <= asked.max_age:
        return
    captures = {"year": str(newest), "count": str(asked.today.year - newest)}
    place = _heading_of(article, listed[0]).span
    captures["match"] = place.of(article.document.text)
    block = listed[years.index(newest)].block.span
    yield Found(place, "list", captures, ((block, "the newest"),))


def _has_links(article: Article) -> bool:
    return any(c.kind is CitationKind.LINK for c in citations(article))


def _heading_of(article: Article, entry: Entry) -> Block:
    sections = article.sections_at(entry.block.span.start)
    headings = [s.heading for s in sections if s.heading]
    is_note = entry.block.label and not headings
    return entry.block if is_note or not headings else headings[-1]


def _year_of(entry: Entry) -> int:
    """The year of an entry, or the last one that its identifiers allow; 0 if none."""
    if entry.reference.year:
        return entry.reference.year
    found = [_made(i.scheme, i.value) for i in entry.reference.identifiers]
    found += [int(year) for year in _YEAR.findall(entry.text)]
    return max(found, default=0)


def _made(scheme: Scheme, value: str) -> int:
    if scheme is Scheme.PMID:
        return (pmid_year(value) or (0, 0))[1]
    return doi_year(value) if scheme is Scheme.DOI else 0


def _old_current(article: Article, asked: Asked) -> Iterator[Found]:
    for citation in citations(article):
        sentence = article.sentence_at(prose_of(citation))
        word = first_in(article, asked.current, sentence)
        if word is None:
            continue
        around = citations_in(article, sentence)
        if around[:1] != [citation]:
            continue
        years = [_newest(article, c) for c in around]
        if all(years) and asked.today.year - max(years) > asked.max_age_current:
            captures = {
                "match": citation.span.of(article.document.text),
                "year": str(max(years)),
                "count": str(asked.today.year - max(years)),
                "problem": word.of(article.document.text),
            }
            place = place_of(article, citation)
            yield Found(prose_of(citation), "current", captures, place=place)


def _newest(article: Article, citation: Citation) -> int:
    """The newest year a citation points at; 0 where one is unknown."""
    if citation.kind is CitationKind.AUTHOR_YEAR:
        return _max(int(y) for y in _YEAR.findall(citation.span.of(article.view)))
    years = [_year_of(s.entry) for s in sources_of(article, citation) if s.entry]
    return max(years) if years and all(years) else 0


def _max(years: Iterable[int]) -> int:
    return max(years, default=0)
