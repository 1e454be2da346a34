"""Confidence intervals in prose, and what is said of their significance."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from medlint.language.article import Article
from medlint.language.numbers import Number
from medlint.language.statistics import Outline, outline
from medlint.text import Span


class Measure(Enum):
    """What an interval is of; where no effect lies differs."""

    RATIO = "ratio"
    DIFFERENCE = "difference"
    OTHER = "other"


class Significance(Enum):
    """What a sentence says of a difference."""

    CLAIMED = "claimed"
    DENIED = "denied"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Interval:
    """An interval from `low` to `high`, as written, around an estimate if one is given.

    `level` is the level of confidence in percent, None if it is not told. `alone` is
    false where another interval stands in the sentence.
    """

    span: Span
    measure: Measure
    estimate: Number | None
    low: Number
    high: Number
    level: Number | None
    significance: Significance
    alone: bool


_RATIO = (
    r"(?:adjusted |pooled |unadjusted |crude |summary |multivariable |age-adjusted )*"
    r"(?:hazards? ratio|odds ratio|(?:incidence |prevalence |event )?(?:risk|rate)"
    r" ratio"
    r"|relative risk|incidence ratio|a?hr|a?or|a?rr|irr|sir|smr)"
)
_DIFFERENCE = (
    r"(?:adjusted |pooled |weighted |standardi[sz]ed |absolute |between-group )*"
    r"(?:mean difference|risk difference|difference in means|difference|s?md|wmd)"
)
_ESTIMATE = (
    rf"\b(?:(?P<ratio>{_RATIO})|(?P<difference>{_DIFFERENCE}))\b"
    r"(?: [(\[](?:a?hr|a?or|a?rr|irr|s?md)[)\]])?"
    r"(?: (?:for|of|in|with|between|comparing) (?!#)[^#.;()]{1,60}?)?"
    r",?(?: of| was| is| =|=|:)? ?(?P<estimate>#)%?(?: (?:percentage )?points?)?"
    r"(?:[;,] ?p ?[=<>] ?#)?[,;]? ?[(\[]?"
)
_PLAIN = (
    r"(?<!at )(?<!for )(?<!after )(?<!in )(?<!type )(?<!grade )(?<!stage )(?<!age )"
    r"(?<!= )(?<!=)(?<!week )(?<!month )(?<!day )(?<!year )(?<!phase )(?<!group )"
    r"(?P<estimate>#)%?(?: (?:percentage )?points?)? ?[(\[]"
)
_INTERVAL = (
    r"(?:(?P<level>#)%-? ?)?\b(?:ci|confidence (?:intervals?|limits?))\b"
    r"(?: [(\[]ci[)\]])?(?: of| was|,|:| =|=)?"
    r"(?: from| between)? ?[(\[]?(?P<low>#)%? ?(?:to|-|,|;|and)"
    r" ?(?P<high>#)%?"
)
_LABELLED = re.compile(rf"{_ESTIMATE} ?{_INTERVAL}")
_UNLABELLED = re.compile(rf"{_PLAIN}{_INTERVAL}")
_ALONE = re.compile(_INTERVAL)
_ODDS_WORD = re.compile(r"a?or")

_CLAUSES = re.compile(
    r",? \b(?:but|while|whereas|although|though|however|except|yet)\b|; [a-z]{4}"
)
_EFFECTS = (
    "difference|differences|effect|effects|change|changes|benefit|association|reduction"
    "|increase|improvement|decrease|link|drop|rise|decline"
)
_STRENGTH = r"(?:statistically )?"
_STATISTICAL = rf"{_STRENGTH}significan"
_DENIED = re.compile(
    rf"\b(?:no|not|never|without|neither|nor|non)(?: a| an| any| be| been| find| show"
    rf"| differ| reach| achieve| result in| have)*[ -]{_STATISTICAL}"
    rf"(?:ce\b|tly\b|t\b(?! (?!{_EFFECTS})[a-z]))"
    rf"|n't (?:differ |reach |achieve |be )?{_STATISTICAL}(?:tly|ce|t)\b"
    r"|\bdid not(?: [a-z]+)? significantly\b"
    r"|\b(?:nonsignificant|insignificant)(?:ly)?\b"
)
_CLAIMED = re.compile(
    rf"(?<!clinically )(?<!not )(?<!non-)\b(?:statistically significant(?:ly)?"
    rf"|significantly|(?:was|were|is|are) significant(?! [a-z])"
    rf"|significant (?:{_EFFECTS}))\b"
)
_UNLIKE = re.compile(
    r"\b(?:non-?inferior|margin|one-sided|1-sided|prediction|credible|equivalen|if|whether"
    r"|would|interaction|heterogeneity|clinically|bonferroni"
    r"|multiple (?:testing|compar)|respectively)"
)
_OTHERWISE = re.compile(r"\b(?:no|not|nor|neither|similar|non-?significant)\b|n't\b")


def intervals(article: Article, sentence: Span) -> Iterator[Interval]:
    """Yield the confidence intervals of a sentence."""
    read = outline(article, sentence)
    found = sorted(_find(article, read), key=lambda f: (f.start("low"), f.start()))
    places = {match.start("low") for match in found}
    for low in sorted(places):
        match = next(f for f in found if f.start("low") == low)
        yield _interval(read, match, alone=len(places) == 1)


def _find(article: Article, read: Outline) -> Iterator[re.Match[str]]:
    for pattern in (_LABELLED, _UNLABELLED, _ALONE):
        for found in pattern.finditer(read.text):
            label = found.groupdict().get("ratio") or ""
            if _ODDS_WORD.fullmatch(label):
                # "or" is a word; the abbreviation is in capitals.
                place = read.place(found.start("ratio"), found.end("ratio"))
                if not place.of(article.cased).endswith("OR"):
                    continue
            yield found


def _interval(read: Outline, found: re.Match[str], *, alone: bool) -> Interval:
    groups = found.groupdict()
    measure = Measure.OTHER
    if groups.get("ratio"):
        measure = Measure.RATIO
    elif groups.get("difference"):
        measure = Measure.DIFFERENCE
    start = "estimate" if groups.get("estimate") else "low"
    end = found.end()
    return Interval(
        read.closed(found.start(start), end),
        measure,
        read.number(found, "estimate") if groups.get("estimate") else None,
        read.number(found, "low"),
        read.number(found, "high"),
        read.number(found, "level") if groups.get("level") else None,
        _significance(read.text, found.start(), end),
        alone,
    )


def _significance(text: str, start: int, end: int) -> Significance:
    """What the clause around an interval says of it."""
    before = max((c.end() for c in _CLAUSES.finditer(text, 0, start)), default=0)
    after = _CLAUSES.search(text, end)
    clause = text[before : after.start() if after else len(text)]
    if _UNLIKE.search(clause):
        return Significance.UNSAID
    denied, claimed = _DENIED.search(clause), _CLAIMED.search(clause)
    if denied:
        rest = clause[: denied.start()] + clause[denied.end() :]
        both = _CLAIMED.search(rest) or " and " in clause[: start - before]
        return Significance.UNSAID if both else Significance.DENIED
    if not claimed or _OTHERWISE.search(clause):
        return Significance.UNSAID
    return Significance.CLAIMED
