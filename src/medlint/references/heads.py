"""Reads what an entry begins with: its number, its authors and maybe the year."""

import re
from dataclasses import dataclass

from medlint.references.bodies import is_body, is_title_case
from medlint.references.breaks import breaks
from medlint.references.locators import MONTH_DATE, find_locator
from medlint.references.names import Name, read_names
from medlint.references.titles import closing_quote

LABEL = re.compile(
    r"\s*(?:[-*•–—]\s+)?(?:\[\^?(?P<square>[\w:.-]{1,40})\]:?|\((?P<round>\d{1,3})\)"
    r"|\^(?P<caret>\d{1,3})\^?"
    r"|(?P<raised>[⁰¹²³⁴-⁹]{1,3})"
    r"|(?P<plain>\d{1,3})(?:[.)](?=\s)|(?=\t)))?\s*"
    r"(?:(?:Sources?|References?|Citations?|Adapted from):\s*)?"
)
_NO_YEAR = r"n\. ?d\.|no date|undated|in press|forthcoming|submitted|accepted"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_ROUND = re.compile(
    rf" ?[(\[](?:c(?:irca|a)?\.? ?)?(?:{_YEAR}(?:[-–/]\d{{2,4}})?[a-z]?"
    rf"(?:[,;] ?[^()\[\]]{{1,40}})?|(?:{_NO_YEAR})[a-z]?(?:, [^()]{{1,20}})?)"
    r"[)\]][.,:]?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"[.,]? (?:(?:{_YEAR}[a-z]?|(?:{_NO_YEAR}))(?:, {MONTH_DATE})?[.,:]"
    rf"|n\. ?d\.)(?= |$)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"(?:^|[.,):] )[“\"‘'«„](?=\w)")
# New York: Springer; 2001 · Bethesda (MD): National Library of Medicine
_PLACE = re.compile(
    r"\[?[\w .,'-]{2,40}(?: \([A-Z]{2,3}\)\]?: ?\w|\]?: [^:]{2,150}; ?(?:c?\d{4}|$))"
)
_LAST_ROLE = re.compile(
    r"[,.]? ?\(?\b(?:eds?|editors?|authors?|comps?)\b\.?\)?[.,]?$", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Head:
    """Authors as ranges of the text, and where the title begins.

    `dated` tells that the year stood behind the authors, be it "n.d.".
    """

    names: tuple[Name, ...] = ()
    et_al: bool = False
    year: int = 0
    dated: bool = False
    end: int = 0
    # "in press": no year, but a journal.
    awaited: bool = False
    # Range of the title where it stands before the year and nobody is named.
    title: tuple[int, int] = (0, 0)


def read_head(text: str) -> Head:
    """Read the authors an entry begins with, in any style."""
    return (
        _quoted_title(text)
        or _dated(text)
        or _before_quote(text)
        or _listed(text)
        or _body(text)
    )


def _quoted_title(text: str) -> Head | None:
    """Read a title in quotation marks with the year behind it."""
    close = closing_quote(text, 0)
    year = _ROUND.match(text, close + 1) if close > 1 else None
    if not year:
        return None
    made = int(year["year"] or 0)
    return Head(year=made, dated=True, end=year.end(), title=(1, close))


def _dated(text: str) -> Head | None:
    """Read authors with the year behind them."""
    quote = _QUOTE.search(text)
    limit = quote.start() + 1 if quote else len(text)
    for form in (_ROUND, _PLAIN):
        for match in form.finditer(text, 0, min(limit, 6000)):
            head = _dated_at(text, match, round_=form is _ROUND)
            if head:
                return head
    return None


def _dated_at(text: str, match: re.Match[str], *, round_: bool) -> Head | None:
    before = text[: match.start()].rstrip()
    if text[match.start()] == "." and text[match.start() - 1 : match.start()].isupper():
        before = text[: match.start() + 1]
    found = read_names(before.rstrip(",: "))
    if found.closed and found.end >= len(before.rstrip(",. ")):
        return Head(
            names=tuple(found.names),
            et_al=found.et_al,
            year=int(match["year"] or 0),
            dated=True,
            end=match.end(),
            awaited=_awaits(match[0]),
        )
    bare = _LAST_ROLE.sub("", before).rstrip(" .,")
    if not bare or (found.names and not is_body(bare)):
        return None
    alone = not breaks(bare) and (is_body(bare) or is_title_case(bare))
    return _sole(text, before, bare, match) if round_ or alone else None


def _sole(text: str, before: str, bare: str, match: re.Match[str]) -> Head | None:
    """Take what stands before a year for a body, or for the title of a page."""
    rest = text[match.end() :].strip(" .,")
    year, end = int(match["year"] or 0), match.end()
    inside = breaks(bare)
    ended = before.endswith((".", "?", "!")) or not rest
    if ended and len(inside) <= 1 and not _is_author(bare, rest):
        title = (0, len(bare) + before.startswith(("?", "!"), len(bare)))
        return Head(year=year, dated=True, end=end, title=title)
    if len(bare.split()) > 16 or (inside and not _is_branch(bare, inside)):
        return None
    names = (Name(bare, "", 0, len(bare), group=True),)
    awaited = _awaits(match[0])
    return Head(names=names, year=year, dated=True, end=end, awaited=awaited)


def _is_author(bare: str, rest: str) -> bool:
    """Whether what stands before the year is a body, by what comes behind."""
    if is_body(bare) or not rest:
        return is_body(bare)
    locator = find_locator(rest)
    titled = breaks(rest[: locator.start] if locator else rest)
    return bool(titled) or (is_title_case(bare) and not is_body(rest))


def _is_branch(bare: str, inside: tuple[tuple[int, int], ...]) -> bool:
    """Whether a name is of the kind "Great Britain. Department of Health"."""
    return (
        len(inside) == 1 and len(bare.split()) <= 12 and is_body(bare[inside[0][1] :])
    )


def _awaits(mark: str) -> bool:
    return any(word in mark.lower() for word in ("press", "coming", "accepted"))


def _before_quote(text: str) -> Head | None:
    """Read authors whose title stands in quotation marks behind them."""
    match = _QUOTE.search(text)
    if not match or closing_quote(text, match.end() - 1) < 0:
        return None
    before = text[: match.end() - 1].rstrip()
    if not before:
        return Head()
    found = read_names(before.rstrip(",: "), natural=before.endswith(","))
    if found.closed and found.end >= len(before.rstrip(",. ")):
        names = tuple(found.names)
        return Head(names=names, et_al=found.et_al, end=match.end() - 1)
    bare = _LAST_ROLE.sub("", before).rstrip(" .,:")
    if breaks(bare) or len(bare.split()) > 16:
        return None
    name = Name(bare, "", 0, len(bare), group=True)
    return Head(names=(name,), end=match.end() - 1)


def _listed(text: str) -> Head | None:
    """Read authors that a point divides from the title."""
    found = read_names(text)
    if not found.closed or found.end >= len(text):
        return None
    return Head(names=tuple(found.names), et_al=found.et_al, end=found.end)


def _body(text: str) -> Head:
    """Read a body that a point divides from the title; else nobody is named."""
    ends = breaks(text)
    if not ends:
        return Head()
    end, following = ends[0]
    first = text[:end]
    if len(first.split()) > 16 or first[-1:] in "?!":
        return Head()
    locator = find_locator(text)
    parts = sum(1 for place, _ in ends if not locator or place < locator.start)
    if locator and not locator.dated and parts < 2:
        return Head()
    second = text[following : ends[1][0]] if len(ends) > 1 else text[following:]
    if _PLACE.match(second):
        return Head()
    if is_body(first) or (is_title_case(first) and not is_title_case(second)):
        name = Name(first, "", 0, end, group=True)
        return Head(names=(name,), end=following)
    return Head()
