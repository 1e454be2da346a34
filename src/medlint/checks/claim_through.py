"""Effects on something measured that are told as effects on what patients feel.

"The drug clears amyloid, stopping Alzheimer's": one frame with the measured thing,
linked to one with the outcome.
"""

import re
from collections.abc import Iterable, Sequence

from medlint.checks.claim_spec import ThroughSpec
from medlint.finding import Gate
from medlint.knowledge.store import Concept
from medlint.language.article import Article
from medlint.language.claims import Claim
from medlint.language.predicates import Form

_LINK = re.compile(
    r"(?:[,;:\u2013-] ?| )(?:(?:and|but|so|this|that|it|which) )*(?:thereby|thus|hence"
    r"|therefore|so that|and so|so it|so they|which|and that|and this|meaning|in turn"
    r"|as a result|in order to|in this way)\b"
)
_COMMA = re.compile(r"(?:,| and| -)? ?(?:thereby |thus |hence |so |and )?$")
_BY = re.compile(r"\b(?:by|through|because it|because they|since it|as it) $")
_NEXT = re.compile(
    r"(?:so|thus|therefore|hence|as a result|in this way|by doing so|that means"
    r"|this means|(?:this|that)(?: [a-z]+){0,2}? )"
)


def link_of(
    article: Article,
    pairs: Sequence[ThroughSpec],
    claim: Claim,
    others: Sequence[Claim],
) -> tuple[ThroughSpec, Claim] | None:
    """The pair a claim is an instance of, with the claim of the effect."""
    for pair in pairs:
        if not any(map(pair.outcome.suits, _concepts([claim]))):
            continue
        for other in others:
            named = (c for mention in other.objects for c in mention.concepts)
            if any(map(pair.effect_on.suits, named)) and _is_linked(
                article, other, claim
            ):
                return pair, other
    return None


def proven_gate(article: Article, pair: ThroughSpec, claims: Sequence[Claim]) -> Gate:
    """The gate that passes where trials have shown the outcome for what acts here."""
    named = [m for claim in claims for m in claim.subject.mentions]
    proven = (
        mention
        for mention in named
        if any(known.suits(c) for known in pair.proven_for for c in mention.concepts)
    )
    found = next(proven, None)
    note = f'"{found.span.of(article.document.text)}"' if found else ""
    return Gate("the outcome is proven for it", passed=found is not None, note=note)


def _concepts(claims: Iterable[Claim]) -> list[Concept]:
    return [c for claim in claims for m in claim.objects for c in m.concepts]


def _is_linked(article: Article, effect: Claim, outcome: Claim) -> bool:
    view = article.view
    if effect.span.end > outcome.span.start:
        return False
    between = view[effect.span.end : outcome.predicate.span.start]
    if effect.sentence == outcome.sentence:
        before = view[effect.sentence.start : effect.predicate.span.start]
        is_gerund = outcome.predicate.reading.form is Form.GERUND
        return bool(
            _LINK.search(between)
            or (is_gerund and _COMMA.fullmatch(between))
            or _BY.search(before)
        )
    follows = (
        article.block_at(effect.span.start) == article.block_at(outcome.span.start)
        and not article.view[effect.sentence.end : outcome.sentence.start].strip()
    )
    return follows and bool(_NEXT.match(view, outcome.sentence.start))
