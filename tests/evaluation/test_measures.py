"""Counts, shares and intervals, against known values and laws."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.evaluation.measures import Counts, Share, per_thousand, wilson

counts = st.builds(
    Counts, st.integers(0, 500), st.integers(0, 500), st.integers(0, 500)
)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    total = draw(st.integers(1, 10_000))
    return Share(draw(st.integers(0, total)), total)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        # Newcombe RG. Statistics in Medicine 1998;17:857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # Mirror images and the ends.
        (20, 20, 0.8389, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_against_published_values(
    hits: int, total: int, low: float, high: float
) -> None:
    assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


@given(shares())
def test_a_share_lies_in_its_interval(share: Share) -> None:
    low, high = share.interval
    assert share.value is not None
    assert 0 <= low <= share.value <= high <= 1


@given(shares())
def test_the_interval_is_symmetric(share: Share) -> None:
    low, high = share.interval
    other = wilson(share.total - share.hits, share.total)
    assert (1 - high, 1 - low) == pytest.approx(other)


@given(shares(), st.integers(2, 50))
def test_more_cases_never_widen_the_interval(share: Share, times: int) -> None:
    low, high = share.interval
    more = wilson(share.hits * times, share.total * times)
    assert more.high - more.low <= high - low + 1e-12


@pytest.mark.parametrize(("hits", "total"), [(2, 1), (-1, 3)])
def test_no_proportion(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(hits, total)


def test_a_table_by_hand() -> None:
    table = Counts(right=30, wrong=10, missed=20)
    assert table.precision == (30, 40)
    assert table.precision.value == 0.75
    assert table.recall.value == 0.6
    assert table.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_nothing_is_no_figure() -> None:
    assert Counts().precision.value is None
    assert Counts().recall.value is None
    assert Counts().f1 is None
    assert Counts().is_empty
    assert per_thousand(3, 0) is None
    assert per_thousand(3, 1500) == 2


def test_only_wrong_findings_are_a_precision_of_none_right() -> None:
    assert Counts(wrong=3).precision.value == 0
    assert Counts(wrong=3).recall.value is None
    assert Counts(wrong=3).f1 == 0


@given(counts)
def test_f1_is_the_harmonic_mean(table: Counts) -> None:
    p, r = table.precision.value, table.recall.value
    if p and r and table.f1 is not None:
        assert math.isclose(table.f1, 2 * p * r / (p + r))


@given(counts, counts)
def test_counts_add_up(one: Counts, other: Counts) -> None:
    both = one + other
    assert both.precision.total == one.precision.total + other.precision.total
    assert both.recall.hits == one.recall.hits + other.recall.hits


@given(counts)
def test_one_more_found_never_lowers_a_figure(table: Counts) -> None:
    if not table.missed:
        return
    better = Counts(table.right + 1, table.wrong, table.missed - 1)
    assert (better.recall.value or 0) >= (table.recall.value or 0)
    assert (better.precision.value or 0) >= (table.precision.value or 0)
    assert (better.f1 or 0) >= (table.f1 or 0)
