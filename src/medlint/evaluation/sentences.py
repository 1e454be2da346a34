"""Labelled sentences measured: whether rules speak up at those they should."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from medlint.evaluation.labels import Group, Labels, Question, Role
from medlint.evaluation.lints import Lints, quote_findings
from medlint.evaluation.measures import Counts, Share
from medlint.evaluation.results import (
    Confusion,
    Kind,
    LabelScore,
    Measured,
    Reason,
    RuleScore,
    Score,
    Section,
    SourceScore,
)
from medlint.evaluation.rows import Row, RowSet
from medlint.finding import Finding
from medlint.source import Format, SourceFile


@dataclass(frozen=True)
class Linted:
    """One sentence, linted as a document of its own."""

    row: Row
    source: SourceFile
    findings: tuple[Finding, ...]
    words: int

    def fired(self, group: Group) -> tuple[Finding, ...]:
        """Return the findings of a group of rules."""
        return tuple(f for f in self.findings if group.holds(f.code))


@dataclass(frozen=True)
class Case:
    """A sentence under one question: what the rules should do with it."""

    linted: Linted
    role: Role

    @property
    def is_borderline(self) -> bool:
        """Whether two labels can be defended."""
        return self.linted.row.borderline

    @property
    def is_clear(self) -> bool:
        """Whether there is one right answer, and no doubt of the label."""
        return not self.is_borderline and self.role is not Role.EITHER


FIGURES: dict[str, Callable[[Case], bool]] = {
    "clear": lambda case: case.is_clear,
    "strict": lambda case: not case.is_borderline,
    "every": lambda _: True,
}
"""Which cases a figure counts; where either answer is right, strict wants silence."""


def measure_sentences(
    row_set: RowSet, labels: Labels, lints: Lints, day: date
) -> Measured:
    """Lint every sentence and ask every question that its labels answer."""
    kind = labels.format(row_set.name, Format.MARKDOWN)
    linted = [_lint(row_set, row, kind, lints, day) for row in row_set.rows]
    asked = [
        q for q in labels.questions if any(x.row.label in q.labels for x in linted)
    ]
    return Measured(
        name=row_set.name,
        kind=Kind.SENTENCES,
        title=labels.title(row_set.name),
        items=len(linted),
        words=sum(x.words for x in linted),
        findings=sum(len(x.findings) for x in linted),
        expected=sum(c.role is Role.POSITIVE for q in asked for c in _cases(q, linted)),
        scores=tuple(_scores(asked, linted, FIGURES)),
        rules=tuple(_rules(asked, linted, lints)),
        sources=tuple(_sources(asked, linted, labels)),
        labels=tuple(s for q in asked for s in _label_scores(q, linted)),
        sections=tuple(_sections(asked, linted, labels, lints, day)),
    )


def _lint(row_set: RowSet, row: Row, kind: Format, lints: Lints, day: date) -> Linted:
    source = SourceFile(f"{row_set.path}:{row.line}", kind, row.text)
    report = lints.report(source, day)
    return Linted(row, source, report.findings, report.words)


def _cases(question: Question, linted: Iterable[Linted]) -> list[Case]:
    return [
        Case(x, question.role(x.row.label, x.row.flags))
        for x in linted
        if x.row.label in question.labels
    ]


def _scores(
    asked: Sequence[Question], linted: Sequence[Linted], figures: Iterable[str]
) -> Iterator[Score]:
    for question in asked:
        cases = _cases(question, linted)
        for group in question.groups:
            for figure in figures:
                counted = [case for case in cases if FIGURES[figure](case)]
                yield _score(question, group, figure, counted)


def _score(
    question: Question, group: Group, figure: str, cases: Sequence[Case]
) -> Score:
    return Score(
        name=group.name,
        title=group.title,
        question=question.name,
        figure=figure,
        findings=sum(len(case.linted.fired(group)) for case in cases),
        words=sum(case.linted.words for case in cases),
        counts=_count(cases, group),
    )


def _count(cases: Iterable[Case], group: Group) -> Counts:
    right = wrong = missed = 0
    for case in cases:
        fired, positive = bool(case.linted.fired(group)), case.role is Role.POSITIVE
        right += fired and positive
        wrong += fired and not positive
        missed += positive and not fired
    return Counts(right, wrong, missed)


def _rules(
    asked: Sequence[Question], linted: Sequence[Linted], lints: Lints
) -> Iterator[RuleScore]:
    """Yield the precision of each rule that any question judges, on clear sentences."""
    words = sum(x.words for x in linted)
    for code in sorted({f.code for x in linted for f in x.findings}):
        alone = Group(code, code, (code,))
        judging = [q for q in asked if any(g.holds(code) for g in q.groups)]
        found = sum(len(x.fired(alone)) for x in linted)
        counts = Counts()
        for question in judging:
            counts += _count(filter(FIGURES["clear"], _cases(question, linted)), alone)
        precision = counts.precision if judging else None
        yield replace(lints.score(code, found, words), precision=precision)


def _sources(
    asked: Sequence[Question], linted: Sequence[Linted], labels: Labels
) -> Iterator[SourceScore]:
    by_source: dict[str, list[Linted]] = defaultdict(list)
    for one in linted:
        by_source[labels.source(one.row.source)].append(one)
    for source in sorted(by_source):
        these = by_source[source]
        words = sum(x.words for x in these)
        scores = tuple(_scores(asked, these, ["strict"]))
        yield SourceScore(source, len(these), words, scores)


def _label_scores(question: Question, linted: Sequence[Linted]) -> Iterator[LabelScore]:
    cases = _cases(question, linted)
    for group in question.groups:
        for label in question.labels:
            for borderline in (False, True):
                these = [
                    case
                    for case in cases
                    if case.linted.row.label == label
                    and case.is_borderline is borderline
                ]
                fired = sum(bool(case.linted.fired(group)) for case in these)
                if these:
                    yield LabelScore(
                        question.name,
                        group.name,
                        label,
                        question.labels[label].value,
                        borderline,
                        Share(fired, len(these)),
                    )


def _sections(
    asked: Sequence[Question],
    linted: Sequence[Linted],
    labels: Labels,
    lints: Lints,
    day: date,
) -> Iterator[Section]:
    for question in asked:
        for group in question.groups:
            confusions = [
                _confusion(case, group, labels, lints, day)
                for case in _cases(question, linted)
                if _is_confused(case, group)
            ]
            confusions.sort(key=lambda c: (list(Reason).index(c.reason), c.line))
            alone = group.title == question.title
            title = group.title if alone else f"{question.title}: {group.title}"
            yield Section(group.name, title, tuple(confusions))


def _is_confused(case: Case, group: Group) -> bool:
    return bool(case.linted.fired(group)) is not (case.role is Role.POSITIVE)


def _confusion(
    case: Case, group: Group, labels: Labels, lints: Lints, day: date
) -> Confusion:
    one, fired = case.linted, case.linted.fired(group)
    gates = [gate for finding in fired for gate in finding.gates]
    if not fired:
        cleared = lints.cleared(one.source, day)
        held = [c.match for c in cleared if group.holds(c.match.rule.code)]
        gates = [gate for match in held for gate in match.gates if gate.passed]
    reason = Reason.WRONG if fired else Reason.MISSED
    elsewhere = {f.code for f in one.findings} - {f.code for f in fired}
    return Confusion(
        reason=reason if case.is_clear else Reason.DEBATABLE,
        codes=tuple(sorted({f.code for f in fired})) or (group.name,),
        path=one.source.path.rpartition(":")[0],
        line=one.row.line,
        quote=quote_findings(one.source, fired),
        others=tuple(sorted(elsewhere)) if not fired else (),
        label=one.row.label,
        source=labels.source(one.row.source),
        gates=tuple(dict.fromkeys(gates)),
    )
