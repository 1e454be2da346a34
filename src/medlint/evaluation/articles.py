"""Annotated articles measured: every mark, every finding, place by place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from medlint.evaluation.annotations import AnnotatedArticle, Mark
from medlint.evaluation.labels import Group, Labels
from medlint.evaluation.lints import Lints, quote
from medlint.evaluation.matching import match
from medlint.evaluation.measures import Counts
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
from medlint.finding import Finding
from medlint.linter import Candidate

NAME = "articles"
ALL = "all"


@dataclass(frozen=True)
class Judged:
    """One article: what was marked, what was found, and which answers which."""

    article: AnnotatedArticle
    findings: tuple[Finding, ...]
    words: int
    pairs: Mapping[int, int]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What the editor marked."""
        return self.article.marks

    def counts(self, holds: Callable[[str], bool]) -> Counts:
        """Count by the pairs; a mark counts for the rule that answered it."""
        return _count(self.marks, self.findings, self.pairs, holds)

    def anywhere(self, group: Group) -> Counts:
        """Count what any rule of a group found where any rule of it is marked."""
        pairs = match(self.marks, self.findings, group)
        return _count(self.marks, self.findings, pairs, group.holds)

    def wrong(self) -> Iterator[Finding]:
        """Yield findings that answer no mark."""
        for j, finding in enumerate(self.findings):
            if j not in self.pairs:
                yield finding

    def missed(self) -> Iterator[Mark]:
        """Yield marks that no finding answers."""
        answered = set(self.pairs.values())
        for i, mark in enumerate(self.marks):
            if i not in answered:
                yield mark


def measure_articles(
    articles: Sequence[AnnotatedArticle], labels: Labels, lints: Lints
) -> Measured:
    """Lint every article on its day and compare with the marks in it.

    Marks and findings of rules that are not switched on are left out, save marks of
    codes that no rule has: they are misses.
    """
    judged = [_judge(article, lints) for article in articles]
    codes = {f.code for j in judged for f in j.findings}
    codes |= {m.code for j in judged for m in j.marks}
    codes |= {rule.code for rule in lints.ruleset.rules}
    groups = (_everything(codes), *labels.groups, *lints.families(codes))
    return Measured(
        name=NAME,
        kind=Kind.ARTICLES,
        title=labels.title(NAME),
        items=len(judged),
        words=sum(j.words for j in judged),
        findings=sum(len(j.findings) for j in judged),
        expected=sum(len(j.marks) for j in judged),
        scores=tuple(_score(judged, group) for group in groups),
        rules=tuple(_rule(code, judged, lints) for code in sorted(codes)),
        sources=tuple(_types(judged, labels)),
        sections=tuple(_sections(judged, lints)),
    )


def _judge(article: AnnotatedArticle, lints: Lints) -> Judged:
    report = lints.report(article.source, article.today)
    pairs = match(article.marks, report.findings)
    return Judged(article, report.findings, report.words, pairs)


def _count(
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    pairs: Mapping[int, int],
    holds: Callable[[str], bool],
) -> Counts:
    answered = set(pairs.values())
    held = [j in pairs for j, finding in enumerate(findings) if holds(finding.code)]
    missed = [m for i, m in enumerate(marks) if i not in answered and holds(m.code)]
    return Counts(held.count(True), held.count(False), len(missed))


def _everything(codes: Iterable[str]) -> Group:
    return Group(ALL, "all rules", tuple(sorted(codes)))


def _score(judged: Sequence[Judged], group: Group) -> Score:
    return Score(
        name=group.name,
        title=group.title,
        findings=sum(group.holds(f.code) for j in judged for f in j.findings),
        words=sum(j.words for j in judged),
        counts=_sum(j.counts(group.holds) for j in judged),
        anywhere=_sum(j.anywhere(group) for j in judged),
    )


def _rule(code: str, judged: Sequence[Judged], lints: Lints) -> RuleScore:
    found = sum(f.code == code for j in judged for f in j.findings)
    words = sum(j.words for j in judged)
    counts = _sum(j.counts(lambda c: c == code) for j in judged)
    return replace(lints.score(code, found, words), counts=counts)


def _types(judged: Sequence[Judged], labels: Labels) -> Iterator[SourceScore]:
    codes = {f.code for j in judged for f in j.findings}
    codes |= {m.code for j in judged for m in j.marks}
    for name in sorted({j.article.content_type for j in judged}):
        these = [j for j in judged if j.article.content_type == name]
        groups = (_everything(codes), *labels.groups)
        words = sum(j.words for j in these)
        scores = tuple(_score(these, group) for group in groups)
        yield SourceScore(name, len(these), words, scores)


def _sections(judged: Sequence[Judged], lints: Lints) -> Iterator[Section]:
    by_code: dict[str, list[Confusion]] = defaultdict(list)
    for one in judged:
        for finding in one.wrong():
            by_code[finding.code].append(_wrong(one, finding))
        missed = [*one.missed()]
        article = one.article
        silent = lints.cleared(article.source, article.today) if missed else ()
        for mark in missed:
            by_code[mark.code].append(_missed(one, mark, silent))
    for code in sorted(by_code):
        order = [*Reason]
        confusions = sorted(
            by_code[code], key=lambda c: (order.index(c.reason), c.path, c.line)
        )
        yield Section(code, lints.score(code, 0, 0).title, tuple(confusions))


def _wrong(one: Judged, finding: Finding) -> Confusion:
    marked = {mark.code for mark in one.marks if mark.touches(finding)}
    return Confusion(
        reason=Reason.WRONG,
        codes=(finding.code,),
        path=one.article.source.path,
        line=finding.location.start.line,
        quote=quote(one.article.source, finding.location.span),
        others=tuple(sorted(marked)),
        gates=finding.gates,
    )


def _missed(one: Judged, mark: Mark, silent: Sequence[Candidate]) -> Confusion:
    """Explain a miss by what did speak there, and by the gates that kept it silent."""
    gates = (
        gate
        for candidate in silent
        if candidate.match.rule.code in mark.codes
        and mark.touches_span(candidate.location.span)
        for gate in candidate.match.gates
        if gate.passed
    )
    return Confusion(
        reason=Reason.KNOWN if mark.known else Reason.MISSED,
        codes=mark.codes,
        path=one.article.source.path,
        line=mark.line,
        quote=quote(one.article.source, mark.places[0]),
        others=tuple(sorted({f.code for f in one.findings if mark.touches(f)})),
        gates=tuple(dict.fromkeys(gates)),
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())
