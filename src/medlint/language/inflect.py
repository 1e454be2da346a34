"""Inflected forms of English words, so that a rule names a word once.

A word is read as a noun and as a verb. A form too many is harmless in a list of what to
look for, unless it is a form of another word; a missing one hides a finding. So where
spelling depends on stress, both are given ("benefited", "benefitted"); where it does
not, one is ("scarred", not "scared").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Annotated

from pydantic import Field

from medlint.schema import Model

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh")
_PART = re.compile(r"([\s-]+)")
# One vowel letter (or u after q, which is none) before one consonant: "stop", "quit",
# and "l" after two vowels, doubled in British spelling: "dial".
_DOUBLES = re.compile(r"(?:^|[^aeiou]|qu)[aeiouy][bcdfghjklmnpqrstvz]$|[aeiou]l$")
# One syllable of that kind always doubles; s and c vary ("bused", "synced").
_MUST_DOUBLE = re.compile(r"(?:[^aeiouy]*|[^aeiouy]*qu)[aeiouy][bdfghjklmnpqrtvz]")
_KEEPS_E = ("ee", "oe", "ye")
_MAY_KEEP_E = ("ge", "ue")
_SHORTEST_STEM = 3


class InflectionsFile(Model):
    """`language/inflections.yml`."""

    verbs: dict[str, Annotated[list[str], Field(min_length=1)]]
    prefixes: list[str]
    nouns: dict[str, Annotated[list[str], Field(min_length=1)]]
    endings: dict[str, Annotated[list[str], Field(min_length=1)]]
    spellings: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Inflections:
    """Irregular forms: of verbs, of nouns that end alike, of foreign endings."""

    verbs: Mapping[str, tuple[str, ...]]
    prefixes: tuple[str, ...]
    nouns: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Inflections":
        """Build the table from the content of the file.

        Raises:
            ValueError: the content does not fit `InflectionsFile`.
        """
        return cls.from_file(InflectionsFile.model_validate(data))

    @classmethod
    def from_file(cls, file: InflectionsFile) -> "Inflections":
        """Build the table from the decoded file."""
        return cls(
            verbs={word: tuple(found) for word, found in file.verbs.items()},
            prefixes=tuple(file.prefixes),
            nouns={word: tuple(found) for word, found in file.nouns.items()},
            endings={ending: tuple(found) for ending, found in file.endings.items()},
            spellings=file.spellings,
        )


def forms(word: str, table: Inflections) -> frozenset[str]:
    """Return a word and its inflected forms: -s, -ed, -ing and irregular ones.

    Of several words, or parts joined by hyphens, the last is inflected, unless a
    trailing `~` marks others: "take~ care of", "clean~ up".
    """
    pieces = _PART.split(word)
    if not any(piece.endswith("~") for piece in pieces):
        pieces[-1] += "~"
    options = [
        sorted(_forms_of_one(piece[:-1], table)) if piece.endswith("~") else [piece]
        for piece in pieces
    ]
    return frozenset(map("".join, product(*options)))


def plurals(name: str, table: Inflections) -> frozenset[str]:
    """Return a lower-case name and its plurals; of several words the last changes."""
    head, space, last = name.rpartition(" ")
    found = _nouns(last, table) | _with_s(last) | {last}
    return frozenset(f"{head}{space}{form}" for form in found)


def spellings(name: str, table: Inflections) -> frozenset[str]:
    """Return a lower-case name in US and UK spelling."""
    british, american = name, name
    for us, uk in table.spellings.items():
        if uk in american:
            american = american.replace(uk, us)
        elif us in british:
            british = british.replace(us, uk)
    return frozenset([name, british, american])


def _forms_of_one(word: str, table: Inflections) -> set[str]:
    if not word:
        return {""}
    lower = word.lower()
    if word != lower and not word.istitle():
        return {word, word + "s"}
    found = {lower} | _nouns(lower, table) | _verbs(lower, table)
    return {word} | {form.capitalize() for form in found} if word != lower else found


def _nouns(word: str, table: Inflections) -> set[str]:
    found = {
        word.removesuffix(ending) + plural
        for ending, plurals in table.nouns.items()
        if word.endswith(ending)
        for plural in plurals
    }
    return found | {
        word.removesuffix(ending) + plural
        for ending, plurals in table.endings.items()
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
        for plural in plurals
    }


def _verbs(word: str, table: Inflections) -> set[str]:
    found = _with_s(word) | _with_ing(word)
    if irregular := table.verbs.get(word):
        return found | set(irregular)
    found |= _with_ed(word)
    for prefix in table.prefixes:
        if word.startswith(prefix):
            past = table.verbs.get(word.removeprefix(prefix), ())
            found |= {prefix + form for form in past}
    return found


def _with_s(word: str) -> set[str]:
    if _is_consonant_y(word):
        return {word[:-1] + "ies"}
    if word.endswith(_HISSING):
        found = {stem + "es" for stem in (word, *_doubled(word))}
        return found | {word + "s"} if word.endswith("ch") else found
    return {word + "s", word + "es"} if word.endswith("o") else {word + "s"}


def _with_ed(word: str) -> set[str]:
    if _is_consonant_y(word):
        return {word[:-1] + "ied"}
    if word.endswith("e"):
        return {word + "d"}
    return {stem + "ed" for stem in _stems(word)}


def _with_ing(word: str) -> set[str]:
    if word.endswith("ie"):
        return {word[:-2] + "ying", word + "ing"}
    if not word.endswith("e") or word.endswith(_KEEPS_E) or len(word) < _SHORTEST_STEM:
        return {stem + "ing" for stem in _stems(word)}
    dropped = {word[:-1] + "ing"}
    return dropped | {word + "ing"} if word.endswith(_MAY_KEEP_E) else dropped


def _is_consonant_y(word: str) -> bool:
    return word[-1:] == "y" and len(word) > 1 and word[-2] not in _VOWELS


def _stems(word: str) -> set[str]:
    """What -ed and -ing are put after."""
    return _doubled(word) if _MUST_DOUBLE.fullmatch(word) else {word} | _doubled(word)


def _doubled(word: str) -> set[str]:
    """The word with its last letter doubled, where that may happen ("panicking")."""
    if not _DOUBLES.search(word):
        return set()
    return {word + ("k" if word.endswith("c") else word[-1])}
