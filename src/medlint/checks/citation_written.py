"""Identifiers as an article writes them: in prose, behind links, in metadata."""

from collections.abc import Iterator
from dataclasses import dataclass

import re2

from medlint.document import Block, Field, Link, LinkKind
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.references.identifiers import identifiers_in
from medlint.references.record import Identifier, Scheme
from medlint.text import Span

# One of these stands in every identifier; RE2 finds blocks that may have one quickly.
_SOME = re2.compile(
    r"(?i)10[./]|doi|pmid|pubmed|pmc|nct\W?\p{Nd}|isrctn|actrn|eudract|ctis|\beu.?ct\b"
    r"|issn|isbn|orcid|https?:|www\.|\.(?:gov|org|com|edu|net|int|info|health|\pL\pL)/"
    r"|20\p{Nd}\p{Nd}-\p{Nd}{6}|000\p{Nd}-\p{Nd}{4}|97[89]-"
)
_UNREAD = {LinkKind.IMAGE, LinkKind.FOOTNOTE}
_LISTS = {"references", "sources", "citations", "citation", "bibliography"}
_LABELS = {
    "doi": "doi: ",
    "pmid": "PMID: ",
    "pmcid": "PMCID: ",
    "isbn": "ISBN ",
    "issn": "ISSN ",
    "orcid": "ORCID ",
}


@dataclass(frozen=True)
class Written:
    """An identifier where it is written.

    `span` is its place in the prose; for one behind a link that of the anchor, and
    `place` the identifier's own place in the source. `listed` tells that it stands in
    the reference list or in the metadata.
    """

    identifier: Identifier
    span: Span
    place: Span | None = None
    link: Link | None = None
    listed: bool = False


def written(article: Article) -> tuple[Written, ...]:
    """Every identifier of an article, malformed ones too, in order of the prose."""

    def find() -> tuple[Written, ...]:
        found = [*_in_prose(article), *_in_links(article), *_in_fields(article)]
        return tuple(sorted(found, key=lambda w: w.span))

    return article.memo("written identifiers", find)


def _in_prose(article: Article) -> Iterator[Written]:
    references = reference_blocks(article)
    for block in article.document.blocks:
        text = block.span.of(article.document.text)
        if _SOME.search(text):
            for identifier in identifiers_in(text):
                span = identifier.span.shift(block.span.start)
                yield Written(identifier, span, listed=block in references)


def _in_links(article: Article) -> Iterator[Written]:
    references = [block.span for block in reference_blocks(article)]
    for link in article.document.links:
        if link.kind in _UNREAD or not _SOME.search(link.target):
            continue
        listed = any(block.contains(link.span) for block in references)
        for identifier in identifiers_in(link.target):
            place = _place_in(article, link, identifier.span)
            yield Written(identifier, link.span, place, link, listed)


def _place_in(article: Article, link: Link, part: Span) -> Span:
    """Where a part of a link's target is written in the source."""
    whole = link.target_source or link.source
    if whole.of(article.document.source.text) == link.target:
        return part.shift(whole.start)
    return whole


def _in_fields(article: Article) -> Iterator[Written]:
    """References in front matter and JSON-LD; keys such as `doi` are their labels."""
    for field in article.document.fields:
        if _is_reference(field):
            yield from _in_field(field)


def _is_reference(field: Field) -> bool:
    return any(key.casefold() in _LISTS for key in field.keys)


def _in_field(field: Field) -> Iterator[Written]:
    label = _LABELS.get(field.keys[-1].casefold(), "")
    if not label and not _SOME.search(field.value):
        return
    if field.value.casefold().startswith((label.strip().casefold(), "http")):
        label = ""
    for identifier in identifiers_in(label + field.value):
        start = max(0, identifier.span.start - len(label))
        part = Span(start, identifier.span.end - len(label))
        whole = part.length == len(field.value) or field.span.length != len(field.value)
        place = field.span if whole else part.shift(field.span.start)
        yield Written(identifier, Span(0, 0), place, None, listed=True)


def address_of(found: Written) -> str:
    """The address that an identifier is, or leads to; empty for others."""
    identifier = found.identifier
    if identifier.scheme is Scheme.DOI:
        return f"https://doi.org/{identifier.value}"
    return identifier.value if identifier.scheme is Scheme.URL else ""


def block_of(article: Article, found: Written) -> Block | None:
    """The block an identifier stands in; None for one in the metadata."""
    if not found.span.length and found.link is None:
        return None
    return article.block_at(found.span.start)
