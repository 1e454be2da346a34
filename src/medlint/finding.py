"""What the user sees: a finding, its place, its reasons and its fix."""

import hashlib
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from medlint.text import Position, Span


class Severity(StrEnum):
    """How much harm publishing as it stands could do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Order for comparisons and sorting: the worst is the highest."""
        return _RANKS[self]

    def at_least(self, other: "Severity") -> bool:
        """Whether this is as bad as `other`, or worse."""
        return self.rank >= other.rank


_RANKS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Confidence(StrEnum):
    """How often a careful editor agrees with the rule, by measurement."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Safety(IntEnum):
    """Who may apply a fix: nobody but a person, the bold, or anybody."""

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


@dataclass(frozen=True)
class Edit:
    """Replace `span` of the source by `text`."""

    span: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """Edits that belong together, and how safe they are."""

    edits: tuple[Edit, ...]
    safety: Safety = Safety.DISPLAY


@dataclass(frozen=True)
class Location:
    """A span of the source, its lines and columns, and a word for it."""

    span: Span
    start: Position
    end: Position
    label: str = ""


@dataclass(frozen=True)
class Gate:
    """One test between a match and a finding.

    `passed` means that the test cleared the text; a finding lists those that did not.
    """

    name: str
    passed: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to mend at one place; plain data that pickles and sorts."""

    code: str
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    location: Location
    excerpt: str
    related: tuple[Location, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    gates: tuple[Gate, ...] = ()

    @property
    def sort_key(self) -> tuple[str, Span, str]:
        """Order of findings in every output: by file, place, then code."""
        return (self.path, self.location.span, self.code)


def fingerprint(code: str, excerpt: str, context: str, occurrence: int) -> str:
    """Identify a finding by content, so that it survives edits elsewhere.

    White space does not count; `occurrence` tells equal sentences apart.
    """
    parts = (code, " ".join(excerpt.split()), " ".join(context.split()))
    text = "\x1f".join((*parts, str(occurrence)))
    data = text.encode(errors="surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
