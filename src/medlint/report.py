"""From matches to a report: order, overlaps, levels and the exit code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from medlint.errors import ExitCode, Problem
from medlint.finding import Finding, Severity


@dataclass(frozen=True)
class Report:
    """What one source gave: findings in order, suppressed ones, problems of reading."""

    path: str
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: int = 0


@dataclass(frozen=True)
class Summary:
    """Counts over all reports.

    `skipped` names inputs that were left out, and why; `not_run` what rules could not
    look for. Neither fails a run.
    """

    files: int
    errors: int
    warnings: int
    notes: int
    words: int
    skipped: tuple[Problem, ...] = ()
    not_run: tuple[Problem, ...] = ()

    @property
    def findings(self) -> int:
        """All findings, whatever their severity."""
        return self.errors + self.warnings + self.notes


def arrange(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings; of overlapping ones of one rule the first, longest stays."""
    kept: list[Finding] = []
    reach: dict[str, int] = {}
    longest_first = sorted(
        findings,
        key=lambda f: (f.location.span.start, -f.location.span.end, f.code),
    )
    for finding in longest_first:
        span = finding.location.span
        if finding.code not in reach or span.start >= reach[finding.code]:
            kept.append(finding)
            reach[finding.code] = max(span.end, span.start + 1)
    return tuple(sorted(kept, key=lambda f: f.sort_key))


def at_level(report: Report, minimum: Severity) -> Report:
    """Return the report without findings below a level."""
    kept = tuple(f for f in report.findings if f.severity.at_least(minimum))
    return replace(report, findings=kept)


def summarise(
    reports: Sequence[Report],
    skipped: Sequence[Problem] = (),
    not_run: Sequence[Problem] = (),
) -> Summary:
    """Count findings by severity over all reports."""
    severities = [f.severity for report in reports for f in report.findings]
    return Summary(
        files=len(reports),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.NOTE),
        words=sum(report.words for report in reports),
        skipped=tuple(skipped),
        not_run=tuple(not_run),
    )


def exit_code(reports: Sequence[Report], fail_on: Severity | None) -> ExitCode:
    """Choose the exit code; `fail_on` None never fails for findings.

    An incomplete scan outranks findings: nobody may take it for a clean one.
    """
    if any(report.problems for report in reports):
        return ExitCode.INCOMPLETE
    if fail_on is None:
        return ExitCode.CLEAN
    found = (f.severity for report in reports for f in report.findings)
    if any(severity.at_least(fail_on) for severity in found):
        return ExitCode.FINDINGS
    return ExitCode.CLEAN
