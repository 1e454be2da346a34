"""Predicates: what a text says that an intervention does, with its strength.

The strengths follow the scale used for press releases and abstracts (Sumner et al.
2014; Yu et al. 2019) with the modal verbs ranked as in guideline wording: 0 none, 1
association, 2 low, 3 moderate, 4 assertive, 5 absolute.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from medlint.language.article import Article
from medlint.language.inflect import Inflections
from medlint.language.phrases import Notation, PhraseError
from medlint.language.terms import Terms
from medlint.schema import Model
from medlint.text import Span


class Form(StrEnum):
    """How a predicate stands in its sentence."""

    BASE = "base"
    FINITE = "finite"
    GERUND = "gerund"
    PAST = "past"
    PHRASE = "phrase"
    COMPOUND = "compound"
    PROPERTY = "property"
    INVERSE = "inverse"


_BRACKET = re.compile(r"\(([^()]*)\)(\??)")
_MAY_BE_NOUN = {Form.BASE, Form.FINITE}


class PredicateSpec(Model):
    """One class of predicates; see the head of the file for the keys."""

    strength: Annotated[int, Field(ge=0, le=5)]
    object: Literal["condition", "outcome", "intervention", "none"]
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    properties: dict[str, str] = Field(default_factory=dict)


class PredicatesFile(Model):
    """`language/predicates.yml`: the classes by name."""

    classes: dict[str, PredicateSpec]


@dataclass(frozen=True)
class Reading:
    """What some words can be: a class, its strength, how they stand.

    `bare` is true for forms of a verb that may be a noun or an adjective: "lower",
    "lower risk of".
    `acts_on` is the condition that a property names itself.
    """

    name: str
    strength: int
    object: str
    form: Form
    bare: bool = False
    acts_on: str = ""


@dataclass(frozen=True)
class Predicate:
    """A reading at its place in prose."""

    span: Span
    reading: Reading


class Predicates:
    """All predicates, ready to be looked for."""

    def __init__(self, file: PredicatesFile, notation: Notation) -> None:
        self.classes = frozenset(file.classes)
        self._readings: dict[str, list[Reading]] = {}
        for name, spec in file.classes.items():
            for text, reading in _readings(name, spec, notation):
                known = self._readings.setdefault(_folded(text), [])
                if reading not in known:
                    known.append(reading)
        self._lists = tuple(tuple(found) for found in self._readings.values())
        self._terms = Terms(self._readings)

    def hits(self, article: Article) -> list[tuple[int, int, int]]:
        """Where predicates stand, in order, as (index, start, end)."""
        return article.memo("predicate-hits", lambda: self._terms.find(article.bounded))

    @property
    def count(self) -> int:
        """How many written predicates there are: the indexes of hits are below it."""
        return len(self._lists)

    def readings_of(self, index: int) -> tuple[Reading, ...]:
        """What the words of a hit can be."""
        return self._lists[index]

    def within(self, article: Article, span: Span) -> Iterator[Predicate]:
        """Predicates inside a span; of nested ones of a class the longest."""
        hits = self.hits(article)
        first = bisect_left(hits, span.start, key=lambda hit: hit[1])
        last = bisect_left(hits, span.end, key=lambda hit: hit[1])
        reach: dict[str, int] = {}
        for index, start, end in sorted(
            hits[first:last], key=lambda hit: (hit[1], -hit[2])
        ):
            if end > span.end:
                continue
            for reading in self._lists[index]:
                if start >= reach.get(reading.name, -1):
                    yield Predicate(Span(start, end), reading)
            for reading in self._lists[index]:
                reach[reading.name] = max(end, reach.get(reading.name, -1))


def _readings(
    name: str, spec: PredicateSpec, notation: Notation
) -> Iterator[tuple[str, Reading]]:
    def reading(form: Form, *, bare: bool = False, acts_on: str = "") -> Reading:
        return Reading(name, spec.strength, spec.object, form, bare, acts_on)

    def may_be(text: str) -> bool:
        return " " not in text or text.endswith((" of", " for"))

    for phrase in spec.verbs:
        for text in _strings(phrase, notation):
            form = _form(phrase, text, notation.inflections)
            yield text, reading(form, bare=form in _MAY_BE_NOUN and may_be(text))
    fixed = {
        Form.PHRASE: spec.phrases,
        Form.COMPOUND: spec.compounds,
        Form.INVERSE: spec.inverse,
    }
    for form, phrases in fixed.items():
        for text in _strings_of(phrases, notation):
            yield text, reading(form)
    for phrase, condition in spec.properties.items():
        for text in _strings(phrase, notation):
            yield text, reading(Form.PROPERTY, acts_on=condition)


def _strings_of(phrases: Iterable[str], notation: Notation) -> Iterator[str]:
    return (text for phrase in phrases for text in _strings(phrase, notation))


def _strings(phrase: str, notation: Notation) -> list[str]:
    """Spell a phrase out.

    Raises:
        PhraseError: it has gaps or vocabularies, so that nobody can tell its strings.
    """
    found: set[str] = set()
    for plain in _spelled(phrase):
        exact = notation.compile(plain.replace("-", " ")).exact
        if exact is None:
            raise PhraseError(f'"{phrase}" does not spell out fixed words')
        found |= exact
    return sorted(found)


def _spelled(phrase: str) -> Iterator[str]:
    """Yield a phrase once for each choice of its brackets, innermost first."""
    group = _BRACKET.search(phrase)
    if group is None:
        yield " ".join(phrase.split())
        return
    choices = [*group[1].split("|"), *([""] if group[2] else [])]
    for choice in choices:
        yield from _spelled(phrase[: group.start()] + choice + phrase[group.end() :])


def _form(phrase: str, text: str, inflections: Inflections) -> Form:
    """Tell the form of a verb by its ending; irregular past forms are listed."""
    base = re.split(r"[~ |]", phrase.lstrip("("), maxsplit=1)[0]
    word = text.partition(" ")[0]
    if word.endswith("ing") and word != base:
        return Form.GERUND
    past = {*inflections.verbs.get(base, ()), base + "d", base + "ed"}
    if word != base and (word in past or word.endswith("ed")):
        return Form.PAST
    return Form.BASE if word == base else Form.FINITE


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text).split())
