"""What a rule of kind `statistic` may say."""

import string
from enum import StrEnum

from pydantic import field_validator, model_validator

from medlint.checks.scope import ScopeSpec
from medlint.checks.statistic_finds import CAPTURES
from medlint.checks.where import WhereSpec


class Problem(StrEnum):
    """What can be wrong with figures."""

    ARITHMETIC = "arithmetic"
    POINTS = "percent-or-points"
    IMPOSSIBLE = "impossible"
    INTERVAL = "interval"


CASES: dict[Problem, frozenset[str]] = {
    Problem.ARITHMETIC: frozenset(
        {"share", "change", "direction", "multiple", "total"}
    ),
    Problem.POINTS: frozenset({"percent", "points"}),
    Problem.IMPOSSIBLE: frozenset(
        {"reduction", "share", "probability", "negative", "sum"}
    ),
    Problem.INTERVAL: frozenset({"reversed", "outside", "claimed", "denied"}),
}
"""The cases that each problem comes in."""


class StatisticSpec(ScopeSpec):
    """Report a `problem` of figures in a sentence, unless one of `unless` holds.

    `cases` names the forms of the problem that are reported, each with its message.
    """

    problem: Problem
    cases: dict[str, str]
    unless: tuple[WhereSpec, ...] = ()

    @field_validator("cases")
    @classmethod
    def _can_be_filled_in(cls, cases: dict[str, str]) -> dict[str, str]:
        for message in cases.values():
            try:
                parts = list(string.Formatter().parse(message))
            except ValueError as error:
                raise ValueError(f"the message cannot be filled in: {error}") from None
            for _, name, layout, conversion in parts:
                if name is not None and (name not in CAPTURES or layout or conversion):
                    known = ", ".join(sorted(CAPTURES))
                    raise ValueError(
                        f"unknown word {{{name}}}; a message quotes {known}"
                    )
        return cases

    @model_validator(mode="after")
    def _known_cases(self) -> "StatisticSpec":
        known = CASES[self.problem]
        if not self.cases or self.cases.keys() - known:
            listed = ", ".join(sorted(known))
            raise ValueError(f"cases of {self.problem} are: {listed}")
        return self
