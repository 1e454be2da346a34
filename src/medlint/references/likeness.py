"""Tells an entry of a reference list from prose that only mentions a source."""

import re

from medlint.references.entries import parse_entry
from medlint.references.locators import find_locator
from medlint.references.record import Reference, Scheme

# Longer than any entry without abstract.
_LONGEST = 2_000
_WEB = re.compile(
    r"\[(?:Internet|Online)\]|\b(?:Available (?:from|at):?|Retrieved (?:from|[A-Z\d]))"
    r"|\bAccessed:? (?:on )?(?:\d|[A-Z][a-z]+ \d)|\[(?:cited|accessed) ",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"[^\W\d_]{2}[\w .()'-]{0,40}: ?[^\W\d_][^:;]{1,60}[;,] ?c?\d{4}\.?\s*$"
    r"|\(\d{1,2}(?:st|nd|rd|th) ed\b|\b\d{1,2}(?:st|nd|rd|th) edn?\b"
    r"|, [^\W\d_][^,.]{2,40}, \d{4}\.\s*$|: [^\W\d_][\w ,&'.-]{2,60}\.\s*$"
    r"|\b(?:Press|Books|Publishers|Publishing|Springer|Elsevier|Routledge|Wiley)\b"
)
_SENTENCE_VERB = re.compile(
    r"\b(?:found|showed?|shows|suggests?|suggested|reports?|reported|concluded|argues?"
    r"|says|said|explains?|recommends?|recommended|noted|is|was|were|are|has|have|had"
    r"|can|may|should|will|you|your|we|our)\b"
)
_REPORT_VERB = re.compile(
    r"\b(?:found|showed|suggested|reported|concluded|said|noted|published)\b"
)
_LOWER_START = re.compile(
    r"\s*(?:[-*•–]\s+)?"
    r"(?!(?:van|von|vom|de[nrl]?|di|da|du|dos|le|la|el|al|bin|ten|ter)\b|d['’][A-Z])[a-z]{2,}"
)
# What every entry has one of; most prose has none, and is told apart fast.
_HINT = re.compile(
    r"(?:1[6-9]|20)\d\d|\bn\.d\.|no date|in press|[Ff]orthcoming|https?:|www\."
    r"|\.\w{2,4}/|doi|DOI|PMID|Available|Retrieved|\[Internet"
)


def looks_like_entry(text: str) -> bool:
    """Whether a line is an entry of a reference list, and no prose; rather says no."""
    line = text.strip()
    if not 20 <= len(line) <= _LONGEST or _LOWER_START.match(line):
        return False
    if not _HINT.search(line):
        return False
    found = parse_entry(line)
    if not found.title or found.title.span.length < 5:
        return False
    signs = _signs(line, found)
    return signs >= 3 - _plain_ending(line, found) + _prose(line, found)


def _signs(line: str, found: Reference) -> int:
    """Count what entries have: authors, year, place in a volume, where to find it."""
    schemes = {identifier.scheme for identifier in found.identifiers}
    people = any(not author.group for author in found.authors)
    numbered = bool(schemes & {Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISBN})
    located = bool(found.journal and (found.volume or found.pages))
    return (
        (2 if people else bool(found.authors))
        + bool(found.year)
        + 2 * located
        + bool(found.journal and not located)
        + numbered
        + bool(Scheme.URL in schemes and not numbered)
        + bool(_WEB.search(line))
        + bool(_PUBLISHER.search(line))
    )


def _plain_ending(line: str, found: Reference) -> int:
    """One less is asked of a line that ends in its address."""
    end = max((identifier.span.end for identifier in found.identifiers), default=0)
    return int(bool(found.year) and end >= len(line.rstrip(" .)>]")))


def _prose(line: str, found: Reference) -> int:
    """How much more is asked of a line that reads as a sentence."""
    assert found.title is not None
    start = found.title.span.start
    behind = found.title.span.end
    named = found.journal.span.end if found.journal else behind
    lead = line[:start]
    address = min((i.span.start for i in found.identifiers), default=len(line))
    tail = line[behind : max(behind, address)]
    locator = find_locator(tail)
    rest = tail[locator.end :] if locator else tail
    return (
        3 * bool(_SENTENCE_VERB.search(lead))
        + 2 * bool(_SENTENCE_VERB.search(rest[:120]))
        + 2 * bool(_REPORT_VERB.search(line[start:named]) and not found.authors)
        + 4 * _reads_on(line, found)
    )


def _reads_on(line: str, found: Reference) -> bool:
    """Whether a title begins with a small letter, as a sentence goes on."""
    assert found.title is not None
    return bool(re.match(r"[a-z]{2,}\b(?!-)", line[found.title.span.start :]))
