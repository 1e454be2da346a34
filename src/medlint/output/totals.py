"""How many findings there were, and what was checked."""

from collections import Counter
from dataclasses import dataclass, field

from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.renderer import Target
from medlint.output.visible import wrap
from medlint.report import Report, Summary

NO_VERDICT = (
    "This is not a verdict on accuracy: medlint looks for known patterns and does "
    "not judge whether the medicine is right."
)


def counted(number: int, one: str, many: str = "") -> str:
    """Write `1 file`, `2 files`, `1,840 words`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True)
class Tally:
    """What a run adds up beside its summary."""

    codes: Counter[str] = field(default_factory=Counter)
    incomplete: list[str] = field(default_factory=list)

    def add(self, report: Report) -> None:
        """Count the findings of a report by rule, and note it when it has problems."""
        self.codes.update(finding.code for finding in report.findings)
        if report.problems:
            self.incomplete.append(report.path)


def show_totals(target: Target, canvas: Canvas, summary: Summary, tally: Tally) -> None:
    """Print the counts by severity, then what was checked and what was not."""
    if target.statistics:
        show_statistics(target, canvas, tally)
    if summary.findings:
        canvas.line(*_by_severity(summary))
    elif tally.incomplete:
        canvas.line(("No findings in what could be read.", "warning"))
    else:
        canvas.line(("No findings.", "good"))
    checked = _checked(len(target.rules), summary, len(tally.incomplete))
    for line in wrap(checked, min(canvas.width, PROSE_WIDTH)):
        canvas.line(plain(line))


def _checked(rules: int, summary: Summary, incomplete: int) -> str:
    files, words = counted(summary.files, "file"), counted(summary.words, "word")
    if incomplete and summary.files:
        files = f"{max(0, summary.files - incomplete):,} of {files}"
    parts = [f"Checked {files} ({words}) with {counted(rules, 'rule')}."]
    if incomplete:
        inputs = counted(incomplete, "input")
        parts.append(f"{inputs} could not be checked completely, see above.")
    if summary.skipped:
        parts.append(f"Skipped {counted(len(summary.skipped), 'file')}.")
    if not summary.findings:
        parts.append(NO_VERDICT)
    return " ".join(parts)


def show_statistics(target: Target, canvas: Canvas, tally: Tally) -> None:
    """Print findings per rule, the most frequent first."""
    for code, count in sorted(tally.codes.items(), key=lambda item: (-item[1], item)):
        rule = target.rules.get(code)
        style = rule.severity.value if rule else ""
        slug = f"  {rule.slug}" if rule else ""
        canvas.line(plain(f"{count:>6}  "), (code, style), plain(slug))
    if tally.codes:
        canvas.line()


def _by_severity(summary: Summary) -> tuple[tuple[str, str], ...]:
    counts = (
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.notes, "note"),
    )
    pieces: list[tuple[str, str]] = []
    for number, name in counts:
        if number:
            separator = [plain(", ")] if pieces else []
            pieces += [*separator, (counted(number, name), name)]
    return (*pieces, plain("."))
