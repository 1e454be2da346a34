"""Clean pages measured: every finding is a false positive until somebody reads it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from medlint.evaluation.labels import Group, Labels
from medlint.evaluation.lints import Lints, quote
from medlint.evaluation.results import (
    Confusion,
    Kind,
    Measured,
    Reason,
    RuleScore,
    Score,
    Section,
    SourceScore,
)
from medlint.evaluation.rows import Row, RowSet
from medlint.finding import Finding, Severity
from medlint.source import Format, SourceFile


@dataclass(frozen=True)
class Page:
    """One page, linted."""

    row: Row
    source: SourceFile
    findings: tuple[Finding, ...]
    words: int


def measure_pages(row_set: RowSet, labels: Labels, lints: Lints, day: date) -> Measured:
    """Lint every page; nothing is expected, so everything found is to be read."""
    kind = labels.format(row_set.name, Format.PLAIN)
    pages = [_lint(row_set, row, kind, lints, day) for row in row_set.rows]
    codes = {finding.code for page in pages for finding in page.findings}
    return Measured(
        name=row_set.name,
        kind=Kind.PAGES,
        title=labels.title(row_set.name),
        items=len(pages),
        words=_words(pages),
        findings=sum(len(page.findings) for page in pages),
        expected=0,
        scores=tuple(_scores(pages, labels, lints.families(codes))),
        rules=tuple(_rules(pages, lints)),
        sources=tuple(_sources(pages, labels)),
        sections=tuple(_sections(pages, labels, lints)),
    )


def _lint(row_set: RowSet, row: Row, kind: Format, lints: Lints, day: date) -> Page:
    source = SourceFile(f"{row_set.path}:{row.line}", kind, row.text)
    report = lints.report(source, day)
    return Page(row, source, report.findings, report.words)


def _words(pages: Sequence[Page]) -> int:
    return sum(page.words for page in pages)


def _scores(
    pages: Sequence[Page], labels: Labels, families: Sequence[Group] = ()
) -> Iterator[Score]:
    words = _words(pages)
    found = [finding for page in pages for finding in page.findings]

    def score(name: str, title: str, holds: Callable[[Finding], bool]) -> Score:
        count = sum(map(holds, found))
        return Score(name=name, title=title, findings=count, words=words)

    yield score("all", "all rules", lambda _: True)
    for level in Severity:
        yield score(f"{level.value}s", f"{level.value}s", lambda f: f.severity is level)  # noqa: B023 - called at once
    for group in (*labels.groups, *families):
        yield score(group.name, group.title, lambda f: group.holds(f.code))  # noqa: B023 - called at once


def _rules(pages: Sequence[Page], lints: Lints) -> Iterator[RuleScore]:
    words = _words(pages)
    codes = [finding.code for page in pages for finding in page.findings]
    for rule in lints.ruleset.rules:
        yield lints.score(rule.code, codes.count(rule.code), words)


def _sources(pages: Sequence[Page], labels: Labels) -> Iterator[SourceScore]:
    by_source: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_source[labels.source(page.row.source)].append(page)
    for source in sorted(by_source):
        these = by_source[source]
        scores = [s for s in _scores(these, labels) if s.name in _BY_SOURCE]
        yield SourceScore(source, len(these), _words(these), tuple(scores))


_BY_SOURCE = {"all", "errors", "warnings", "notes"}


def _sections(pages: Sequence[Page], labels: Labels, lints: Lints) -> Iterator[Section]:
    by_code: dict[str, list[Confusion]] = defaultdict(list)
    for page in pages:
        for finding in page.findings:
            by_code[finding.code].append(_to_read(page, finding, labels))
    for code in sorted(by_code):
        title = lints.score(code, 0, 0).title
        yield Section(code, title, tuple(by_code[code]))


def _to_read(page: Page, finding: Finding, labels: Labels) -> Confusion:
    return Confusion(
        reason=Reason.TO_READ,
        codes=(finding.code,),
        path=page.source.path.rpartition(":")[0],
        line=page.row.line,
        quote=quote(page.source, finding.location.span),
        source=labels.source(page.row.source),
        gates=finding.gates,
    )
