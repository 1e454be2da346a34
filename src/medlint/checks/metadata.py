"""Check kind `metadata`: who wrote and reviewed the article, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import model_validator

from medlint.checks.needs import (
    Need,
    NeedSpec,
    When,
    WhenSpec,
    compile_needs,
    compile_when,
    fields_named,
    title_of,
)
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.dates import age_in_months, find_dates
from medlint.language.patterns import Pattern, PatternSpec, compile_patterns
from medlint.language.resources import Language
from medlint.rule import Match, Rule
from medlint.schema import Model
from medlint.text import Span


class DateSpec(Model):
    """A date in a `field`, or in the text close `after` some words (`reviewed`).

    The newest counts, and must not be older than `max-age-months`. `other` are words
    or fields of dates that do not count but are pointed at, such as a publication date.
    """

    field: tuple[str, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    max_age_months: int
    other_field: tuple[str, ...] = ()


class MetadataSpec(Model):
    """One of `need` must hold, or a `date` must be given and not be too old."""

    when: WhenSpec = WhenSpec()
    need: tuple[NeedSpec, ...] = ()
    date: DateSpec | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "MetadataSpec":
        if bool(self.need) == (self.date is not None):
            raise ValueError("give either need or date")
        return self


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: MetadataSpec
    when: When
    needs: tuple[Need, ...]
    after: tuple[Pattern, ...]


@dataclass(frozen=True)
class _Found:
    """A date that counts: in prose, or in the source for a field."""

    day: date
    written: str
    prose: Span | None
    source: Span | None


class MetadataCheck:
    """Runs all metadata rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        self._today = today
        self._rules = [_compile(rule, language) for rule in rules]
        self.needs = frozenset[str]().union(*(r.when.needs for r in self._rules))

    def run(self, article: Article) -> Iterator[Match]:
        """Yield one candidate for each rule that applies to the article."""
        for compiled in self._rules:
            if not compiled.when.triggers(article):
                continue
            if compiled.spec.date is not None:
                yield self._dated(article, compiled, compiled.spec.date)
                continue
            gates = tuple(need.gate(article) for need in compiled.needs)
            yield Match(compiled.rule, title_of(article), gates)

    def _dated(self, article: Article, compiled: _Compiled, spec: DateSpec) -> Match:
        newest = max(_dates(article, compiled, spec), key=lambda d: d.day, default=None)
        title = title_of(article)
        if newest is None:
            status = "No date of review or update is given" + _other(article, spec)
            gate = Gate("dated", passed=False, note="no date found")
            return Match(compiled.rule, title, (gate,), {"status": status})
        age, limit = age_in_months(newest.day, self._today), spec.max_age_months
        status = (
            f"The newest date of review or update ({newest.written}) is {age} months "
            f"old; the limit is {limit}"
        )
        gate = Gate("dated", passed=age <= limit, note=newest.written)
        span = newest.prose or title
        return Match(
            compiled.rule, span, (gate,), {"status": status}, place=newest.source
        )


def _compile(rule: Rule, language: Language) -> _Compiled:
    spec: MetadataSpec = rule.spec
    after = spec.date.after if spec.date else []
    return _Compiled(
        rule,
        spec,
        compile_when(spec.when, language),
        compile_needs(spec.need, language),
        compile_patterns(after, language.notation),
    )


def _dates(article: Article, compiled: _Compiled, spec: DateSpec) -> Iterator[_Found]:
    for field in fields_named(article, spec.field):
        for found in find_dates(field.value.lower()):
            yield _Found(found.day, field.value, None, field.span)
    for block in article.document.blocks:
        for pattern in compiled.after:
            for label in pattern.find(article, block.span):
                yield from _after(article, label, block.span.end)


def _after(article: Article, label: Span, end: int) -> Iterator[_Found]:
    """The date a label announces: the next one, a few words away at the most."""
    reach = Span(label.end, min(end, label.end + 60))
    for found in find_dates(reach.of(article.view)):
        span = found.span.shift(reach.start)
        yield _Found(found.day, span.of(article.document.text), span, None)
        return


def _other(article: Article, spec: DateSpec) -> str:
    named = next(fields_named(article, spec.other_field), None)
    if named:
        return f" (only the publication date, {named.value})"
    first = next(find_dates(article.view), None)
    if first is None:
        return ""
    line = article.document.source.lines.position(
        article.document.offsets.to_source(first.span).start
    ).line
    return f" (a date stands on line {line}, without saying what it is)"
