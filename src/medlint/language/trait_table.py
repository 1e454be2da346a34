"""What can be told of a study, and the table of the words that tell it."""

from enum import StrEnum

from pydantic import Field

from medlint.language.patterns import PatternSpec
from medlint.schema import Model


class Design(StrEnum):
    """How a study was done; a `trial` is an experiment of which no more is said."""

    META_ANALYSIS = "meta-analysis"
    RCT = "rct"
    TRIAL = "trial"
    ANIMAL = "animal"
    IN_VITRO = "in-vitro"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    SURVEY = "survey"
    OBSERVATIONAL = "observational"
    UNCONTROLLED = "uncontrolled"
    PILOT = "pilot"
    CASE_SERIES = "case-series"
    MODELLING = "modelling"


class Species(StrEnum):
    """On whom or what a study was done."""

    HUMAN = "human"
    ANIMAL = "animal"
    CELLS = "cells"


class Status(StrEnum):
    """Where results were told before they were published."""

    PREPRINT = "preprint"
    MEETING = "meeting"
    PRESS = "press-release"


class Caveat(StrEnum):
    """What an article says against taking a study for the last word."""

    CAUSE = "cause"
    """It cannot show that one thing causes the other."""
    PEOPLE = "people"
    """Whether it holds in people is not known."""
    SMALL = "small"
    EARLY = "early"
    UNCONFIRMED = "unconfirmed"
    """Others have to confirm it; much is not known."""


class TraitsFile(Model):
    """Patterns by what they tell of a study; `phases` by the number of the phase.

    `links` are what one study that observes finds. `tells` bring in research that no
    noun phrase names; `funding` says that a party with an interest paid.
    """

    designs: dict[Design, tuple[PatternSpec, ...]]
    links: tuple[PatternSpec, ...]
    species: dict[Species, tuple[PatternSpec, ...]]
    phases: dict[int, tuple[PatternSpec, ...]]
    status: dict[Status, tuple[PatternSpec, ...]]
    caveats: dict[Caveat, tuple[PatternSpec, ...]]
    funding: tuple[PatternSpec, ...]
    tells: tuple[PatternSpec, ...] = Field(min_length=1)
