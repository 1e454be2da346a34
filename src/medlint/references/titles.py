"""Tells title, journal and place in the volume apart, behind authors and year."""

import re
from dataclasses import dataclass

from medlint.references.breaks import breaks, journal_start
from medlint.references.locators import (
    MONTH_DATE,
    Locator,
    book_pages,
    find_locator,
    first_year,
)

_QUOTES = {"“": "”", '"': '"', "‘": "’'", "'": "'’", "«": "»", "„": "“”"}
_IN_BOOK = re.compile(r"(?:^|[.,?!] )[Ii]n:? (?=[A-Z“\"‘'Ç-ÖØ-Þ*])")
_PUBLISHER = re.compile(
    r"^[^.:;]{2,60}: ?[A-Z]|; ?c?\d{4}|\bPress\b|\bPublish|\bVerlag\b|\bedn?\b|\bed\."
    r"|^\d|\bUniversity of\b|\bBooks\b|\bPublication"
)
_THESIS = re.compile(r"\b(?:diss|dissertation|thesis)\b", re.IGNORECASE)
_DATE = re.compile(
    rf",? ?(?:{MONTH_DATE},? ?\d{{4}}|{MONTH_DATE}|\d{{4}}(?: {MONTH_DATE})?)"
    r"(?=[.,; ]|$)"
)
_EDITION = re.compile(
    r" ?\([^()]{2,60}, (?:Eds?|Trans)\.(?: & Trans\.)?\)$"
    r"| ?\((?:[\w ]{1,24}\.? edn?\.?|[Ee]dition|[Vv]ols?\. [\w– -]{1,8}"
    r"|[Rr]ev\. ed\.)(?:,[^()]{1,30})?\)$"
)
_EDGES = " .,;:"


@dataclass(frozen=True)
class Layout:
    """Ranges of title and journal in a text, and what else it says."""

    title: tuple[int, int] = (0, 0)
    journal: tuple[int, int] = (0, 0)
    volume: str = ""
    issue: str = ""
    pages: str = ""
    year: int = 0


def closing_quote(text: str, start: int) -> int:
    """Where the quotation that opens at `start` closes; -1 without."""
    closers = _QUOTES.get(text[start : start + 1], "")
    single = text[start : start + 1] in "‘'"
    for at in range(start + 1, min(len(text), start + 800)) if closers else ():
        if text[at] not in closers:
            continue
        after = text[at + 1 : at + 2]
        if (
            not single
            or not after
            or after in ",.;:)]"
            or text[at + 1 : at + 3] == " ("
            or text[at - 1] in "?!.,"
        ):
            return at
    return -1


def lay_out(text: str, *, linked: bool, headed: bool) -> Layout:
    """Tell the parts of a text apart that begins with a title.

    `linked` tells that the address of a page follows, `headed` that authors or
    a year came before.
    """
    start = len(text) - len(text.lstrip(_EDGES))
    end = closing_quote(text, start)
    if end > start + 1:
        return _quoted(text, start + 1, end)
    return _unquoted(text, start, linked=linked, headed=headed)


def _quoted(text: str, start: int, end: int) -> Layout:
    title = _edged(text, start, end)
    rest = text[end + 1 :]
    shift = end + 1
    if _IN_BOOK.match(rest.lstrip(" ,.")) or re.search(r"\bedited by\b", rest):
        return Layout(title, pages=book_pages(rest), year=first_year(rest))
    locator = find_locator(rest)
    if locator and not locator.dated:
        journal = _container(rest[: locator.start], whole=True)
    else:
        journal = _container(rest, whole=False)
    journal = (journal[0] + shift, journal[1] + shift)
    found = _placed(title, journal, locator, rest[locator.end :] if locator else rest)
    return found if locator and locator.pages else _with_pages(found, rest)


def _with_pages(found: Layout, rest: str) -> Layout:
    return Layout(
        found.title,
        found.journal,
        found.volume,
        found.issue,
        book_pages(rest),
        found.year or first_year(rest),
    )


def _container(text: str, *, whole: bool) -> tuple[int, int]:
    """Range of the periodical or site that a text begins with, before any date."""
    start = len(text) - len(text.lstrip(_EDGES + "’”'\""))
    end = len(text)
    if not whole:
        stops = [text.find(mark, start) for mark in (", ", ". ")]
        date = _DATE.search(text, start)
        stops.append(date.start() if date else -1)
        end = min([stop for stop in stops if stop >= 0], default=end)
    if not whole and _THESIS.search(text, start, end):
        return (0, 0)
    if not whole and _PUBLISHER.search(text[start:]) and not _DATE.search(text):
        return (0, 0)
    return _edged(text, start, end, points="." in text[end - 1 : end + 1])


