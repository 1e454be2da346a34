"""A rule as it runs: words, severity, evidence and examples around one specification.

The file it came from is decoded in `packs`; checks add the specification.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from medlint.finding import Confidence, Gate, Severity
from medlint.text import Span

MARK_START, MARK_END = "[[", "]]"
"""What stands around a finding in an example."""


@dataclass(frozen=True)
class Evidence:
    """The standard or study behind a rule."""

    cite: str
    url: str = ""
    accessed: date | None = None


@dataclass(frozen=True)
class Example:
    """A whole document; `[[…]]` marks what a finding of the rule must cover exactly.

    Without marks the rule must stay silent. `format` is a file suffix. A known gap is
    expected to fail, and reported once it no longer does. `today` is the date of the
    run; `line` is where the example stands in its rule file, or in the file at `path`.
    """

    text: str
    format: str = "md"
    gap: bool = False
    today: date | None = None
    line: int = 0
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: what it finds is in `spec`, whose type belongs to `kind`."""

    code: str
    slug: str
    title: str
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    kind: str
    spec: Any
    silenced_by: str = ""
    evidence: tuple[Evidence, ...] = ()
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    tags: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    reviewed: date | None = None
    path: str = ""

    @property
    def family(self) -> str:
        """The letters of the code: CLM, CIT, …."""
        return self.code.rstrip("0123456789")


@dataclass(frozen=True)
class Match:
    """Where a check found something, in prose, and the gates that were tested.

    A gate that passed clears the text: the match is then no finding, but it can be
    explained. `captures` fill the rule's message. `related` are spans with a word each.
    `place` is the finding's span in the source where it lies outside the prose.
    """

    rule: Rule
    span: Span
    gates: tuple[Gate, ...] = ()
    captures: Mapping[str, str] = field(default_factory=dict)
    related: tuple[tuple[Span, str], ...] = ()
    place: Span | None = None

    @property
    def cleared(self) -> bool:
        """Whether some gate cleared the text."""
        return any(gate.passed for gate in self.gates)
