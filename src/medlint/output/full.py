"""The default output: each finding with its lines, its reason and its standard."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from medlint.finding import Finding
from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.renderer import Target
from medlint.output.snippet import Label, margin, snippet
from medlint.output.totals import Tally, show_totals
from medlint.output.visible import one_line, visible, wrap
from medlint.output.words import first_sentences
from medlint.report import Report, Summary
from medlint.rule import Rule
from medlint.source import SourceFile


@dataclass(frozen=True)
class Full:
    """Writes a block per finding, and totals at the end."""

    target: Target
    _tally: Tally = field(default_factory=Tally)

    def show(self, report: Report, source: SourceFile) -> None:
        """Write the findings of one source; those on the whole document first."""
        self._tally.add(report)
        for finding in sorted(report.findings, key=_document_first):
            show_finding(self.target, finding, source)

    def finish(self, summary: Summary) -> None:
        """Write the totals."""
        show_totals(self.target, self.target.canvas, summary, self._tally)


def show_finding(target: Target, finding: Finding, source: SourceFile) -> None:
    """Write the block of one finding, and a blank line."""
    canvas = target.canvas
    _show_header(canvas, finding)
    labels = _labels(finding)
    left = margin(source, labels) if labels else 1
    line, column = finding.location.start
    place = f"{visible(finding.path)}:{line}:{column}"
    canvas.line((" " * left + "--> ", "frame"), plain(place))
    for row in snippet(source, labels, canvas.width) if labels else ():
        canvas.line(*row)
    for name, text in _reasons(finding, target.rules.get(finding.code)):
        _show_reason(canvas, left, name, text)
    canvas.line()


def _document_first(finding: Finding) -> bool:
    return not _is_on_document(finding)


def _is_on_document(finding: Finding) -> bool:
    return finding.location.span.length == 0


def _show_header(canvas: Canvas, finding: Finding) -> None:
    severity = finding.severity.value
    head = f"{severity}[{finding.code}] {finding.rule}: "
    width = min(canvas.width, PROSE_WIDTH)
    first, *rest = wrap(head + one_line(finding.message), width)
    canvas.line((head.rstrip(), severity), (first[len(head.rstrip()) :], "strong"))
    for line in rest:
        canvas.line((f"  {line}", "strong"))


def _labels(finding: Finding) -> list[Label]:
    related = [
        Label(p.span, p.label, primary=False, style="related") for p in finding.related
    ]
    if _is_on_document(finding):
        return related
    place = finding.location
    return [Label(place.span, place.label, style=finding.severity.value), *related]


def _reasons(finding: Finding, rule: Rule | None) -> Iterator[tuple[str, str]]:
    if rule and rule.why:
        yield "why", first_sentences(rule.why)
    if clears := _clears(finding, rule):
        yield "silenced by", clears
    for evidence in rule.evidence if rule else ():
        yield "standard", evidence.cite


def _clears(finding: Finding, rule: Rule | None) -> str:
    """Say what would silence a finding, and what was missing here."""
    notes = [gate.note for gate in finding.gates if gate.note and not gate.passed]
    missing = "; ".join(dict.fromkeys(one_line(note).rstrip(".") for note in notes))
    parts = [rule.silenced_by.strip() if rule else "", missing and f"Here: {missing}."]
    return " ".join(part for part in parts if part)


def _show_reason(canvas: Canvas, left: int, name: str, text: str) -> None:
    head = f"{' ' * left} = {name}: "
    first, *rest = wrap(text, min(canvas.width, PROSE_WIDTH) - len(head))
    canvas.line((f"{' ' * left} = ", "frame"), (f"{name}: ", "strong"), plain(first))
    for line in rest:
        canvas.line(plain(" " * len(head) + line))
