"""Counts of right, wrong and missed, and the shares and intervals made from them."""

import math
from dataclasses import dataclass
from typing import NamedTuple

Z95 = 1.959963984540054
"""Quantile of the normal distribution for a two-sided interval of 95 %."""


class Interval(NamedTuple):
    """Bounds of a share, both between 0 and 1."""

    low: float
    high: float


class Share(NamedTuple):
    """`hits` of `total`: a proportion that knows how little it may rest on."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The proportion; None where there is nothing to take it of."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval; everything is possible where nothing was counted."""
        return wilson(self.hits, self.total)


def wilson(hits: int, total: int, z: float = Z95) -> Interval:
    """Return Wilson's score interval of a proportion.

    Unlike the textbook interval it never leaves 0..1 and is honest about small counts.

    Raises:
        ValueError: more hits than cases, or fewer than none.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no proportion")
    if not total:
        return Interval(0.0, 1.0)
    share = hits / total
    weight = z * z / total
    middle = (share + weight / 2) / (1 + weight)
    spread = share * (1 - share) / total + weight / (4 * total)
    half = z * math.sqrt(spread) / (1 + weight)
    # At the ends the bounds are 0 and 1 exactly, but not in floating point.
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == total else min(1.0, middle + half)
    return Interval(low, high)


@dataclass(frozen=True)
class Counts:
    """Findings that are right and wrong, and marks that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
        )

    @property
    def precision(self) -> Share:
        """How many of the findings are right."""
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """How much of what should be found is found."""
        return Share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where nothing was found and nothing expected."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found and nothing was expected."""
        return self == Counts()


def per_thousand(findings: int, words: int) -> float | None:
    """Findings per 1,000 words; None where there are no words."""
    return 1000 * findings / words if words else None
