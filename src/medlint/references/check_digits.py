"""Check digits of standard numbers, worked out anew and compared."""

from collections.abc import Callable

from medlint.references.record import Scheme


def _mod_11(digits: str) -> str:
    """ISO 2108 and ISO 3297: weights count down to two; ten is written X."""
    weights = range(len(digits) + 1, 1, -1)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return "0123456789X"[-total % 11]


def _mod_10(digits: str) -> str:
    """GS1: weights one and three by turns."""
    total = sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits))
    return str(-total % 10)


def _mod_11_2(digits: str) -> str:
    """ISO 7064 MOD 11-2, as in ORCID."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


_KINDS: dict[tuple[Scheme, int], tuple[str, Callable[[str], str]]] = {
    (Scheme.ISSN, 8): ("an ISSN", _mod_11),
    (Scheme.ISBN, 10): ("an ISBN-10", _mod_11),
    (Scheme.ISBN, 13): ("an ISBN-13", _mod_10),
    (Scheme.ORCID, 16): ("an ORCID", _mod_11_2),
}
_LENGTHS = {
    Scheme.ISSN: "an ISSN has eight digits",
    Scheme.ISBN: "an ISBN has ten or thirteen digits",
    Scheme.ORCID: "an ORCID has sixteen digits",
}


def check_number(scheme: Scheme, digits: str) -> str:
    """Say what is wrong with a number written without hyphens; "" if nothing is.

    `digits` holds digits, and X for ten.
    """
    kind = _KINDS.get((scheme, len(digits)))
    if kind is None:
        return f"{_LENGTHS[scheme]}; this has {in_words(len(digits))}"
    name, work_out = kind
    if "X" in digits[:-1]:
        return f"{name} can have an X only at its end"
    if scheme is Scheme.ISBN and len(digits) == 13 and digits[:3] not in {"978", "979"}:
        return "an ISBN-13 begins with 978 or 979"
    due = work_out(digits[:-1])
    if due == digits[-1]:
        return ""
    return f"{name} with these digits ends in {due}, not {digits[-1]}; one is mistyped"


_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
)


def in_words(number: int) -> str:
    """Write a small number in words, a larger one in digits."""
    return _WORDS[number] if number < len(_WORDS) else str(number)
