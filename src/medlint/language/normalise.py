"""The matching view: prose with its look-alikes made plain, at the same offsets.

Regular expressions and term lists meet one space, one hyphen and one apostrophe here,
whatever the author's keyboard made. Each code point becomes exactly one, whatever its
neighbours, so a place in a view is the same place in the prose. What has no single
plain counterpart stays: ligatures, the ellipsis, accents.
"""

import re
from functools import cache

import re2

_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_HYPHENS = "‐‑‒–—―−﹘﹣"
_APOSTROPHES = "‘’‚‛′‵‹›´ʹʼ"
_QUOTES = "“”„‟″‶«»ʺ"
_SLASHES = "⁄∕"
_MICRO = "µμ"
_FULL_WIDTH = {chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F)}

_PLAIN = _FULL_WIDTH | {
    look_alike: plain
    for plain, group in (
        (" ", _SPACES),
        ("-", _HYPHENS),
        ("'", _APOSTROPHES),
        ('"', _QUOTES),
        ("/", _SLASHES),
        ("u", _MICRO),
    )
    for look_alike in group
}

# Letters whose lower-case form is longer than one code point (İ), depends on the
# neighbours (final sigma), or is a look-alike itself (capital mu, the long s).
_LOWER = {"İ": "i", "Σ": "σ", "ς": "σ", "Μ": "u", "ſ": "s"}

_CASED = str.maketrans(_PLAIN)
_FOLDED = str.maketrans(_PLAIN | _LOWER)

_BOUNDS = bytes(
    code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256)
)

# Translating and folding are quick on ASCII only, so the rest is taken out first.
_OTHER = re.compile(r"([^\x00-\x7f]+)")


def cased_view(prose: str) -> str:
    """Return the prose with plain spaces, quotes, hyphens and digits; same length."""
    if prose.isascii():
        return prose
    return _OTHER.sub(lambda found: found[0].translate(_CASED), prose)


def matching_view(prose: str) -> str:
    """Return the cased view in lower case; same length."""
    if prose.isascii():
        return prose.lower()
    parts = _OTHER.split(prose)
    parts[::2] = [part.lower() for part in parts[::2]]
    parts[1::2] = [part.translate(_FOLDED).lower() for part in parts[1::2]]
    return "".join(parts)


def bounded_view(view: str) -> str:
    """Return a matching view with a space for all but letters and digits, padded.

    One more space stands at either end, so that every word lies between two spaces: an
    offset in the view is one higher here.
    """
    if view.isascii():
        return f" {view.encode().translate(_BOUNDS).decode()} "
    words = view.encode().translate(_BOUNDS).decode()
    for sign in set("".join(_OTHER.findall(words))):
        if not _is_word(sign):
            words = words.replace(sign, " ")
    return f" {words} "


def anchored_view(view: str) -> str:
    """Return a matching view with a space for all but ASCII letters and digits, padded.

    Between letters beyond ASCII, expressions and phrases do not agree on what ends a
    word; here each of these letters does. What is looked for in this view may be found
    too often, but is never missed. Padded as the bounded view is.
    """
    plain = view.encode("ascii", "replace").translate(_BOUNDS).decode()
    return f" {plain} "


@cache
def _is_word(sign: str) -> bool:
    """Whether RE2 takes a sign for a letter or a digit, as phrases ask it to."""
    return re2.fullmatch(r"[\pL\pN]", sign) is not None
