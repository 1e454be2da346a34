"""Sentences without an end: lists and transcripts nobody punctuated, cut to a bound.

What is read of a sentence costs the square of its length at worst. A bound keeps a
hostile or broken text linear; it lies far above what people write.
"""

from collections.abc import Iterator

from medlint.text import Span

LONGEST = 1200
"""Code points; of 37,000 sentences of NIH pages 20 are longer, all broken lists."""
_BREAKS = ("; ", ", ", " ")


def cut(view: str, sentence: Span) -> Iterator[Span]:
    """Pieces of an overlong sentence, broken at a sign where there is one."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        end = _break(view, start)
        yield Span(start, end)
        start = end
        while start < sentence.end and view[start].isspace():
            start += 1
    if start < sentence.end:
        yield Span(start, sentence.end)


def _break(view: str, start: int) -> int:
    limit = start + LONGEST
    for sign in _BREAKS:
        at = view.rfind(sign, start + LONGEST // 2, limit)
        if at >= 0:
            return at + len(sign.rstrip()) if sign.strip() else at
    return limit
