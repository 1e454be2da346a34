"""Whether two titles are the same, though written differently.

A score is the share of content words that the two have in common, in order. Words that
differ by a typing error or by British and American spelling are in common. Titles are
the same from `SAME` on: in a title of nine content words or fewer no word may differ,
so "in men" is not "in women", and in a longer one a word may be lost.
"""

import re
from difflib import SequenceMatcher

from medlint.references.folding import clean, content_words, words

SAME = 0.9
ALIKE = 0.8
"""From which similarity two words count as one: randomised and randomized (0.9) do,
men and women (0.75) do not."""

_SHORTEST_START = 4
_SHORTEST_MAIN = 2
_SHORTEST_INSIDE = 4
_CUT = re.compile(r"(?:\.\.\.|…)\W*$")
_MAIN = re.compile(r"[:?.\u2013\u2014]\s")


def similarity(written: str, found: str) -> float:
    """Return how alike two titles are, from 0 to 1."""
    if not words(written) or not words(found):
        return 0.0
    if "".join(words(written)) == "".join(words(found)) or _is_start(written, found):
        return 1.0
    ours, theirs = content_words(written), content_words(found)
    whole = _share(ours, theirs)
    shorter = min(len(ours), len(theirs))
    if shorter < _SHORTEST_START + 2:
        return whole
    # A subtitle left out, and a typing error in the rest.
    return max(whole, _share(ours[:shorter], theirs[:shorter]))


def same_title(written: str, found: str) -> bool:
    """Whether two titles are the same work's."""
    return similarity(written, found) >= SAME


def stands_in(found: str, text: str) -> bool:
    """Whether a title stands word for word in the text of an entry.

    This holds where the entry could not be taken apart. A short title may stand
    anywhere by chance and is not looked for.
    """
    title, entry = words(found), words(text)
    inside = f" {' '.join(title)} " in f" {' '.join(entry)} "
    return len(content_words(found)) >= _SHORTEST_INSIDE and inside


def _is_start(written: str, found: str) -> bool:
    """Whether one title is the other without its subtitle, or broken off."""
    for short, long in ((written, found), (found, written)):
        ours, theirs = words(short), words(long)
        if len(ours) >= len(theirs):
            continue
        main = words(_MAIN.split(clean(long), maxsplit=1)[0])
        if len(content_words(short)) >= _SHORTEST_MAIN and ours == main:
            return True
        if len(ours) >= _SHORTEST_START and _begins(
            ours, theirs, cut=bool(_CUT.search(short))
        ):
            return True
    return False


def _begins(ours: tuple[str, ...], theirs: tuple[str, ...], *, cut: bool) -> bool:
    """Whether words begin a title; the last of a title that was cut may be a part."""
    if ours == theirs[: len(ours)]:
        return True
    last = len(ours) - 1
    return cut and ours[:last] == theirs[:last] and theirs[last].startswith(ours[last])


def _share(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Share of words in common, in order; a number that differs counts double."""
    common, strange = 0.0, 0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            common += i_end - i
        elif kind == "replace" and i_end - i == j_end - j:
            pairs = zip(ours[i:i_end], theirs[j:j_end], strict=True)
            common += sum(_alike(a, b) for a, b in pairs)
        strange += sum(w.isdigit() for w in (*ours[i:i_end], *theirs[j:j_end])) * (
            kind != "equal"
        )
    return max(0.0, 2 * common / (len(ours) + len(theirs)) - strange / 5)


def _alike(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit():
        return one == other
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
