"""Check kind `metadata`: who wrote and reviewed the article, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import model_validator

from medlint.checks.fields import fields_named
from medlint.checks.needs import (
    Need,
    NeedSpec,
    When,
    WhenSpec,
    compile_needs,
    compile_when,
    title_of,
    title_place,
)
from medlint.checks.scope import tested
from medlint.document import Block
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.dates import Dated, age_in_months, find_dates, find_labelled_date
from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    blocks_for,
    compile_patterns,
    needs_of,
)
from medlint.language.resources import Language
from medlint.rule import Match, Rule
from medlint.schema import Model
from medlint.text import Span

_REACH = 60
"""Code points between a label and its date: names and degrees, no sentence."""
_DATELINE_WORDS = 12
"""A block with a date and more words than these speaks of something else."""


class DateSpec(Model):
    """A date of review: in a `field`, or in the text close `after` some words.

    The newest counts, and must not be older than `max-age-months`. `due-field` and
    `due-after` announce the next review: once that day has passed without a review,
    the article is overdue, and until then it may reach `max-cycle-months`. Dates in
    an `other-field` or `other-after` do not count but are pointed at, such as that of
    publication. A date that is too old is reported whatever `when` says if its label
    is one of `promise`: who shows a date of review has promised to keep it.
    """

    field: tuple[str, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    max_age_months: int
    due_field: tuple[str, ...] = ()
    due_after: tuple[PatternSpec, ...] = ()
    max_cycle_months: int | None = None
    other_field: tuple[str, ...] = ()
    other_after: tuple[PatternSpec, ...] = ()
    promise: tuple[PatternSpec, ...] = ()


class MetadataSpec(Model):
    """One of `need` must hold, or a `date` must be given and not be too old."""

    when: WhenSpec = WhenSpec()
    need: tuple[NeedSpec, ...] = ()
    date: DateSpec | None = None

    @model_validator(mode="after")
    def _something(self) -> "MetadataSpec":
        if not self.need and self.date is None:
            raise ValueError("give need, or date, or both")
        return self


@dataclass(frozen=True)
class _Labels:
    """Where one kind of date is looked for."""

    fields: tuple[str, ...]
    words: tuple[Pattern, ...]


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: MetadataSpec
    when: When
    needs: tuple[Need, ...]
    reviewed: _Labels
    due: _Labels
    other: _Labels
    promise: tuple[Pattern, ...]

    @property
    def literals(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        labels = (self.reviewed, self.due, self.other)
        return self.when.needs.union(
            *(need.needs for need in self.needs),
            *(needs_of(group.words) for group in labels),
        )


@dataclass(frozen=True)
class _Found:
    """A date with its label: in the prose, or in the source for a field."""

    dated: Dated
    written: str
    label: str
    prose: Span | None = None
    source: Span | None = None


class MetadataCheck:
    """Runs all metadata rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        self._today = today
        self._rules = [_compile(rule, language) for rule in rules]
        self.needs = frozenset[Needs]().union(*(r.literals for r in self._rules))
        self.asked = frozenset[Needs]().union(*(r.when.asked for r in self._rules))

    def run(self, article: Article) -> Iterator[Match]:
        """Yield one candidate for each rule that applies to the article."""
        if not article.document.blocks:
            return
        title, place = title_of(article), title_place(article)
        for compiled in self._rules:
            applies = compiled.when.first(article) is not None
            if not applies and compiled.spec.date is None:
                continue
            gates = tested(article, (need.gate(article) for need in compiled.needs))
            captures = {"status": _refused(gates)}
            match = Match(compiled.rule, title, gates, captures, place=place)
            known = match.cleared and not article.explained
            if compiled.spec.date is not None and not known:
                promised, match = self._dated(article, compiled, match)
                if applies and match.gates == gates:
                    match = _undated(article, match, compiled.other)
                applies = applies or promised
            if applies:
                yield match

    def _dated(
        self, article: Article, compiled: _Compiled, match: Match
    ) -> tuple[bool, Match]:
        """Judge the dates, and say whether one that is too old was promised.

        `match` stands at the title; it comes back as it is where no date counts.
        """
        spec = compiled.spec.date
        assert spec is not None
        due = _newest(_dates(article, compiled.due))
        other = list(_dates(article, compiled.other))
        taken = [d.prose for d in [due, *other] if d and d.prose]
        reviews = _dates(article, compiled.reviewed)
        review = _newest(d for d in reviews if d.prose not in taken)
        if due and self._missed(due, review):
            status = f"The review that was due by {due.written} is overdue"
            return True, _at(match, due, status, passed=False)
        if review is None:
            if due:
                return False, _at(match, due, "The review is still due", passed=True)
            return False, match
        limit = spec.max_age_months
        if due and spec.max_cycle_months:
            limit = max(limit, spec.max_cycle_months)
        age = age_in_months(review.dated.latest, self._today)
        status = (
            f"The newest date of review or update ({review.written}) is {age} months "
            f"old; the limit is {limit}"
        )
        promised = any(pattern.matches(review.label) for pattern in compiled.promise)
        late = age > limit
        return promised and late, _at(match, review, status, passed=not late)

    def _missed(self, due: _Found, review: _Found | None) -> bool:
        if due.dated.latest >= self._today:
            return False
        return review is None or review.dated.latest < due.dated.day


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: MetadataSpec = rule.spec
    dates = spec.date or DateSpec.model_validate({"max-age-months": 0})
    notation = language.notation
    return _Compiled(
        rule,
        spec,
        compile_when(spec.when, language),
        compile_needs(spec.need, language),
        _Labels(dates.field, compile_patterns(dates.after, notation)),
        _Labels(dates.due_field, compile_patterns(dates.due_after, notation)),
        _Labels(dates.other_field, compile_patterns(dates.other_after, notation)),
        compile_patterns(dates.promise, notation),
    )


