"""Finds weak sources, unlabelled preprints, and links that lead to no document."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from medlint.checks.citation_finds import Asked, Found, disclosed, first_in
from medlint.checks.citation_sources import Source, place_of, prose_of, sources_of
from medlint.checks.citation_written import Written, address_of, written
from medlint.document import Block, Link, LinkKind
from medlint.finding import Gate
from medlint.knowledge.outlets import OutletKind, OutletRow, split_address
from medlint.language.article import Article
from medlint.language.citations import (
    Citation,
    citations,
    citations_in,
    is_external,
    reference_blocks,
)
from medlint.language.reference_list import Entry, entries
from medlint.language.threads import threads
from medlint.references.record import Scheme
from medlint.text import Span

_GENERIC = re.compile(
    r"(?:(?:the|this|a|our) )?(?:original )?(?:sources?|stud(?:y|ies)|trials?|papers?"
    r"|ref|references?|link|here|click here|research|articles?|reports?|data|evidence"
    r"|citation|read more|more|this|\d{1,3}|\[\d{1,3}\])"
)
_LABELLED = re.compile(
    r"(?:(?:the|this) )?(?:original )?(?:sources?|stud(?:y|ies)|trials?|papers?|ref"
    r"|references?|evidence|citation|\d{1,3})"
)
_NOWHERE = {OutletKind.SEARCH, OutletKind.REDIRECT, OutletKind.LOGIN}
_NAMELESS = re.compile(r"(?:click )?here|(?:this |the )?link|this|click|read more|more")
_BEFORE = re.compile(r"(?:[(\[]|\bsources?: ?|\b(?:via|from|see):? )[\"'(\[]?$")
_REACH = 20
_SAID = re.compile(r"\b(?:says?|said|according to|reports?|reported|by|on|cited? by) $")
_EVIDENCE = re.compile(
    r"\b(?:says?|according|benefits?|effects?|stud(?:y|ies)|research|evidence|trials?|reviews?|reports?"
    r"|articles?|surveys?|proven|shows?|shown|found|finds?|suggests?|lowers?|relieves?"
    r"|reduces?|cures?|prevents?)\b|\d ?(?:%|percent)"
)
_HOME = re.compile(r"/?(?:(?:index|home|default)\.(?:html?|php|aspx?))?")
_LOCAL_HOST = re.compile(
    r"localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}"
    r"|192\.168(?:\.\d{1,3}){2}|[\w-]+\.local(?:host|domain)?"
)
_LOCAL_FILE = re.compile(r"file:|[a-z]:[\\/]|/(?:users|home)/[\w.-]+/", re.IGNORECASE)
_UNREAD = {LinkKind.IMAGE, LinkKind.FOOTNOTE}


def weak(article: Article, asked: Asked) -> Iterator[Found]:
    """Statements about health whose only sources are of weak kinds."""
    for citation in citations(article):
        rows = _outlets(article, asked, citation)
        kinds = {row.kind.value if row else "" for row in rows}
        if not kinds or not kinds <= asked.cases:
            continue
        if not all(_is_offered(article, link) for link in _links(citation, article)):
            continue
        sentence = article.sentence_at(prose_of(citation))
        if not _is_statement(article, asked, sentence):
            continue
        row = next(row for row in rows if row)
        captures = {
            "match": citation.span.of(article.document.text).strip("\ufffc"),
            "source": _site(article, citation)
            or (row.names or row.domains or ("",))[0],
        }
        related = tuple(
            (source.entry.block.span, "the entry")
            for source in sources_of(article, citation)
            if source.entry
        )
        gate = _better(article, asked, citation)
        yield Found(
            prose_of(citation),
            row.kind.value,
            captures,
            related,
            place_of(article, citation),
            (gate,),
        )


def _links(citation: Citation, article: Article) -> list[Link]:
    return [s.link for s in sources_of(article, citation) if s.link]


def _is_offered(article: Article, link: Link) -> bool:
    """Whether a link stands for evidence; most links to shops stand for their wares."""
    anchor = link.span.of(article.view).strip(" .:[]()")
    before = article.view[max(0, link.span.start - _REACH) : link.span.start]
    if _GENERIC.fullmatch(anchor) or _BEFORE.search(before) or _SAID.search(before):
        return True
    return bool(_EVIDENCE.search(anchor))


def _outlets(
    article: Article, asked: Asked, citation: Citation
) -> list[OutletRow | None]:
    """The outlets that a citation leads to; None for each that is unknown."""
    addresses = [
        address
        for source in sources_of(article, citation)
        for address in _addresses(source)
    ]
    sellers = article.memo("sellers", lambda: _sellers(article, asked))
    return [
        asked.outlets.of(address) or sellers.get(split_address(address)[0])
        for address in addresses
    ]


def _sellers(article: Article, asked: Asked) -> dict[str, OutletRow]:
    """Sites that the article also links the shop of."""
    found = ((k, asked.outlets.of(k.target)) for k in article.document.links)
    return {
        split_address(link.target)[0]: row
        for link, row in found
        if row and row.kind is OutletKind.SHOP
    }


def _addresses(source: Source) -> list[str]:
    if source.entry is None:
        return [source.link.target] if source.link else []
    found = [
        i for i in source.entry.reference.identifiers if i.scheme is not Scheme.URL
    ]
    urls = [i for i in source.entry.reference.identifiers if i.scheme is Scheme.URL]
    return ["https://doi.org/"] if found else [i.value for i in urls] or [""]


def _site(article: Article, citation: Citation) -> str:
    found = [a for s in sources_of(article, citation) for a in _addresses(s)]
    return split_address(found[0])[0] if found else ""


def _better(article: Article, asked: Asked, citation: Citation) -> Gate:
    """A gate that a source of another kind in the sentence passes."""
    sentence = article.sentence_at(prose_of(citation))
    for other in citations_in(article, sentence):
        rows = _outlets(article, asked, other)
        if other != citation and not all(
            r and r.kind in asked.cases for r in rows or [None]
        ):
            words = other.span.of(article.document.text)
            return Gate("another source in the sentence", passed=True, note=words)
    return Gate("another source in the sentence", passed=False)


def _is_statement(article: Article, asked: Asked, sentence: Span) -> bool:
    """Whether a sentence says something of health that needs a source."""
    if first_in(article, asked.statements, sentence) or asked.says_of_health(
        article, sentence
    ):
        return True
    found = threads(article, asked.grammar)
    return any(sentence.overlaps(m.span) for t in found for m in t.mentions)


def preprints(article: Article, asked: Asked) -> Iterator[Found]:
    """Preprints that neither their sentence nor their entry calls one."""
    by_block = {entry.block.span: entry for entry in entries(article)}
    seen: set[Span] = set()
    for found in (w for w in written(article) if w.span.length or w.link):
        row = _outlet_of(asked, found)
        if row is None or row.kind is not OutletKind.PREPRINT:
            continue
        block = article.block_at(found.span.start)
        entry = by_block.get(block.span)
        area = block.span if entry else article.sentence_at(found.span)
        if area in seen:
            continue
        seen.add(area)
        areas = [area, *(_citing(article, entry) if entry else [])]
        captures = {
            "match": found.span.of(article.document.text).strip("\ufffc"),
            "source": row.names[0] if row.names else "a preprint server",
        }
        gate = disclosed(article, asked.label, areas, "it is called a preprint")
        yield Found(found.span, captures=captures, gates=(gate,))


def _outlet_of(asked: Asked, found: Written) -> OutletRow | None:
    if found.identifier.scheme is Scheme.DOI:
        return asked.outlets.of_doi(found.identifier.value)
    address = address_of(found)
    return asked.outlets.of(address) if address else None


def _citing(article: Article, entry: Entry) -> list[Span]:
    """The sentences that cite an entry."""
    return [
        article.sentence_at(prose_of(citation))
        for citation in citations(article)
        if any(source.entry is entry for source in sources_of(article, citation))
    ]


def non_documents(article: Article, asked: Asked) -> Iterator[Found]:
    """Links that stand as sources and lead to no document."""
    references = reference_blocks(article)
    for link in article.document.links:
        if link.kind in _UNREAD or not link.target:
            continue
        case = "local" if _is_local(link) else _case(article, asked, link, references)
        if case in asked.cases:
            words = link.span.of(article.document.text).strip("\ufffc") or link.target
            captures = {"match": words, "source": split_address(link.target)[0]}
            yield Found(link.span, case, captures)


def _is_local(link: Link) -> bool:
    return bool(
        _LOCAL_FILE.match(link.target)
        or (
            "//" in link.target and _LOCAL_HOST.fullmatch(split_address(link.target)[0])
        )
    )


def _case(
    article: Article, asked: Asked, link: Link, references: frozenset[Block]
) -> str:
    if not is_external(link):
        return ""
    block = article.block_at(link.span.start)
    in_list = block in references
    anchor = link.span.of(article.view).strip(" .:[]()")
    row = asked.outlets.of(link.target)
    labelled = in_list or _LABELLED.fullmatch(anchor)
    if row and row.kind in _NOWHERE and labelled:
        return row.kind.value
    if not in_list and not _stands_as_source(article, asked, link):
        return ""
    if row and row.kind in _NOWHERE:
        return row.kind.value
    if _is_home(link):
        return "homepage" if not in_list or _is_of_page(article, block) else ""
    nameless = not in_list and not link.title and _NAMELESS.fullmatch(anchor)
    return "anchor" if nameless else ""


def _stands_as_source(article: Article, asked: Asked, link: Link) -> bool:
    """Whether a link is offered as evidence for what its sentence says."""
    sentence = article.sentence_at(link.span)
    anchor = link.span.of(article.view).strip(" .:[]()")
    before = article.view[
        max(sentence.start, link.span.start - _REACH) : link.span.start
    ]
    if not _GENERIC.fullmatch(anchor) and not _BEFORE.search(before):
        return False
    return _is_statement(article, asked, sentence)


def _is_home(link: Link) -> bool:
    parts = urlsplit(link.target.strip())
    return bool(_HOME.fullmatch(parts.path)) and not parts.query and not parts.fragment


def _is_of_page(article: Article, block: Block) -> bool:
    """Whether an entry is of a page or paper, and not of the site as such."""
    entry = next(e for e in entries(article) if e.block is block)
    reference = entry.reference
    return bool(reference.title and (reference.authors or reference.year))
