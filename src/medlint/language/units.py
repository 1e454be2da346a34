"""Units of measurement: their names, and arithmetic with fractions only."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from pydantic import field_validator

from medlint.schema import Model

_PLURAL_FROM = 4
"""From how many letters on a name has a plural with -s."""

CELSIUS = "C"
"""The id of the unit that degrees are compared in."""
_NUMBER_END = (
    r"[\d½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|teen|ty|hundred|thousand|[mbr]illion|dozen|half|halves|thirds?|quarters?"
    r"|fifths?|sixths?|eighths?|tenths?|zero)"
)


def _fractions(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        Fraction(value)
    return values


class UnitSpec(Model):
    """One unit: `is` is worth in the base unit of what it measures, `of`.

    Some units measure either of two kinds (`or`, `or-is`). `metric` is false for those
    that are converted with rounding: pounds, spoons, degrees Fahrenheit.
    """

    id: str
    of: str
    is_: tuple[str, ...]
    or_: str = ""
    or_is: tuple[str, ...] = ()
    names: tuple[str, ...]
    cased: tuple[str, ...] = ()
    metric: bool = True

    _numbers = field_validator("is_", "or_is")(_fractions)


class SubstanceSpec(Model):
    """A substance with its own conversion: `is` times one `to` make one `from`.

    Units are ids, joined by "/" where an amount is counted by another. `not` are words
    that must not stand near.
    """

    id: str
    names: tuple[str, ...]
    not_: tuple[str, ...] = ()
    from_: str
    to: str
    is_: tuple[str, ...]

    _numbers = field_validator("is_")(_fractions)


class UnitsFile(Model):
    """`language/units.yml`: units, what amounts are counted by, and substances.

    `unlisted` are words for other substances: where one stands, an amount may be its.
    """

    units: tuple[UnitSpec, ...]
    per: dict[str, tuple[str, ...]]
    substances: tuple[SubstanceSpec, ...]
    unlisted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A unit; `worth` holds, for each kind it measures, all values in use."""

    id: str
    worth: Mapping[str, tuple[Fraction, ...]]
    is_metric: bool

    @property
    def kind(self) -> str:
        """What it measures first of all: mass, volume, activity."""
        return next(iter(self.worth))

    def __hash__(self) -> int:
        return hash(self.id)

    def convert(self, value: Fraction, to: "Unit") -> tuple[Fraction, ...]:
        """Return an amount in another unit: all values in use, none if impossible."""
        if self.kind == "temperature":
            return _temperature(value, self.id, to.id) if to.kind == self.kind else ()
        return tuple(
            {
                value * own / other
                for kind in self.worth.keys() & to.worth.keys()
                for own, other in product(self.worth[kind], to.worth[kind])
            }
        )


def _temperature(value: Fraction, unit: str, to: str) -> tuple[Fraction, ...]:
    if unit == to:
        return (value,)
    if unit == CELSIUS:
        return (value * Fraction(9, 5) + 32,)
    return ((value - 32) * Fraction(5, 9),)


@dataclass(frozen=True)
class Substance:
    """A substance whose amounts convert by a factor of its own."""

    id: str
    words: "re.Pattern[str]"
    never: "re.Pattern[str] | None"
    units: tuple[str, str]
    worth: tuple[Fraction, ...]


