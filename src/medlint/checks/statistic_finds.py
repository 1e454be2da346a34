"""What finders of wrong figures take and give, and how closely figures must agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from medlint.language.article import Article
from medlint.language.numbers import Number
from medlint.text import Span

CAPTURES = frozenset({"match", "stated", "computed", "sum"})
"""What messages may quote: what is written, and what it should be."""


@dataclass(frozen=True)
class Found:
    """A statement that does not add up: where, in which way, and what is right.

    `stated` is the figure that is wrong, `computed` what the others make it, `sum` how
    that was computed.
    """

    span: Span
    case: str
    stated: str = ""
    computed: str = ""
    sum: str = ""


Finder = Callable[[Article, Span], Iterator[Found]]
"""Yields what is wrong in a sentence."""


@dataclass(frozen=True)
class Extent:
    """All values that a figure may stand for, given how it was rounded."""

    low: Fraction
    high: Fraction

    @classmethod
    def around(cls, value: Fraction, slack: Fraction) -> "Extent":
        """The extent that reaches as far to either side."""
        return cls(value - slack, value + slack)

    def widened(self, slack: Fraction) -> "Extent":
        """The same, further to either side."""
        return Extent(self.low - slack, self.high + slack)

    def relaxed(self, share: Fraction) -> "Extent":
        """The same, with a share of its values more to either side."""
        return Extent(
            self.low - abs(self.low) * share, self.high + abs(self.high) * share
        )

    def meets(self, other: "Extent") -> bool:
        """Whether the two share a value."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies inside or on an edge."""
        return self.low <= value <= self.high


def measured(number: Number) -> Extent:
    """What a measured value may have been before it was rounded."""
    return Extent.around(number.low, number.step / 2)


def counted(number: Number) -> Extent:
    """What a count may have been: exact, unless it is large and round, or in part."""
    value, step = number.low, number.step
    if value >= 1000 and step == 1 and value % 100 == 0:
        digits = len(str(int(value)))
        step = Fraction(10 ** (digits - 2))
        while value % step:
            step /= 10
    return Extent.around(value, step / 2 if step != 1 else Fraction(0))


def rounded(number: Number) -> Fraction:
    """How far a stated figure may lie from the true one: rounded, cut, or to a half."""
    halves = (2 * number.low).denominator == 1 and number.step < 1
    return max(number.step, Fraction(1, 4) if halves else Fraction(0))


def written(value: Fraction, like: Number) -> str:
    """Return a computed value with the decimals of the stated one."""
    places = len(str(like.step.denominator)) - 1
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    shown = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if Fraction(shown) == like.low != value:
        shown = exact.quantize(Decimal(1).scaleb(-places - 1), ROUND_HALF_UP)
    return str(shown)
