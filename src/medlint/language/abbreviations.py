"""The table behind the sentence splitter: words whose full stop rarely ends one."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Annotated, Self

from pydantic import Field, model_validator

from medlint.schema import Model

_JOINT = re.compile(r"[-/(\"'\[{]")


class Ending(StrEnum):
    """Before what the full stop of an abbreviation ends a sentence."""

    NEVER = "never"
    BEFORE_STARTER = "before-starter"
    BEFORE_CAPITAL = "before-capital"
    BEFORE_NUMBER = "before-number"


class AbbreviationGroup(Model):
    """Abbreviations, each one word with its full stop, that end sentences alike."""

    ends: Ending
    words: list[Annotated[str, Field(pattern=r"^\S+\.$")]]
    unless_before: tuple[str, ...] = ()


class AbbreviationsFile(Model):
    """`language/abbreviations.yml`."""

    groups: dict[str, AbbreviationGroup]
    starters: list[str]
    surnames: list[str]
    joining: list[str]
    lettered: list[str]
    numbered_openers: list[str]
    speech: list[str]
    domains: list[str]

    @model_validator(mode="after")
    def _names_a_word_once(self) -> Self:
        words = Counter(chain(*(group.words for group in self.groups.values())))
        if twice := [word for word, times in words.items() if times > 1]:
            raise ValueError(f"stands in more than one place: {', '.join(twice)}")
        return self


@dataclass(frozen=True, kw_only=True)
class Abbreviations:
    """What the splitter knows about words.

    `endings` holds each abbreviation with its full stop, `continues` the words that
    carry a sentence on after some of them. `starters` are capitalised; `unlike_names`
    are those of them that are no family names. The other sets are in lower case.
    """

    endings: Mapping[str, Ending]
    continues: Mapping[str, frozenset[str]]
    starters: frozenset[str]
    unlike_names: frozenset[str]
    joining: frozenset[str]
    lettered: frozenset[str]
    openers: frozenset[str]
    speech: frozenset[str]
    domains: frozenset[str]

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Abbreviations":
        """Build the table from the content of the file.

        Raises:
            ValueError: the content does not fit `AbbreviationsFile`.
        """
        return cls.from_file(AbbreviationsFile.model_validate(data))

    @classmethod
    def from_file(cls, file: AbbreviationsFile) -> "Abbreviations":
        """Build the table from the decoded file."""
        pairs = [
            (word, group) for group in file.groups.values() for word in group.words
        ]
        starters = frozenset(file.starters)
        return cls(
            endings={word: group.ends for word, group in pairs},
            continues={word: frozenset(group.unless_before) for word, group in pairs},
            starters=starters,
            unlike_names=starters - frozenset(file.surnames),
            joining=frozenset(file.joining),
            lettered=frozenset(file.lettered),
            openers=frozenset(file.numbered_openers),
            speech=frozenset(file.speech),
            domains=frozenset(file.domains),
        )

    def find(self, word: str) -> str:
        """Return the entry that stands for a word with its full stop, or nothing.

        An entry with a small first letter also stands for the capitalised word, and
        one with points inside ("i.v.") for the word in capitals. Of a compound the
        last part counts: "non-U.S.", "i.v./p.o.".
        """
        known = self._find(word)
        if known or word[:-1].isalpha():
            return known
        return self._find(_JOINT.split(word)[-1])

    def _find(self, word: str) -> str:
        if word in self.endings:
            return word
        is_acronym = word.isupper() and "." not in word[:-1]
        lower = word.lower()
        return lower if lower in self.endings and not is_acronym else ""
