"""medlint: a linter for medical content.

`lint_text` and `lint_file` give the findings of one article under the default rules;
`Linter` serves many articles and other rules. They are imported on first use, so that
`import medlint` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.finding import Finding, Severity
    from medlint.linter import Linter, lint_file, lint_text

__version__ = "0.1.0"
__all__ = ["Finding", "Linter", "Severity", "lint_file", "lint_text"]

_HOMES = {
    "Finding": "medlint.finding",
    "Severity": "medlint.finding",
    "Linter": "medlint.linter",
    "lint_file": "medlint.linter",
    "lint_text": "medlint.linter",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
