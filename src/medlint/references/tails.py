"""The end of an entry that says where and when a page was found."""

import re
from dataclasses import dataclass

from medlint.references.locators import MONTH_DATE, first_year
from medlint.references.record import Identifier, Scheme
from medlint.references.writing import Writing

_MEDIUM = (
    r"internet|online|electronic resource|web ?page|website|web site|fact ?sheet"
    r"|press release|news release|blog(?: post)?|video|audio podcast|podcast|preprint"
    r"|mobile app|app|database|data set|pdf|editorial|letter|comment|abstract|review"
    r"|infographic|brochure|pamphlet|report|poster(?: presentation)?|e-?book|kindle"
    r"|unpublished [^\[\]]{1,40}|(?:dissertation|thesis)[^\[\]]{0,60}"
    r"|doctoral [^\[\]]{1,40}|master's [^\[\]]{1,40}|conference [^\[\]]{1,30}"
    r"|article in [^\[\]]{1,20}|in \w{4,12}|epub[^\[\]]{0,30}|about [\w ]{1,20}"
    r"|date unknown|place unknown|publisher unknown|retracted[^\[\]]{0,30}"
    r"|serial online|(?:cited|zitiert|citado|updated|accessed|revised|reviewed|viewed"
    r"|modified)[^\[\]]{0,60}|homepage on the internet|monograph on the internet"
)
_NOTE = re.compile(rf" ?\[(?:{_MEDIUM}|[JMDCRN](?:/OL)?)\.?\]", re.IGNORECASE)
_CHANGED = re.compile(
    r"\[(?:updated|revised|reviewed|modified)\s([^\[\];]{4,30})", re.IGNORECASE
)
_UNDATED = re.compile(r"\[date unknown\]|\bn\.d\.|\(no date\)", re.IGNORECASE)
_DATE = rf"(?:{MONTH_DATE}|\d{{4}}|\d{{1,2}}[/.-]\d)"
_TAIL = re.compile(
    r"(?:^|[\s(<\[])(?:"
    r"(?:Available|Accessible) (?:from|at|online|via|in)\b"
    r"|Retrieved (?:from\b|on\b|[A-Z\d])|URL:|Epub \d{4}|Epub ahead of print"
    r"|Advance online publication|Published online\b|PMID\b|PMCID\b"
    r"|PubMed PMID|doi:|DOI:|DOI |ISBN|ISSN)"
)
_AWAITED = re.compile(r"\W*(?:Published online|Epub ahead|Advance online)")
_STAMP = re.compile(
    r"(?:^|(?<=[.,;”\"’]) |[\[(])(?:Last |Date )?(?:[Uu]pdated|[Pp]ublished|[Rr]eviewed"
    r"|[Mm]odified|[Rr]evised|[Pp]osted|[Aa]ccessed|[Vv]iewed|[Cc]ited|[Vv]isited)"
    rf"(?: on)?:? {_DATE}"
)
_MADE = re.compile(
    rf"(?:Published|Updated|Reviewed|Modified|Revised|Posted|modified|updated|revised"
    rf"|reviewed|Published online)(?: on)?:? (?:{MONTH_DATE},? )?((?:19|20)\d\d)"
)
_FOUND_BY = (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.URL)
_FULL_ADDRESS = re.compile(r"https?:|www\.|.*/|doi|PM|10\.", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Body:
    """An entry without its tail, and what the tail says of the year."""

    writing: Writing
    undated: bool
    changed: int
    # Out before its volume: the journal stands without one.
    awaited: bool = False


def split_tail(
    writing: Writing, identifiers: tuple[Identifier, ...], entry: str
) -> Body:
    """Cut an entry where the places to find it begin, and drop notes in brackets."""
    bare = writing.without(_NOTE)
    end = _first_address(bare, identifiers, entry)
    for form in (_TAIL, _STAMP):
        match = form.search(bare.text, 0, end)
        end = match.start() if match else end
    return Body(
        bare.cut(0, end),
        undated=bool(_UNDATED.search(writing.text)),
        changed=_changed(writing.text, bare.text[end:]),
        awaited=bool(_AWAITED.match(bare.text, end)),
    )


def _changed(whole: str, tail: str) -> int:
    """Year in which a page was last changed, by a note or by the tail; else 0."""
    made = _MADE.search(tail)
    if made:
        return int(made[1])
    note = _CHANGED.search(whole)
    return first_year(note[1]) if note else 0


def _first_address(
    writing: Writing, identifiers: tuple[Identifier, ...], entry: str
) -> int:
    """Where in the writing the first address or number of a paper stands."""
    starts = [
        identifier.span.start
        for identifier in identifiers
        if identifier.scheme in _FOUND_BY and _cuts(identifier, entry)
    ]
    if not starts:
        return len(writing.text)
    first = min(starts)
    return next(
        (at for at, place in enumerate(writing.places) if place >= first),
        len(writing.text),
    )


def _cuts(identifier: Identifier, entry: str) -> bool:
    """Whether nothing of the entry's own words comes behind an identifier."""
    if _FULL_ADDRESS.match(identifier.span.of(entry)):
        return True
    rest = entry[identifier.span.end :].strip(" .,;)>]*_\n")
    return not rest and identifier.span.start > 0
