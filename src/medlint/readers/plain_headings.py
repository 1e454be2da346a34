"""Tell headings and unmarked lists from paragraphs in plain text, by their looks.

A heading stands alone, is short, has no final full stop, is written in title case or
is a phrase rather than a sentence, and heads something: the last piece of a text is
never one. Short phrases that follow an announcement ("Signs may include:") are the
items of a list that lost its bullets.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache

from medlint.readers.plain_lines import Piece, Shape

_MAX_COLUMNS = 100
_MAX_WORDS = 14
_MAX_PHRASE = 8
_MAX_ITEM_COLUMNS = 150
_TITLE_SHARE = 0.6
_LONG_RUN = 4

_WORD = re.compile(r"[^\W_][\w'’-]*")
_FAQ = re.compile(r"(?:q|a|question|answer)\s*\d*\s*[:.)]", re.IGNORECASE)
_INNER_STOP = re.compile(r"[^\W\d]{3,}[.!?]\s+[A-Z]|\?\s+\w")
_FINAL = re.compile(r"[.,;…][\"'”’)\]]*$")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[^\W\d_])")
_ANNOUNCES = re.compile(
    r"(?::|\b(?:are|as|by|following|includes?|including|with))[\"'”’)\]]*$"
)
_QUESTION_WORD = re.compile(
    r"(?:are|can|could|do|does|how|if|is|should|what|when|where|which|who|why|will)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:are|can|could|cannot|did|do|does|don't|doesn't|had|has|have|is|isn't|may"
    r"|might|must|should|was|were|will|won't|would)\b"
)
_SMALL_WORDS = """
    a an and as at by for from in into is it its nor of off on or per than that the to
    up via vs with without your you
"""
_SMALL = frozenset(_SMALL_WORDS.split())


class Role(Enum):
    """What an unmarked piece is."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()


def roles(pieces: Sequence[Piece], texts: Sequence[str]) -> list[Role]:
    """Role of each piece; `texts` are their words. Marked pieces are not judged."""
    found = [Role.PARAGRAPH] * len(pieces)
    index = 0
    while index < len(pieces):
        if len(texts[index]) > _MAX_ITEM_COLUMNS:
            index += 1  # no heading and no item is so long
            continue
        end = index
        announced = index > 0 and announces(texts[index - 1])
        while end < len(pieces) and _joins(pieces, texts, end, announced=announced):
            end += 1
        if end > index:
            found[index:end] = _run(texts[index:end], announced=announced)
        index = max(end, index + 1)
    if pieces and found[-1] is Role.HEADING:
        found[-1] = Role.PARAGRAPH
    return found


def announces(text: str) -> bool:
    """Whether a text ends in the middle, before a list."""
    return _ANNOUNCES.search(text, max(0, len(text) - 16)) is not None


def is_heading(text: str) -> bool:
    """Whether a piece that stands alone looks like a heading."""
    return len(text) <= _MAX_COLUMNS and _looks_like_heading(text)


@lru_cache(maxsize=1_000)
def _looks_like_heading(text: str) -> bool:
    if _FINAL.search(text) or _FAQ.match(text):
        return False
    if text.endswith(":"):
        return _is_label(text)
    words = _WORD.findall(text)
    if not 1 <= len(words) <= _MAX_WORDS or _INNER_STOP.search(text):
        return False
    if is_title_case(words):
        return True
    return not announces(text) and _is_phrase(text, words)


def is_title_case(words: Sequence[str]) -> bool:
    """Whether most words that count begin with a capital, and the first one does."""
    counting = [word for word in words if word.lower() not in _SMALL]
    capitals = sum(not word[0].islower() for word in counting)
    if not counting or not any(word[0].isupper() for word in counting):
        return False
    return not words[0][0].islower() and capitals >= _TITLE_SHARE * len(counting)


def numbered_level(text: str) -> int:
    """Level of a heading with a section number ("2.1 Dosing" is 3); 0 without."""
    number = _NUMBERED.match(text)
    return min(6, 2 + number[1].count(".")) if number else 0


def _is_label(text: str) -> bool:
    words = _WORD.findall(text)
    return 1 <= len(words) <= 3 and is_title_case(words) and not _FINITE.search(text)


def _is_phrase(text: str, words: Sequence[str]) -> bool:
    """A short phrase in sentence case, or a short question."""
    if text.endswith("!") or words[0].islower():
        return False
    if text.endswith("?"):
        return True
    if len(words) > _MAX_PHRASE:
        return False
    return bool(_QUESTION_WORD.match(text)) or not _FINITE.search(text)


def _is_item(text: str) -> bool:
    if len(text) > _MAX_ITEM_COLUMNS or _FAQ.match(text):
        return False
    return not re.search(r"[.!:][\"'”’)\]]*$", text) and not _INNER_STOP.search(text)


def _joins(
    pieces: Sequence[Piece], texts: Sequence[str], index: int, *, announced: bool
) -> bool:
    if pieces[index].shape is not Shape.TEXT:
        return False
    text = texts[index]
    return is_heading(text) or (announced and _is_item(text))


def _run(texts: Sequence[str], *, announced: bool) -> list[Role]:
    """Roles of short pieces in a row."""
    titles = [
        len(words) > 1 and is_title_case(words) for words in map(_WORD.findall, texts)
    ]
    if announced and len(texts) > 1:
        return _listed(titles)
    if len(texts) >= _LONG_RUN and not any(titles[1:]):
        return [Role.HEADING, *[Role.ITEM] * (len(texts) - 1)]
    return [Role.HEADING if is_heading(text) else Role.PARAGRAPH for text in texts]


def _listed(titles: Sequence[bool]) -> list[Role]:
    """Items up to a title that stands out among phrases: the next heading."""
    end = len(titles)
    if not any(titles[: end // 2 + 1]):
        while end > 1 and titles[end - 1]:
            end -= 1
    return [Role.ITEM] * end + [Role.HEADING] * (len(titles) - end)
