"""JSON, version 1: stable keys that other tools and our own measurements read."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from medlint import __version__
from medlint.errors import Problem
from medlint.finding import Finding, Fix, Location
from medlint.output.renderer import Target
from medlint.output.totals import Tally, show_statistics
from medlint.report import Report, Summary
from medlint.source import SourceFile
from medlint.text import Position, Span

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class JsonV1:
    """Collects everything and writes one object at the end."""

    target: Target
    _tally: Tally = field(default_factory=Tally)
    _findings: list[Json] = field(default_factory=list)
    _suppressed: list[Json] = field(default_factory=list)
    _problems: list[Json] = field(default_factory=list)

    def show(self, report: Report, source: SourceFile) -> None:
        """Keep what one source gave."""
        self._tally.add(report)
        self._findings.extend(finding_json(f, source) for f in report.findings)
        self._suppressed.extend(finding_json(f, source) for f in report.suppressed)
        self._problems.extend(problems_json(report.problems))

    def finish(self, summary: Summary) -> None:
        """Write the object, and a line break."""
        value: Json = {
            "version": 1,
            "tool": {"name": "medlint", "version": __version__},
            "findings": self._findings,
            "suppressed": self._suppressed,
            "problems": self._problems,
            "summary": {
                "files": summary.files,
                "findings": summary.findings,
                "errors": summary.errors,
                "warnings": summary.warnings,
                "notes": summary.notes,
                "skipped": problems_json(summary.skipped),
                "not_run": problems_json(summary.not_run),
            },
        }
        self.target.stream.write(dump(value) + "\n")
        if self.target.statistics:
            show_statistics(self.target, self.target.notices, self._tally)


def dump(value: Json) -> str:
    """Write JSON for people and programs; lone surrogates are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def finding_json(finding: Finding, source: SourceFile) -> Json:
    """Return a finding as version 1 writes it."""
    location = finding.location
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": finding.path,
        "start": _point(location.start, location.span.start),
        "end": _point(location.end, location.span.end),
        "excerpt": finding.excerpt,
        "related": [_related(place) for place in finding.related],
        "fix": _fix(finding.fix, source) if finding.fix else None,
        "fingerprint": finding.fingerprint,
        "gates": [
            {"gate": gate.name, "passed": gate.passed, "note": gate.note}
            for gate in finding.gates
        ],
    }


def problems_json(problems: Iterable[Problem]) -> list[Json]:
    """Return problems as version 1 writes them; no position is null."""
    return [
        {
            "path": problem.path,
            "message": problem.message,
            "hint": problem.hint,
            "line": problem.position.line if problem.position else None,
            "column": problem.position.column if problem.position else None,
        }
        for problem in problems
    ]


def _point(position: Position, offset: int) -> Json:
    return {"line": position.line, "column": position.column, "offset": offset}


def _related(place: Location) -> Json:
    return {
        "message": place.label,
        "start": _point(place.start, place.span.start),
        "end": _point(place.end, place.span.end),
    }


def _fix(fix: Fix, source: SourceFile) -> Json:
    return {
        "safety": fix.safety.name.lower(),
        "edits": [
            {**_ends(edit.span, source), "text": edit.text} for edit in fix.edits
        ],
    }


def _ends(span: Span, source: SourceFile) -> dict[str, Json]:
    return {
        "start": _point(source.lines.position(span.start), span.start),
        "end": _point(source.lines.position(span.end), span.end),
    }
