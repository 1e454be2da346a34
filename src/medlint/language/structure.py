"""What the structure of an article says about a place: lists, labels, FAQs, quotes."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from medlint.document import Block, BlockKind, MarkKind
from medlint.language.article import Article
from medlint.language.patterns import Pattern
from medlint.text import Span

_QUOTATION_MARK = '"'
_LONGEST_QUOTE = 600
_LONGEST_LABEL = 24
_CLOSING = " *_\"')”’"
_ASKING = re.compile(
    r"(?:do|does|did|is|are|was|were|has|have|can|could|will|would|should|must|may|"
    r"shall)(?:n't)? "
)


class Polarity(StrEnum):
    """What an answer says to its question."""

    YES = "yes"
    NO = "no"


class Answer(NamedTuple):
    """A block answers a question: `question` is the sentence that asks it."""

    polarity: Polarity
    question: Span


class Label(NamedTuple):
    """A label such as "Myth:" and whether it rebuts what follows."""

    span: Span
    rebuts: bool


_QUESTION = re.compile(r"[\"'(* ]*q(?:uestion)? ?\d*[:.)] ?")
_ANSWER = re.compile(r"(?:^| )a(?:nswer)? ?\d*[:.)] ")
"""Labels of questions and answers: what leads to a question belongs to it."""


def lead_of(article: Article, item: Block) -> Span | None:
    """Return the sentence with a colon that opens the list of an item."""

    def find() -> Span | None:
        above = list_opener(article, item)
        while above is not None:
            last = article.sentences(above)[-1:]
            if last and last[0].of(article.view).rstrip(_CLOSING).endswith(":"):
                return last[0]
            above = list_opener(article, above)
        return None

    return article.memo(("lead", item.span), find)


def label_of(
    article: Article, span: Span, myth: Sequence[Pattern], fact: Sequence[Pattern]
) -> Label | None:
    """Return the label a span stands under: in its block, before it, atop its column.

    A label alone in its block speaks of the next block.
    """
    block = article.block_at(span.start)
    for label in reversed(_labels_in(article, block, myth, fact)):
        if label.span.end <= span.start:
            return label
    if block.kind is BlockKind.TABLE_CELL:
        return _column_label(article, block, myth, fact)
    above = _block_before(article, block)
    if above and above.span.length <= _LONGEST_LABEL:
        for patterns, rebuts in ((fact, False), (myth, True)):
            if _is_titled(article, above.span, patterns):
                return Label(above.span, rebuts)
    return None


def is_titled_fact(article: Article, heading: Span, fact: Sequence[Pattern]) -> bool:
    """Whether a heading is nothing but a label such as "Fact"."""
    return heading.length <= _LONGEST_LABEL and _is_titled(article, heading, fact)


def answer_to(
    article: Article, block: Block, yes: Sequence[Pattern], no: Sequence[Pattern]
) -> Answer | None:
    """Return what a block answers to the question right before it, if yes or no.

    The question is a sentence of the same block ("Q: …? A: Yes"), or the end of the
    block before: a heading, a bold line, an item, a summary, a cell of the same row.
    """
    question: Span | None = None
    for sentence in article.sentences(block):
        if question and (said := _polarity(article, sentence, yes, no)):
            return Answer(said, question)
        question = sentence if _asks(article, sentence) else None
    first = article.sentences(block)[:1]
    question = _question_before(article, block)
    if first and question and (said := _polarity(article, first[0], yes, no)):
        return Answer(said, question)
    return None


def question_mark(article: Article, span: Span) -> Span | None:
    """Return what makes a span part of a question: its mark, or a heading's verb."""
    sentence = article.sentence_at(span)
    ending = article.view[sentence.start : sentence.end].rstrip("\"') ")
    at = sentence.start + len(ending)
    if ending.endswith("?"):
        return Span(at - 1, at)
    block = article.block_at(span.start)
    label = _QUESTION.match(article.view, block.span.start, span.start)
    if label and not _ANSWER.search(article.view, label.end(), span.start):
        return Span(*label.span())
    if block.kind is not BlockKind.HEADING:
        return None
    verb = _ASKING.match(block.span.of(article.view))
    return Span(0, verb.end() - 1).shift(block.span.start) if verb else None


def quotation(article: Article, span: Span) -> Span | None:
    """Return the block quotation or the quotation marks around a span."""
    block = article.block_at(span.start)
    if block.quoted or block.kind is BlockKind.QUOTE:
        return block.span
    marks = article.document.marks
    quotes = (mark.span for mark in marks if mark.kind is MarkKind.QUOTE)
    written = _quoted_stretches(article, block.span)
    return next((q for q in (*quotes, *written) if q.contains(span)), None)


