"""Citations: markers in the text, links that can support it, and the reference list."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

import re2

from medlint.document import (
    Block,
    BlockKind,
    Document,
    Link,
    LinkKind,
    MarkKind,
    Section,
)
from medlint.language.article import Article
from medlint.text import Span


class CitationKind(StrEnum):
    """How a source is pointed at."""

    LINK = "link"
    FOOTNOTE = "footnote"
    NUMBER = "number"
    AUTHOR_YEAR = "author-year"
    IDENTIFIER = "identifier"
    KEY = "key"
    SOURCE_LINE = "source-line"


@dataclass(frozen=True)
class Citation:
    """One pointer to a source, where it stands in prose."""

    kind: CitationKind
    span: Span


_REFERENCES = re.compile(
    r"(?:\d+\.? |[ivx]+\. )?"
    r"(?:(?:selected|key|medical|article|scientific|our|list of) )?"
    r"(?:references?|sources?|bibliography|works cited|literature(?: cited)?"
    r"|further reading|citations?|endnotes|footnotes|notes and references"
    r"|references and (?:notes|sources|further reading)|sources and references)"
    r"(?: cited| used)?:?"
)
_SEQUENCE = r"[1-9]\d{0,2}(?: ?[-,;] ?[1-9]\d{0,2})*"
_PATTERNS = {
    CitationKind.NUMBER: re.compile(
        rf"(?<=[\w.,;:!?)\]\"'% ])\[{_SEQUENCE}\]"
        # Not a power (m², x²), and not the weight of an isotope (¹³¹I).
        r"|(?<!\d)(?<!\b[a-z]{2})(?<!\b[a-z])"
        r"[\u00b9\u00b2\u00b3\u2074-\u2079][\u00b9\u00b2\u00b3\u2070-\u2079]*(?!\w)"
        rf"|(?:(?<=[a-z]{{3}})|(?<=[.,)]))\^{_SEQUENCE}\^?"
        # A superscript that lost its markup: "diverticular disease.2 However".
        rf"|(?<=[a-z)][.,]){_SEQUENCE}(?=\s|$)"
    ),
    CitationKind.AUTHOR_YEAR: re.compile(
        r"\((?:see |e\.g\.,? |cf\. |reviewed in )?[^()\d]{2,80}[, ]"
        r"\(?(?:19|20)\d\d[a-z]?(?:[,;][^()]{0,160})?\)"
    ),
    CitationKind.IDENTIFIER: re.compile(
        r"\b(?:doi:? ?)?10\.\d{4,9}/\S+|\bpmid:? ?\d{4,8}\b|\bpmc ?\d{4,9}\b"
        r"|\bnct\d{8}\b|\bisrctn\d{8}\b"
    ),
    CitationKind.KEY: re.compile(
        r"\[[^\]\[]{0,60}(?<![\w.])@[\w:.-]+[^\]\[]{0,200}\]"
        r"|\[[a-z][a-z-]+(?:19|20)\d\d[a-z]?\]_?"
        r"|\\(?:no)?cite[a-z]{0,8}\*?(?:\[[^\]\[]{0,80}\]){0,2}\{[^{}]{1,200}\}"
        r"|<ref\b[^<>]{0,80}>[^<>]{0,400}</ref>|<ref [^<>]{1,80}/>"
    ),
    CitationKind.SOURCE_LINE: re.compile(
        r"^(?:sources?|references?|adapted from|reviewed using|data from): ?\S"
    ),
}
# One of these stands in every match of the expressions above; RE2 finds them quickly.
_SOME = re2.compile(
    r"(?m)\\(?:no)?cite|<ref|[\[^\x{b9}\x{b2}\x{b3}\x{2070}-\x{2079}]|[a-z)][.,][1-9]"
    r"|\([^()\p{Nd}]+\(?(?:19|20)\p{Nd}{2}|10\.\p{Nd}{4}|pmid|pmc|nct\p{Nd}|isrctn"
    r"|^(?:sources?|references?|adapted from|reviewed using|data from):"
    r"|\([a-z]{2,8}[ -]\p{Nd}{1,3},? (?:19|20)|\((?:nice )?(?:ng|cg|ta|qs|dg)\p{Nd}"
)
# "(JNC 7, 2003)", "(NICE NG136)": documents of bodies, told by capital letters.
_DOCUMENT = re.compile(
    r"\((?:(?!COVID|SARS)[A-Z]{2,8}[ -]\d{1,3},? (?:19|20)\d\d"
    r"|(?:NICE )?(?:NG|CG|TA|QS|DG)\d{1,3})\)"
)
_ROUND = re.compile(rf"(?<=[\w.,)] )\({_SEQUENCE}\)(?=[.,;:]|$)")
_TEMPLATE = re.compile(
    r"\{\{[<%] ?cite\b[^{}]{0,200}[>%]\}\}|\{% ?cite\b[^{}]{0,200}%\}"
    r"|<ref\b[^<>]{0,80}>[^<>]{0,400}</ref>|<ref [^<>]{1,80}/>"
)
_NOT_RAISED = re.compile(r"(?:\d|(?:^|[^a-z])[a-z]{1,2})$")
_SUPPORTING = {LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.BARE}
_SHORTEST_LIST = 2
_NUMBERED = re.compile(rf"\[{_SEQUENCE}\]")
_NUMBERS = re.compile(rf"[\[(]?{_SEQUENCE}[\])]?|\[?\w\]?|[*\u2020\u2021]")
_NOT_AUTHOR = re.compile(
    r"\b(?:in|since|from|until|by|as of|during|between|born|on|of|early|late|mid"
    r"|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)$"
)


def citations(article: Article) -> tuple[Citation, ...]:
    """Every pointer to a source outside the reference list, in prose order."""
    return article.memo("citations", lambda: tuple(_apart(_find(article))))


def citations_in(article: Article, span: Span) -> list[Citation]:
    """Pointers that touch a span; a marker right behind its end belongs to it."""
    reach = Span(span.start, span.end + 1)
    return [
        citation
        for citation in citations(article)
        if reach.overlaps(citation.span)
        or (not citation.span.length and span.start < citation.span.start <= span.end)
    ]


def reference_blocks(article: Article) -> frozenset[Block]:
    """Footnotes, and what stands under a heading such as References."""
    return article.memo("reference blocks", lambda: _reference_blocks(article))


def reference_for(article: Article, surname: str, year: str = "") -> Block | None:
    """An entry of the reference list that names an author, and a year within one."""
    name = surname.casefold()
    for block in sorted(reference_blocks(article), key=lambda b: b.span):
        text = article.view[block.span.start : block.span.end]
        if re.search(rf"\b{re.escape(name)}\b", text) and _year_fits(text, year):
            return block
    return None


def is_external(link: Link) -> bool:
    """Whether a link leads to another site, not an image or an anchor."""
    parts = urlsplit(link.target.strip()) if _splits(link.target) else None
    web = parts is not None and parts.scheme in {"http", "https"} and parts.netloc
    return link.kind in _SUPPORTING and bool(web or link.target.startswith("//"))


def _splits(target: str) -> bool:
    try:
        urlsplit(target.strip())
    except ValueError:
        return False
    return True


def _apart(found: Iterable[Citation]) -> Iterator[Citation]:
    """In order; of several readings of one place the longest."""
    reach = 0
    for citation in sorted(found, key=lambda c: (c.span.start, -c.span.end)):
        if citation.span.start >= reach:
            reach = citation.span.end
            yield citation


def _find(article: Article) -> Iterator[Citation]:
    references = reference_blocks(article)
    yield from _in_round_brackets(article)
    if _SOME.search(article.view.encode()):
        for block in article.document.blocks:
            is_prose = block.kind is not BlockKind.HEADING
            if is_prose and not (references and block in references):
                yield from _written(article, block)
    yield from _linked(article, [b.span for b in references])
    yield from _templates(article.document)


def _written(article: Article, block: Block) -> Iterator[Citation]:
    text = block.span.of(article.view)
    if not _SOME.search(text.encode()):
        return
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if kind is CitationKind.AUTHOR_YEAR and not _names_author(match[0]):
                continue
            yield Citation(kind, Span(*match.span()).shift(block.span.start))
    for match in _DOCUMENT.finditer(block.span.of(article.cased)):
        span = Span(*match.span()).shift(block.span.start)
        yield Citation(CitationKind.AUTHOR_YEAR, span)


def _in_round_brackets(article: Article) -> Iterator[Citation]:
    """Numbers in round brackets, where there is a list and no other kind of number.

    "(1)" opens the points of an enumeration far more often than it cites.
    """
    listed = [b for b in reference_blocks(article) if b.kind is not BlockKind.FOOTNOTE]
    if len(listed) < _SHORTEST_LIST or _NUMBERED.search(article.view):
        return
    references = reference_blocks(article)
    for block in article.document.blocks:
        if block.kind is not BlockKind.HEADING and block not in references:
            for match in _ROUND.finditer(article.view, *block.span):
                yield Citation(CitationKind.NUMBER, Span(*match.span()))


def _names_author(text: str) -> bool:
    before_year = re.split(r"[, ]\(?(?:19|20)\d\d", text.lstrip("("))[0]
    return not _NOT_AUTHOR.search(before_year.rstrip(" ,"))


def _templates(document: Document) -> Iterator[Citation]:
    """Shortcodes and wiki notes, which leave no words of their own in the prose."""
    source = document.source.text
    if "cite" not in source and "<ref" not in source:
        return
    for match in _TEMPLATE.finditer(source):
        # It belongs to the word before: markup itself maps to what comes behind it.
        last = len(source[: match.start()].rstrip()) - 1
        at = document.offsets.to_prose(last) + 1 if last >= 0 else 0
        yield Citation(CitationKind.KEY, Span(at, at))


def _linked(article: Article, references: list[Span]) -> Iterator[Citation]:
    document = article.document
    outside = [
        k for k in document.links if not any(r.contains(k.span) for r in references)
    ]
    for link in outside:
        if link.kind is LinkKind.FOOTNOTE:
            yield Citation(CitationKind.FOOTNOTE, link.span)
        elif is_external(link):
            yield Citation(CitationKind.LINK, link.span)
        elif _is_note(link, link.span.of(document.text)):
            yield Citation(CitationKind.NUMBER, link.span)
    for mark in document.marks:
        text = mark.span.of(article.view).strip()
        is_number = mark.kind is MarkKind.SUPERSCRIPT and re.fullmatch(_SEQUENCE, text)
        if is_number and not _is_exponent(article.view, mark.span):
            yield Citation(CitationKind.NUMBER, mark.span)


def _is_exponent(view: str, raised: Span) -> bool:
    """Whether a raised number is a power (m², 10³) or the weight of an isotope."""
    before = view[max(0, raised.start - 4) : raised.start]
    return (
        bool(_NOT_RAISED.search(before)) or view[raised.end : raised.end + 1].isalpha()
    )


def _is_note(link: Link, anchor: str) -> bool:
    """Whether a link is a number or sign that leads to a note on the same page."""
    inner = link.kind is LinkKind.INLINE and link.target.startswith("#")
    return inner and bool(_NUMBERS.fullmatch(anchor.strip()))


def _reference_blocks(article: Article) -> frozenset[Block]:
    blocks = article.document.blocks
    lists = [s for s in article.document.sections if _is_reference_list(article, s)]
    return frozenset(
        block
        for block in blocks
        if block.kind is BlockKind.FOOTNOTE
        or any(s.span.contains(block.span) and block is not s.heading for s in lists)
    )


def _is_reference_list(article: Article, section: Section) -> bool:
    if section.heading is None:
        return False
    title = section.heading.span.of(article.view).strip(" *_:")
    return bool(_REFERENCES.fullmatch(title))


def _year_fits(text: str, year: str) -> bool:
    if not year:
        return True
    years = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", text)}
    return not years or any(abs(int(year) - y) <= 1 for y in years)
