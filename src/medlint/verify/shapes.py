"""Takes JSON from services apart: what is not as documented is an error, no crash."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = "Mapping[str, Json]"


class ShapeError(Exception):
    """An answer that is JSON, but not what the service is known to send."""


def as_object(value: Json, what: str) -> Object:
    """Return an object.

    Raises:
        ShapeError: it is something else.
    """
    if not isinstance(value, dict):
        raise ShapeError(f"{what} is missing")
    return value


def objects(value: Json) -> Iterator[Object]:
    """Yield the objects of a list; whatever else is there is passed over."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def inner(value: Object, key: str) -> Object:
    """Return an object that may be missing, or else an empty one."""
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def text(value: Object, key: str) -> str:
    """Return a string that may be missing."""
    found = value.get(key)
    return " ".join(found.split()) if isinstance(found, str) else ""


def texts(value: Object, key: str) -> tuple[str, ...]:
    """Return the strings of a list, or a lone string."""
    found = value.get(key)
    listed = found if isinstance(found, list) else [found]
    strings = (" ".join(t.split()) for t in listed if isinstance(t, str))
    return tuple(t for t in strings if t)


def number(value: Json) -> int:
    """Return a whole number, 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def parts_of(value: Json) -> tuple[int, ...]:
    """Return the numbers of `{"date-parts": [[2020, 1, 31]]}`."""
    dates = value.get("date-parts") if isinstance(value, dict) else None
    first = dates[0] if isinstance(dates, list) and dates else None
    return tuple(number(part) for part in first) if isinstance(first, list) else ()
