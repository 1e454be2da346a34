"""Whether the verb of a claim asserts: "cut the risk", not "aims to cut"."""

import re
from typing import Literal

from medlint.language.article import Article
from medlint.language.claims import Claim
from medlint.language.grammar import BE_BEFORE
from medlint.language.predicates import Form

_FORMS = {Form.FINITE, Form.BASE, Form.PAST}
_SHOWN = re.compile(
    r"\b(?:help(?:s|ed)?|found|shown|seen|proven|proved|known|able|continue[sd]?|go(?:es)?"
    r" on|serve[sd]?|work(?:s|ed)?)(?: [a-z]+ly| also)? to (?:[a-z]+ly )?$"
)
_TO = re.compile(r"\b(?:to|not to) (?:[a-z]+ly |also |help )?$")
_DEFINING = re.compile(
    r"[a-z] (?:that|which|who)"
    r" (?:(?:can|could|will|do|does|did|also|help|helps) |[a-z]+ly )*$"
)
"""Opens a clause that says which drugs are meant: "drugs that lower blood pressure"."""


def is_finite(
    article: Article, claim: Claim, verb: Literal["finite", "present"]
) -> bool:
    """Whether a claim has a finite verb; for `present`, one that is not past."""
    form = claim.predicate.reading.form
    if form not in _FORMS or (form is Form.PAST and verb == "present"):
        return False
    before = article.view[claim.sentence.start : claim.predicate.span.start]
    if form is Form.PAST:
        # What is acted on stands first: "deaths caused by" is no assertion.
        first = (
            claim.objects and claim.objects[0].span.start < claim.predicate.span.start
        )
        return not first or bool(BE_BEFORE.search(before))
    if _TO.search(before):
        return bool(_SHOWN.search(before))
    return not _DEFINING.search(before)
