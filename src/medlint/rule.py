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
class Case:
    """One form of what a rule finds: its own words, and how grave it is at most."""

    message: str = ""
    at_most: Severity | None = None


@dataclass(frozen=True)
class Match:
    """Where a check found something, in prose, and the gates that were tested.

    A gate that passed clears the text: the match is then no finding, but it can be
    explained. `captures` fill the rule's message. `related` are spans with a word each.
    `place` is the finding's span in the source where it lies outside the prose. `case`
    changes words and severity where a rule finds more than one thing.
    """

    rule: Rule
    span: Span
    gates: tuple[Gate, ...] = ()
    captures: Mapping[str, str] = field(default_factory=dict)
    related: tuple[tuple[Span, str], ...] = ()
    place: Span | None = None
    case: Case = Case()

    @property
    def cleared(self) -> bool:
        """Whether some gate cleared the text."""
        return any(gate.passed for gate in self.gates)

    @property
    def message(self) -> str:
        """What the finding says."""
        return (self.case.message or self.rule.message).format_map(self.captures)

    @property
    def severity(self) -> Severity:
        """The rule's severity, or that of the case if it is lower."""
        severities = (self.rule.severity, self.case.at_most or self.rule.severity)
        return min(severities, key=lambda severity: severity.rank)
