"""All names of the knowledge tables, by how they may be written.

A form is a name in small letters with one space for all other signs; its number is its
index. Plurals, US and UK spelling, and names without their apostrophe are forms too.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from medlint.knowledge.store import Knowledge, Name
from medlint.language.inflect import Inflections, plurals, spellings
from medlint.language.terms import Terms

LONGEST_NAME = 200
"""Code points; no name of any table is longer."""
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*")
_SIGNS = re.compile(r"[^\w]+")
_TWO_SIGNS = re.compile(r"[^\w]{2}")
_SAINT = re.compile(r"\bst (?=[a-z])")
_SERIES = re.compile(r", ([\w' -]+?) (and|or) ")
_ACTING = re.compile(
    r"(?:cure|treat|heal|ease|fight|attack|block|kill|help|aid|support|boost|repair"
    r"|balance|protect|cleanse|calm|soothe|relieve|reverse|beat|control|stop"
    r"|remed(?=ies|y))(?:s|ies|y)?"
)
"""What ends a name as a noun, and says what its head does as a verb."""


class Names:
    """Every name of the loaded tables, ready to be looked up."""

    def __init__(self, knowledge: Knowledge, inflections: Inflections) -> None:
        self.knowledge = knowledge
        self._inflections = inflections
        self._in_tables: dict[tuple[str, ...], frozenset[int]] = {}

    @cached_property
    def by_form(self) -> Mapping[str, tuple[Name, ...]]:
        """Names by their forms; an idiom that contains a name stands for nothing."""
        found: dict[str, list[Name]] = {}
        for name in self.knowledge.names:
            for written in self._written(name.text, ambiguous=bool(name.near)):
                found.setdefault(folded(written), []).append(name)
        for idiom in self.knowledge.idioms:
            for written in self._written(idiom):
                found.setdefault(folded(written), [])
        return {form: tuple(dict.fromkeys(names)) for form, names in found.items()}

    @cached_property
    def listed(self) -> tuple[tuple[Name, ...], ...]:
        """The names that share a form, by its number."""
        return tuple(self.by_form.values())

    @cached_property
    def terms(self) -> Terms:
        """All forms, to be found in prose with the signs of their names or without."""
        return Terms(self.by_form, self._signed())

    @cached_property
    def shareable(self) -> frozenset[int]:
        """Numbers of the names of conditions of several words."""
        return self._where(
            lambda form, names: (
                " " in form and any(n.concept.table == "conditions" for n in names)
            )
        )

    @cached_property
    def sold(self) -> frozenset[int]:
        """Numbers of the common nouns for what is sold."""
        return self._where(
            lambda _, names: any(
                n.concept.table == "nouns" and n.concept.kind == "product"
                for n in names
            )
        )

    @cached_property
    def acting(self) -> Mapping[int, str]:
        """Names that may be a thing and what it does, with the verb: "asparagus cures".

        Conditions are not among them: a "heart attack" is no attack by a heart.
        """
        found: dict[int, str] = {}
        for index, (form, names) in enumerate(self.by_form.items()):
            head, _, last = form.rpartition(" ")
            is_thing = all(name.concept.table != "conditions" for name in names)
            if head and is_thing and _ACTING.fullmatch(last):
                found[index] = last
        return found

    def in_tables(self, tables: tuple[str, ...]) -> frozenset[int]:
        """The numbers of the forms that stand for something in one of some tables."""
        if tables not in self._in_tables:
            self._in_tables[tables] = self._where(
                lambda _, names: any(name.concept.table in tables for name in names)
            )
        return self._in_tables[tables]

    def _where(self, holds: Callable[[str, Sequence[Name]], bool]) -> frozenset[int]:
        return frozenset(
            index
            for index, (form, names) in enumerate(self.by_form.items())
            if holds(form, names)
        )

    def _written(self, text: str, *, ambiguous: bool = False) -> set[str]:
        """A name as authors may write it, with its signs, in small letters."""
        lower = text.lower()
        forms: Iterable[str] = plurals(lower, self._inflections)
        if ambiguous and is_acronym(text):
            forms = [lower]
        written = {s for form in forms for s in spellings(form, self._inflections)}
        written |= {_SAINT.sub("st. ", form) for form in written}
        written |= {_SERIES.sub(r", \1, \2 ", form) for form in written}
        return written | {form.replace("'", "") for form in written if "'" in form}

    def _signed(self) -> Iterator[tuple[str, int]]:
        """Spellings in which a sign and a space stand together: "st. john's wort"."""
        numbers = {form: index for index, form in enumerate(self.by_form)}
        every = [(name.text, bool(name.near)) for name in self.knowledge.names]
        every += [(idiom, False) for idiom in self.knowledge.idioms]
        for text, ambiguous in every:
            if _may_have_both(text):
                for written in self._written(text, ambiguous=ambiguous):
                    yield written, numbers[folded(written)]


def folded(text: str) -> str:
    """Return a text in small letters with one space for all other signs."""
    return " ".join(_SIGNS.sub(" ", text.lower()).split())


def is_acronym(text: str) -> bool:
    """Whether a name is written in capitals, so that in small letters it is none."""
    return bool(_ACRONYM.fullmatch(text))


def _may_have_both(text: str) -> bool:
    """Whether two signs may stand together in some spelling of a name."""
    return bool(_TWO_SIGNS.search(text) or _SAINT.search(text.lower()))
