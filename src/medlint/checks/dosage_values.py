"""Finds vital signs and laboratory values that no living person has."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from medlint.checks.dosage_finds import Asked, Found
from medlint.document import Block
from medlint.knowledge.limits import LabRange, Limits
from medlint.language.article import Article
from medlint.language.lexicon import Needs
from medlint.language.numbers import numbers
from medlint.language.quantities import quantities
from medlint.text import Span

_WORDS = (
    r"levels?|readings?|values?|results?|score|number|count|target|goal|range|reading"
    r"|of|is|was|were|are|be|at|an?|the|should|can|may|might|normal|normally|usually"
    r"|typically|average|averages|healthy|high|low|above|below|over|under|about|around"
    r"|between|less|more|greater|higher|lower|than|least|up|to|or|reads?|stays?|reach"
    r"|reaches|reached|exceeds?|resting|adults?|generally|considered|fasting"
)
_GAP = re.compile(rf"(?:[ (:,)=<>≤≥]|\b(?:{_WORDS})\b)*")
_MOST_WORDS = 8
_REACH = 70
_CHANGE = re.compile(
    r"\b(?:by|reduc\w+|lower(?:s|ed|ing)|decreas\w+|drop\w*|fell|falls?|falling|chang\w+"
    r"|improv\w+|increas\w+|ris(?:e|es|ing)|rose|differen\w+|declin\w+|rais\w+|gain\w*"
    r"|cut|cuts|faster|slower|per year)\b"
    r"|\d[\d.]* ?(?:%|bpm|[a-z/]+)? (?:lower|higher|less|more|points?)\b"
)
_BARE_END = re.compile(
    r"$|[.,;)\n](?!\d)| (?:or|and|is|are|means|in|for|at|was|has|to|\()"
)
_YEARS = range(1900, 2100)
_PRESSURE = re.compile(
    r"(?<![\d/.,-])(?P<systolic>\d{2,3}) ?(?:/|over) ?(?P<diastolic>\d{2,3})"
    r"(?![\d/.]\d)(?P<unit> ?mm ?hg)?(?!\w)"
)
_BLOOD_PRESSURE = re.compile(r"(?<!\w)(?:blood pressures?|bp)(?!\w)")
_LEAST_BARE = 30
"""Smaller numbers without a unit may be a date or a score."""
_LIMITS = ((20, 380), (5, 300))


class ValueFinder:
    """Looks for values by their names."""

    def __init__(self, limits: Limits) -> None:
        self._rows: dict[str, list[LabRange]] = {}
        for row in limits.ranges:
            for name in row.names:
                self._rows.setdefault(name.lower(), []).append(row)

    @cached_property
    def needs(self) -> Needs:
        """Literals of which one stands wherever a value does."""
        names = [*self._rows, "blood pressure", "bp", "mmhg", "mm hg"]
        return frozenset(f" {n} " if len(n) < 4 else n for n in names)

    @cached_property
    def _name(self) -> "re.Pattern[str]":
        names = sorted(self._rows, key=lambda n: (-len(n), n))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def find(self, article: Article, asked: Asked) -> Iterator[Found]:
        """Yield values outside what is possible, and pressures the wrong way round."""
        for block in asked.blocks(article, self.needs):
            yield from _pressures(article, block)
            for found in self._name.finditer(article.view, *block.span):
                name = Span(*found.span())
                value = self._value(article, asked, block, name)
                if value:
                    yield value

    def _value(
        self, article: Article, asked: Asked, block: Block, name: Span
    ) -> Found | None:
        """The value that follows a name, if no person can have it."""
        sentence = article.sentence_at(name)
        rows = self._rows[name.of(article.view)]
        for quantity in quantities(article, block.span, asked.units):
            if _follows(article, name, quantity.span):
                fitting = [row for row in rows if row.unit == quantity.id]
                ends = quantity.low, quantity.high
                return _outside(article, sentence, fitting, quantity.span, ends)
        for number in numbers(article, block.span):
            if _follows(article, name, number.span):
                is_year = number.low in _YEARS
                if is_year or not _BARE_END.match(article.view, number.span.end):
                    return None
                fitting = [row for row in rows if not row.unit]
                ends = number.low, number.high
                return _outside(article, sentence, fitting, number.span, ends)
        return None


def value(article: Article, asked: Asked) -> Iterator[Found]:
    """Clinical values that cannot be."""
    finder = ValueFinder(asked.limits)
    return finder.find(article, asked)


def _follows(article: Article, name: Span, place: Span) -> bool:
    """Whether a number belongs to a name before it."""
    if not name.end <= place.start <= name.end + _REACH:
        return False
    between = article.view[name.end : place.start]
    few = len(between.split()) <= _MOST_WORDS
    return few and bool(between) and _GAP.fullmatch(between) is not None


def _outside(
    article: Article,
    sentence: Span,
    rows: list[LabRange],
    place: Span,
    ends: tuple[Fraction, Fraction],
) -> Found | None:
    for row in rows:
        least, most = map(Fraction, row.possible)
        too_low = ends[0] < least
        if too_low and _CHANGE.search(sentence.of(article.view)):
            return None
        if too_low or ends[1] > most:
            return Found(place, {"name": row.name, "usual": row.usual})
    return None


def _pressures(article: Article, block: Block) -> Iterator[Found]:
    """Yield blood pressures that are the wrong way round, or impossible."""
    view = article.view
    for found in _PRESSURE.finditer(view, *block.span):
        place = Span(*found.span())
        before = [*_BLOOD_PRESSURE.finditer(view, block.span.start, place.start)]
        named = before and _follows(article, Span(*before[-1].span()), place)
        if not (found["unit"] or (named and _BARE_END.match(view, place.end))):
            continue
        upper, lower = int(found["systolic"]), int(found["diastolic"])
        if not found["unit"] and min(upper, lower) < _LEAST_BARE:
            continue
        possible = all(
            least <= value <= most
            for value, (least, most) in zip((upper, lower), _LIMITS, strict=True)
        )
        if upper < lower or not possible:
            yield Found(place, {"name": "blood pressure", "usual": "120/80 mm Hg"})
