"""Finds citations that lead to no entry, and entries that nothing leads to."""

import re
from collections.abc import Iterator, Mapping, Sequence

from medlint.checks.citation_finds import Asked, Found
from medlint.checks.citation_sources import (
    AuthorYear,
    author_years,
    footnotes,
    is_author,
    numbered,
    numbers_in,
)
from medlint.document import Field, LinkKind
from medlint.language.article import Article
from medlint.language.citations import (
    Citation,
    CitationKind,
    citations,
    reference_blocks,
)
from medlint.language.reference_list import Entry, Work, entries, library
from medlint.text import Span

_FEWEST_CITED = 2
_CLEAR_SHARE = 0.6
"""Share of entries that must have author and year before names are looked up."""
_KEY = re.compile(r"(?<![\w.])@(?P<key>[\w:.#$%&+?<>~/-]*\w)")
_SIDE_FILES = {"bibliography", "csl-bibliography"}
_LOST_MARKUP = re.compile(r"[1-9]")
_UNREAD_LIST = re.compile(r"further reading|additional resources|resources")


def dangling(article: Article, asked: Asked) -> Iterator[Found]:
    """Markers without entry, by kind, and entries without marker."""
    finders = {
        "number": _numbers,
        "footnote": _notes,
        "author-year": _names,
        "key": _keys,
        "unused": _unused,
    }
    for case, find in finders.items():
        if case in asked.cases:
            yield from find(article)


def _numbers(article: Article) -> Iterator[Found]:
    listed = numbered(article)
    if not listed:
        return
    for citation in _number_markers(article):
        text = citation.span.of(article.view)
        missing = [n for n in numbers_in(text) if str(n) not in listed]
        if missing:
            captures = {
                "match": citation.span.of(article.document.text),
                "entry": ", ".join(map(str, missing)),
                "count": str(len(listed)),
            }
            yield Found(citation.span, "number", captures)


def _number_markers(article: Article) -> list[Citation]:
    """Numbers that were written as citations, without those that lost their markup."""
    return [
        c
        for c in citations(article)
        if c.kind is CitationKind.NUMBER
        and (
            not _LOST_MARKUP.match(c.span.of(article.view))
            or not article.view[: c.span.start].endswith((".", ","))
            or _is_marked(article, c)
        )
    ]


def _is_marked(article: Article, citation: Citation) -> bool:
    """Whether markup, raised or linked, says that a number is a citation."""
    marks = (mark.span for mark in article.document.marks)
    links = (link.span for link in article.links_over(citation.span))
    return any(span.contains(citation.span) for span in (*marks, *links))


def _notes(article: Article) -> Iterator[Found]:
    known = footnotes(article)
    for link in article.document.links:
        if link.kind is LinkKind.FOOTNOTE and link.target.casefold() not in known:
            captures = {
                "match": link.source.of(article.document.source.text),
                "entry": link.target,
                "count": str(len(known)),
            }
            # The reference itself leaves no words in the prose.
            span = Span(max(0, link.span.start - 1), link.span.start)
            yield Found(span, "footnote", captures, place=link.source)


def _names(article: Article) -> Iterator[Found]:
    listed = [e for e in entries(article) if e.says_something]
    if not _is_by_names(listed):
        return
    works = [
        work
        for citation in citations(article)
        if citation.kind is CitationKind.AUTHOR_YEAR
        for work in author_years(article, citation)
    ]
    known: tuple[Entry | Work, ...] = (*listed, *library(article))
    lost = [w for w in works if not any(is_author(w.surname, e) for e in known)]
    # A list that most markers are not in belongs to something else.
    if len(lost) * 2 > max(len(works), _FEWEST_CITED):
        return
    yield from (_unnamed(article, work, len(listed)) for work in lost if _is_sure(work))


def _is_sure(work: AuthorYear) -> bool:
    """Whether a marker names people: bodies are cited by names that lists spell out."""
    return work.certain and not work.surname.isupper()