class Units:
    """All units, ready to be looked for in a matching view."""

    def __init__(self, file: UnitsFile) -> None:
        self.by_id = {spec.id: _unit(spec) for spec in file.units}
        self._specs = file.units
        self._per = file.per
        self.unlisted = _words(file.unlisted)
        self.substances = tuple(_substance(spec) for spec in file.substances)

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {
            name: self.by_id[spec.id] for spec in self._specs for name in _forms(spec)
        }

    @cached_property
    def _by_cased(self) -> dict[str, Unit]:
        return {n: self.by_id[spec.id] for spec in self._specs for n in spec.cased}

    @cached_property
    def _name(self) -> "re.Pattern[str]":
        return re.compile(rf"[ -]?(?P<unit>{_any_of(self._by_name)})(?![a-z0-9])")

    @cached_property
    def _some(self) -> "re.Pattern[str]":
        names = {**self._by_name, **{n.lower(): u for n, u in self._by_cased.items()}}
        return re.compile(rf"(?:{_NUMBER_END})[ -]?(?:{_any_of(names)})(?![a-z0-9])")

    def may_stand_in(self, view: str, start: int, end: int) -> bool:
        """Whether a unit stands behind what may be a number; quick."""
        return self._some.search(view, start, end) is not None

    @cached_property
    def _cased(self) -> "re.Pattern[str]":
        return re.compile(rf"[ ]?(?P<unit>{_any_of(self._by_cased)})(?![A-Za-z0-9°.-])")

    @cached_property
    def _divisor(self) -> "re.Pattern[str]":
        names = {form: "" for names in self._per.values() for form in _plurals(names)}
        return re.compile(
            rf"(?: ?/ ?| per |-per-)(?:\d+(?:\.\d+)?[ -]?)?"
            rf"(?P<per>{_any_of(names)})(?![a-z0-9])"
        )

    @cached_property
    def _divisors(self) -> dict[str, str]:
        return {
            form: name for name, names in self._per.items() for form in _plurals(names)
        }

    @cached_property
    def literals(self) -> frozenset[str]:
        """Literals of which one stands wherever a unit does; for the prefilter."""
        return frozenset(
            literal
            for name in (*self._by_name, *map(str.lower, self._by_cased))
            for literal in _literals(name)
        )

    def read(
        self, view: str, cased: str, at: int, end: int
    ) -> tuple[Unit, tuple[str, ...], int] | None:
        """Read the unit that begins at a place, with what it is counted by.

        Returns the unit, the names of divisors in order, and where it ends.
        """
        found = self._name.match(view, at, end)
        if found:
            unit, stop = self._by_name[found["unit"]], found.end()
        else:
            found = self._cased.match(cased, at, end)
            if found is None:
                return None
            unit, stop = self._by_cased[found["unit"]], found.end()
        per: list[str] = []
        while divisor := self._divisor.match(view, stop, end):
            per.append(self._divisors[divisor["per"]])
            stop = divisor.end()
        return unit, tuple(per), stop


def _unit(spec: UnitSpec) -> Unit:
    worth = {spec.of: tuple(map(Fraction, spec.is_))}
    if spec.or_:
        worth[spec.or_] = tuple(map(Fraction, spec.or_is))
    return Unit(spec.id, worth, spec.metric)


def _substance(spec: SubstanceSpec) -> Substance:
    never = _words(spec.not_) if spec.not_ else None
    worth = tuple(map(Fraction, spec.is_))
    return Substance(spec.id, _words(spec.names), never, (spec.from_, spec.to), worth)


def _words(names: Sequence[str]) -> "re.Pattern[str]":
    return re.compile(rf"(?<![a-z0-9])(?:{_any_of(names)})(?![a-z0-9])")


def _forms(spec: UnitSpec) -> Iterator[str]:
    yield from _plurals(spec.names)


def _plurals(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield name
        if (
            len(name) >= _PLURAL_FROM and name[-1] not in "shzt." and name.isascii()
        ) or name in {"pint", "quart"}:
            yield f"{name}s"


def _any_of(names: Mapping[str, object] | Sequence[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))


def _literals(name: str) -> Iterator[str]:
    """A name as the lexicon may look for it; short ones behind a digit or a space."""
    if len(name) > 2 and name.replace(" ", "").isalnum() and name.isascii():
        yield name
    elif not (name.isascii() and name.isalnum()):
        # The sign, or the first word, is enough.
        yield name if not name.isascii() or name == "%" else name[:3]
    else:
        yield f" {name} "
        yield from (f"{digit}{name} " for digit in "0123456789")
