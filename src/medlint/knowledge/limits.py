"""How much of a medicine is taken, and what can be measured in a living person.

Unknown is a value: what no row says is not known, and no rule concludes from it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pydantic import field_validator

from medlint.errors import Problem, UserError
from medlint.knowledge.rows import SourceSpec
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path

LIMITS_FILE = "limits.yml"
RANGES_FILE = "lab_ranges.yml"
INTAKE = "Upper"
"""How the sections of rows begin whose limit is one of nutrition."""
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) (\S+)")


class Route(StrEnum):
    """How a medicine is taken."""

    ORAL = "oral"
    INJECTION = "injection"
    NASAL = "nasal"
    PATCH = "patch"


class Population(StrEnum):
    """Whom an amount is for: `small-child` is anyone under about four years."""

    ADULT = "adult"
    SMALL_CHILD = "small-child"


class Limit(Model):
    """What is known of the amounts of one medicine, by one route, in one population.

    `of` is an id of the drugs or remedies. `single` and `daily` are the most that a
    label or guideline allows at once and in a day, in any of its uses. `plausible` is
    the range of single amounts and strengths, from children to the rarest use. `never`
    are units that its amounts are not given in, above that range; `only` are the kinds
    of unit they are given in at all. `sole` says that it is taken by this route alone.
    Amounts are a number and a unit: `1000 mg`. `section` is where a label says so.
    """

    id: str
    of: str
    route: Route = Route.ORAL
    population: Population = Population.ADULT
    single: str = ""
    daily: str = ""
    plausible: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    sole: bool = False
    section: str
    source: tuple[str, ...]

    @property
    def is_intake(self) -> bool:
        """Whether the limit is one of nutrition, not of a label."""
        return self.section.startswith(INTAKE)

    @field_validator("single", "daily", "plausible")
    @classmethod
    def _amounts(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for amount in [value] if isinstance(value, str) else value:
            if amount and not _AMOUNT.fullmatch(amount):
                raise ValueError("an amount is a number and a unit, like 1000 mg")
        if isinstance(value, tuple) and len(value) not in (0, 2):
            raise ValueError("plausible is the least and the most")
        return value


class LabRange(Model):
    """A clinical value: what it is called, and what a living person can have.

    `unit` is an id of `language/units.yml`, or empty for a bare number. `possible` is
    the least and the most that is ever measured. `usual` helps to say what was meant.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    unit: str = ""
    possible: tuple[str, str]
    usual: str = ""
    source: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names."""
        return (self.name, *self.also)


class LimitsFile(Model):
    """`knowledge/limits.yml`."""

    sources: dict[str, SourceSpec]
    rows: tuple[Limit, ...]


class RangesFile(Model):
    """`knowledge/lab_ranges.yml`."""

    sources: dict[str, SourceSpec]
    rows: tuple[LabRange, ...]


@dataclass(frozen=True)
class Limits:
    """Both tables, ready to be asked."""

    rows: tuple[Limit, ...] = ()
    ranges: tuple[LabRange, ...] = ()

    @cached_property
    def by_concept(self) -> Mapping[str, tuple[Limit, ...]]:
        """Rows by the id of the medicine."""
        found: dict[str, tuple[Limit, ...]] = {}
        for row in self.rows:
            found[row.of] = (*found.get(row.of, ()), row)
        return found


def amount(text: str) -> tuple[Fraction, str]:
    """Return the value and the unit of an amount that was validated."""
    value, unit = text.split(" ")
    return Fraction(value), unit


def load_limits(folder: Path) -> Limits:
    """Load both tables of a folder.

    Raises:
        UserError: every mistake in them.
    """
    files = [read_yaml_path(folder / name) for name in (LIMITS_FILE, RANGES_FILE)]
    limits, ranges = decode(LimitsFile, files[0]), decode(RangesFile, files[1])
    problems = [
        *_problems(files[0], limits.rows, limits.sources),
        *_problems(files[1], ranges.rows, ranges.sources),
    ]
    if problems:
        raise UserError(problems)
    return Limits(limits.rows, ranges.rows)


def _problems(
    file: YamlFile,
    rows: Sequence[Limit | LabRange],
    sources: Mapping[str, SourceSpec],
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row.id in seen:
            yield file.problem(("rows", index), f'the id "{row.id}" stands twice')
        seen.add(row.id)
        yield from _source_problems(file, index, row.source, sources)


def _source_problems(
    file: YamlFile, index: int, keys: Iterable[str], known: Mapping[str, SourceSpec]
) -> Iterator[Problem]:
    for at, key in enumerate(keys):
        if key not in known:
            hint = did_you_mean(key, known)
            message = f'no source is called "{key}"'
            yield file.problem(("rows", index, "source", at), message, hint)
