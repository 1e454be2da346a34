"""What was published about a work after it: retractions, concerns, corrections."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What a notice does to the work it is about."""

    RETRACTION = "retraction"
    CONCERN = "expression of concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One notice. `date` is None where none is given, `title` is that of the work."""

    nature: Nature
    date: dt.date | None = None
    notice_doi: str = ""
    reasons: tuple[str, ...] = ()
    title: str = ""

    @property
    def is_retraction(self) -> bool:
        """Whether the work is retracted, so far as this notice goes."""
        return self.nature is Nature.RETRACTION


# Of one day the graver notice counts, and a reinstatement answers what came before.
_ORDER = (Nature.CORRECTION, Nature.CONCERN, Nature.RETRACTION, Nature.REINSTATEMENT)


def standing(notices: Iterable[Notice]) -> Notice | None:
    """Return the notice that says how a work stands after all of them, by date.

    Only a reinstatement lifts a retraction or a concern: a correction leaves both, and
    a concern adds nothing to a retraction. A notice without a date is held to be older
    than those with one.
    """
    current: Notice | None = None
    for notice in sorted(notices, key=_by_date):
        if current is None or _replaces(notice, current):
            current = notice
    return current


def _by_date(notice: Notice) -> tuple[dt.date, int]:
    return notice.date or dt.date.min, _ORDER.index(notice.nature)


def _replaces(notice: Notice, current: Notice) -> bool:
    if notice.nature is Nature.CORRECTION:
        return current.nature is Nature.CORRECTION
    if notice.nature is Nature.CONCERN:
        return not current.is_retraction
    return True
