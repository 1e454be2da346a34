"""Answers that assert what a question asks, as in "Can X treat Y? Yes"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from medlint.language.article import Article
from medlint.language.claims import Claim, ClaimReader
from medlint.language.context import ContextEngine, Polarity
from medlint.text import Span

_FIRST = re.compile(r"[\"'(* ]*(?:(?:a|answer) ?\d*[:.)] ?)?[\"'(* ]*([\w']+)")


def affirmed_claims(
    article: Article,
    reader: ClaimReader,
    contexts: ContextEngine,
    claims: Sequence[Claim],
) -> Iterator[Claim]:
    """Yield the claims of questions that the text answers with yes.

    An answer that makes a claim of its own speaks for itself.
    """
    for claim in claims:
        if "?" in claim.sentence.of(article.view):
            said_at = _affirmation(article, reader, contexts, claim)
            if said_at is not None:
                yield replace(claim, said_at=said_at)


def _affirmation(
    article: Article, reader: ClaimReader, contexts: ContextEngine, claim: Claim
) -> Span | None:
    block = article.block_at(claim.sentence.start)
    for place in filter(None, (block, article.block_after(block))):
        answer = contexts.answer_to(article, place)
        if answer is None or not answer.question.overlaps(claim.sentence):
            continue
        sentences = article.sentences(place)
        said = next((s for s in sentences if s.start >= answer.question.end), None)
        if said is None or answer.polarity is not Polarity.YES:
            return None
        own = reader.in_block(article, place)
        if any(o.sentence.start >= said.start and o.subject.mentions for o in own):
            return None
        word = _FIRST.match(article.view, said.start, said.end)
        return Span(*word.span(1)) if word else said
    return None
