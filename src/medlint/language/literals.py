"""What must stand in a text for a pattern to match: literals for the prefilter.

Strings here are what a part of a pattern can match, with two signs of their own: `EDGE`
where no two letters or digits meet, and `SIGN` for one code point that is neither. They
end as literals of the anchored view, where all but ASCII letters and digits is a space:
" cure " is a whole word, " cur" the beginning of one. What has no letters but some
other sign than a space ("%", ".0") is looked for as it is, in the matching view.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from medlint.language.frequency import per_million

Strings = frozenset[str]

EDGE = "\x00"
SIGN = "\x01"
_MAX_PRODUCT = 64
_MAX_UNION = 4_000
_MAX_COMPARED = 100
_RARE = 200
_WORTH = 8
_FREQUENT = 15_000
_USELESS = 150_000
_NOT_WORD = re.compile(r"[^a-z0-9\x00]")
_WORD = re.compile(r"[a-z0-9]")
_NUMBER = re.compile(r"[0-9 \x00]*[^0-9 \x00\x01a-z][^\x01a-z]*")
_NOTHING = frozenset([""])


@dataclass(frozen=True, eq=False)
class Piece:
    """A compiled part of a pattern: its expression and what it can match.

    `exact` are all strings it can match, when these are few; None says that they are
    not known. `opens` and `closes` say that the part begins or ends with a sign or at
    an edge if it matches anything, `solid` that it always does. It is made of `parts`,
    one after another, or of one of several `options`.
    """

    regex: str
    exact: Strings | None = None
    opens: bool = False
    closes: bool = False
    solid: bool = False
    gap: int = 0
    parts: tuple["Piece", ...] = ()
    options: tuple["Piece", ...] = ()


def exactly(regex: str, strings: Iterable[str]) -> Piece:
    """Match any of some strings and nothing else."""
    exact = frozenset(strings)
    return Piece(
        regex,
        exact,
        opens=not any(_WORD.match(string) for string in exact),
        closes=not any(_WORD.match(string[-1:]) for string in exact),
        solid="" not in exact,
    )


def either(pieces: Sequence[Piece]) -> Piece:
    """Match any one of several."""
    exact = _union([piece.exact for piece in pieces])
    return Piece(
        "(?:" + "|".join(piece.regex for piece in pieces) + ")",
        exact if exact is not None and len(exact) <= _MAX_UNION else None,
        opens=all(piece.opens for piece in pieces),
        closes=all(piece.closes for piece in pieces),
        solid=all(piece.solid for piece in pieces),
        options=tuple(pieces),
    )


def maybe(piece: Piece) -> Piece:
    """Match something that may be absent."""
    exact = None if piece.exact is None else piece.exact | _NOTHING
    regex = f"(?:{piece.regex})?"
    return Piece(regex, exact, opens=piece.opens, closes=piece.closes)


def chain(pieces: Sequence[Piece]) -> Piece:
    """Match one after another."""
    exact: Strings | None = _NOTHING
    for piece in pieces:
        exact = _product(exact, piece.exact)
    return Piece(
        "".join(piece.regex for piece in pieces),
        exact,
        opens=_opens(pieces),
        closes=_closes(pieces),
        solid=any(piece.solid for piece in pieces),
        parts=tuple(pieces),
    )


def literals(piece: Piece, *, words: bool = False) -> tuple[frozenset[str], ...]:
    """Return sets of what the lexicon looks for: of each one literal must occur.

    There are two at most, the rarer one first; none if nothing is known. `words` says
    that the piece stands between edges.
    """
    found = _needs(piece, before=words, after=words)
    return tuple(_shared(_reduced(map(_literal, strings))) for strings in found)


@cache
def _shared(literals: frozenset[str]) -> frozenset[str]:
    """Return one object for equal sets: it is found much faster in other sets."""
    return literals


@lru_cache(maxsize=50_000)
def _needs(piece: Piece, *, before: bool, after: bool) -> tuple[Strings, ...]:
    """Return the rarest sets of strings, of a piece with an edge before or after it."""
    exact = piece.exact and _framed(piece.exact, before=before, after=after)
    if piece.options:
        options = [_needs(o, before=before, after=after) for o in piece.options]
        return _rarest(
            [exact, _union([found[0] if found else None for found in options])]
        )
    if piece.exact is not None:
        return _rarest([exact])
    return _rarest(_of_parts(piece.parts, before=before, after=after))


def _of_parts(
    parts: Sequence[Piece], *, before: bool, after: bool
) -> Iterator[Strings | None]:
    """Yield sets of strings, each of which stands in all that a sequence matches.

    Runs of parts whose strings are known are joined as far as these remain few.
    """
    run: Strings | None = frozenset([EDGE]) if before else _NOTHING
    for index, part in enumerate(parts):
        joined = _product(run, part.exact)
        if joined is not None:
            run = joined
            continue
        closed = _closes(parts[:index]) or (before and not index)
        opened = _opens(parts[index:])
        if run is not None:
            yield _framed(run, before=False, after=opened)
        follows = _opens(parts[index + 1 :]) or (after and index == len(parts) - 1)
        yield from _needs(part, before=closed, after=follows)
        run = part.exact and _framed(part.exact, before=closed, after=False)
    if run is not None:
        yield _framed(run, before=False, after=after)


def _framed(strings: Strings, *, before: bool, after: bool) -> Strings:
    if not (before or after):
        return strings
    left, right = EDGE * before, EDGE * after
    return frozenset(left + string + right for string in strings)


def _rarest(sets: Iterable[Strings | None]) -> tuple[Strings, ...]:
    """Return the rarest set, and another one where that helps and costs little."""
    usable = {found for found in sets if found and all(map(_is_usable, found))}
    known = {found: _frequency(found) for found in usable}
    ordered = sorted(known, key=lambda found: (known[found], sorted(found)))
    if not ordered or known[ordered[0]] > _USELESS:
        return ()
    first, *others = ordered
    limit = min(known[first] * _WORTH, _FREQUENT) if known[first] > _RARE else 0
    further = (s for s in others if known[s] < limit and not _implies(first, s))
    second = next(further, None)
    return (first,) if second is None else (first, second)


def _implies(first: Strings, second: Strings) -> bool:
    """Whether one set says nothing new: each string of one holds one of the other."""
    if len(first) * len(second) > _MAX_COMPARED**2:
        return True
    one, other = ([s.replace(EDGE, "") for s in strings] for strings in (first, second))
    return _hold(one, other) or _hold(other, one)


def _hold(strings: Sequence[str], parts: Sequence[str]) -> bool:
    return all(any(part in string for part in parts) for string in strings)


def _reduced(found: Iterable[str]) -> frozenset[str]:
    """Leave out literals that hold another one."""
    ordered = sorted(set(found), key=len)
    if len(ordered) > _MAX_COMPARED:
        return frozenset(ordered)
    kept: list[str] = []
    for literal in ordered:
        if not any(shorter in literal for shorter in kept):
            kept.append(literal)
    return frozenset(kept)


def _literal(string: str) -> str:
    """Put a string as the anchored view has it, or else as the matching view has it."""
    if not _WORD.search(string) or _NUMBER.fullmatch(string):
        return string.replace(EDGE, "")
    spaced = _NOT_WORD.sub(" ", string)
    at_edge = " " if spaced.lstrip(EDGE)[0] != " " else ""
    before = at_edge if spaced[0] == EDGE else ""
    at_edge = " " if spaced.rstrip(EDGE)[-1] != " " else ""
    after = at_edge if spaced[-1] == EDGE else ""
    return before + spaced.replace(EDGE, "") + after


def _is_usable(string: str) -> bool:
    if _WORD.search(string):
        return True
    return bool(string.replace(EDGE, "").strip()) and SIGN not in string


def _frequency(strings: Strings) -> float:
    return sum(per_million(_literal(string)) for string in strings)


def _opens(pieces: Iterable[Piece]) -> bool:
    """Whether what comes next surely begins with a sign or at an edge."""
    for piece in pieces:
        if not piece.opens or piece.solid:
            return piece.opens
    return False


def _closes(pieces: Sequence[Piece]) -> bool:
    """Whether what comes before surely ends with a sign or at an edge."""
    for piece in reversed(pieces):
        if not piece.closes or piece.solid:
            return piece.closes
    return False


def _product(left: Strings | None, right: Strings | None) -> Strings | None:
    if left is None or right is None:
        return None
    if len(left) * len(right) > _MAX_PRODUCT and min(len(left), len(right)) > 1:
        return None
    return frozenset(a + b for a, b in itertools.product(left, right))


def _union(sets: Sequence[Strings | None]) -> Strings | None:
    known = [s for s in sets if s is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None
