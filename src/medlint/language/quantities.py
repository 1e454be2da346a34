"""Quantities: numbers with a unit, ranges of them, and how often they are taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from medlint.language.article import Article
from medlint.language.numbers import Number, numbers
from medlint.language.units import Unit, Units
from medlint.text import Span

_NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        1,
    )
}
_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})"
_TO = r"(?: ?- ?| to | or )"
_JOINS = re.compile(r" ?- ?| to | or | and ")
_PER_DAY = (
    r"(?:(?: ?/ ?| a | per | each | every | in a )(?:day|24 hours|24-hour period)"
    r"| daily| in 24 hours| over 24 hours)"
)
_FREQUENCY = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?P<once>once|twice|thrice){_PER_DAY}"
    rf"|(?P<times>{_N})(?:{_TO}(?P<times_to>{_N}))?(?:[ -]times| ?x){_PER_DAY}"
    rf"|every (?P<hours>{_N})(?:{_TO}(?P<hours_to>{_N}))?[ -]?(?:hours?|hrs?|h)\b"
    rf"|q ?(?P<q>\d{{1,2}})(?:-(?P<q_to>\d{{1,2}}))? ?h(?:ours?|rs?)?\b"
    r"|(?P<latin>b\.?i\.?d\b|t\.?i\.?d\b|q\.?i\.?d\b)"
    r"|(?P<rarely>every other day|on alternate days"
    r"|(?:once |twice )?(?:a|per|each|every) (?:week|month)|weekly|monthly"
    r"|every \w+ (?:days|weeks|months))"
    r"|(?P<meals>with (?:each|every) meal|with meals)"
    r"|(?P<nightly>at bedtime|at night|nightly|every night|every morning"
    r"|in the morning)"
    r"|(?P<total>(?:a|per|each|every) (?:day|24 hours|24-hour period)|daily"
    r"|in 24 hours|in one day|in a day)"
    r")(?![\w-])"
)
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}
_LATIN = {"b": 2, "t": 3, "q": 4}
_HOURS = 24
_MEALS = 3
_FORMS = r"(?:tablets?|capsules?|caplets?|pills?|gelcaps?|softgels?|lozenges?)"
_COUNTED = re.compile(rf"(?<![\w.,/-])(?P<n>{_N})(?: x| ?×)? $")
_FORM_AFTER = re.compile(rf"(?:-| )?(?:[a-z-]+ ){{0,2}}{_FORMS}\b")


@dataclass(frozen=True)
class Quantity:
    """A number and its unit, such as "5 mg", "5-10 mg/kg" or "98.6 °F".

    `per` are the names of what it is counted by, in order. `is_pure` is false where
    another quantity stands right before, as in "5 feet 6 inches".
    """

    span: Span
    number: Number
    unit: Unit
    per: tuple[str, ...]
    is_pure: bool = True

    @property
    def id(self) -> str:
        """The unit with what it is counted by: `mg/dL`."""
        return "/".join((self.unit.id, *self.per))

    @property
    def low(self) -> Fraction:
        """The amount, or the lower end of a range."""
        return self.number.low

    @property
    def high(self) -> Fraction:
        """The amount, or the upper end of a range."""
        return self.number.high


def quantities(article: Article, within: Span, units: Units) -> tuple[Quantity, ...]:
    """Return the quantities in a span of one block, in order.

    "5 mg to 10 mg" and "5 to 10 mg" are one quantity each.
    """

    def find() -> tuple[Quantity, ...]:
        if not units.may_stand_in(article.view, within.start, within.end):
            return ()
        return tuple(_joined(article, within, units))

    return article.memo(("quantities", within), find)


def _read(article: Article, within: Span, units: Units) -> Iterator[Quantity]:
    reach = within.start
    for number in numbers(article, within):
        at = number.span.end
        if number.span.start < reach:
            # It is part of a unit: "mg/5 mL".
            continue
        found = units.read(article.view, article.cased, at, within.end)
        if found:
            unit, per, reach = found
            yield Quantity(Span(number.span.start, reach), number, unit, per)


def _joined(article: Article, within: Span, units: Units) -> Iterator[Quantity]:
    waiting: Quantity | None = None
    for found in _read(article, within, units):
        one = found
        if waiting:
            between = article.view[waiting.span.end : one.span.start]
            if _is_range(waiting, one, between):
                waiting = _range(article, waiting, one)
                continue
            if (
                between.strip(" ,") in ("", "and")
                and waiting.unit.kind == one.unit.kind
            ):
                one = replace(one, is_pure=False)
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _is_range(first: Quantity, last: Quantity, between: str) -> bool:
    same = (first.unit, first.per) == (last.unit, last.per) or not first.per
    ordered = not first.number.is_range and first.high < last.low
    if between == " and ":
        return False
    return (
        same and first.unit == last.unit and ordered and bool(_JOINS.fullmatch(between))
    )


def _range(article: Article, first: Quantity, last: Quantity) -> Quantity:
    span = first.span.hull(last.span)
    number = replace(
        last.number,
        span=span,
        low=first.low,
        high=last.high,
        text=span.of(article.document.text),
        is_range=True,
    )
    return replace(last, span=span, number=number)


@dataclass(frozen=True)
class Frequency:
    """How often something is taken: takes a day, from `low` to `high`.

    `is_total` says that the amount is that of the whole day ("4 g a day"), `is_daily`
    that it is taken each day at all.
    """

    span: Span
    low: Fraction
    high: Fraction
    is_total: bool = False
    is_daily: bool = True


def frequencies(article: Article, within: Span) -> tuple[Frequency, ...]:
    """Return how often something is done, where a span says so, in order."""

    def find() -> tuple[Frequency, ...]:
        found = _FREQUENCY.finditer(article.view, within.start, within.end)
        return tuple(_frequency(match) for match in found)

    return article.memo(("frequencies", within), find)


def _frequency(found: re.Match[str]) -> Frequency:
    span = Span(*found.span())
    for first, last in (("hours", "hours_to"), ("q", "q_to")):
        if found[first]:
            most = _count(found[first])
            least = _count(found[last] or found[first])
            return _times(span, Fraction(_HOURS, least), Fraction(_HOURS, most))
    if found["times"]:
        last = found["times_to"] or found["times"]
        return _times(span, _count(found["times"]), _count(last))
    for group, counts in (("once", _COUNTS), ("latin", _LATIN)):
        if found[group]:
            return _times(span, counts.get(found[group]) or counts[found[group][0]])
    if found["meals"] or found["nightly"]:
        return _times(span, _MEALS if found["meals"] else 1)
    is_total = found["total"] is not None
    return Frequency(span, Fraction(1), Fraction(1), is_total, is_total)


def _times(
    span: Span, low: Fraction | int, high: Fraction | int | None = None
) -> Frequency:
    last = low if high is None else high
    return Frequency(span, Fraction(low), Fraction(last))


def _count(word: str) -> int:
    return _NUMBER_WORDS.get(word) or int(word)


def how_many(article: Article, quantity: Quantity) -> tuple[int, Span]:
    """How many tablets of an amount are taken, and where that is said.

    In "two 500 mg tablets" that is two, over the whole; one if it is not said.
    """
    view = article.view
    before = _COUNTED.search(
        view, max(0, quantity.span.start - 12), quantity.span.start
    )
    after = _FORM_AFTER.match(view, quantity.span.end)
    if before is None or after is None:
        return 1, quantity.span
    return _count(before["n"]), Span(before.start(), after.end())
