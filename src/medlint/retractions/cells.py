"""Cells of the Retraction Watch CSV: identifiers, dates, natures and reasons."""

import re
from datetime import date
from urllib.parse import unquote

from medlint.retractions.notice import Nature

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_BEFORE_DOI = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_MISSING = {"", "0", "unavailable", "n/a", "na", "none", "null", "not available"}
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?Z?$", re.IGNORECASE)
_NATURES = {nature.value: nature for nature in Nature}


def doi_key(text: str) -> str:
    """Return a DOI in its form for comparison, from a DOI or its URL.

    Raises:
        ValueError: this is no DOI; a missing one is the empty string.
    """
    text = text.strip()
    if text.casefold() in _MISSING:
        return ""
    bare = _BEFORE_DOI.sub("", text, count=1)
    if bare != text and "%" in bare:
        bare = unquote(bare)
    if not _DOI.fullmatch(bare):
        raise ValueError(f'"{text}" is not a DOI')
    return bare.lower()


def pmid_key(text: str) -> str:
    """Return a PMID without leading zeros.

    Raises:
        ValueError: this is no PMID; a missing one is the empty string.
    """
    # Spreadsheets write whole numbers as 12345.0.
    text = text.strip().removesuffix(".0")
    if text.casefold() in _MISSING:
        return ""
    if not (text.isascii() and text.isdigit() and len(text.lstrip("0")) <= 8):
        raise ValueError(f'"{text}" is not a PMID')
    return text.lstrip("0")


def day(text: str) -> date | None:
    """Return the date of `1/31/2020 0:00` or `2020-01-31`; None for an empty cell.

    Raises:
        ValueError: this is no date, or not one of the calendar.
    """
    bare = _TIME.sub("", text.strip())
    if not bare:
        return None
    try:
        if match := _AMERICAN.fullmatch(bare):
            month, of_month, year = map(int, match.groups())
            return date(year, month, of_month)
        if match := _ISO.fullmatch(bare):
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise ValueError(f'"{text.strip()}" is not a date such as 1/31/2020')


def nature(text: str) -> Nature:
    """Return what a notice does.

    Raises:
        ValueError: none of the four kinds.
    """
    name = " ".join(text.split()).casefold()
    if name not in _NATURES:
        known = ", ".join(f'"{n.capitalize()}"' for n in _NATURES)
        raise ValueError(f'"{text.strip()}" is none of {known}')
    return _NATURES[name]


def reasons(text: str) -> tuple[str, ...]:
    """Split `+Fake Peer Review;+Paper Mill;` into its parts."""
    parts = (" ".join(part.split()).lstrip("+ ") for part in text.split(";"))
    return tuple(part for part in parts if part)
