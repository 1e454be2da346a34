"""Finds equivalents that do not agree: "180 mg/dL (18 mmol/L)"."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from medlint.checks.dosage_finds import Asked, Found
from medlint.language.article import Article
from medlint.language.quantities import Quantity, quantities
from medlint.language.units import CELSIUS, Substance, Unit
from medlint.text import Span

_EQUALS = re.compile(r" ?= ?| equals | is equal to | is the same as ")
_OR = re.compile(r",? or | ?/ ?")
_VAGUE = re.compile(
    r"(?:about|approximately|approx\.?|roughly|around|nearly|almost|some|circa|ca\.?|~"
    r"|≈|\d|x|×|one|two|three|four|five|six|each|plus|minus|of about) ?\(?$"
)
_LIQUID = re.compile(r"\b(?:alcohol|ethanol|oil|liquid|fluid|honey|syrup)\b")
"""What weighs more or less than water: its ounces may be fluid ones."""
_LOOK_BACK = 20
_SMALL_TEMPERATURE = 50
_MOST_DEGREES_APART = 10
_SLACK = Fraction(1, 20)
_LEAST, _KITCHEN = Fraction(1, 50), Fraction(1, 15)
"""What rounding may always take, and for spoons and cups."""
_OUNCE = "oz"
_A1C = ("%", "mmol/mol")
_HOUSEHOLD = {"cup", "tbsp", "tsp", "pint", "quart"}


def conversion(article: Article, asked: Asked) -> Iterator[Found]:
    """Pairs of quantities that are given as the same, and are not."""
    for block in asked.blocks(article, asked.needs):
        found = quantities(article, block.span, asked.units)
        for first, last in pairwise(found):
            if _is_pair(article, first, last):
                right = _mismatch(article, asked, first, last)
                if right:
                    span = first.span.hull(last.span)
                    closes = article.view.startswith(" (", first.span.end)
                    yield Found(Span(span.start, span.end + closes), {"usual": right})


def _is_pair(article: Article, first: Quantity, last: Quantity) -> bool:
    """Whether two neighbours are said to be the same amount."""
    view = article.view
    between = view[first.span.end : last.span.start]
    if first.id == last.id or not (first.is_pure and last.is_pure):
        return False
    if first.number.is_range or last.number.is_range:
        return False
    before = view[max(0, first.span.start - _LOOK_BACK) : first.span.start]
    if _VAGUE.search(before):
        return False
    if between == " (" and view[last.span.end : last.span.end + 1] == ")":
        return True
    if _EQUALS.fullmatch(between):
        return True
    both = first.unit.kind == last.unit.kind == "temperature"
    return both and _OR.fullmatch(between) is not None


def _mismatch(article: Article, asked: Asked, first: Quantity, last: Quantity) -> str:
    """What the first amount is in the unit of the second, if not what is said."""
    ends = _ends(first, first, last), _ends(last, first, last)
    lines = _conversions(article, asked, first, last)
    right = [[convert(v) for v in ends[0]] for convert in lines]
    if not right or any(min(v) <= ends[1][1] and max(v) >= ends[1][0] for v in right):
        return ""
    if _may_be_difference(ends, first, last):
        return ""
    name = article.document.text[last.number.span.end : last.span.end].strip(" -")
    return f"{_shown(float(lines[0](first.low)))} {name}"


def _shown(value: float) -> str:
    """A value with as many digits as help."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 3
    shown = f"{value:,.{digits}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


class _Line:
    """A conversion by a factor and an offset, or between two units."""

    def __init__(self, factor: Fraction, offset: Fraction = Fraction(0)) -> None:
        self.factor, self.offset = factor, offset

    def __call__(self, value: Fraction) -> Fraction:
        return value * self.factor + self.offset


