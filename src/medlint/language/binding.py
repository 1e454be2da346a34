"""Binding: which citation supports a study, and why that one.

In order: a citation in a sentence that mentions the study; one further on in the prose
about it; the only citation of the paragraph, at its end; an entry of the reference
list that fits; a line of sources in the section. What was tried and failed is told,
too, so that an editor sees where to put a citation.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.language.citations import (
    Citation,
    CitationKind,
    citations,
    citations_in,
    reference_blocks,
)
from medlint.language.reference_list import Entry, Work, entries, library
from medlint.language.studies import Mention, StudyGrammar, is_itself
from medlint.language.threads import Thread, threads
from medlint.text import Span

Scope = Literal["sentence", "thread", "paragraph", "reference", "section"]
"""Ways in which a citation can belong to a study, strictest first."""


@dataclass(frozen=True)
class Bond:
    """What supports a study: a citation, an entry, or a work in a house's file.

    `words` say which it is; `span` is its place in the article, if it has one there.
    """

    words: str
    span: Span | None = None


def bond(article: Article, thread: Thread, scope: Scope) -> Bond | None:
    """What supports a study in some way, if anything does."""
    span = _WAYS[scope](article, thread)
    if span is not None:
        words = span.of(article.document.text).strip("\ufffc ")
        return Bond(f'"{words}"' if words else "a link", span)
    if scope == "reference":
        works = (w for w in library(article) if _fits(w, thread))
        return next((Bond(f"the references: {w.text}") for w in works), None)
    return None


def markers(article: Article, grammar: StudyGrammar) -> list[Span]:
    """Every pointer to a source, "Smith (2019)" among them, which needs its entry."""
    told = (
        mention for thread in threads(article, grammar) for mention in thread.mentions
    )
    named = [m.span for m in told if m.surname and m.year]
    written = [s for s in named if s.of(article.view).endswith(")")]
    return sorted([*written, *(citation.span for citation in citations(article))])


def _cited(article: Article, area: Span, thread: Thread) -> Citation | None:
    """A citation in an area; names and years lead nowhere without a reference list."""
    is_named = thread.opening.kind is Mention.NAMED
    left_out = {CitationKind.SOURCE_LINE}
    left_out |= {CitationKind.AUTHOR_YEAR} if is_named else set()
    found = (c for c in citations_in(article, area) if c.kind not in left_out)
    return next(found, None)


def _in_sentence(article: Article, thread: Thread) -> Span | None:
    sentence = article.sentence_at(thread.opening.span)
    found = _cited(article, sentence, thread)
    return found.span if found else None


def _in_thread(article: Article, thread: Thread) -> Span | None:
    cited = (_cited(article, piece, thread) for piece in thread.reach)
    return next((citation.span for citation in cited if citation), None)


def _in_paragraph(article: Article, thread: Thread) -> Span | None:
    """A citation of the paragraph that may be of this study.

    Any will do for studies in general. For one study it has to be the only one, at the
    paragraph's end.
    """
    blocks = paragraph(article, thread.opening.span)
    found = [c for block in blocks for c in citations_in(article, block.span)]
    found = [c for c in found if not is_itself(c, thread.opening.span)]
    if not found or thread.opening.kind is Mention.VAGUE:
        return found[0].span if found else None
    block = article.block_at(found[0].span.start)
    is_last = article.sentences(block)[-1].start <= found[0].span.start
    is_cell = block.kind is BlockKind.TABLE_CELL
    return found[0].span if len(found) == 1 and (is_last or is_cell) else None


def _in_list(article: Article, thread: Thread) -> Span | None:
    fitting = [entry for entry in entries(article) if _fits(entry, thread)]
    return fitting[0].block.span if fitting else None


def _fits(entry: Entry | Work, thread: Thread) -> bool:
    """Whether an entry is of this study: author and year, trial, or venue and year."""
    text, year = entry.text.casefold(), thread.told("year")
    for name in (thread.told("registry"), thread.told("trial")):
        if name and re.search(rf"\b{re.escape(name.casefold())}\b", text):
            return True
    surname = thread.opening.surname
    if surname:
        return entry.names(surname) and entry.is_of_year(year)
    venue = thread.told("venue")
    return bool(venue and year and entry.is_in(venue) and entry.is_of_year(year))


def _in_sources(article: Article, thread: Thread) -> Span | None:
    """A line of sources behind the study in its section."""
    start = thread.opening.span.start
    sections = article.sections_at(start)
    within = sections[-1].span if sections else Span(0, len(article.view))
    lines = (
        c.span
        for c in citations(article)
        if c.kind is CitationKind.SOURCE_LINE and within.contains(c.span)
    )
    return next((line for line in lines if line.start > start), None)


def paragraph(article: Article, span: Span) -> list[Block]:
    """The block a span lies in; of a table's cell the whole row."""
    block = article.block_at(span.start)
    if block.kind is not BlockKind.TABLE_CELL:
        return [block]
    references = reference_blocks(article)
    return [
        other
        for other in article.document.blocks
        if (other.kind, other.group, other.row) == (block.kind, block.group, block.row)
        and other not in references
    ]


_WAYS: dict[Scope, Callable[[Article, Thread], Span | None]] = {
    "sentence": _in_sentence,
    "thread": _in_thread,
    "paragraph": _in_paragraph,
    "reference": _in_list,
    "section": _in_sources,
}
