"""What a rule of kind `citation` may say."""

import string
from enum import StrEnum

from pydantic import Field, field_validator, model_validator

from medlint.checks.citation_finds import CAPTURES
from medlint.checks.scope import ScopeSpec
from medlint.checks.where import WhereSpec
from medlint.finding import Severity
from medlint.language.patterns import PatternSpec
from medlint.schema import Model


class Problem(StrEnum):
    """What can be wrong with a citation or its source."""

    SINGLE_SOURCE = "single-source"
    MALFORMED = "malformed-identifier"
    DANGLING = "dangling"
    MISMATCH = "mismatch"
    IMPOSSIBLE_DATE = "impossible-date"
    WEAK_SOURCE = "weak-source"
    PREPRINT = "preprint"
    RETRACTED = "retracted"
    STALE = "stale"
    NON_DOCUMENT = "non-document"


CASES: dict[Problem, frozenset[str]] = {
    Problem.DANGLING: frozenset({"number", "footnote", "author-year", "key", "unused"}),
    Problem.MISMATCH: frozenset({"study", "year", "identifier", "body"}),
    Problem.IMPOSSIBLE_DATE: frozenset({"future", "ancient", "outlet"}),
    Problem.WEAK_SOURCE: frozenset(
        {"wiki", "social", "shop", "content-farm", "wire", "ai-chat", "news"}
    ),
    Problem.RETRACTED: frozenset({"retraction", "concern"}),
    Problem.STALE: frozenset({"list", "current"}),
    Problem.NON_DOCUMENT: frozenset(
        {"search", "homepage", "redirect", "login", "local", "anchor"}
    ),
}
"""The cases a problem comes in; those not listed here have none."""
_NEEDED: dict[Problem, tuple[str, ...]] = {
    Problem.SINGLE_SOURCE: ("quantity", "enough"),
    Problem.PREPRINT: ("label",),
    Problem.RETRACTED: ("label",),
    Problem.IMPOSSIBLE_DATE: ("dated",),
    Problem.STALE: ("current", "max_age", "max_age_current"),
    Problem.WEAK_SOURCE: ("statements",),
    Problem.NON_DOCUMENT: ("statements",),
}
_PARAMETERS = frozenset(name for names in _NEEDED.values() for name in names)


class CaseSpec(Model):
    """One case: what it is called in the message, and how grave it is at most."""

    message: str = ""
    severity: Severity | None = None

    @field_validator("message")
    @classmethod
    def _can_be_filled_in(cls, value: str) -> str:
        try:
            parts = list(string.Formatter().parse(value))
        except ValueError as error:
            raise ValueError(f"the message cannot be filled in: {error}") from None
        for _, name, layout, conversion in parts:
            if name is not None and (name not in CAPTURES or layout or conversion):
                known = ", ".join(sorted(CAPTURES))
                raise ValueError(f"unknown word {{{name}}}; a message quotes {known}")
        return value


class CitationSpec(ScopeSpec):
    """Report a `problem` of citations and sources, unless one of `unless` holds.

    `cases` names the forms of the problem that are reported; each may have a message
    of its own and a severity that is never exceeded. `quantity` are words for many
    studies, `enough` words for a source that sums up several. `label` are words that
    disclose a preprint or a retraction, `current` words for what is said to be new,
    `statements` words and numbers that need a source. `dated` names the metadata
    that dates the article. `max-age` and `max-age-current` are in years.
    """

    problem: Problem
    cases: dict[str, CaseSpec] = Field(default_factory=dict)
    unless: tuple[WhereSpec, ...] = ()
    quantity: tuple[PatternSpec, ...] = ()
    enough: tuple[PatternSpec, ...] = ()
    label: tuple[PatternSpec, ...] = ()
    current: tuple[PatternSpec, ...] = ()
    statements: tuple[PatternSpec, ...] = ()
    dated: tuple[str, ...] = ()
    max_age: int = 0
    max_age_current: int = 0

    @model_validator(mode="after")
    def _coherent(self) -> "CitationSpec":
        known = CASES.get(self.problem, frozenset())
        if self.cases.keys() - known or bool(self.cases) != bool(known):
            listed = ", ".join(sorted(known)) or "none"
            raise ValueError(f"cases of {self.problem} are: {listed}")
        needed = _NEEDED.get(self.problem, ())
        for name in sorted(_PARAMETERS):
            if bool(getattr(self, name)) != (name in needed):
                verb = "needs" if name in needed else "has no"
                raise ValueError(f"{self.problem} {verb} {name.replace('_', '-')}")
        return self
