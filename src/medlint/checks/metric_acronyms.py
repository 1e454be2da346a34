"""Acronyms that a document never spells out."""

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from medlint.checks.metric_sentences import Found
from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.schema import Model
from medlint.text import Span

_TOKEN = re.compile(r"(?<![\w@#./&$-])([A-Z]{3,7})(?:s|'s)?(?![\w@&$]|[./-]\w)")
_ROMAN = re.compile(r"[IVXLC]+[ABC]?")
_SMALL = r"(?:[ ,/-]+(?:of|and|the|for|in|to|on|by|with|or|a))*"
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_SYMBOL = re.compile(
    r"['\"]? (?:genes?|proteins?|mutations?|variants?|locus|receptors?|kinases?"
    r"|enzymes?|inhibitors?|antigens?|antibod(?:y|ies)|strains?|alleles?|syndromes?|ligands?"
    r"|pathways?|trials?|study|studies|investigators|collaboration|registry)\b"
)
_INSIDE = re.compile(r"[^()]{2,80}\)")
_GLOSS = re.compile(
    r"(?:,? (?:is|are|stands for|which (?:is|means|stands for)|means|is short for|short"
    r" for|or) |: | - |, (?:a|an|the) )"
)
_OPENED = re.compile(r"[(\[](?:(?:or|called|the|also called|a|an) )?[\"']?$")
_NAMED = re.compile(r"\b(?:called|or|as|abbreviated|termed) (?:an? |the )?$")
_DATELINE = re.compile(r"(?:, [A-Z][\w.]+)?(?:, | - | \u2014 )(?:[A-Z][a-z]+\.? )?\d")
"""Behind the place that opens a news story: "AUSTIN, Texas, Nov. 3 …"."""
_LOOK = 90


class AcronymsSpec(Model):
    """Acronyms of at least three capitals, but for those that readers `know`.

    `words` are plain words that are written in capitals to be heard.
    """

    know: tuple[str, ...] = Field(default=())
    words: tuple[str, ...] = Field(default=())


def undefined_acronyms(
    article: Article, blocks: Sequence[Block], spec: AcronymsSpec
) -> Iterator[Found]:
    """Yield the first place of each acronym that the document does not explain."""
    known = {word.upper() for word in (*spec.know, *spec.words)}
    first: dict[str, Span] = {}
    for block in blocks:
        for word, span in _tokens(article, block):
            if word not in known and word not in first:
                first[word] = span
    for word, span in first.items():
        if not _is_defined(article, word):
            yield Found(span, f"{word} is never spelled out")


def _tokens(article: Article, block: Block) -> Iterator[tuple[str, Span]]:
    text = block.span.of(article.cased)
    if block.kind is BlockKind.HEADING and text.upper() == text:
        return
    for match in _TOKEN.finditer(text):
        if not match.start() and _DATELINE.match(text, match.end()):
            continue
        if not (_ROMAN.fullmatch(match[1]) or _is_shouted(text, match)):
            yield match[1], Span(*match.span(1)).shift(block.span.start)


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether words in capitals stand beside it, or a gene or trial is named."""
    before = text[: match.start()].rstrip(" \"'(").rpartition(" ")[2]
    after = text[match.end() :].lstrip(" ,.;:!?").partition(" ")[0]
    beside = (_CAPITALS.fullmatch(word.strip(".,;:!?()")) for word in (before, after))
    return any(beside) or bool(_SYMBOL.match(text, match.end()))


def _is_defined(article: Article, word: str) -> bool:
    """Whether a document says somewhere what an acronym stands for."""
    text = article.cased
    if re.search(rf"\b{word.lower()}\b", text) or _initials(word).search(article.view):
        return True
    places = re.finditer(rf"(?<!\w){word}(?:s|'s)?(?!\w)", text)
    return any(_is_explained(text, place, word) for place in places)


def _initials(word: str) -> re.Pattern[str]:
    """Words in a row whose first letters are the acronym."""
    letters = word.lower()
    rest = "".join(
        rf"(?:{_SMALL}[ ,/-]+|[a-z]{{2,14}}?){c}[a-z'-]*" for c in letters[1:]
    )
    return re.compile(rf"\b{letters[0]}[a-z']*{rest}")


def _is_explained(text: str, place: re.Match[str], word: str) -> bool:
    """Whether it stands in brackets behind words, or words in brackets behind it."""
    before, after = text[: place.start()], text[place.end() :]
    if _OPENED.search(before):
        tail = before[-_LOOK:].lower()
        closed = after.startswith((")", "]")) or "\N{EM DASH}" in after[:1]
        return (
            closed or re.search(rf"\b{word[0].lower()}", tail.rstrip("(")) is not None
        )
    opened = after.lstrip("\"' ")
    if opened.startswith("(") and _INSIDE.match(opened, 1):
        return True
    gloss = _GLOSS.match(after)
    first = gloss and re.match(r"(?:the |an? )?(\w)", after[gloss.end() :].lower())
    return bool(first and first[1] == word[0].lower()) or bool(_NAMED.search(before))
