"""How many findings there were, and what was checked."""

from collections.abc import Mapping

from medlint.output.canvas import PROSE_WIDTH, plain
from medlint.output.renderer import Target
from medlint.output.visible import wrap
from medlint.report import Summary

NO_VERDICT = (
    "This is not a verdict on accuracy: medlint looks for known patterns and does "
    "not judge whether the medicine is right."
)


def counted(number: int, one: str, many: str = "") -> str:
    """Write `1 file`, `2 files`, `1,840 words`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def show_totals(target: Target, summary: Summary, incomplete: int = 0) -> None:
    """Print the counts by severity, then what was checked and what was not.

    `incomplete` is the number of files with problems.
    """
    if summary.findings:
        target.canvas.line(*_by_severity(summary))
    elif incomplete:
        target.canvas.line(("No findings in what could be read.", "warning"))
    else:
        target.canvas.line(("No findings.", "good"))
    for line in wrap(_checked(target, summary, incomplete), _width(target)):
        target.canvas.line(plain(line))


def _checked(target: Target, summary: Summary, incomplete: int) -> str:
    files = counted(summary.files, "file")
    words, rules = counted(summary.words, "word"), counted(len(target.rules), "rule")
    parts = [f"Checked {files} ({words}) with {rules}."]
    if incomplete:
        which = "It" if summary.files == 1 else f"{incomplete:,} of them"
        parts.append(f"{which} could not be checked completely.")
    if summary.skipped:
        parts.append(f"Skipped {counted(len(summary.skipped), 'file')}.")
    if not summary.findings:
        parts.append(NO_VERDICT)
    return " ".join(parts)


def _width(target: Target) -> int:
    return min(target.canvas.width, PROSE_WIDTH)


def show_statistics(target: Target, counts: Mapping[str, int]) -> None:
    """Print findings per rule, the most frequent first."""
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        rule = target.rules.get(code)
        style = rule.severity.value if rule else ""
        slug = f"  {rule.slug}" if rule else ""
        target.canvas.line(plain(f"{count:>6}  "), (code, style), plain(slug))
    target.canvas.line()


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
