"""Where the thing may stand that a sentence speaks of without naming it."""

from bisect import bisect_right
from collections.abc import Iterator

from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.language.structure import list_opener
from medlint.text import Span

_REACH = 2
"""Sentences back that a pronoun may refer to."""


def areas(article: Article, sentence: Span) -> Iterator[tuple[str, Span]]:
    """Where to look for what a sentence speaks of, nearest first."""
    block = article.block_at(sentence.start)
    sentences = article.sentences(block)
    last = bisect_right(sentences, sentence.start, key=lambda s: s.end)
    for earlier in sentences[max(0, last - _REACH) : last][::-1]:
        yield "the sentence before", earlier
    if block.kind is BlockKind.LIST_ITEM:
        opener = opener_of(article, block)
        if opener is not None:
            yield "the list's opening words", article.sentences(opener)[-1]
    head = row_head(article, block)
    if head is not None:
        yield "the first cell of the row", head.span
    for section in reversed(article.sections_at(sentence.start)):
        if section.heading and section.heading is not block:
            yield "the heading", section.heading.span


def row_head(article: Article, cell: Block) -> Block | None:
    """The first cell of the row that a cell stands in, if it is another one."""
    block = cell
    while block.kind is BlockKind.TABLE_CELL and block.column and block.span.start:
        before = article.block_at(block.span.start - 1)
        if (before.group, before.row) != (cell.group, cell.row):
            return None
        block = before
    return block if block is not cell and not block.column else None


def opener_of(article: Article, item: Block) -> Block | None:
    """Return the block before a list, whose words open it, however deep the item is."""
    block: Block | None = item
    while block is not None and block.kind is BlockKind.LIST_ITEM:
        block = list_opener(article, block)
    return block if block is not None and article.sentences(block) else None
