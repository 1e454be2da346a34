"""Findings of claims: one for each sentence, with what acts and what affirms it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.claims import Claim
from medlint.language.mentions import Mention
from medlint.rule import Match, Rule
from medlint.text import Span

_JOINED = re.compile(r"(?:, |,? (?:and|or) (?:also )?)")
"""Between claims of one subject."""


def first_of_each(
    article: Article, matches: Sequence[tuple[Span, Match]]
) -> dict[Span, Match]:
    """One finding for each sentence; further places in it are named with the first.

    What "and" joins to it becomes part of it: "fights cancer and shrinks tumors".
    """
    first: dict[Span, Match] = {}
    for sentence, match in sorted(matches, key=lambda pair: _reading_order(pair[1])):
        known = first.setdefault(sentence, match)
        gap = article.view[known.span.end : match.span.start]
        if known is match or match.span.overlaps(known.span):
            continue
        if _JOINED.fullmatch(gap) and match.related == known.related:
            first[sentence] = _extended(article, known, match.span.end)
        else:
            related = (*known.related, (match.span, "also here"))
            first[sentence] = replace(known, related=related)
    return first


def _extended(article: Article, match: Match, end: int) -> Match:
    span = Span(match.span.start, end)
    captures = {**match.captures, "match": span.of(article.document.text)}
    return replace(match, span=span, captures=captures)


def _reading_order(match: Match) -> tuple[int, int]:
    return match.span.start, -match.span.end


def found_match(
    article: Article,
    rule: Rule,
    claim: Claim,
    objects: Sequence[Mention],
    gates: Sequence[Gate],
) -> Match:
    """The finding of a claim, with the words that its message can name."""
    text = article.document.text
    things = [m for m in claim.subject.mentions if m.of("remedies", "drugs", "care")]
    named = (things or [*claim.subject.mentions])[-1:]
    captures = {
        "match": claim.span.of(text),
        "predicate": claim.predicate.span.of(text),
        "subject": named[0].span.of(text) if named else "this",
        "object": objects[0].span.of(text) if objects else "",
        "objects": ", ".join(m.span.of(text) for m in objects),
    }
    span = claim.said_at or claim.span
    related = [(claim.span, "what this affirms")] if claim.said_at else []
    if named and not claim.span.overlaps(named[0].span):
        words = "what is said to act"
        if claim.subject.origin:
            words += f", from {claim.subject.origin}"
        related.append((named[0].span, words))
    return Match(rule, span, tuple(gates), captures, tuple(related))
