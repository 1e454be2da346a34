"""What metrics find, and sentences that are too long."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlint.document import Block
from medlint.language.article import Article
from medlint.text import Span


@dataclass(frozen=True)
class Found:
    """A place, what is wrong there in words, and further places with a note."""

    span: Span
    what: str
    related: tuple[Span, ...] = ()
    note: str = "also here"


_LETTERS = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"[.!?:;…][\"')\]]*$")
_QUOTED = re.compile(r"\"[^\"]*\"")
_ACRONYM = re.compile(r"\(\w{2,7}\)\W*")
_LEGAL = re.compile(
    r"(?:copyright|all rights reserved|liab(?:le|ility)|warrant(?:y|ies)|disclaim\w*"
    r"|terms of use|privacy policy|trademarks?|jurisdiction)\b"
)


def long_sentences(
    article: Article, blocks: Sequence[Block], longest: int
) -> Iterator[Found]:
    """Yield the sentences of more words than that, citations and brackets apart.

    What has no end mark is a table or a list that lost its form, and legal boilerplate
    is not the writer's to split.
    """
    for block in blocks:
        if block.span.length < longest * 3:
            continue
        for sentence in article.sentences(block):
            count = word_count(sentence.of(article.view))
            if count > longest and is_prose(sentence.of(article.view)):
                yield Found(_trimmed(article, sentence), f"{count} words")


def word_count(text: str) -> int:
    """Words of a text that are not quoted, figures too; not an acronym in brackets."""
    return sum(1 for piece in _QUOTED.sub(" ", text).split() if _counts(piece))


def _counts(piece: str) -> bool:
    if _ACRONYM.fullmatch(piece):
        return False
    return piece[:1] != "[" and (bool(_LETTERS.search(piece)) or piece[:1].isdigit())


def is_prose(text: str) -> bool:
    """Whether a sentence ends as one, and is no list, table or legal notice."""
    stripped = text.strip()
    dashed = stripped.count(" - ") > 2
    lists = dashed or stripped.count(";") >= 3 or "\n" in stripped or "|" in stripped
    return bool(_ENDS.search(stripped)) and not lists and not _LEGAL.search(stripped)


def _trimmed(article: Article, sentence: Span) -> Span:
    text = sentence.of(article.document.text)
    start = sentence.start + len(text) - len(text.lstrip())
    return Span(start, sentence.start + len(text.rstrip()))
