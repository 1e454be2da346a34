import datetime as dt
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.language.dates import age_in_months, find_dates, find_labelled_date

DAY = dt.date


@pytest.mark.parametrize(
    ("text", "day", "latest"),
    [
        ("2025-06-02", DAY(2025, 6, 2), DAY(2025, 6, 2)),
        ("2025-06-02t13:34:33.494z", DAY(2025, 6, 2), DAY(2025, 6, 2)),
        ("2025-6-2", DAY(2025, 6, 2), DAY(2025, 6, 2)),
        ("2025/06/02", DAY(2025, 6, 2), DAY(2025, 6, 2)),
        ("2025.06.02", DAY(2025, 6, 2), DAY(2025, 6, 2)),
        ("march 3, 2026", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        ("march 3,2026", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        ("mar. 3 2026", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        ("march the 3rd, 2026", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        ("sept 30, 2024", DAY(2024, 9, 30), DAY(2024, 9, 30)),
        ("sept. 30, 2024", DAY(2024, 9, 30), DAY(2024, 9, 30)),
        ("12 may 2025", DAY(2025, 5, 12), DAY(2025, 5, 12)),
        ("12th of may 2025", DAY(2025, 5, 12), DAY(2025, 5, 12)),
        ("12-may-2025", DAY(2025, 5, 12), DAY(2025, 5, 12)),
        ("tue, 03 mar 2026 10:00:00 +0000", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        ("2026 march 3", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        ("june 2027", DAY(2027, 6, 1), DAY(2027, 6, 30)),
        ("june of 2027", DAY(2027, 6, 1), DAY(2027, 6, 30)),
        ("february 2024", DAY(2024, 2, 1), DAY(2024, 2, 29)),
        ("2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29)),
        ("06/2027", DAY(2027, 6, 1), DAY(2027, 6, 30)),
        ("03/04/2024", DAY(2024, 3, 4), DAY(2024, 4, 3)),
        ("25/12/2024", DAY(2024, 12, 25), DAY(2024, 12, 25)),
        ("12/25/2024", DAY(2024, 12, 25), DAY(2024, 12, 25)),
        ("12.05.2025", DAY(2025, 5, 12), DAY(2025, 5, 12)),
        ("3/14/24", DAY(2024, 3, 14), DAY(2024, 3, 14)),
        ("february 27, 2025health2737", DAY(2025, 2, 27), DAY(2025, 2, 27)),
    ],
)
def test_a_date_is_read_as_a_range_of_days(
    text: str, day: dt.date, latest: dt.date
) -> None:
    [found] = find_dates(f"reviewed {text} by two editors")
    assert (found.day, found.latest) == (day, latest)
    [alone] = find_dates(text)
    assert (alone.day, alone.latest) == (day, latest)


@pytest.mark.parametrize(
    "text",
    [
        "february 30, 2025",
        "2025-13-02",
        "31/31/2024",
        "25.25.2024",
        "version 1.2.2024.5",
        "call 555-12-2024-7",
        "in 2019",
        "2019-20",
        "the ratio was 3/4",
        "pages 2020-2025",
        "120/80 in 2019",
        "code 12025-06-02",
        "a 10-march walk",
    ],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    assert list(find_dates(text)) == []


def test_dates_come_in_order_and_do_not_overlap() -> None:
    text = "published 3 may 2024 | updated 2025-06-02 | due june 2027"
    found = list(find_dates(text))
    assert [d.span.of(text) for d in found] == ["3 may 2024", "2025-06-02", "june 2027"]


@pytest.mark.parametrize(
    ("text", "written", "day", "latest"),
    [
        ("2024", "2024", DAY(2024, 1, 1), DAY(2024, 12, 31)),
        (": 2024 by the board", "2024", DAY(2024, 1, 1), DAY(2024, 12, 31)),
        ("20250301", "20250301", DAY(2025, 3, 1), DAY(2025, 3, 1)),
        ("20250301t101500z", "20250301t101500z", DAY(2025, 3, 1), DAY(2025, 3, 1)),
        (" on march 3, 2026", "march 3, 2026", DAY(2026, 3, 3), DAY(2026, 3, 3)),
        (" 2026-03-03 (2024)", "2026-03-03", DAY(2026, 3, 3), DAY(2026, 3, 3)),
    ],
)
def test_a_label_makes_a_year_a_date(
    text: str, written: str, day: dt.date, latest: dt.date
) -> None:
    found = find_labelled_date(text)
    assert found is not None
    assert found.span.of(text) == written
    assert (found.day, found.latest) == (day, latest)


@pytest.mark.parametrize("text", ["", "soon", "true", "20259901", "1.2024.3", "12345"])
def test_a_label_makes_nothing_else_a_date(text: str) -> None:
    assert find_labelled_date(text) is None


@pytest.mark.parametrize(
    ("day", "today", "months"),
    [
        (DAY(2024, 11, 22), DAY(2026, 11, 22), 24),
        (DAY(2024, 11, 23), DAY(2026, 11, 22), 23),
        (DAY(2026, 12, 1), DAY(2026, 11, 22), -1),
        (DAY(2026, 11, 22), DAY(2026, 11, 22), 0),
    ],
)
def test_age_counts_whole_months(day: dt.date, today: dt.date, months: int) -> None:
    assert age_in_months(day, today) == months


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=string.digits + "/-. ,apr may2024stnd", max_size=60))
def test_every_date_is_a_real_range_at_its_place(text: str) -> None:
    reach = 0
    for found in find_dates(text):
        assert found.day <= found.latest
        assert reach <= found.span.start < found.span.end <= len(text)
        reach = found.span.end


@settings(deadline=None, max_examples=150)
@given(
    st.dates(DAY(1950, 1, 1), DAY(2049, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d"]),
)
def test_written_dates_are_read_back(day: dt.date, form: str) -> None:
    text = day.strftime(form).lower()
    [found] = find_dates(text)
    assert (found.day, found.latest) == (day, day)
    assert found.span.of(text) == text
