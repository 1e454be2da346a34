"""One line per finding, for editors that jump to `path:line:column` and for grep."""

from dataclasses import dataclass, field

from medlint.output.canvas import plain
from medlint.output.renderer import Target
from medlint.output.totals import Tally, show_totals
from medlint.output.visible import one_line, visible
from medlint.report import Report, Summary
from medlint.source import SourceFile


@dataclass(frozen=True)
class Concise:
    """Writes `path:line:column: CODE message`."""

    target: Target
    _tally: Tally = field(default_factory=Tally)

    def show(self, report: Report, source: SourceFile) -> None:
        """Write the findings of one source."""
        del source  # the place is in the finding
        self._tally.add(report)
        for finding in report.findings:
            line, column = finding.location.start
            self.target.canvas.line(
                plain(f"{visible(finding.path)}:{line}:{column}: "),
                (finding.code, finding.severity.value),
                plain(f" {one_line(finding.message)}"),
            )

    def finish(self, summary: Summary) -> None:
        """Write the totals beside the output, where every line is a finding."""
        show_totals(self.target, self.target.notices, summary, self._tally)