def _conversions(
    article: Article, asked: Asked, first: Quantity, last: Quantity
) -> Sequence[_Line]:
    """Ways to convert the first unit to the second; none where that is unknown."""
    words = article.sentence_at(first.span).of(article.view)
    is_plain = first.per == last.per and not _is_of_two_kinds(words, first, last)
    if is_plain and (lines := _between(first.unit, last.unit)):
        return lines
    names = (first.id, last.id)
    if set(names) == set(_A1C):
        slope, shift = Fraction("10.929"), Fraction("2.15")
        if names == _A1C:
            return [_Line(slope, -slope * shift)]
        return [_Line(1 / slope, shift)]
    if asked.units.unlisted.search(words):
        return []
    return [
        line
        for substance in _substances(article, asked, first)
        for line in _of_substance(asked, substance, first, last)
    ]


def _is_of_two_kinds(words: str, first: Quantity, last: Quantity) -> bool:
    """Whether an ounce may be a weight on one side and a volume on the other."""
    others = [unit for unit in (first.unit, last.unit) if unit.id != _OUNCE]
    if len(others) != 1:
        return False
    is_weight = others[0].kind == "mass"
    return others[0].id in _HOUSEHOLD or (is_weight and bool(_LIQUID.search(words)))


def _between(unit: Unit, to: Unit) -> list[_Line]:
    zero, one = unit.convert(Fraction(0), to), unit.convert(Fraction(1), to)
    if unit.kind == "temperature" and zero:
        return [_Line(one[0] - zero[0], zero[0])]
    return [_Line(factor) for factor in one]


def _of_substance(
    asked: Asked, substance: Substance, first: Quantity, last: Quantity
) -> Iterator[_Line]:
    """Convert over the two units of a substance: mg of vitamin D to mcg to IU."""
    start, end = substance.units
    for factor in substance.worth:
        if (first.id, last.id) == (start, end):
            yield _Line(factor)
        elif (first.id, last.id) == (end, start):
            yield _Line(1 / factor)
        elif "/" not in start and not first.per and not last.per:
            mass, other = asked.units.by_id[start], asked.units.by_id[end]
            if last.unit == other:
                yield from (
                    _Line(n * factor) for n in first.unit.convert(Fraction(1), mass)
                )
            elif first.unit == other:
                yield from (
                    _Line(n / factor) for n in mass.convert(Fraction(1), last.unit)
                )


def _substances(article: Article, asked: Asked, at: Quantity) -> list[Substance]:
    """The substances a sentence names, or else the headings above it."""
    sections = article.sections_at(at.span.start)
    headings = [s.heading.span for s in reversed(sections) if s.heading]
    for place in (article.sentence_at(at.span), *headings):
        words = place.of(article.view)
        found = [s for s in asked.units.substances if s.words.search(words)]
        if found:
            return [s for s in found if not (s.never and s.never.search(words))]
    return []


def _ends(
    quantity: Quantity, first: Quantity, last: Quantity
) -> tuple[Fraction, Fraction]:
    """What an amount may have been before it was rounded, from least to most."""
    value, half = quantity.low, quantity.number.step / 2
    exact = first.unit.is_metric and last.unit.is_metric and first.per == last.per
    if quantity.unit.kind == "temperature":
        exact = abs(value) < (
            _SMALL_TEMPERATURE
            if quantity.unit.id == CELSIUS
            else 2.4 * _SMALL_TEMPERATURE
        )
    if not exact or first.unit.kind != last.unit.kind:
        least = _KITCHEN if {first.unit.id, last.unit.id} & _HOUSEHOLD else _LEAST
        rounded = min(_zeros(value) / 2, abs(value) * _SLACK)
        half = max(half, rounded, abs(value) * least)
    return value - half, value + half


def _zeros(value: Fraction) -> Fraction:
    """The place of the last digit that is not zero: 100 for 2,300."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _may_be_difference(
    ends: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]],
    first: Quantity,
    last: Quantity,
) -> bool:
    """Whether degrees tell a difference: "a rise of 1 °C (1.8 °F)"."""
    if first.unit.kind != "temperature":
        return False
    factor = Fraction(9, 5) if first.unit.id == CELSIUS else Fraction(5, 9)
    small = first if first.unit.id == CELSIUS else last
    low, high = (value * factor for value in ends[0])
    fits = low <= ends[1][1] and high >= ends[1][0]
    return fits and abs(small.low) <= _MOST_DEGREES_APART
