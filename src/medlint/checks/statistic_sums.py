"""Figures of a sentence that contradict each other: shares, changes, totals."""

import re
from collections.abc import Iterator
from fractions import Fraction

from medlint.checks.statistic_finds import (
    Extent,
    Found,
    counted,
    measured,
    rounded,
    written,
)
from medlint.language.article import Article
from medlint.language.changes import Change, Multiple, changes, multiples
from medlint.language.numbers import Number
from medlint.language.statistics import Bound, Outline, Share, outline, shares
from medlint.text import Span

_ABOUT = Fraction(1, 10)
_ROUGH = Fraction(1, 20)
_LOOSE = Fraction(1, 4)


def arithmetic(article: Article, sentence: Span) -> Iterator[Found]:
    """Yield shares, changes and totals that do not come out."""
    for share in shares(article, sentence):
        if not _agrees(share):
            yield _wrong_share(share)
    for change in changes(article, sentence):
        case = _wrong_change(change)
        if case in ("change", "direction"):
            yield _found(change, case)
    for multiple in multiples(article, sentence):
        if not _is_multiple(multiple):
            factor = multiple.last.low / multiple.first.low
            computed = f"{float(factor):.2g}"
            yield Found(
                multiple.span, "multiple", computed=computed, sum=_ends(multiple)
            )
    yield from _totals(outline(article, sentence))


def points(article: Article, sentence: Span) -> Iterator[Found]:
    """Yield changes between percentages whose percent are points, or the reverse."""
    for change in changes(article, sentence):
        case = _wrong_change(change)
        if case in ("percent", "points"):
            yield _found(change, case)


def _agrees(share: Share) -> bool:
    """Whether a share is what its counts make it, as far as rounding goes."""
    if share.part.low < 0 or (share.whole and share.whole.low < share.part.low):
        return True
    wholes = [share.whole, *share.others] if share.whole else [None]
    return any(_fits(share, whole) for whole in wholes)


def _fits(share: Share, whole: Number | None) -> bool:
    extent = _percent_of(share, whole)
    if extent is None:
        return False
    stated, slack = share.percent.low, rounded(share.percent)
    relative = Fraction(0) if share.exact else _ROUGH
    if share.percent_bound is Bound.ABOUT or share.bound is Bound.ABOUT or not whole:
        relative = _ABOUT
    if share.percent_bound in (Bound.UNDER, Bound.OVER):
        relative = _LOOSE
    near = extent.relaxed(relative).widened(slack)
    if share.bound is Bound.OVER:
        return stated >= near.low
    if share.bound is Bound.UNDER:
        return extent.low * Fraction(3, 5) <= stated <= near.high
    return near.holds(stated)


def _percent_of(share: Share, whole: Number | None) -> Extent | None:
    """The percentages that a part may be of a whole."""
    part = counted(share.part)
    if whole is None:
        return Extent(100 * part.low, 100 * part.high)
    total = counted(whole)
    if not share.exact and share.part.low == 1:
        total = total.widened(Fraction(1, 2))
    if total.low <= 0:
        return None
    return Extent(100 * part.low / total.high, 100 * part.high / total.low)


def _wrong_share(share: Share) -> Found:
    computed = f"{written(share.value, share.percent)}%"
    words = share.part.text
    if share.whole:
        joint = "of" if share.exact else "in"
        words = f"{share.part.text} {joint} {share.whole.text}"
    return Found(share.span, "share", f"{share.percent.text}%", computed, words)


def _wrong_change(change: Change) -> str:
    """In which way a stated change is wrong; empty if it is right."""
    first, last = measured(change.first), measured(change.last)
    if first.low <= 0:
        return ""
    sign = 1 if change.last.low >= change.first.low else -1
    still = change.rises is None or change.first.low == change.last.low
    if not still and change.rises != (sign > 0):
        return "direction"
    down, up = last.low - first.high, last.high - first.low
    ratios = Extent(last.low / first.high - 1, last.high / first.low - 1)
    relative = _sized(Extent(100 * ratios.low, 100 * ratios.high), sign)
    absolute = _sized(Extent(down, up), sign)
    difference = abs(change.last.low - change.first.low)
    is_relative = _near(change, relative)
    is_absolute = _near(change, absolute)
    central = 100 * difference / change.first.low
    exactly = abs(change.stated.low - difference) <= change.stated.step / 2
    far_off = abs(central - change.stated.low) > central / 2
    if change.in_points:
        mixed = change.percents and is_relative
        return "" if is_absolute else "points" if mixed else "change"
    mixed = change.percents and (
        is_absolute if change.bound is not Bound.NONE else exactly
    )
    if is_relative and not (change.percents and exactly and far_off):
        return ""
    return "percent" if mixed else "change"


