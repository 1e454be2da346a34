"""Which literals an expression needs, read off Python's syntax tree of it."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from medlint.language.literals import (
    EDGE,
    SIGN,
    Piece,
    chain,
    either,
    exactly,
    literals,
    maybe,
)
from medlint.language.normalise import matching_view

_ANYTHING = Piece("")
_MAX_CLASS = 12
_CLASS_BY_NAME = re.compile(r"\[:\^?[a-z]+:\]")
_LETTERS_AND_DIGITS = re.compile(r"\\pL\\pN|\\pN\\pL")
_UNICODE_CLASS = re.compile(r"\\[pP](?:\{\^?\w+\}|\w)")


@lru_cache(maxsize=5_000)
def required_of(source: str) -> tuple[frozenset[str], ...]:
    """Sets of literals of which one each occurs in every match of an expression.

    See `literals` for what they are looked for in.
    """
    if _CLASS_BY_NAME.search(source):
        return ()  # perhaps a class by name, which Python's parser reads otherwise
    # Python's parser does not know RE2's Unicode classes. That of all letters and
    # digits counts as \w, of which nothing is an ASCII letter or digit but these; any
    # other as one of which nothing is known.
    parseable = _UNICODE_CLASS.sub(r"\\S", _LETTERS_AND_DIGITS.sub(r"\\w", source))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what Python may mean some day
            tree = re._parser.parse(parseable)  # type: ignore[attr-defined] # noqa: SLF001
    except (re.error, OverflowError, RecursionError):
        return ()
    return literals(_tree_piece(tree))


def _tree_piece(tree: Any) -> Piece:
    return chain([_node_piece(op, argument) for op, argument in _flat(tree)])


def _flat(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield the nodes of a sequence, those in its groups too."""
    for op, argument in tree:
        if str(op) == "SUBPATTERN":
            yield from _flat(argument[3])
        else:
            yield str(op), argument


def _node_piece(op: str, argument: Any) -> Piece:
    read = _NODES.get(op)
    return read(argument) if read else _ANYTHING


@cache
def _literal_piece(argument: int) -> Piece:
    return exactly("", [_folded(argument)])


def _folded(code: int) -> str:
    return matching_view(chr(code))


def _at_piece(argument: Any) -> Piece:
    return exactly("", [EDGE if str(argument) in _EDGES else ""])


def _class_piece(argument: list[tuple[Any, Any]]) -> Piece:
    """One code point of a class, where the class is small or has signs only."""
    members = [(str(op), value) for op, value in argument]
    if members[0][0] == "NEGATE":
        words = ("CATEGORY", "CATEGORY_WORD")
        return _SIGN if words in [(op, str(v)) for op, v in members] else _ANYTHING
    strings: set[str] = set()
    for op, value in members:
        found = _members(op, value)
        if found is None:
            return _ANYTHING
        strings |= found
    if not any(char.isascii() and char.isalnum() for char in strings):
        return _SIGN if len(strings) > 1 else exactly("", strings)
    return exactly("", strings) if len(strings) <= _MAX_CLASS else _ANYTHING


def _members(op: str, value: Any) -> set[str] | None:
    if op == "LITERAL":
        return {_folded(value)}
    if op == "RANGE" and value[1] - value[0] < _MAX_CLASS:
        return {_folded(code) for code in range(value[0], value[1] + 1)}
    if op == "CATEGORY":
        return _CATEGORIES.get(str(value))
    return None


def _repeat_piece(argument: tuple[int, int, Any]) -> Piece:
    low, high, body = argument
    piece = _tree_piece(body)
    if (low, high) == (0, 1):
        return maybe(piece)
    if (low, high) == (1, 1):
        return piece
    if low:
        # The first one stands behind what comes before, the last one before the rest;
        # that they may be the same one does not matter for what must occur.
        return chain([piece, _ANYTHING, piece])
    return Piece("", opens=piece.opens, closes=piece.closes)


_SIGN = exactly("", [SIGN])
_EDGES = frozenset(
    ("AT_BEGINNING", "AT_BEGINNING_STRING", "AT_BOUNDARY", "AT_END", "AT_END_STRING")
)
_CATEGORIES = {
    "CATEGORY_SPACE": {SIGN},
    "CATEGORY_NOT_WORD": {SIGN},
    "CATEGORY_DIGIT": set("0123456789"),
}
_NODES: Mapping[str, Callable[[Any], Piece]] = {
    "LITERAL": _literal_piece,
    "BRANCH": lambda argument: either([_tree_piece(part) for part in argument[1]]),
    "AT": _at_piece,
    "IN": _class_piece,
    "MAX_REPEAT": _repeat_piece,
    "MIN_REPEAT": _repeat_piece,
}
