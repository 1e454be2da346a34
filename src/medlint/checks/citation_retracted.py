"""Finds sources that were retracted, or of which a journal voiced concern."""

from collections.abc import Iterator

from medlint.checks.citation_finds import Asked, Found, disclosed
from medlint.checks.citation_sources import prose_of, sources_of
from medlint.checks.citation_written import Written, written
from medlint.language.article import Article
from medlint.language.binding import paragraph
from medlint.language.citations import citations, reference_blocks
from medlint.references.record import Scheme
from medlint.retractions.notice import Nature, Notice
from medlint.text import Span

_CASES = {Nature.RETRACTION: "retraction", Nature.CONCERN: "concern"}


def retracted(article: Article, asked: Asked) -> Iterator[Found]:
    """Works with a notice that the text does not tell of; each entry once."""
    seen: set[Span] = set()
    for found in written(article):
        notice = _notice(asked, found)
        case = _CASES.get(notice.nature, "") if notice else ""
        if notice is None or case not in asked.cases:
            continue
        place = _place(article, found)
        if place in seen:
            continue
        seen.add(place)
        gate = disclosed(article, asked.label, _areas(article, found), "disclosed")
        captures = {
            "match": found.identifier.value,
            "date": notice.date.isoformat() if notice.date else "an unknown day",
            "problem": notice.title,
        }
        yield Found(found.span, case, captures, place=found.place, gates=(gate,))


def _notice(asked: Asked, found: Written) -> Notice | None:
    if asked.retractions is None or found.identifier.problem:
        return None
    value = found.identifier.value
    match found.identifier.scheme:
        case Scheme.DOI:
            return asked.retractions.find(doi=value)
        case Scheme.PMID:
            return asked.retractions.find(pmid=value)
    return None


def _place(article: Article, found: Written) -> Span:
    """What counts as one: an entry, a sentence, a field of the metadata."""
    if found.place is not None and found.link is None:
        return found.place
    block = article.block_at(found.span.start)
    in_list = block in reference_blocks(article)
    return block.span if in_list else article.sentence_at(found.span)


def _areas(article: Article, found: Written) -> list[Span]:
    """Where it may be told: the paragraph or entry, and the paragraphs that cite it."""
    if found.place is not None and found.link is None:
        return [Span(0, len(article.view))]
    block = article.block_at(found.span.start)
    areas = [b.span for b in paragraph(article, found.span)] or [block.span]
    if block not in reference_blocks(article):
        return areas
    citing = (
        article.block_at(prose_of(c).start).span
        for c in citations(article)
        if any(s.entry and s.entry.block is block for s in sources_of(article, c))
    )
    return [block.span, *citing]
