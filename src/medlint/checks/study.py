"""Check kind `study`: research that is named or appealed to without a source."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from medlint.checks.scope import ScopeSpec, tested
from medlint.checks.where import Where, WhereSpec, compile_where, patterns_of
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.binding import Scope, bond
from medlint.language.citations import citations
from medlint.language.patterns import needs_of
from medlint.language.resources import Language
from medlint.language.studies import Mention
from medlint.language.threads import Thread, threads
from medlint.rule import Match, Rule
from medlint.text import Span

_MISSING: dict[Scope, str] = {
    "sentence": "no citation in the sentence",
    "thread": "no citation where the study is spoken of",
    "paragraph": "no citation in the paragraph",
    "reference": "no entry with this author and year in a reference list",
    "section": "no line of sources in the section",
}


class StudySpec(ScopeSpec):
    """Report studies mentioned in a way that have none of the kinds of `support`.

    `sentence` looks for a citation beside the mention, `thread` in the further prose
    about the study, `paragraph` for the paragraph's only one, at its end (for appeals
    to studies in general: for any), `reference` for an entry of the reference list that
    fits, `section` for a line of sources. A study is reported once, where it is first
    mentioned; later mentions are listed.
    """

    mention: Mention
    support: tuple[Scope, ...]
    unless: tuple[WhereSpec, ...] = ()


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: StudySpec
    unless: tuple[Where, ...]


class StudyCheck:
    """Runs all study rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._grammar = language.studies
        self._rules = [
            _Compiled(rule, rule.spec, compile_where(rule.spec.unless, language))
            for rule in rules
        ]
        conditions = [where for rule in self._rules for where in rule.unless]
        self.needs = self._grammar.needs
        self.asked = needs_of(patterns_of(conditions))

    def run(self, article: Article) -> Iterator[Match]:
        """Yield one candidate for each study that is mentioned."""
        if not self._rules:
            return
        found = threads(article, self._grammar)
        for compiled in self._rules:
            fitting = [t for t in found if t.opening.kind is compiled.spec.mention]
            matches = [
                (thread, _match(article, compiled, thread))
                for thread in fitting
                if compiled.spec.covers(article.block_at(thread.opening.span.start))
            ]
            yield from (match for _, match in matches if match.cleared)
            named = [t.opening.span.start for t in found if t not in fitting]
            standing = [(t, m) for t, m in matches if not m.cleared]
            yield from _once(article, standing, named)


def _match(article: Article, compiled: _Compiled, thread: Thread) -> Match:
    opening = thread.opening
    clears = (where.gate(article, opening.span) for where in compiled.unless)
    cited = (_support(article, thread, scope) for scope in compiled.spec.support)
    gates = tested(article, chain(clears, cited))
    captures = {
        "match": opening.span.of(article.document.text),
        "surname": opening.surname,
        "year": opening.year,
    }
    related = tuple((mention.span, "also here") for mention in thread.later)
    return Match(compiled.rule, opening.span, gates, captures, related)


def _support(article: Article, thread: Thread, scope: Scope) -> Gate:
    found = bond(article, thread, scope)
    note = _MISSING[scope]
    if scope == "sentence":
        note += _nearest(article, thread.opening.span)
    if found is not None:
        note = f"bound to {found.words}"
    return Gate(f"cited: {scope}", passed=found is not None, note=note)


def _nearest(article: Article, span: Span) -> str:
    """Where the nearest citation of the article stands, if there is any."""
    found = citations(article)
    if not found:
        return ""
    at = bisect_left(found, span.start, key=lambda c: c.span.start)
    around = found[max(0, at - 1) : at + 1]
    nearest = min(around, key=lambda c: abs(c.span.start - span.start)).span
    source = article.document.offsets.to_source(nearest).start
    line = article.document.source.lines.position(source).line
    return f"; the nearest is on line {line}"


def _once(
    article: Article, pairs: Sequence[tuple[Thread, Match]], others: Sequence[int]
) -> Iterator[Match]:
    """One finding for an author in an article; appeals share one in a paragraph.

    `others` are where studies of other kinds open: appeals on both sides are two.
    """
    first: dict[object, Match] = {}
    for thread, match in pairs:
        key = _sameness(article, thread, others)
        known = first.setdefault(key, match)
        if known is not match:
            spans = [(match.span, "also here"), *match.related]
            first[key] = Match(
                known.rule,
                known.span,
                known.gates,
                known.captures,
                (*known.related, *spans),
            )
    yield from first.values()


def _sameness(article: Article, thread: Thread, others: Sequence[int]) -> object:
    """What makes two threads one finding."""
    opening = thread.opening
    if opening.surname:
        return opening.surname
    if opening.kind is Mention.VAGUE:
        before = bisect_left(others, opening.span.start)
        return article.block_at(opening.span.start).span, before
    return opening.span
