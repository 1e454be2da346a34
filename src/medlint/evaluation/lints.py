"""Linting for measuring: reports of sources, and places quoted from them."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from medlint.errors import Problem, UnreadableError
from medlint.evaluation.labels import Group
from medlint.evaluation.results import Quote, RuleScore
from medlint.finding import Finding
from medlint.linter import Candidate, Linter
from medlint.packs import RuleSet
from medlint.report import Report
from medlint.rule import Rule
from medlint.source import SourceFile
from medlint.text import Span

_AROUND = 180
"""Code points of a line that are quoted on either side of what it is about."""


@dataclass
class Lints:
    """Lints on any day with the same rules; keeps what cannot be read as a problem."""

    ruleset: RuleSet
    problems: list[Problem] = field(default_factory=list)
    _linters: dict[date, Linter] = field(default_factory=dict)

    def report(self, source: SourceFile, day: date) -> Report:
        """Lint one source."""
        report = self._linter(day).lint(source)
        self.problems += report.problems
        return report

    def cleared(self, source: SourceFile, day: date) -> tuple[Candidate, ...]:
        """Return what rules looked at and let pass; nothing if it cannot be read."""
        try:
            candidates = self._linter(day).trace(source)
        except UnreadableError:  # already a problem of its report
            return ()
        return tuple(c for c in candidates if c.match.cleared)

    def rule(self, code: str) -> Rule | None:
        """The rule of a code, if it is switched on."""
        return next((r for r in self.ruleset.rules if r.code == code), None)

    def families(self, codes: set[str]) -> tuple[Group, ...]:
        """Return one group for each family among some codes, titled by its folder."""
        folders = {r.family: Path(r.path).parent.name for r in self.ruleset.rules}
        names = sorted({code.rstrip("0123456789") for code in codes})
        return tuple(
            Group(name, f"{name} {folders.get(name, '')}".rstrip(), (name,))
            for name in names
        )

    def score(self, code: str, findings: int, words: int) -> RuleScore:
        """Return a rule's figures without what an editor says about them."""
        rule = self.rule(code)
        return RuleScore(
            code=code,
            slug=rule.slug if rule else "",
            title=rule.title if rule else "no rule has this code",
            severity=rule.severity.value if rule else "",
            findings=findings,
            words=words,
        )

    def _linter(self, day: date) -> Linter:
        if day not in self._linters:
            self._linters[day] = Linter(self.ruleset, today=day)
        return self._linters[day]


def quote(source: SourceFile, span: Span) -> Quote:
    """Quote a place with what is around it on its lines, cut between words."""
    text, lines = source.text, source.lines
    first = lines.line(lines.position(span.start).line).start
    last = lines.line(lines.position(span.end).line).end
    before = text[first : span.start]
    after = text[span.end : max(last, span.end)]
    return Quote(_tail(before), span.of(text), _head(after))


def quote_findings(source: SourceFile, findings: tuple[Finding, ...]) -> Quote:
    """Quote the first finding, or the beginning of a text that has none."""
    if findings:
        return quote(source, findings[0].location.span)
    return Quote(_head(source.text.strip(), 4 * _AROUND), "", "")


def _head(text: str, most: int = _AROUND) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(None, 1)[0] + " …"


def _tail(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return "… " + text[-_AROUND:].split(None, 1)[-1]
