"""Reads the list of authors that an entry begins with."""

import re
from dataclasses import dataclass, field

from medlint.references.bodies import is_body
from medlint.references.name_forms import (
    DOTTED,
    INVERTED,
    LETTERED,
    NATURAL,
    SHORT,
    SURNAME_ALONE,
    UNDOTTED,
    UPPER,
)

_FORMS = {
    "dotted": (DOTTED, NATURAL),
    "short": (SHORT,),
    "undotted": (UNDOTTED,),
    "inverted": (NATURAL, INVERTED),
    "natural": (NATURAL,),
}
_FIRST = (
    ("dotted", DOTTED),
    ("short", SHORT),
    ("undotted", UNDOTTED),
    ("inverted", INVERTED),
)
_ET_AL = re.compile(
    r"\W{0,3}(?:and |& )?(?:et al\b\.?|and others\b|and colleagues\b|et coll\b\.?)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:,? ?\((?:eds?|editors?|hrsg|comps?|trans|authors?|chairs?)\.?\)\.?"
    r"|,? (?:eds?|editors?|compilers?|comps?|translators?|authors?)\b\.?)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:(?:\. ?\. ?\.|…)\s*(?:& |and )?|;\s*(?:and |& |for (?:the )?)?"
    r"|,\s*(?:and |& |for (?:the )?|on behalf of (?:the )?"
    r"|(?:\. ?\. ?\.|…)\s*(?:& |and )?)?"
    r"|(?: and| &| with| for(?: the)?| on behalf of(?: the)?) )"
)
_BODY = re.compile(rf"(?:the )?{UPPER}[^,;.()“”\"]{{1,120}}(?=[,;.]|\s*$)")
_STOP = re.compile(r"\s*(?:[.:]\s*|$)")


# Capitals behind a name that are no initials.
_NO_INITIALS = frozenset(
    {"UK", "US", "USA", "EU", "NHS", "NIH", "FDA", "WHO", "TV", "U.S.", "U.K.", "U.N."}
)


@dataclass(frozen=True)
class Name:
    """An author at a range of the text that was read."""

    surname: str
    initials: str
    start: int
    end: int
    group: bool = False


@dataclass
class NameList:
    """Authors read so far, and where the reading stands."""

    names: list[Name] = field(default_factory=list)
    et_al: bool = False
    end: int = 0
    closed: bool = False


def read_names(text: str, *, natural: bool = False) -> NameList:
    """Read a list of authors from the start of a text.

    `natural` tells that the first name may stand as it is spoken: "Anna Smith".
    `closed` tells that the list came to a point, a colon or the end of the text,
    as a whole list does; `end` is behind that.
    """
    found = NameList()
    style = _read_first(text, found) or _read_natural(text, found, natural=natural)
    if not style:
        return found
    forms = _FORMS[style]
    while not _finished(text, found):
        if not _read_next(text, found, forms):
            break
    return found


def _read_first(text: str, found: NameList) -> str:
    """Read the first author; the way it is written, or "" if there is none."""
    for style, form in _FIRST:
        match = form.match(text)
        if match and _is_person(match):
            _add(found, match)
            return style
    body = _BODY.match(text)
    if body and is_body(body[0]):
        rest = text[body.end() :]
        gap = _SEPARATOR.match(rest)
        later = gap and SHORT.match(rest, gap.end())
        if later:
            found.names.append(Name(body[0], "", 0, body.end(), group=True))
            found.end = body.end()
            return "short"
    return ""


def _read_natural(text: str, found: NameList, *, natural: bool) -> str:
    """Read a first author written "A. Smith" or "Smith et al."; maybe "Anna Smith"."""
    match = NATURAL.match(text)
    if match and _is_person(match) and not is_body(match[0]):
        dotted = "." in match["initials"]
        if natural or (dotted and match["initials"].replace(".", "").isupper()):
            _add(found, match)
            return "natural"
    alone = SURNAME_ALONE.match(text)
    if alone and not is_body(alone[0]):
        found.names.append(Name(alone["surname"], "", alone.start(), alone.end()))
        found.end = alone.end()
        return "short"
    return ""


def _is_person(match: re.Match[str]) -> bool:
    if match["surname"] in LETTERED or match["initials"] in _NO_INITIALS:
        return False
    given = match["initials"]
    return not (len(given) > 4 and is_body(given)) and not is_body(match["surname"])


def _add(found: NameList, match: re.Match[str]) -> None:
    name = Name(match["surname"], match["initials"].strip(), match.start(), match.end())
    found.names.append(name)
    found.end = match.end()


def _finished(text: str, found: NameList) -> bool:
    """Read what may close a list: others, roles, the point."""
    others = _ET_AL.match(text, found.end)
    if others:
        found.et_al = True
        found.end = others.end()
    role = _ROLE.match(text, found.end)
    if role:
        found.end = role.end()
    if (others or role) and _SEPARATOR.match(text, found.end):
        role = _ROLE.match(text, found.end)
        found.end = role.end() if role else found.end
    stop = _STOP.match(text, found.end)
    at_point = text[found.end - 1] == "." and text[found.end : found.end + 1] in {
        "",
        " ",
    }
    goes_on = at_point and _continues(text, found.end)
    found.closed = bool(stop or at_point) and not goes_on
    if found.closed and stop:
        found.end = stop.end()
    return found.closed


def _continues(text: str, at: int) -> bool:
    """Whether a list goes on after the point of an initial: " & Lee, C."."""
    gap = _SEPARATOR.match(text, at)
    return bool(gap and not text[at : at + 2].strip(" ").startswith("."))


def _read_next(text: str, found: NameList, forms: tuple[re.Pattern[str], ...]) -> bool:
    """Read a separator and the author behind it."""
    gap = _SEPARATOR.match(text, found.end)
    if not gap:
        return False
    if "…" in gap[0] or ". ." in gap[0] or ".." in gap[0]:
        found.et_al = True
    body = _BODY.match(text, gap.end())
    for form in forms:
        match = form.match(text, gap.end())
        if match and _is_person(match):
            _add(found, match)
            return True
    if body and is_body(body[0]):
        found.names.append(Name(body[0], "", body.start(), body.end(), group=True))
        found.end = body.end()
        return True
    return False