def _sized(extent: Extent, sign: int) -> Extent:
    """A signed extent as a size."""
    return extent if sign > 0 else Extent(-extent.high, -extent.low)


def _near(change: Change, extent: Extent) -> bool:
    """Whether the stated size may be the true one."""
    slack = rounded(change.stated)
    relative = {Bound.NONE: Fraction(0), Bound.ABOUT: _ABOUT}.get(change.bound, _LOOSE)
    return extent.relaxed(relative).widened(slack).holds(change.stated.low)


def _found(change: Change, case: str) -> Found:
    difference = abs(change.last.low - change.first.low)
    percent = 100 * difference / change.first.low
    by_points = f"{written(difference, change.stated)} percentage points"
    by_percent = f"{written(percent, change.stated)}%"
    computed = by_percent
    if case in ("percent", "points"):
        computed = f"{by_points}, or {by_percent}"
    elif case == "direction":
        computed = "a rise" if change.last.low > change.first.low else "a fall"
    elif change.in_points:
        computed = f"{written(difference, change.stated)} points"
    stated = change.stated.text + (" points" if change.in_points else "%")
    return Found(change.span, case, stated, computed, _ends(change))


def _ends(change: Change | Multiple) -> str:
    unit = "%" if change.percents else ""
    return f"{change.first.text}{unit} to {change.last.text}{unit}"


def _is_multiple(multiple: Multiple) -> bool:
    """Whether one value is so many times the other."""
    first, last = measured(multiple.first), measured(multiple.last)
    if first.low <= 0 or multiple.last.low <= 0:
        return True
    ratio = Extent(last.low / first.high, last.high / first.low)
    factor, bound = multiple.factor, multiple.bound
    if factor < 1:
        factor, ratio = 1 / factor, Extent(1 / ratio.high, 1 / max(ratio.low, _ROUGH))
    if bound is Bound.OVER:
        return ratio.high >= factor * (1 - _ROUGH)
    if bound is Bound.UNDER:
        return Extent(factor * (1 - _LOOSE), factor).relaxed(_ROUGH).meets(ratio)
    return Extent.around(factor, factor * _ABOUT).meets(ratio)


_SEXES = (
    r"(?:wom[ae]n|females?|girls?)",
    r"(?:m[ae]n|males?|boys?)",
)
_PEOPLE = (
    r"(?:patients|participants|people|adults|children|volunteers|subjects|persons"
    r"|infants|babies|adolescents|students|respondents|teenagers)"
)
_AND = r",? (?:and )?#(?!%) "
_BOTH = rf"(?:{_SEXES[0]}{_AND}{_SEXES[1]}|{_SEXES[1]}{_AND}{_SEXES[0]})"
_ARM = (
    r"(?:were |was )?(?:to|received|took|got|(?:assigned|randomi[sz]ed|given)(?: to)?"
    r"|in|on)"
)
_TOTALS = (
    re.compile(
        rf"(?P<total>#)(?!%) (?:[a-z-]+ ){{0,2}}?{_PEOPLE}(?: \(|: |, | - )"
        rf"(?P<first>#)(?!%) {_BOTH}(?=[).,;]|$| )(?!,? (?:and )?#)"
    ),
    re.compile(
        rf"(?P<total>#)(?!%) (?:[a-z-]+ ){{0,2}}?{_PEOPLE}[a-z ]{{0,30}}?(?: \(|: "
        r"| were (?:randomly )?(?:assigned|randomi[sz]ed|divided)[a-z ]{0,25}"
        r"(?:: |, |; | - ))"
        rf"(?P<first>#)(?!%)(?: {_PEOPLE})? {_ARM} [^#;.()]{{1,60}}?,? and #(?!%)"
        rf"(?: {_PEOPLE})? {_ARM}(?= [^#.;()]{{1,60}}(?:[.;)]|$))"
    ),
)


def _totals(read: Outline) -> Iterator[Found]:
    """Yield groups that do not add up to the total: "48 people (20 women, 30 men)"."""
    for pattern in _TOTALS:
        for found in pattern.finditer(read.text):
            total = read.number(found, "total")
            at = read.text.count("#", 0, found.start("first"))
            parts = read.numbers[at : at + 2]
            added = sum((part.low for part in parts), Fraction(0))
            if total.step <= 1 and added != total.low:
                words = " + ".join(part.text for part in parts)
                place = read.closed(found.start(), found.end())
                yield Found(place, "total", total.text, str(added), words)
