"""Finds citations whose entry or address is of something else than the text says."""

import re
from collections.abc import Iterator

from medlint.checks.citation_finds import Asked, Found
from medlint.checks.citation_sources import (
    AuthorYear,
    author_years,
    is_author,
    sources_of,
)
from medlint.document import Link
from medlint.language.article import Article
from medlint.language.citations import (
    Citation,
    CitationKind,
    citations,
    citations_in,
    is_external,
)
from medlint.language.reference_list import Entry, entries
from medlint.language.studies import Mention, StudyMention
from medlint.language.threads import threads
from medlint.references.record import Scheme
from medlint.references.years import doi_year, pmid_year

_NEAR = 1
_FAR = 3
"""Years by which a paper and its identifier may differ."""
_NUMBERED = {CitationKind.NUMBER, CitationKind.FOOTNOTE}
_FIRST_AUTHOR = re.compile(r"et al|colleagues|co-?workers|co-?authors|\(\d{4}|'s \d{4}")
_SECOND_HAND = re.compile(
    r"\b(?:as )?(?:cited|quoted|reported|reviewed|described) (?:in|by)\b"
)
_BETWEEN = re.compile(r"\b(?:while|whereas|but|however|although|unlike)\b")
_FILLER = re.compile(
    r"\b(?:the|a|an|us|u\.s\.|uk|website|site|web ?page|page|fact ?sheets?|reports?"
    r"|data|statistics|statements|guidelines?|guidance|recommendations?|advice|information|from"
    r"|of|by|at|on|via|source|see|read|more|according to|(?:19|20)\d\d|'s)\b|[^\w]+"
)
_BODIES = {"government", "guideline", "society", "charity", "hospital", "registry"}


def mismatched(article: Article, asked: Asked) -> Iterator[Found]:
    """Studies that their entry is not of, and anchors that name another body."""
    if "study" in asked.cases:
        yield from _studies(article, asked)
    if "year" in asked.cases:
        yield from _years(article, asked)
    if "identifier" in asked.cases:
        yield from _identifiers(article)
    if "body" in asked.cases:
        yield from _bodies(article, asked)


def _studies(article: Article, asked: Asked) -> Iterator[Found]:
    mentions = [m for t in threads(article, asked.grammar) for m in t.mentions]
    for mention in mentions:
        sentence = article.sentence_at(mention.span)
        others = [
            m
            for m in mentions
            if m is not mention
            and m.kind is not Mention.KNOWN
            and sentence.contains(m.span)
        ]
        entry = None if others else _entry_at(article, mention)
        if entry is None:
            continue
        wrong = [*_differences(article, mention, entry)]
        if wrong:
            captures = {
                "match": mention.span.of(article.document.text),
                "problem": "; ".join(wrong),
                "entry": ", ".join(sorted(entry.labels)),
            }
            related = ((entry.block.span, "the entry"),)
            yield Found(mention.span, "study", captures, related)


def _entry_at(article: Article, mention: StudyMention) -> Entry | None:
    """The entry of the only marker behind a mention in its sentence."""
    sentence = article.sentence_at(mention.span)
    markers = citations_in(article, sentence)
    if len(markers) != 1 or markers[0].kind not in _NUMBERED:
        return None
    if markers[0].span.start < mention.span.start:
        return None
    if _BETWEEN.search(article.view, mention.span.end, markers[0].span.start):
        return None
    found = [s.entry for s in sources_of(article, markers[0]) if s.entry]
    return found[0] if len(found) == 1 and found[0].says_something else None


def _differences(
    article: Article, mention: StudyMention, entry: Entry
) -> Iterator[str]:
    reference = entry.reference
    by_first = _FIRST_AUTHOR.search(mention.span.of(article.view))
    complete = bool(reference.authors) and (by_first or not reference.et_al)
    if mention.surname and complete and not is_author(mention.surname, entry):
        first = reference.authors[0].surname
        yield f"the text names {mention.surname}, the entry {first}"
    year = mention.identity.year
    if year and reference.year and abs(int(year) - reference.year) > _NEAR:
        yield f"the text says {year}, the entry {reference.year}"
    venue, journal = mention.identity.venue, reference.journal
    if venue and journal and not _is_same_venue(entry, venue, journal.text):
        yield f"the text says {venue}, the entry {journal.text}"


