"""Finds appeals to many studies that rest on a single one."""

import re
from collections.abc import Iterator

from medlint.checks.citation_finds import Asked, Found, first_in
from medlint.checks.citation_sources import author_years, count_of, sources_of
from medlint.finding import Gate
from medlint.knowledge.outlets import OutletKind
from medlint.language.article import Article
from medlint.language.binding import paragraph
from medlint.language.citations import Citation, CitationKind, citations_in
from medlint.language.reference_list import Entry
from medlint.language.studies import Mention
from medlint.language.threads import threads

_ONE_STUDY = re.compile(
    r"\b(?:a|an|one|this|the|another|(?:19|20)\d\d)\b(?: [\w-]+){0,4} (?:study|trial"
    r"|experiment|survey|cohort|paper)\b|^(?:study|trial)$"
)
_SUMMARIES = {
    OutletKind.GOVERNMENT,
    OutletKind.GUIDELINE,
    OutletKind.SOCIETY,
    OutletKind.CHARITY,
    OutletKind.HOSPITAL,
    OutletKind.REFERENCE_WORK,
}
"""Kinds of outlet whose pages sum up more than one study."""


def single_source(article: Article, asked: Asked) -> Iterator[Found]:
    """Vague appeals with a plural quantity whose paragraph has one citation."""
    for thread in threads(article, asked.grammar):
        opening = thread.opening
        if opening.kind is not Mention.VAGUE:
            continue
        if first_in(article, asked.quantity, opening.span) is None:
            continue
        blocks = paragraph(article, opening.span)
        around = [c for block in blocks for c in citations_in(article, block.span)]
        own = citations_in(article, article.sentence_at(opening.span))
        if len(own) != 1 or len(around) != 1 or count_of(article, own[0]) != 1:
            continue
        if _is_one_study(article, asked, own[0]):
            captures = {
                "match": opening.span.of(article.document.text),
                "source": own[0].span.of(article.document.text),
            }
            yield Found(
                opening.span,
                captures=captures,
                related=((own[0].span, "the only source"),),
                gates=(_enough(article, asked, own[0]),),
            )


def _is_one_study(article: Article, asked: Asked, citation: Citation) -> bool:
    """Whether a citation is known to be of one paper, whatever its kind."""
    sources = sources_of(article, citation)
    if len(sources) > 1:
        return False
    if sources and sources[0].entry:
        return _is_paper(asked, sources[0].entry)
    if citation.kind is CitationKind.AUTHOR_YEAR:
        works = list(author_years(article, citation))
        return len(works) == 1 and not works[0].surname.isupper()
    if citation.kind is CitationKind.LINK:
        return bool(_ONE_STUDY.search(citation.span.of(article.view)))
    return False


def _is_paper(asked: Asked, entry: Entry) -> bool:
    reference = entry.reference
    if reference.title is None or not reference.authors:
        return False
    people = not reference.authors[0].group
    outlets = (
        asked.outlets.of(i.value) for i in reference.identifiers if i.scheme == "url"
    )
    return people and not any(o and o.kind in _SUMMARIES for o in outlets)


def _enough(article: Article, asked: Asked, citation: Citation) -> Gate:
    """A gate for reviews and guidelines, by the entry, the anchor or the sentence."""
    areas = [article.sentence_at(citation.span)]
    areas += [s.entry.block.span for s in sources_of(article, citation) if s.entry]
    found = (first_in(article, asked.enough, area) for area in areas)
    span = next((s for s in found if s), None)
    note = f'"{span.of(article.document.text)}"' if span else ""
    return Gate("the source sums up several studies", passed=bool(span), note=note)
