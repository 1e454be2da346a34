"""Confidence intervals that contradict their estimate, or what is said of them."""

from collections.abc import Iterator
from fractions import Fraction

from medlint.checks.statistic_finds import Extent, Found, measured
from medlint.language.article import Article
from medlint.language.intervals import Interval, Measure, Significance, intervals
from medlint.text import Span

_USUAL = Fraction(95)


def inconsistent(article: Article, sentence: Span) -> Iterator[Found]:
    """Yield the intervals of a sentence in which something is wrong."""
    for interval in intervals(article, sentence):
        case = _case(interval)
        if case:
            yield Found(
                interval.span,
                case,
                stated=interval.estimate.text if interval.estimate else "",
                computed=_null(interval),
                sum=f"{interval.low.text} to {interval.high.text}",
            )


def _case(interval: Interval) -> str:
    """What is wrong with an interval; empty if nothing is."""
    if interval.low.low > interval.high.low:
        return "" if _is_reversed_fall(interval) else "reversed"
    if interval.estimate and not _holds_estimate(interval):
        return "outside"
    return _contradiction(interval)


def _is_reversed_fall(interval: Interval) -> bool:
    """Whether a fall is written from its smaller to its greater size: -2 to -5."""
    return interval.low.low < 0 and interval.high.low < 0


def _holds_estimate(interval: Interval) -> bool:
    """Whether the estimate lies inside, in any unit it may be written in."""
    assert interval.estimate is not None
    value = interval.estimate.low
    slack = max(interval.low.step, interval.high.step, interval.estimate.step) / 2
    extent = Extent(interval.low.low, interval.high.low).widened(slack)
    if extent.holds(value):
        return True
    if interval.measure is Measure.RATIO:
        return False
    part = value / 100
    return any(extent.holds(v) for v in (-value, part, -part, 1 - part, 1 + part))


def _contradiction(interval: Interval) -> str:
    """Whether the words and the interval disagree on significance."""
    usual = interval.level is None or interval.level.low == _USUAL
    null = {Measure.RATIO: Fraction(1), Measure.DIFFERENCE: Fraction(0)}.get(
        interval.measure
    )
    if null is None or not usual or not interval.alone:
        return ""
    said = interval.significance
    low, high = measured(interval.low), measured(interval.high)
    if said is Significance.CLAIMED and low.high < null < high.low:
        return "claimed"
    if said is Significance.DENIED and (null < low.low or high.high < null):
        return "denied"
    return ""


def _null(interval: Interval) -> str:
    return "1" if interval.measure is Measure.RATIO else "0"
