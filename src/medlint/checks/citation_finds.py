"""What finders of citation problems take and give."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from medlint.finding import Gate
from medlint.knowledge.outlets import Outlets
from medlint.language.article import Article
from medlint.language.patterns import Pattern
from medlint.language.studies import StudyGrammar
from medlint.retractions.notice import Notice
from medlint.text import Span

CAPTURES = frozenset({"match", "problem", "source", "entry", "year", "date", "count"})
"""What messages may quote; empty where a problem has no such thing."""


class Lookup(Protocol):
    """An index of retractions."""

    def find(self, doi: str = "", pmid: str = "") -> Notice | None:
        """Return how a work stands; None if it is unknown."""
        ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One rule's parameters, compiled, and what the answer may depend on."""

    today: date
    outlets: Outlets
    grammar: StudyGrammar
    says_of_health: Callable[[Article, Span], bool]
    """Whether a sentence names a condition, or says what something does for one."""
    cases: frozenset[str]
    quantity: Sequence[Pattern] = ()
    enough: Sequence[Pattern] = ()
    label: Sequence[Pattern] = ()
    current: Sequence[Pattern] = ()
    statements: Sequence[Pattern] = ()
    dated: tuple[str, ...] = ()
    max_age: int = 0
    max_age_current: int = 0
    retractions: Lookup | None = None


@dataclass(frozen=True)
class Found:
    """A candidate: where, which case of the problem, and what the message quotes.

    `gates` are tests beside the rule's own exceptions.
    """

    span: Span
    case: str = ""
    captures: Mapping[str, str] = field(default_factory=dict)
    related: tuple[tuple[Span, str], ...] = ()
    place: Span | None = None
    gates: tuple[Gate, ...] = ()


Finder = Callable[[Article, Asked], Iterator[Found]]


def first_in(
    article: Article, patterns: Sequence[Pattern], within: Span
) -> Span | None:
    """Where the first pattern that matches does."""
    found = (span for p in patterns for span in p.find(article, within))
    return next(found, None)


def disclosed(
    article: Article, patterns: Sequence[Pattern], areas: Sequence[Span], name: str
) -> Gate:
    """A gate that words in one of some areas pass."""
    spans = (first_in(article, patterns, area) for area in areas)
    span = next((s for s in spans if s), None)
    note = f'"{span.of(article.document.text)}"' if span else ""
    return Gate(name, passed=span is not None, note=note)
