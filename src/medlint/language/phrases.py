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

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from medlint.language.inflect import Inflections, forms
from medlint.language.literals import SIGN, Piece, chain, either, exactly, maybe

_ITEM = re.compile(r"\{(\d+),(\d+)\}|<([a-z0-9-]+)>|[^\s()<>{}|?]+|[()|?\s]|.")
_GAP_WORD = r"[^ .!?;:]+"


class PhraseError(ValueError):
    """The notation was not understood; the message says where and why."""


@dataclass(frozen=True)
class Notation:
    """What phrases refer to: inflections and named vocabularies."""

    inflections: Inflections
    vocabulary: Mapping[str, Sequence[str]]
    _known: dict[str, Piece] = field(default_factory=dict, compare=False, repr=False)

    def compile(self, phrase: str) -> Piece:
        """Compile one phrase.

        Raises:
            PhraseError: bad notation, or an unknown vocabulary.
        """
        if phrase not in self._known:
            self._known[phrase] = _Parser(phrase, self, ()).parse()
        return self._known[phrase]

    def named(self, name: str, inside: tuple[str, ...]) -> Piece:
        """Compile a vocabulary; `inside` are those that are being compiled."""
        if name in inside:
            raise PhraseError(f"the vocabulary <{name}> contains itself")
        entries = self.vocabulary.get(name)
        if entries is None:
            raise PhraseError(f"unknown vocabulary <{name}>")
        key = f"<{name}>"
        if key not in self._known:
            around = (*inside, name)
            pieces = [_Parser(entry, self, around).parse() for entry in entries]
            self._known[key] = either(pieces)
        return self._known[key]


@lru_cache(maxsize=20_000)
def literal(text: str) -> Piece:
    """Match fixed text in lower case; a hyphen matches a space or nothing too."""
    first, *others = text.split("-")
    regex, strings = re.escape(first), [first]
    for part in others:
        regex += "[- ]?" + re.escape(part)
        strings = [string + sign + part for string in strings for sign in ("", SIGN)]
    return exactly(regex, strings)


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
            regex = f"(?:,? {_GAP_WORD}){{0,{high}}}"
            return Piece(regex, opens=True, gap=high), True
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
        return self._notation.named(name, self._inside)

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
