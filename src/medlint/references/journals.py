"""Whether a journal's name, short or whole, names the same journal."""

import re

from medlint.references.folding import words

# Not "a", which ends "Proc Natl Acad Sci U S A".
_SMALL = {"and", "for", "in", "of", "on", "the"}
_PLACE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_SUBTITLE = re.compile(r"\s+[:=]\s+|\s*:\s+|\s+/\s+")


def same_journal(written: str, found: str) -> bool:
    """Whether two names are one journal's: equal, abbreviated or made of initials.

    "N Engl J Med", "NEJM" and "The New England journal of medicine" are one.
    """
    return any(
        _is_name(short, long)
        for one in _forms(written)
        for other in _forms(found)
        for short, long in ((one, other), (other, one))
    )


def _forms(name: str) -> list[tuple[str, ...]]:
    """The words of a name: whole, and without its place and subtitle."""
    bare = _PLACE.sub("", name)
    return [
        form
        for form in dict.fromkeys(
            _telling(text) for text in (name, bare, _SUBTITLE.split(bare)[0])
        )
        if form
    ]


def _telling(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if word not in _SMALL)


def _is_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if "".join(short) == "".join(long):
        return True
    if len(short) == 1 and len(long) > 1:
        return short[0] == "".join(word[0] for word in long)
    return _abbreviates(short, long)


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word shortens the next of the name, or stands for several."""
    if not short or not long:
        return not short and not long
    if _shortens(short[0], long[0]) and _abbreviates(short[1:], long[1:]):
        return True
    size = len(short[0])
    initials = "".join(word[0] for word in long[:size])
    return 1 < size == len(initials) and (
        short[0] == initials and _abbreviates(short[1:], long[size:])
    )


def _shortens(short: str, word: str) -> bool:
    """Whether letters of a word were left out: "natl" of "national"."""
    if short[0] != word[0]:
        return False
    rest = iter(word)
    return all(letter in rest for letter in short)


def stands_in(found: str, text: str) -> bool:
    """Whether a journal's whole name of two words or more stands in a text."""
    name = words(found)
    return len(name) > 1 and f" {' '.join(name)} " in f" {' '.join(words(text))} "