def list_opener(article: Article, item: Block) -> Block | None:
    """Return the block before a list, or the item it is nested in; None if none is."""
    known: dict[tuple[int, int], Block | None] = article.memo("openers", dict)
    passed: list[tuple[int, int]] = []
    block: Block | None = item
    while (
        block is not None
        and block.kind is BlockKind.LIST_ITEM
        and block.level >= item.level
    ):
        key = block.span.start, item.level
        if key in known:
            block = known[key]
            break
        passed.append(key)
        block = _block_before(article, block)
    # Long lists are walked once: every item remembers what opens them.
    known.update(dict.fromkeys(passed, block))
    return None if block is item else block


def _block_before(article: Article, block: Block) -> Block | None:
    start = block.span.start
    return article.block_at(start - 1) if start else None


def _labels_in(
    article: Article, block: Block, myth: Sequence[Pattern], fact: Sequence[Pattern]
) -> list[Label]:
    def find() -> list[Label]:
        groups = ((myth, True), (fact, False))
        found = [
            Label(span, rebuts)
            for patterns, rebuts in groups
            for pattern in patterns
            for span in pattern.find(article, block.span)
            if _opens(article.view, block.span, span)
        ]
        return sorted(found)

    return article.memo(("labels", block.span), find)


def _opens(view: str, block: Span, label: Span) -> bool:
    """Whether a label opens a block, or stands behind the end of a sentence."""
    before = view[block.start : label.start].rstrip("\"'( *-")
    return not before or before[-1] in ".!?;:|"


def _column_label(
    article: Article, cell: Block, myth: Sequence[Pattern], fact: Sequence[Pattern]
) -> Label | None:
    heads = article.memo(("heads", cell.group), lambda: _heads(article, cell.group))
    head = heads.get(cell.column)
    if head is None or cell.row == 0:
        return None
    if _is_titled(article, head, fact):
        return Label(head, rebuts=False)
    # "Claim" atop a column says nothing yet; beside "Verdict" it does.
    beside = any(_is_titled(article, other, fact) for other in heads.values())
    rebuts = _is_titled(article, head, myth, ":" if beside else "|")
    return Label(head, rebuts=True) if rebuts else None


def _is_titled(
    article: Article, head: Span, patterns: Sequence[Pattern], mark: str = "|"
) -> bool:
    words = head.of(article.view).strip(_CLOSING + ".:") + mark
    return any(pattern.matches(words) for pattern in patterns)


def _heads(article: Article, table: int) -> dict[int, Span]:
    cells = (b for b in article.document.blocks if b.group == table and b.row == 0)
    return {b.column: b.span for b in cells if b.kind is BlockKind.TABLE_CELL}


def _question_before(article: Article, block: Block) -> Span | None:
    above = _block_before(article, block)
    if above is None:
        return None
    if BlockKind.TABLE_CELL in {above.kind, block.kind}:
        same = (above.kind, above.group, above.row) == (
            block.kind,
            block.group,
            block.row,
        )
        if not same:
            return None
    last = article.sentences(above)[-1:]
    return last[0] if last and _asks(article, last[0]) else None


def _asks(article: Article, sentence: Span) -> bool:
    return sentence.of(article.view).rstrip(_CLOSING).endswith("?")


def _polarity(
    article: Article, sentence: Span, yes: Sequence[Pattern], no: Sequence[Pattern]
) -> Polarity | None:
    for patterns, polarity in ((no, Polarity.NO), (yes, Polarity.YES)):
        if any(True for p in patterns for _ in p.find(article, sentence)):
            return polarity
    return None


def _quoted_stretches(article: Article, block: Span) -> list[Span]:
    """Pairs of double quotation marks, and curly single ones; unpaired ones none."""

    def find() -> list[Span]:
        at = list(_positions(article.view, block))
        double = [Span(a, b + 1) for a, b in zip(at[::2], at[1::2], strict=False)]
        return [*double, *_single_quotes(article.document.text, block)]

    return article.memo(("quoted", block), find)


def _positions(view: str, block: Span) -> Iterator[int]:
    at = view.find(_QUOTATION_MARK, block.start, block.end)
    while at >= 0:
        yield at
        at = view.find(_QUOTATION_MARK, at + 1, block.end)


def _single_quotes(prose: str, block: Span) -> Iterator[Span]:
    """Curly single quotation marks; the closing one is not inside a word."""
    start = prose.find("‘", block.start, block.end)
    while start >= 0:
        limit = min(block.end, start + _LONGEST_QUOTE)
        end = prose.find("’", start + 1, limit)
        while end >= 0 and prose[end + 1 : end + 2].isalnum():
            end = prose.find("’", end + 1, limit)
        if end < 0:
            return
        yield Span(start, end + 1)
        start = prose.find("‘", end + 1, block.end)
