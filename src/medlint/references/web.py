"""Where a web address, DOI or bracketed text ends in running text."""

import re

from medlint.text import Span

_PAIRS = {")": "(", "]": "[", "}": "{"}
_OPENERS = frozenset(_PAIRS.values())
_TRAILING = ".,;:!?'\"”’»*_…"
_DOMAIN_ENDS = (
    "gov|org|com|edu|net|int|info|health"
    "|eu|uk|au|ca|nz|ie|de|fr|nl|ch|se|no|dk|es|it|in"
)
ADDRESS = re.compile(
    r"(?<![\w@])(?:(?:https?|ftp)://[^\s<>\"“”|`]+"
    r"|(?<![./-])www\.[^\s<>\"“”|`]+"
    rf"|(?<![./-])[a-z0-9][a-z0-9-]{{0,62}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}"
    rf"\.(?:{_DOMAIN_ENDS})\b(?![.-]?[\w@])(?:[/?#][^\s<>\"“”|`]*)?)"
)


def trimmed(text: str, span: Span) -> Span:
    """Cut a run of letters where its brackets stop to pair; drop end punctuation."""
    return trimmed_end(text, Span(span.start, _balanced_end(text, span)))


def _balanced_end(text: str, span: Span) -> int:
    """End before the first bracket that closes what this run did not open."""
    opened: list[str] = []
    for at in range(span.start, span.end):
        char = text[at]
        if char in _OPENERS:
            opened.append(char)
        elif char in _PAIRS:
            if not opened or opened[-1] != _PAIRS[char]:
                return at
            opened.pop()
    return span.end


def trimmed_end(text: str, span: Span) -> Span:
    """Drop punctuation of the sentence and a bracket that was opened last."""
    end = span.end
    while end > span.start and text[end - 1] in _TRAILING + "([{":
        end -= 1
    return Span(span.start, end)
