"""Changes from one value to another: "rose from 40% to 50%, a 25% increase"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from medlint.language.article import Article
from medlint.language.numbers import Number
from medlint.language.statistics import HEDGE, Bound, Outline, bound_of, outline
from medlint.text import Span


@dataclass(frozen=True)
class Change:
    """A change from `first` to `last` by `stated`: so many percent, or points.

    `percents` tells whether both values are percentages. `rises` is what the words
    say, None if "an improvement" may be either.
    """

    span: Span
    first: Number
    last: Number
    stated: Number
    in_points: bool
    percents: bool
    rises: bool | None
    bound: Bound


@dataclass(frozen=True)
class Multiple:
    """A change told as a factor: "doubled from 4% to 8%"."""

    span: Span
    first: Number
    last: Number
    factor: Fraction
    percents: bool
    bound: Bound


_UP = (
    "rise|rises|rose|risen|rising|increase[sd]?|increasing|climb(?:ed|s)?|grew|grown"
    "|grow(?:s|th)?|jump(?:ed|s)?|went up|surge[ds]?|uptick|raise[sd]?|soar(?:ed|s)?"
)
DOWN = (
    "fall|falls|fell|fallen|falling|drop(?:ped|s|ping)?|decrease[sd]?|decreasing"
    "|decline[sd]?|declining|reduce[sd]?|reducing|reduction|cut|cuts|cutting"
    "|slash(?:ed|es|ing)?|trim(?:med|s)?|shorten(?:ed|s)?"
    "|lower(?:ed|s|ing)?|shr[aiu]nk|shrinks|went down|dip(?:ped)?|plunge[ds]?|slipped"
)
"""An expression for words of what becomes less."""
_EITHER = "improvement|improve[ds]?|gain(?:ed|s)?|loss|boost(?:ed|s)?|went|change[ds]?"
_MOVE = rf"\b(?P<move>{_UP}|{DOWN}|{_EITHER}|moved)\b"
_NOUN = (
    rf"(?:relative |overall |net )?(?P<noun>{_UP}|{DOWN}|{_EITHER})\b"
    r"(?! in (?:the |their |his |her )?(?:risk|odds|chance|likelihood|relative))"
)
_TIME = (
    r"(?: (?:in|on|at|by|before|after|during) (?:the )?[a-z]* ?#?(?!%)(?: [a-z]+)?)?"
)
_FROM = (
    rf"from {HEDGE.format('f')}(?P<first>#)(?P<fu>%?(?: [a-z/]+){{0,2}}?){_TIME}"
    rf" to {HEDGE.format('t')}(?P<last>#)(?P<lu>%?)"
)
_BY = (
    rf"{HEDGE.format('b')}(?P<stated>#)"
    r"(?P<unit>%(?! ?points?|-points?)|%[- ]points?|[ -](?:percentage[ -])?points?)"
)
_SO = (
    r"[^.;#%,(:-]{0,40}(?:,| ?\(| -|:) ?(?:or |i[.]e[.],? |which is |that is "
    r"|representing )?(?:an? |the )?"
)
_NO_TIME = r"(?! ?(?:years?|weeks?|months?|days?|hours?|minutes?|a[.]m|p[.]m|am|pm)\b)"
_CHANGES = tuple(
    re.compile(pattern)
    for pattern in (
        # rose from 40% to 50%, a 25% increase; (an increase of 25%)
        rf"{_MOVE}[^.;#]{{0,60}}?{_FROM}{_SO}{_BY}[ -]{_NOUN}",
        rf"{_MOVE}[^.;#]{{0,60}}?{_FROM}{_SO}{_NOUN} (?:of|by) {_BY}",
        # rose from 40 to 50, or 25%
        (
            rf"{_MOVE}(?P<noun>)[^.;#]{{0,60}}?{_FROM}[^.;#%,(:-]{{0,40}}(?:,| -) "
            rf"(?:or|up|down) {_BY}(?=[,.;)]|$)"
        ),
        # rose by 25%, from 40% to 50%
        rf"{_MOVE}(?P<noun>)[ a-z'-]{{0,60}}? (?:by )?{_BY},? ?\(?{_FROM}{_NO_TIME}",
        # a 25% increase, from 40% to 50%
        (
            rf"(?P<move>)\b(?:an? |the ){_BY}[ -]{_NOUN}[ a-z'-]{{0,50}}?,? ?\(?{_FROM}"
            rf"{_NO_TIME}"
        ),
    )
)
_ABSOLUTE = re.compile(r"\babsolute\b")
_RISES = re.compile(rf"\b(?:{_UP})\b")
_FALLS = re.compile(rf"\b(?:{DOWN})\b")
_FACTORS = {
    "doubled": Fraction(2),
    "tripled": Fraction(3),
    "quadrupled": Fraction(4),
    "halved": Fraction(1, 2),
}
_MULTIPLE = re.compile(
    rf"{HEDGE.format('b')}\b(?P<factor>{'|'.join(_FACTORS)})\b[ a-z'-]{{0,40}}?,? "
    rf"\(?{_FROM}{_NO_TIME}"
)


def changes(article: Article, sentence: Span) -> Iterator[Change]:
    """Yield the changes of a sentence that are given with both ends and their size."""
    read = outline(article, sentence)
    for found in chain.from_iterable(p.finditer(read.text) for p in _CHANGES):
        first, last = _ends(read, found)
        in_points = not found["unit"].endswith("%")
        absolute = _ABSOLUTE.search(read.text) and not in_points
        if absolute or not _comparable(found, first, last):
            continue
        bounds = [b for b in (found["f"], found["t"], found["b"]) if b]
        yield Change(
            read.place(found.start("stated"), found.end("unit")),
            first,
            last,
            read.number(found, "stated"),
            in_points=in_points,
            percents=found["lu"] == "%",
            rises=_direction(read, found),
            bound=bound_of(bounds[0]) if len(bounds) == 1 else _several(bounds),
        )


def multiples(article: Article, sentence: Span) -> Iterator[Multiple]:
    """Yield what doubled, tripled, quadrupled or halved from one value to another."""
    read = outline(article, sentence)
    for found in _MULTIPLE.finditer(read.text):
        first, last = _ends(read, found)
        if _comparable(found, first, last) and not (found["f"] or found["t"]):
            yield Multiple(
                read.place(found.start("factor"), found.end("factor")),
                first,
                last,
                _FACTORS[found["factor"]],
                found["lu"] == "%",
                bound_of(found["b"]),
            )


def _ends(read: Outline, found: re.Match[str]) -> tuple[Number, Number]:
    return read.number(found, "first"), read.number(found, "last")


def _several(bounds: list[str]) -> Bound:
    return Bound.ABOUT if bounds else Bound.NONE


def _direction(read: Outline, found: re.Match[str]) -> bool | None:
    """Whether a change is called a rise; None if the words may mean either."""
    noun = found["noun"]
    before = noun or read.text[found.start() : found.start("first")]
    falls = _FALLS.search(before) is not None
    rises = _RISES.search(before) is not None
    return rises if falls != rises else None


def _comparable(found: re.Match[str], first: Number, last: Number) -> bool:
    """Whether two ends are of one kind, and no years; nothing grows from nothing."""
    percents = found["fu"].startswith("%"), found["lu"] == "%"
    years = not any(percents) and _is_year(first) and _is_year(last)
    return first.low > 0 and last.low >= 0 and not years and percents != (True, False)


def _is_year(number: Number) -> bool:
    digits = len(number.text) == 4 and number.text.isdecimal()
    return digits and 1900 <= number.low <= 2100
