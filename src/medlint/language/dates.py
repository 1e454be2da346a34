"""Dates as articles write them, read without guessing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from medlint.text import Span

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTH = "|".join(f"{name}|{name[:3]}\\.?|{name[:4]}\\." for name in _MONTHS)
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
# Numbers such as 03/04/2024 are left out: day and month cannot be told apart.
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?![\d])"),
    re.compile(rf"\b(?P<n>{_MONTH}) (?:{_DAY.format('d')},? )?(?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"(?<!\d){_DAY.format('d')} (?P<n>{_MONTH}),? (?P<y>\d{{4}})(?!\d)"),
)


@dataclass(frozen=True)
class Dated:
    """A date and where it stands; a missing day is the first of the month."""

    day: date
    span: Span


def find_dates(text: str) -> Iterator[Dated]:
    """Yield the possible dates of a lower-case text, in order."""
    found = (_read(match) for form in _FORMS for match in form.finditer(text))
    yield from sorted((d for d in found if d), key=lambda d: d.span)


def age_in_months(day: date, today: date) -> int:
    """Whole months from a day to today; negative for a day to come."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - (today.day < day.day)


def _read(match: re.Match[str]) -> Dated | None:
    parts = match.groupdict()
    name = parts.get("n")
    month = _month(name) if name else int(parts["m"])
    try:
        day = date(int(parts["y"]), month, int(parts.get("d") or 1))
    except ValueError:
        return None
    return Dated(day, Span(*match.span()))


def _month(name: str) -> int:
    return next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))