def _unnamed(article: Article, work: AuthorYear, count: int) -> Found:
    captures = {
        "match": work.span.of(article.document.text),
        "entry": work.surname,
        "year": work.year,
        "count": str(count),
    }
    return Found(work.span, "author-year", captures)


def _keys(article: Article) -> Iterator[Found]:
    """Pandoc keys that no reference of the metadata or of a side file has."""
    fields = article.document.fields
    own = {field.value.casefold() for field in fields if _is_key(field)}
    known = own | {work.reference.label.casefold() for work in library(article)}
    names = {name for field in fields for name in field.keys}
    if not known or (names & _SIDE_FILES and not article.library):
        return
    for citation in citations(article):
        if citation.kind is CitationKind.KEY:
            for match in _KEY.finditer(citation.span.of(article.view)):
                if match["key"] not in known:
                    span = Span(*match.span()).shift(citation.span.start)
                    captures = {"match": span.of(article.document.text)}
                    captures |= {"entry": match["key"], "count": str(len(known))}
                    yield Found(span, "key", captures)


def _is_key(field: Field) -> bool:
    return field.keys[:1] == ("references",) and field.keys[-1] == "id"


def _unused(article: Article) -> Iterator[Found]:
    """Entries that no marker points at, where most are pointed at."""
    yield from _unnamed_entries(article)
    listed = numbered(article)
    cited = {
        str(number)
        for citation in _number_markers(article)
        for number in numbers_in(citation.span.of(article.view))
    }
    if not _is_templated(article):
        yield from _left_over(article, listed, cited)
    notes = footnotes(article)
    links = article.document.links
    named = {k.target.casefold() for k in links if k.kind is LinkKind.FOOTNOTE}
    yield from _left_over(article, notes, named)


def _unnamed_entries(article: Article) -> Iterator[Found]:
    """Entries of a list by names whose first author the text never names."""
    listed = [e for e in entries(article) if e.says_something and not e.block.label]
    if not _is_by_names(listed) or not any(
        c.kind is CitationKind.AUTHOR_YEAR for c in citations(article)
    ):
        return
    references = reference_blocks(article)
    prose = " ".join(
        b.span.of(article.document.text)
        for b in article.document.blocks
        if b not in references
    )
    told = Work(prose)
    lost = [e for e in listed if not _is_told(told, e)]
    if len(listed) - len(lost) < _FEWEST_CITED or len(lost) * 2 > len(listed):
        return
    for entry in lost:
        captures = {"match": entry.text, "count": str(len(listed))}
        captures["entry"] = entry.reference.authors[0].surname
        yield Found(entry.block.span, "unused", captures)


def _is_told(told: Work, entry: Entry) -> bool:
    """Whether a text names an author; bodies go by too many names to tell."""
    authors = entry.reference.authors
    return not authors or authors[0].group or is_author(authors[0].surname, told)


def _is_by_names(listed: Sequence[Entry]) -> bool:
    clear = [e for e in listed if e.reference.authors and e.reference.year]
    return len(clear) >= max(_FEWEST_CITED, _CLEAR_SHARE * len(listed))


def _is_templated(article: Article) -> bool:
    """Whether other markers may point at the list: keys, names, anchors."""
    others = {CitationKind.KEY, CitationKind.AUTHOR_YEAR}
    return any(citation.kind in others for citation in citations(article))


def _left_over(
    article: Article, listed: Mapping[str, Entry], cited: set[str]
) -> Iterator[Found]:
    used = listed.keys() & cited
    if len(used) < _FEWEST_CITED or len(used) * 2 < len(listed):
        return
    blocks = reference_blocks(article)
    for label in sorted(listed.keys() - used, key=lambda name: (len(name), name)):
        entry = listed[label]
        if entry.says_something and entry.block in blocks:
            captures = {"match": entry.text, "entry": label, "count": str(len(listed))}
            yield Found(entry.block.span, "unused", captures)
