"""The phrase notation of rule files, compiled to linear-time expressions.

A phrase is words between single spaces. In it

- `cure~` is any inflected form (cure, cures, cured, curing),
- `(a|b c)` is one of several, `(very)?` may be absent,
- `<name>` is any entry of a vocabulary, itself written in this notation,
- `{0,3}` is up to three other words,
- a hyphen also matches a space or nothing: `well-tolerated`, `well tolerated`.

Case, curly quotes, dashes and no-break spaces never matter. Next to its expression a
phrase knows which literals must occur for it to match at all: the prefilter.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from medlint.language.inflect import Inflections, forms

_ITEM = re.compile(r"\{(\d+),(\d+)\}|<([a-z0-9-]+)>|[^\s()<>{}|?]+|[()|?\s]|.")
_GAP_WORD = r"[^ .!?;:]+"
_MAX_EXACT = 64


class PhraseError(ValueError):
    """The notation was not understood; the message says where and why."""


@dataclass(frozen=True)
class Piece:
    """A compiled part: its expression and the literals it depends on.

    `exact` are all strings it can match, when these are few; `required` are literals
    of which at least one occurs in every match; None says that nothing is known.
    `gap` is above zero for "up to so many other words", which brings its own spaces.
    """

    regex: str
    exact: frozenset[str] | None = None
    required: frozenset[str] | None = None
    gap: int = 0

    @property
    def needs(self) -> frozenset[str] | None:
        """The better of the two literal sets for a prefilter."""
        return best_of([self.exact, self.required])


@dataclass(frozen=True)
class Notation:
    """What phrases refer to: inflections and named vocabularies."""

    inflections: Inflections
    vocabulary: Mapping[str, Sequence[str]]

    def compile(self, phrase: str) -> Piece:
        """Compile one phrase.

        Raises:
            PhraseError: bad notation, or an unknown vocabulary.
        """
        return _Parser(phrase, self, ()).parse()


def best_of(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """Return the most selective set of literals: long ones first, then few."""
    usable = [s for s in sets if s and min(map(len, s)) > 0]
    return max(usable, key=lambda s: (min(map(len, s)), -len(s)), default=None)


def literal(text: str) -> Piece:
    """Match fixed text; a hyphen matches a space or nothing too."""
    parts = [re.escape(part) for part in text.split("-")]
    if len(parts) == 1:
        return Piece(parts[0], exact=frozenset([text]))
    longest = max(text.split("-"), key=len)
    return Piece("[- ]?".join(parts), required=frozenset([longest]))


def either(pieces: Sequence[Piece]) -> Piece:
    """Match any one of several."""
    regex = "(?:" + "|".join(piece.regex for piece in pieces) + ")"
    exact = _union([piece.exact for piece in pieces])
    if exact is not None and len(exact) > _MAX_EXACT:
        return Piece(regex, required=exact)
    return Piece(regex, exact, _union([piece.needs for piece in pieces]))


def chain(pieces: Sequence[Piece]) -> Piece:
    """Match one after another."""
    regex = "".join(piece.regex for piece in pieces)
    runs: list[frozenset[str] | None] = []
    exact: frozenset[str] | None = frozenset([""])
    for piece in pieces:
        joined = _product(exact, piece.exact)
        if joined is None:
            runs += [exact, piece.needs]
            exact = None if piece.exact is None else piece.exact
        else:
            exact = joined
    whole = _product(frozenset([""]), exact) if not runs else None
    return Piece(regex, whole, best_of([*runs, exact]))


def maybe(piece: Piece) -> Piece:
    """Match something that may be absent."""
    exact = None if piece.exact is None else piece.exact | {""}
    return Piece(f"(?:{piece.regex})?", exact)


def _product(
    left: frozenset[str] | None, right: frozenset[str] | None
) -> frozenset[str] | None:
    if left is None or right is None or len(left) * len(right) > _MAX_EXACT:
        return None
    return frozenset(a + b for a, b in itertools.product(left, right))


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [s for s in sets if s is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


class _Parser:
    """Recursive descent over one phrase."""

    def __init__(
        self, phrase: str, notation: Notation, inside: tuple[str, ...]
    ) -> None:
        self._phrase = phrase
        self._notation = notation
        self._inside = inside
        self._items = list(_ITEM.finditer(phrase))
        self._at = 0

    def parse(self) -> Piece:
        piece = self._sequence()
        if self._at < len(self._items):
            raise self._error("unexpected")
        return piece

    def _sequence(self) -> Piece:
        """Words with spaces between them; a space belongs to an optional word."""
        words: list[tuple[Piece, bool]] = []
        while True:
            pieces: list[tuple[Piece, bool]] = []
            while (part := self._part()) is not None:
                pieces.append(part)
            if not pieces:
                raise self._error("a word is missing before")
            words.append(_word(pieces))
            if self._peek() != " ":
                break
            self._at += 1
        return _spaced(words, lambda: self._error("nothing but optional words in"))

    def _part(self) -> tuple[Piece, bool] | None:
        text = self._peek()
        if text in {"", " ", "|", ")"}:
            return None
        item = self._items[self._at]
        if text.isspace():
            raise self._error("use single spaces between words, not")
        self._at += 1
        if text == "(":
            piece = self._group()
        elif item[3]:
            piece = self._vocabulary(item[3])
        elif item[1]:
            low, high = int(item[1]), int(item[2])
            if low != 0 or not 0 < high <= 12:
                raise PhraseError(f'"{text}" must be between {{0,1}} and {{0,12}}')
            return Piece(f"(?:,? {_GAP_WORD}){{0,{high}}}", gap=high), True
        elif len(text) == 1 and text in "<>{}?":
            self._at -= 1
            raise self._error("unexpected")
        else:
            piece = self._literal(text)
        if self._peek() != "?":
            return piece, False
        if not (item[3] or text == "("):
            raise PhraseError(f'write "({text})?" for a word that may be absent')
        self._at += 1
        return piece, True

    def _group(self) -> Piece:
        choices = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            choices.append(self._sequence())
        if self._peek() != ")":
            raise PhraseError(f'a bracket is never closed in "{self._phrase}"')
        self._at += 1
        return either(choices)

    def _vocabulary(self, name: str) -> Piece:
        if name in self._inside:
            raise PhraseError(f"the vocabulary <{name}> contains itself")
        entries = self._notation.vocabulary.get(name)
        if entries is None:
            raise PhraseError(f"unknown vocabulary <{name}>")
        inside = (*self._inside, name)
        return either([_Parser(e, self._notation, inside).parse() for e in entries])

    def _literal(self, text: str) -> Piece:
        if not text.endswith("~"):
            return literal(text.lower())
        found = sorted(forms(text[:-1].lower(), self._notation.inflections))
        return either([literal(form) for form in found])

    def _peek(self) -> str:
        return self._items[self._at][0] if self._at < len(self._items) else ""

    def _error(self, what: str) -> PhraseError:
        rest = self._peek() or "the end"
        return PhraseError(f'{what} "{rest}" in the phrase "{self._phrase}"')


def _word(pieces: Sequence[tuple[Piece, bool]]) -> tuple[Piece, bool]:
    """Join what stands without a space; optional as a whole only if it is one part."""
    if len(pieces) == 1:
        return pieces[0]
    return chain([maybe(p) if optional else p for p, optional in pieces]), False


def _spaced(
    words: Sequence[tuple[Piece, bool]], error: Callable[[], PhraseError]
) -> Piece:
    """Join words by spaces; a missing optional word takes its space along."""
    space = literal(" ")
    first = next((i for i, (_, optional) in enumerate(words) if not optional), None)
    if first is None:
        raise error()
    parts: list[Piece] = []
    for i, (piece, optional) in enumerate(words):
        if piece.gap:
            parts.append(piece)
        elif optional:
            parts.append(maybe(chain([piece, space] if i < first else [space, piece])))
        else:
            parts += [piece] if i == first else [space, piece]
    return parts[0] if len(parts) == 1 else chain(parts)
