"""An entry without emphasis, medium notes and access dates, mapped to its source."""

import re
from dataclasses import dataclass

from medlint.references.record import Part
from medlint.text import Span

_SPACE = re.compile(r"\s+")
_EMPHASIS = re.compile(
    r"\*+|(?<!\w)_+(?=\S)|(?<=[^\s_])_+(?!\w)|</?(?:i|em|b|strong)>"
    r"|\[(?=[^\[\]]{1,400}\]\()|\](?=\((?:http|www))"
)
_ESCAPE = re.compile(r"\\(?=[^\w\s])")


@dataclass(frozen=True)
class Writing:
    """Text with the place in the entry of each of its code points."""

    text: str
    places: tuple[int, ...]

    def cut(self, start: int, end: int | None = None) -> "Writing":
        """Return the part from `start` to `end`."""
        return Writing(self.text[start:end], self.places[start:end])

    def without(self, form: re.Pattern[str]) -> "Writing":
        """Return the text without what a pattern finds."""
        text: list[str] = []
        places: list[int] = []
        start = 0
        for match in form.finditer(self.text):
            text.append(self.text[start : match.start()])
            places += self.places[start : match.start()]
            start = match.end()
        text.append(self.text[start:])
        places += self.places[start:]
        return Writing("".join(text), tuple(places))

    def span(self, start: int, end: int) -> Span:
        """Span in the entry of a range that is not empty."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def part(self, start: int, end: int, entry: str) -> Part | None:
        """Piece of the entry at a range, without space around it; None if empty."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            return None
        span = self.span(start, end)
        return Part(span.of(entry), span)


def plain_writing(entry: str, start: int, end: int) -> Writing:
    """Read a range of an entry: emphasis and escapes out, one space for any."""
    whole = Writing(entry[start:end], tuple(range(start, end)))
    bare = whole.without(_EMPHASIS).without(_ESCAPE)
    return _with_single_spaces(bare)


def _with_single_spaces(writing: Writing) -> Writing:
    text: list[str] = []
    places: list[int] = []
    start = 0
    for match in _SPACE.finditer(writing.text):
        text += (writing.text[start : match.start()], " ")
        places += writing.places[start : match.start() + 1]
        start = match.end()
    text.append(writing.text[start:])
    places += writing.places[start:]
    return Writing("".join(text), tuple(places))