def _is_same_venue(entry: Entry, venue: str, journal: str) -> bool:
    """Whether names may be of one journal, or of journals of one family."""
    if entry.is_in(venue):
        return True
    short, long = sorted((_family(venue), _family(journal)), key=len)
    return not short or long.startswith(short) or short in long


def _family(name: str) -> str:
    return re.sub(r"^the |[^a-z ]", "", name.casefold()).strip()


def _years(article: Article, asked: Asked) -> Iterator[Found]:
    """Markers and named studies whose author is listed, with other years only."""
    for mention in (m for t in threads(article, asked.grammar) for m in t.mentions):
        numbered = _entry_at(article, mention)
        if mention.surname and mention.year and numbered is None:
            told = AuthorYear(mention.surname, mention.year, mention.span, certain=True)
            found = _off_year(article, told)
            if found:
                yield found
    for citation in citations(article):
        if citation.kind is CitationKind.AUTHOR_YEAR and _is_first_hand(
            article, citation
        ):
            for work in author_years(article, citation):
                found = _off_year(article, work)
                if found:
                    yield found


def _is_first_hand(article: Article, citation: Citation) -> bool:
    return not _SECOND_HAND.search(citation.span.of(article.view))


def _off_year(article: Article, work: AuthorYear) -> Found | None:
    by_author = [
        e
        for e in entries(article)
        if e.says_something
        and any(is_author(work.surname, e) for _ in e.reference.authors[:1])
    ]
    if not by_author or any(e.is_of_year(work.year) for e in by_author):
        return None
    written = sorted({str(e.reference.year) for e in by_author if e.reference.year})
    if len(written) != 1 or not work.certain:
        return None
    captures = {
        "match": work.span.of(article.document.text),
        "problem": f"the text says {work.year}, the entry {written[0]}",
        "entry": work.surname,
        "year": written[0],
    }
    return Found(work.span, "year", captures, ((by_author[0].block.span, "the entry"),))


def _identifiers(article: Article) -> Iterator[Found]:
    """Entries whose DOI or PMID is of another year."""
    for entry in entries(article):
        year = entry.reference.year
        for identifier in entry.reference.identifiers if year else ():
            made = _made(identifier.scheme, identifier.value)
            if made and not made[0] - _FAR < year < made[1] + _FAR:
                told = str(made[0]) if made[0] == made[1] else f"{made[0]}-{made[1]}"
                problem = (
                    f"the entry says {year}, its {identifier.scheme.upper()} {told}"
                )
                captures = {"match": entry.text, "problem": problem, "year": str(year)}
                yield Found(entry.block.span, "identifier", captures)
                break


def _made(scheme: Scheme, value: str) -> tuple[int, int] | None:
    if scheme is Scheme.PMID:
        return pmid_year(value)
    year = doi_year(value) if scheme is Scheme.DOI else 0
    return (year, year) if year else None


def _bodies(article: Article, asked: Asked) -> Iterator[Found]:
    for link in article.document.links:
        if is_external(link) and link.span.length > 1:
            found = _other_body(article, link, asked)
            if found:
                yield found


def _other_body(article: Article, link: Link, asked: Asked) -> Found | None:
    """An anchor that is nothing but a body's name, on a page of another body."""
    anchor = _FILLER.sub(" ", link.span.of(article.view).replace("u.s.", "us"))
    named = asked.outlets.called(" ".join(anchor.split()))
    led = asked.outlets.of(link.target)
    if named is None or led is None or not named.domains:
        return None
    if named.kind not in _BODIES or led.kind not in _BODIES or not led.names:
        return None
    if asked.outlets.family(named) & asked.outlets.family(led):
        return None
    captures = {
        "match": link.span.of(article.document.text),
        "source": led.names[0],
        "problem": f"the text says {named.names[0]}, the link leads to {led.names[0]}",
    }
    return Found(link.span, "body", captures)
