"""Token sequences of rule files: what a token may ask for.

Only what a pipeline without a model knows, and only what takes linear time: spaCy's
REGEX and FUZZY do not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_KEYS = (
    *("ORTH", "TEXT", "LOWER", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "OP"),
    *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE"),
    *("IS_PUNCT", "IS_SPACE", "IS_QUOTE", "IS_BRACKET", "IS_CURRENCY", "IS_STOP"),
    *("LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"),
)
_SETS = ("IN", "NOT_IN")
_COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")
_OPERATOR = re.compile(r"[!?+*1]|\{\d{1,2}(?:,\d{0,2})?\}|\{,\d{1,2}\}")


def check_tokens(tokens: Sequence[Mapping[str, Any]]) -> None:
    """Refuse what the token matcher would not understand.

    Raises:
        ValueError: what is wrong, in words for a rule author.
    """
    for token in tokens:
        if unknown := sorted(set(token).difference(_KEYS)):
            raise ValueError(
                f"unknown token attribute {unknown[0]}; a blank pipeline knows "
                + ", ".join(_KEYS)
            )
        for name, wanted in token.items():
            _check_value(name, wanted)
    if not any(set(token) - {"OP"} for token in tokens):
        raise ValueError("give at least one token with an attribute")


def _check_value(name: str, wanted: Any) -> None:
    if name == "OP":
        if not isinstance(wanted, str) or not _OPERATOR.fullmatch(wanted):
            raise ValueError("OP is one of ! ? + * {n} {n,m}")
        return
    kind, word = _kind(name)
    if not all(type(value) is kind for value in _values(name, wanted)):
        raise ValueError(f"{name} takes {word}")


def _values(name: str, wanted: Any) -> Iterator[Any]:
    """Yield the values that an attribute is compared with."""
    if not isinstance(wanted, dict):
        yield wanted
        return
    for key, value in wanted.items():
        if key in _SETS:
            if not isinstance(value, list) or not value:
                raise ValueError(f"{key} takes a list")
            yield from value
        elif key in _COMPARISONS and name == "LENGTH":
            yield value
        else:
            raise ValueError(f"{name} takes no {key}; IN and NOT_IN are allowed")


def _kind(name: str) -> tuple[type, str]:
    if name == "LENGTH":
        return int, "a whole number"
    if name.startswith(("IS_", "LIKE_")):
        return bool, "true or false"
    return str, "text"
