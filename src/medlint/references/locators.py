"""Finds where in its volume a paper stands: year, volume, issue and pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|Spring|Summer|Fall|Autumn|Winter)\b\.?"
)
MONTH_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?:[-–/]{_MONTH})?(?: \d{{1,2}})?"
)
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_PAGE = r"[A-Za-z]{0,4}[-.]?\d{1,8}[A-Za-z]?\d{0,4}"
_PAGES = (
    rf"(?P<pages>{_PAGE}(?: ?[-–—‐] ?{_PAGE})?"
    rf"(?:, ?(?!(?:19|20)\d\d\b)\d{{1,5}}(?: ?[-–—] ?\d{{1,5}})?(?=[.;]))?)"
)
_WHERE = (
    r"(?:(?:pp?\.|pages?|art(?:icle|\.)?(?: (?:no\.|number|ID))?|Article|e-?loc\.?) ?)?"
)
_VOLUME = r"(?P<volume>[A-Z]?\d{1,5}(?:[-–/]\d{1,4})?[A-Z]?)"
_AGAIN = r"(?P<volume2>\d{1,4})"
_SUPPLEMENT = r"(?:[Ss]uppl\.?|[Pp]t\.?|[Ss]pec\.? [Nn]o\.?|[Ss]upplement) ?[A-Z\d]*"
_ISSUE = r"(?: ?\((?P<issue>[^()]{1,40})\))"
_NUMBER = r"(?:nos?|issue|iss|[Ss]uppl)\.? ?(?P<issue>[\w–/. -]{1,30}?)"


@dataclass(frozen=True)
class Locator:
    """What a place in a volume says, at a range of the text that was read."""

    start: int
    end: int
    year: int = 0
    volume: str = ""
    issue: str = ""
    pages: str = ""
    # A place that only a date gives is weak: books have it too.
    dated: bool = False


# 2001;344(1):3-10 · 2002 Jul 25;347(4):284-7 · 2002;42 Suppl 2:S93-9
_SHORT = re.compile(
    rf"[.,]? \(?{_YEAR}\)?(?:,? {MONTH_DATE}|,? Q[1-4])?(?:[.,]? ?Epub[^;]{{0,30}})?; ?"
    rf"(?:[Vv]ol\.? ?)?(?:{_VOLUME}(?: ?(?P<supplement>{_SUPPLEMENT}))?)?{_ISSUE}?"
    rf"(?: ?[:,] ?{_WHERE}{_PAGES})?"
)
# 2002 Aug 12:A2 · 2002 Aug 12;Sect. A:2 · February 27, 2016:A4
_PAPER = re.compile(
    rf"[.,] (?:{_YEAR} {MONTH_DATE}|{MONTH_DATE}, {_YEAR.replace('year', 'made')})"
    rf"[:;] ?(?:Sect\. ?)?{_WHERE}{_PAGES}"
)
# , vol. 344, no. 1, Sept. 2001, pp. 3-10
_SPELT = re.compile(
    r",? [Vv]ol(?:\.|ume)? ?(?P<volume>[A-Z]?\d{1,5}(?:[-–]\d{1,4})?)"
    rf"(?:, ?{_NUMBER}(?=[,.]|$))?(?:, ?(?:{MONTH_DATE},? ?)?{_YEAR})?"
    rf"(?:[,:] ?{_WHERE}{_PAGES})?"
)
# , no. 5, 2020, CD011737
_NUMBERED = re.compile(
    rf",? [Nn]o\. ?(?P<issue>\d{{1,4}}),(?: (?:{MONTH_DATE} )?{_YEAR})"
    rf"(?:[,:] ?{_WHERE}{_PAGES})?"
)
# 344, no. 1 (2001): 3–10
_CHICAGO = re.compile(
    rf"(?: |, ){_VOLUME}(?:,? {_NUMBER})? \((?:{MONTH_DATE},? )?{_YEAR}\)"
    rf"(?:[:,] ?{_WHERE}{_PAGES})?"
)
# 6 (4): 82 · 6, no. 4: 82 · 6, no. 4 (April): 82 · 19, article 48
_CHICAGO_DATED = re.compile(
    rf"(?:, {_YEAR})?(?: |, )(?:{_VOLUME}{_ISSUE}"
    rf"|{_AGAIN},? {_NUMBER.replace('issue', 'issue2')}"
    rf"(?: \([^()]{{1,30}}\))?): ?{_WHERE}{_PAGES}"
)
_ARTICLE = re.compile(rf" {_VOLUME}, art(?:icle|\.)? (?:no\. )?{_PAGES}")
# 108, 476–484 (2018)
_NATURE = re.compile(
    rf" {_VOLUME}(?: ?\((?P<issue>[^()]{{1,30}})\))?, {_PAGES} \({_YEAR}\)"
)
# 306.11 (1982): 639-45
_POINTED = re.compile(
    rf" (?P<volume>\d{{1,4}})\.(?P<issue>\d{{1,3}}) \({_YEAR}\)(?:: ?{_PAGES})?"
)
# , 344(1), pp. 3–10 · , (5), CD011737
_COMMAS = re.compile(
    rf"(?:, {_YEAR})?,? (?:{_VOLUME}{_ISSUE}|(?<=, )\((?P<issue2>[^()]{{1,40}})\))"
    rf"(?:(?:[,:;]|\.(?= ?pp?\.)) ?{_WHERE}{_PAGES})?[.,; ]*$"
)
# , 55, 209-215 · , 98
_BARE = re.compile(
    rf"(?:, {_YEAR})?, (?!(?:1[6-9]|20)\d\d\b)(?P<volume>\d{{1,5}})"
    rf"(?:[,:] ?{_WHERE}(?!(?:19|20)\d\d\b){_PAGES})?[.,; ]*$"
)
# 21:11
_COLON = re.compile(rf"(?: |, )(?!(?:1[6-9]|20)\d\d:){_VOLUME}: ?{_PAGES}[.,; ]*$")
_STATUS = re.compile(
    rf"(?:[.,] |^)(?:[Ii]n press|[Ff]orthcoming|[Ee]pub ahead of print"
    rf"|[Aa]dvance online publication|[Oo]nline first)[.,;]? ?{_YEAR}?[.,; ]*$"
)
_DATE_ONLY = re.compile(rf"[.,] {_YEAR} {MONTH_DATE}[.,; ]*$")
_FORMS = (
    *(_SHORT, _PAPER, _SPELT, _NUMBERED, _NATURE, _CHICAGO, _POINTED),
    *(_CHICAGO_DATED, _ARTICLE),
    *(_COMMAS, _BARE, _COLON, _STATUS, _DATE_ONLY),
)
_WEAK = frozenset({_STATUS, _DATE_ONLY})
_BOOK_PAGES = (
    re.compile(rf"\b(?:pp?|[Pp]ages?|S)\.? ?(?P<pages>{_PAGE}(?: ?[-–—] ?{_PAGE})?)"),
    re.compile(r", (?P<pages>\d{1,4}[-–]\d{1,4})\."),
    re.compile(r"\d{4}, (?P<pages>[A-Z]{1,2}\d{1,3})\b"),
    re.compile(r"\d{4}: ?(?P<pages>\d{1,4}[-–]\d{1,4})\b"),
)
_YEARS = re.compile(
    rf"(?<![\w./-]){_YEAR}(?![\w/]|\.\d|[-–]\d{{3}})|\bc{_YEAR.replace('year', 'made')}"
)


def find_locator(text: str) -> Locator | None:
    """Find the last place of the first form that a text has."""
    for form in _FORMS:
        match = _last(form.finditer(text))
        if match and match.end() > match.start():
            return _locator(match, dated=form in _WEAK)
    return None


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for match in matches:
        last = match
    return last


def _locator(match: re.Match[str], *, dated: bool) -> Locator:
    said = {name: value for name, value in match.groupdict().items() if value}
    issue = said.get("issue") or said.get("issue2") or said.get("supplement", "")
    return Locator(
        match.start(),
        match.end(),
        year=int(said.get("year") or said.get("made", "0")),
        volume=said.get("volume") or said.get("volume2", ""),
        issue=issue.strip(),
        pages=said.get("pages", ""),
        dated=dated,
    )


def book_pages(text: str) -> str:
    """Pages of a chapter or newspaper where no volume is given; "" without."""
    for form in _BOOK_PAGES:
        match = form.search(text)
        if match:
            return match["pages"]
    return ""


def first_year(text: str) -> int:
    """First number of a text that can be a year; 0 without."""
    match = _YEARS.search(text)
    return int(match["year"] or match["made"]) if match else 0
