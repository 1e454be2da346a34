"""What a citation leads to: entries of the reference list, footnotes, addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlint.document import BlockKind, Link, LinkKind
from medlint.language.article import Article
from medlint.language.citations import Citation, CitationKind
from medlint.language.reference_list import Entry, Work, entries
from medlint.references.folding import words
from medlint.text import Span

_APART = re.compile(r"further reading|notes|footnotes|endnotes|additional resources")
_LONGEST_RANGE = 60
_NUMBERS = re.compile(r"(\d{1,3})(?: ?- ?(\d{1,3}))?")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NAME = (
    r"(?:(?:van|von|de|del|di|da|der|den|la|le|el|al|ter|ten) ){0,2}[^\W\d_a-z][\w'’-]+"
)
_MARKER = re.compile(
    r"^\(?(?:see (?:also )?|e\.g\.,? |cf\. |reviewed in |as cited in |cited in )?"
    rf"(?P<name>{_NAME})"
    rf"(?P<more>,? et al\.?|(?:, {_NAME}){{0,4}},? (?:and|&) {_NAME}| and colleagues)?"
    r",? \(?(?P<year>(?:19|20)\d\d)[a-z]?\b"
)
_SPELT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True)
class AuthorYear:
    """One work in an author-year marker; `certain` where it can only be authors."""

    surname: str
    year: str
    span: Span
    certain: bool


@dataclass(frozen=True)
class Source:
    """One thing a citation leads to: an entry, a link, or both."""

    entry: Entry | None = None
    link: Link | None = None


def numbered(article: Article) -> dict[str, Entry]:
    """The entries that numbers in the text mean; empty without a list."""

    def find() -> dict[str, Entry]:
        listed = [e for e in entries(article) if _is_main(article, e)]
        items = [e for e in listed if e.block.kind is BlockKind.LIST_ITEM]
        kept = [e for e in items if e.block.level <= 1] or [
            e for e in listed if e.says_something or e.reference.label
        ]
        labels = [e.reference.label for e in kept]
        if labels and all(label.isdecimal() for label in labels):
            return dict(zip(labels, kept, strict=True))
        return {str(number): entry for number, entry in enumerate(kept, 1)}

    return article.memo("numbered entries", find)


def _is_main(article: Article, entry: Entry) -> bool:
    if entry.block.kind is BlockKind.FOOTNOTE:
        return False
    headings = [s.heading for s in article.sections_at(entry.block.span.start)]
    titles = [h.span.of(article.view).strip(" :*_.") for h in headings if h]
    return not any(_APART.fullmatch(title) for title in titles)


def footnotes(article: Article) -> dict[str, Entry]:
    """The notes of an article by their names."""
    notes = (e for e in entries(article) if e.block.kind is BlockKind.FOOTNOTE)
    return {entry.block.label.casefold(): entry for entry in notes}


def numbers_in(text: str) -> list[int]:
    """The numbers of a marker: "[1,3-5]" is 1, 3, 4, 5."""
    found: list[int] = []
    plain = text.translate(_RAISED).replace("\u2013", "-")
    for first, last in _NUMBERS.findall(plain):
        end = int(last) if last else int(first)
        if int(first) <= end <= int(first) + _LONGEST_RANGE:
            found += range(int(first), end + 1)
        else:
            found += [int(first), end]
    return found


def author_years(article: Article, citation: Citation) -> Iterator[AuthorYear]:
    """The works of an author-year marker, as far as it can be read."""
    start = citation.span.start
    for chunk in re.finditer(r"[^;]+", citation.span.of(article.cased)):
        offset = len(chunk[0]) - len(chunk[0].lstrip())
        match = _MARKER.match(chunk[0].lstrip())
        if match:
            first = chunk.start() + offset + match.start("name")
            last = chunk.start() + offset + match.end("year")
            yield AuthorYear(
                match["name"],
                match["year"],
                Span(first, last).shift(start),
                certain=bool(match["more"]),
            )


def is_author(surname: str, entry: Entry | Work) -> bool:
    """Whether a name stands in an entry, whatever its marks: Müller, Mueller."""
    wanted, text = " ".join(words(surname)), " ".join(words(entry.text))
    plain = [_plainly(t) for t in (wanted, text)]
    return any(
        f" {name} " in f" {whole} " for name, whole in ((wanted, text), tuple(plain))
    )


def _plainly(text: str) -> str:
    for long, short in _SPELT:
        text = text.replace(long, short)
    return text


def sources_of(article: Article, citation: Citation) -> list[Source]:
    """What a citation leads to; nothing where that is unknown."""
    match citation.kind:
        case CitationKind.LINK:
            return [Source(link=link) for link in article.links_over(citation.span)]
        case CitationKind.FOOTNOTE:
            return [Source(entry) for entry in _notes_at(article, citation.span)]
        case CitationKind.NUMBER:
            listed = numbered(article)
            numbers = numbers_in(citation.span.of(article.view))
            found = (listed.get(str(number)) for number in numbers)
            return [Source(entry) for entry in found if entry]
        case CitationKind.AUTHOR_YEAR:
            works = author_years(article, citation)
            return [Source(e) for work in works for e in _fitting(article, work)[:1]]
    return []


def prose_of(citation: Citation) -> Span:
    """A span in the sentence of a citation: a note leaves no words of its own."""
    start, end = citation.span
    return citation.span if start < end else Span(max(0, start - 1), start)


def place_of(article: Article, citation: Citation) -> Span | None:
    """Where a note's reference is written; None for citations that are prose."""
    links = (
        link.source
        for link in article.document.links
        if link.kind is LinkKind.FOOTNOTE and link.span == citation.span
    )
    return next(links, None) if citation.kind is CitationKind.FOOTNOTE else None


def _notes_at(article: Article, span: Span) -> Iterator[Entry]:
    known = footnotes(article)
    for link in article.document.links:
        if link.kind is LinkKind.FOOTNOTE and link.span == span:
            entry = known.get(link.target.casefold())
            if entry:
                yield entry


def _fitting(article: Article, work: AuthorYear) -> Sequence[Entry]:
    named = [e for e in entries(article) if is_author(work.surname, e)]
    return [e for e in named if e.is_of_year(work.year)]


def count_of(article: Article, citation: Citation) -> int:
    """How many works a citation points at, at least one."""
    if citation.kind is CitationKind.NUMBER:
        return len(set(numbers_in(citation.span.of(article.view)))) or 1
    if citation.kind is CitationKind.AUTHOR_YEAR:
        text = citation.span.of(article.view)
        return max(1, len(re.findall(r"\b(?:19|20)\d\d[a-z]?(?:, ?[a-z]\b)?", text)))
    if citation.kind is CitationKind.KEY:
        return max(1, citation.span.of(article.view).count("@"))
    return 1
