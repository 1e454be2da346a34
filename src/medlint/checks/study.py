"""Check kind `study`: research that is named or appealed to without a source."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from medlint.checks.scope import ScopeSpec, tested
from medlint.checks.where import Where, WhereSpec, compile_where, patterns_of
from medlint.document import Block
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.citations import citations, reference_blocks, reference_for
from medlint.language.patterns import needs_of
from medlint.language.resources import Language
from medlint.language.studies import (
    Mention,
    StudyMention,
    is_marker,
    support_near,
)
from medlint.rule import Match, Rule

_SUPPORT = {
    "sentence": "no citation in the sentence",
    "paragraph": "no citation in the paragraph",
    "reference": "no entry with this author and year in a reference list",
}


class StudySpec(ScopeSpec):
    """Report mentions of a kind that have none of the kinds of `support`.

    `sentence` and `paragraph` look for a citation there, `reference` for an entry of
    the reference list with the author's name and a year within one. Of several mentions
    in a paragraph the first is reported and lists the others.
    """

    mention: Mention
    support: tuple[Literal["sentence", "paragraph", "reference"], ...]
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
        references = reference_blocks(article)
        for compiled in self._rules:
            for block in self._grammar.blocks(article, compiled.spec.mention):
                if compiled.spec.covers(block) and block not in references:
                    yield from self._in_block(article, compiled, block)

    def _in_block(
        self, article: Article, compiled: _Compiled, block: Block
    ) -> Iterator[Match]:
        if compiled.spec.mention is Mention.NAMED:
            mentions = self._grammar.named(article, block)
            mentions = [m for m in mentions if not is_marker(article, m.span)]
        else:
            mentions = self._grammar.vague(article, block)
        matches = [_match(article, compiled, mention) for mention in mentions]
        yield from (match for match in matches if match.cleared)
        yield from _threads([match for match in matches if not match.cleared])


def _match(article: Article, compiled: _Compiled, mention: StudyMention) -> Match:
    clears = (where.gate(article, mention.span) for where in compiled.unless)
    cited = (_support(article, mention, scope) for scope in compiled.spec.support)
    gates = tested(article, chain(clears, cited))
    captures = {
        "match": mention.span.of(article.document.text),
        "surname": mention.surname,
        "year": mention.year,
    }
    return Match(compiled.rule, mention.span, gates, captures)


def _support(article: Article, mention: StudyMention, scope: str) -> Gate:
    text = article.document.text
    if scope == "reference":
        entry = reference_for(article, mention.surname, mention.year)
        found = entry.span.of(text) if entry else ""
    else:
        citation = support_near(article, mention.span, scope)
        found = citation.span.of(text) or citation.kind if citation else ""
    note = f'"{found}"' if found else _SUPPORT[scope] + _nearest(article, mention)
    return Gate(f"cited: {scope}", passed=bool(found), note=note)


def _nearest(article: Article, mention: StudyMention) -> str:
    """Where the nearest citation of the article stands, if there is any."""
    start = mention.span.start
    found = citations(article)
    if not found:
        return ""
    at = bisect_left(found, start, key=lambda c: c.span.start)
    around = found[max(0, at - 1) : at + 1]
    nearest = min(around, key=lambda c: abs(c.span.start - start)).span
    source = article.document.offsets.to_source(nearest).start
    line = article.document.source.lines.position(source).line
    return f"; the nearest is on line {line}"


def _threads(matches: Sequence[Match]) -> Iterator[Match]:
    """One finding for each author, at the first mention; vague ones share one."""
    by_author: dict[str, list[Match]] = {}
    for match in matches:
        by_author.setdefault(match.captures["surname"], []).append(match)
    for first, *others in by_author.values():
        related = tuple((other.span, "also here") for other in others)
        yield Match(first.rule, first.span, first.gates, first.captures, related)
