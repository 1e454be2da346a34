"""How a work stands after several notices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.retractions.notice import Nature, Notice, standing

R, E, C, N = Nature.RETRACTION, Nature.CONCERN, Nature.CORRECTION, Nature.REINSTATEMENT


def notices(*entries: tuple[Nature, int]) -> list[Notice]:
    return [
        Notice(nature=nature, date=date(year, 1, 1) if year else None)
        for nature, year in entries
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], None),
        ([(E, 2010)], E),
        ([(E, 2010), (R, 2012)], R),
        ([(R, 2012), (E, 2010)], R),
        ([(R, 2010), (N, 2011)], N),
        ([(N, 2011), (R, 2010)], N),
        ([(R, 2010), (N, 2011), (R, 2012)], R),
        ([(R, 2010), (C, 2011)], R),
        ([(R, 2010), (E, 2011)], R),
        ([(E, 2010), (C, 2011)], E),
        ([(R, 2010), (N, 2011), (E, 2012)], E),
        ([(R, 2010), (N, 2011), (C, 2012)], N),
        ([(C, 2010), (C, 2011)], C),
        ([(R, 2010), (N, 2010)], N),
        ([(E, 2010), (R, 2010)], R),
        ([(R, 0), (N, 2010)], N),
        ([(R, 0), (E, 2010)], R),
    ],
)
def test_standing(entries: list[tuple[Nature, int]], expected: Nature | None) -> None:
    found = standing(notices(*entries))
    assert (found and found.nature) == expected


@given(st.permutations(notices((E, 2010), (R, 2011), (N, 2012), (R, 2013), (C, 2014))))
def test_the_order_of_rows_does_not_matter(shuffled: list[Notice]) -> None:
    found = standing(shuffled)
    assert found is not None
    assert found.date == date(2013, 1, 1)
    assert found.is_retraction
