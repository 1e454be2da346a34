"""What the finders of `dosage` ask and answer, and whom and how an amount is for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from medlint.document import Block
from medlint.knowledge.limits import Limits, Population, Route
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.lexicon import Needs
from medlint.language.mentions import MentionFinder
from medlint.language.units import Units
from medlint.text import Span

CAPTURES = frozenset({"match", "drug", "limit", "name", "usual"})
"""What messages may quote: what was said, and what would be right."""

CHILD = re.compile(
    r"\b(?:child(?:ren)?|kids?|bab(?:y|ies)|infants?|toddlers?|newborns?"
    r"|preschoolers?|sons?|daughters?|little ones?)\b"
)
_SMALL_CHILD = re.compile(r"\b(?:bab(?:y|ies)|infants?|toddlers?|newborns?)\b")
_ROUTES: Mapping[Route | None, "re.Pattern[str]"] = {
    Route.INJECTION: re.compile(
        r"\b(?:inject\w*|intraven\w*|intramuscular\w*|subcutaneous\w*|infus\w*|iv|im"
        r"|shots?|drip)\b"
    ),
    Route.PATCH: re.compile(r"\bpatch(?:es)?\b"),
    Route.NASAL: re.compile(r"\b(?:nasal\w*|nostrils?)\b"),
    None: re.compile(
        r"\b(?:creams?|gels?|topical\w*|ointments?|lotions?|eye ?drops?|ear ?drops?"
        r"|suppositor\w+|rectal\w*|enemas?|inhal\w+|nebuli\w+|skin|vaginal\w*)\b"
    ),
}
_ORAL = re.compile(
    r"\b(?:take[ns]?|taking|swallow\w*|(?:by|the) mouth|oral\w*|tablets?|capsules?"
    r"|caplets?|pills?|chew\w*|liquid|syrup|drink|supplements?)\b"
)


@dataclass(frozen=True)
class Asked:
    """What finders look with."""

    units: Units
    limits: Limits
    finder: MentionFinder

    @property
    def needs(self) -> Needs:
        """Where a unit may stand."""
        return self.units.literals

    def blocks(self, article: Article, needs: Needs) -> Iterator[Block]:
        """Blocks with one of some literals, without the reference list."""
        references = reference_blocks(article)
        for block in article.blocks_with(needs):
            if not references or block not in references:
                yield block


@dataclass(frozen=True)
class Found:
    """One place that a rule may report, and the words for its message."""

    span: Span
    captures: Mapping[str, str] = field(default_factory=dict)


def route_in(words: str) -> tuple[Route | None, bool]:
    """Return the route that a sentence names, and whether it names any."""
    named = [route for route, pattern in _ROUTES.items() if pattern.search(words)]
    if named:
        return (named[0] if len(named) == 1 else None), True
    return (Route.ORAL, True) if _ORAL.search(words) else (None, False)


def population_in(words: str) -> Population:
    """Whom a sentence speaks of, as far as the tables tell them apart."""
    is_small = _SMALL_CHILD.search(words) is not None
    return Population.SMALL_CHILD if is_small else Population.ADULT
