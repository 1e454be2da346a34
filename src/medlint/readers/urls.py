"""Find URLs written out in running text."""

import re
from collections.abc import Iterator

from medlint.text import Span

# A character reference other than that of the ampersand ends a URL.
_URL = re.compile(r"(?:[^\s<>\"“”&]|&amp;|&(?!#?\w+;))+")
_SCHEME = re.compile(r"(?:https?|ftp)$", re.IGNORECASE)
_HINTS = ("://", "www.", "WWW.", "doi.org/10.", "DOI.org/10.")
_TRAILING = ".,;:!?'’*_…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def url_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Spans of URLs that begin in `text[start:end]`, without punctuation after them.

    URLs begin with a scheme, with `www.`, or with `doi.org/10.`.
    """
    stop = len(text) if end is None else end
    after = start
    for hint in sorted(_hints(text, start, stop)):
        begin = _begin(text, hint)
        if begin is None or begin < after:
            continue
        found = _URL.match(text, hint)
        assert found is not None
        trimmed = _trimmed(text, begin, found.end())
        if trimmed > hint + len("www."):
            after = trimmed
            yield Span(begin, trimmed)


def _hints(text: str, start: int, end: int) -> Iterator[int]:
    for hint in _HINTS:
        at = text.find(hint, start, end)
        while at >= 0:
            yield at
            at = text.find(hint, at + len(hint), end)


def _begin(text: str, hint: int) -> int | None:
    """Where the URL begins that has a hint at this offset; None when there is none."""
    if text[hint] == ":":
        scheme = _SCHEME.search(text, max(0, hint - len("https")), hint)
        return scheme.start() if scheme else None
    start = hint - 3 if text.startswith("dx.", max(0, hint - 3)) else hint
    before = text[start - 1] if start else " "
    return None if before.isalnum() or before in "_.@/-" else start


def _trimmed(text: str, start: int, end: int) -> int:
    """Where a URL ends: closing punctuation belongs to the sentence."""
    surplus = {
        close: text.count(close, start, end) - text.count(opening, start, end)
        for close, opening in _BRACKETS.items()
    }
    while end > start:
        last = text[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end
