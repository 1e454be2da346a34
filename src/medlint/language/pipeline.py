"""spaCy, imported when a paragraph first needs tokens, and its documents."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc


@cache
def english() -> "Language":
    """The blank English pipeline: a tokenizer, no model to install."""
    import spacy

    return spacy.blank("en")


def make_doc(text: str) -> "Doc":
    """Tokenise one paragraph of prose."""
    return english().make_doc(text)


def new_matcher() -> "Matcher":
    """An empty token matcher on the shared vocabulary."""
    from spacy.matcher import Matcher

    return Matcher(english().vocab)
