"""spaCy, imported when a paragraph first needs tokens, and its documents."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from medlint.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc


@cache
def english() -> "Language":
    """The blank English pipeline: a tokenizer, no model to install."""
    import spacy

    return spacy.blank("en")


def make_doc(text: str, sentences: Sequence[Span] = ()) -> "Doc":
    """Tokenise one paragraph of prose, with its sentences if they are known.

    A sentence that begins inside a token (a missing space) begins with the next one.
    """
    doc = english().make_doc(text)
    if sentences and len(doc):
        from numpy import array, int64

        ends = [token.idx + len(token) for token in doc]
        starts = {bisect_right(ends, sentence.start) for sentence in sentences}
        # Setting is_sent_start token by token takes quadratic time; this does not.
        flags = [1 if i in starts else -1 for i in range(len(doc))]
        column: Any = array(flags, dtype=int64).astype("uint64")
        doc.from_array(["SENT_START"], column)
    return doc


def new_matcher() -> "Matcher":
    """An empty token matcher on the shared vocabulary."""
    from spacy.matcher import Matcher

    return Matcher(english().vocab)