def lay_out_container(text: str, *, linked: bool) -> Layout:
    """Tell the parts of a text apart that has no title, only where it came out."""
    locator = find_locator(text)
    if locator and not locator.dated:
        journal = _edged(text, 0, locator.start)
        return _placed((0, 0), journal, locator, text[locator.end :])
    journal = _container(text, whole=False) if linked else (0, 0)
    return Layout(journal=journal, pages=book_pages(text))


def _unquoted(text: str, start: int, *, linked: bool, headed: bool) -> Layout:
    book = _IN_BOOK.search(text, start)
    locator = find_locator(text[start:])
    if book and not (locator and _after_colon(text, book, locator)):
        pages, year = book_pages(text[book.end() :]), first_year(text[book.end() :])
        title = _edged(
            text, start, book.start() + text[book.start()].strip(" .,").__len__()
        )
        return Layout(title, pages=pages, year=year)
    if locator and not locator.dated:
        return _article(text, start, locator)
    return _work(text, start, locator, linked=linked, headed=headed)


def _after_colon(text: str, book: re.Match[str], locator: Locator) -> bool:
    """Whether "In" begins a sentence of the title of a paper in a journal."""
    return ":" not in book[0] and "(Ed" not in text and locator.volume != ""


def _article(text: str, start: int, locator: Locator) -> Layout:
    """Lay out a text whose title is followed by a journal and its volume."""
    end = start + locator.start
    before = text[start:end]
    after = text[start + locator.end :]
    split = start + journal_start(before)
    if split == start:
        return _placed(_edged(text, start, end), (0, 0), locator, after)
    title = _edged(text, start, split)
    journal = _edged(text, split, end, points="." in text[end - 1 : end + 1])
    return _placed(title, journal, locator, after)


def _work(
    text: str, start: int, locator: Locator | None, *, linked: bool, headed: bool
) -> Layout:
    """Lay out a book, report, page or newspaper: no volume tells the journal."""
    end = start + locator.start if locator else len(text)
    title, *rest = _sentences(text[:end], start)
    while len(rest) > 1 and _goes_on(text, title, rest[0]):
        title, *rest = ((title[0], rest[0][1]), *rest[1:])
    journal = (0, 0)
    if rest and locator:
        journal = rest[0]
    elif rest and linked and headed and not _is_publisher(text, rest[0]):
        journal = _before_date(text, rest[0])
    edition = _EDITION.search(text, *title)
    if edition:
        title = (title[0], edition.start())
    year = locator.year if locator else 0
    after = text[title[1] :]
    pages = locator.pages if locator else ""
    return Layout(title, journal, pages=pages, year=year or first_year(after))


def _goes_on(text: str, title: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether a title that asks or cries has a second sentence."""
    return text[title[1] - 1] in "?!" and not _is_publisher(text, part)


def _before_date(text: str, part: tuple[int, int]) -> tuple[int, int]:
    date = _DATE.search(text, *part)
    return _edged(text, part[0], date.start()) if date else part


def _is_publisher(text: str, part: tuple[int, int]) -> bool:
    piece = text[part[0] : part[1]]
    return bool(_PUBLISHER.search(piece) or _THESIS.search(piece))


def _sentences(text: str, start: int) -> list[tuple[int, int]]:
    """Ranges of the sentences of a text from `start`; at least one."""
    found = []
    at = start
    for end, following in breaks(text[start:]):
        found.append(_edged(text, at, start + end))
        at = start + following
    found.append(_edged(text, at, len(text)))
    return [part for part in found if part[1] > part[0]] or [(start, start)]


def _edged(text: str, start: int, end: int, *, points: bool = False) -> tuple[int, int]:
    """Shrink a range by space and punctuation; a journal keeps its last point."""
    keep = points and ". " in text[start:end].rstrip(" .,")
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES + "([":
        end -= 1
    return (start, end + 1) if keep else (start, end)


def _placed(
    title: tuple[int, int],
    journal: tuple[int, int],
    locator: Locator | None,
    after: str,
) -> Layout:
    """Lay out title and journal with the place; a year may stand `after` it."""
    if locator is None:
        return Layout(title, journal, year=first_year(after))
    return Layout(
        title,
        journal,
        locator.volume,
        locator.issue,
        locator.pages,
        locator.year or first_year(after),
    )
