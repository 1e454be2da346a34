"""Dates as articles write them, read without guessing.

A date that is not exact, such as `March 2024` or `03/04/2024`, is a range of days: it
is never taken for one of them.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from medlint.text import Span

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_NAMES = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS) + r"|sept\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
# Two runs of digits that are no date by themselves: versions, fractions, telephones.
_FREE = r"(?<![\d/.])(?<!\d-)"
_END = r"(?![\d/]|\.\d|-\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_FREE}{_YEAR}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)",
        rf"{_FREE}{_YEAR}-(?P<m>0[1-9]|1[0-2]){_END}",
        rf"\b(?P<n>{_NAMES}),? (?:the )?(?:{_DAY}(?:, ?| ))?(?:of )?{_YEAR}",
        rf"(?<!\d){_DAY}[ -](?:of )?(?P<n>{_NAMES})(?:, ?| of | |-){_YEAR}",
        rf"{_FREE}{_YEAR} (?P<n>{_NAMES}) {_DAY}\b",
        rf"{_FREE}(?P<a>\d{{1,2}})(?P<s>[/.-])(?P<b>\d{{1,2}})(?P=s){_YEAR}{_END}",
        rf"{_FREE}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<yy>\d\d){_END}",
        rf"{_FREE}(?P<m>0?[1-9]|1[0-2])/{_YEAR}{_END}",
    )
)
_DIGITS = re.compile(r"\d\d")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:t?\d{4,6}z?)?")
_YEAR_ALONE = re.compile(rf"(?<![\d./-]){_YEAR}(?![./-]\d)")


@dataclass(frozen=True)
class Dated:
    """A date and where it stands: some day from `day` to `latest`, both included.

    The two differ when the day is missing, or when day and month cannot be told apart.
    """

    day: date
    latest: date
    span: Span


def find_dates(text: str) -> Iterator[Dated]:
    """Yield the dates of a text in lower case, in order.

    Impossible dates are left out, and so are years without a month.
    """
    if not _DIGITS.search(text):
        return
    found = (_read(match) for form in _FORMS for match in form.finditer(text))
    reach = 0
    for dated in sorted(filter(None, found), key=lambda d: (d.span.start, -d.span.end)):
        if dated.span.start >= reach:
            reach = dated.span.end
            yield dated


def find_labelled_date(text: str) -> Dated | None:
    """Return the first date of a text that is known to hold one.

    Next to the dates of `find_dates`, a year without a month counts, and so do the
    digits of `20250301`.
    """
    if compact := _COMPACT.fullmatch(text.strip()):
        start = text.index(compact[0])
        found = _read(compact)
        return found and Dated(found.day, found.latest, found.span.shift(start))
    first = next(find_dates(text), None)
    year = _YEAR_ALONE.search(text)
    if year and (first is None or year.start() < first.span.start):
        return _read(year)
    return first


def age_in_months(day: date, today: date) -> int:
    """Whole months from a day to today; negative for a day to come."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - (today.day < day.day)


def _read(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    year = int(parts.get("y") or f"20{parts['yy']}")
    if parts.get("a"):
        days = _numeric(year, int(parts["a"]), int(parts["b"]), parts.get("s") or "/")
    else:
        days = _named(year, _month(parts), parts.get("d"))
    if not days:
        return None
    return Dated(min(days), max(days), Span(*match.span()))


def _named(year: int, month: int | None, day: str | None) -> list[date]:
    """The first and the last day a date can mean; nothing if it is impossible."""
    if month is None:
        return [date(year, 1, 1), date(year, 12, 31)]
    if day is not None:
        return _possible(year, month, int(day))
    if not 1 <= month <= len(_MONTHS):
        return []
    return [date(year, month, 1), date(year, month, monthrange(year, month)[1])]


def _numeric(year: int, first: int, second: int, sign: str) -> list[date]:
    """Both readings of 03/04/2024; points stand between day and month only."""
    day_first = _possible(year, second, first)
    return day_first if sign == "." else day_first + _possible(year, first, second)


def _possible(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _month(parts: dict[str, str | None]) -> int | None:
    name, number = parts.get("n"), parts.get("m")
    if name:
        return next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name[:3]))
    return int(number) if number else None