def _refused(gates: Sequence[Gate]) -> str:
    """Say in brackets what was found and does not count, such as an author "Admin"."""
    refused = next((g.note for g in gates if g.note and not g.passed), "")
    return f" ({refused} does not count)" if refused else ""


def _dates(article: Article, labels: _Labels) -> Iterator[_Found]:
    for field in fields_named(article, labels.fields):
        if dated := find_labelled_date(field.value.lower()):
            written, keys = dated.span.of(field.value), " ".join(field.keys)
            yield _Found(dated, written, keys, source=field.span)
    for pattern in labels.words:
        for block in blocks_for(article, pattern):
            for label in pattern.find(article, block.span, sure=True):
                yield from _after(article, label, block)


def _after(article: Article, label: Span, block: Block) -> Iterator[_Found]:
    """The date a label announces: close behind it, or alone in the next block."""
    reach = Span(label.end, min(block.span.end, label.end + _REACH))
    if not any(map(str.isalnum, reach.of(article.view))):
        later = article.block_after(block)
        reach = later.span if later else reach
        if len(reach.of(article.view).split()) > _DATELINE_WORDS:
            return
    if dated := find_labelled_date(reach.of(article.view)):
        yield _in_prose(article, dated, reach, label.of(article.view))


def _in_prose(article: Article, dated: Dated, within: Span, label: str) -> _Found:
    span = dated.span.shift(within.start)
    return _Found(dated, span.of(article.document.text), label, prose=span)


def _newest(found: Iterator[_Found] | Sequence[_Found]) -> _Found | None:
    return max(found, key=lambda f: f.dated.latest, default=None)


def _at(match: Match, found: _Found, status: str, *, passed: bool) -> Match:
    """Move the finding to a date, with what is to be said about it."""
    gate = Gate("a date of review in time", passed=passed, note=found.written)
    return replace(
        match,
        span=found.prose or match.span,
        gates=(*match.gates, gate),
        captures={"status": status},
        place=found.source if found.prose is None else None,
    )


def _undated(article: Article, match: Match, labels: _Labels) -> Match:
    """Say that no date counts, and point at one that does not."""
    gate = Gate("a date of review in time", passed=False, note="no date found")
    status = "No date of review or update is given"
    found = _newest(_dates(article, labels)) or _dateline(article)
    related = match.related
    if found:
        status += f" (only {_place(article, found)})"
        if found.prose:
            related = ((found.prose, "a date, but not of a review"),)
    return replace(
        match,
        gates=(*match.gates, gate),
        captures={"status": status},
        related=related,
    )


def _dateline(article: Article) -> _Found | None:
    """The first date that stands in a block of few words."""
    for block in article.document.blocks:
        text = block.span.of(article.view)
        is_short = len(text.split(maxsplit=_DATELINE_WORDS)) <= _DATELINE_WORDS
        if is_short and (dated := next(find_dates(text), None)):
            return _in_prose(article, dated, block.span, "")
    return None


def _place(article: Article, found: _Found) -> str:
    """The date as written, and the line of the source it stands on."""
    document = article.document
    if found.source:
        start = found.source.start
    else:
        assert found.prose is not None
        start = document.offsets.to_source(found.prose).start
    line = document.source.lines.position(start).line
    return f"{found.written} on line {line}"
