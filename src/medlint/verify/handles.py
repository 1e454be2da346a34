"""The handle system behind doi.org, which knows every DOI there is."""

from urllib.parse import quote

from medlint.verify.shapes import Json, ShapeError, as_object, number

_FOUND = {1, 200}
_UNKNOWN = 100


def handle_path(doi: str) -> str:
    """Where a DOI is looked up; 404 if nobody has registered it."""
    return f"/api/handles/{quote(doi, safe='/')}"


def is_registered(answer: Json) -> bool:
    """Read whether a DOI is registered.

    Raises:
        ShapeError: the answer does not say.
    """
    code = number(as_object(answer, "the answer").get("responseCode"))
    if code in _FOUND:
        return True
    if code == _UNKNOWN:
        return False
    raise ShapeError(f"responseCode is {code}")
