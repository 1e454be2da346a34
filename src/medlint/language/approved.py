"""Approved wording: statements a house stands behind, exactly as they are written."""

from collections.abc import Sequence
from datetime import date

from medlint.language.article import Article
from medlint.language.normalise import matching_view
from medlint.schema import Model
from medlint.text import Span


class ApprovedSpec(Model):
    """One statement, who approved it, and why it may stand.

    `text` is compared without regard to letter case, white space and the shape of
    quotes and dashes; nothing else may differ.
    """

    text: str
    approved_by: str
    source: str = ""
    date: date


class ApprovedFile(Model):
    """`claims.yml` of a pack: the approved wording of a house."""

    approved: tuple[ApprovedSpec, ...]


class ApprovedWording:
    """All approved statements of the loaded packs."""

    def __init__(self, statements: Sequence[ApprovedSpec] = ()) -> None:
        self._statements = {_folded(s.text): s for s in statements}

    def __bool__(self) -> bool:
        return bool(self._statements)

    def find(self, article: Article, sentence: Span) -> str:
        """Return who approved the sentence of a claim; empty if nobody did.

        The sentence has to be the statement. A statement of several sentences covers
        each of them where all of them stand in one paragraph in this order.
        """
        if not self._statements:
            return ""
        text = _folded(sentence.of(article.view))
        block = _folded(article.block_at(sentence.start).span.of(article.view))
        for words, statement in self._statements.items():
            whole = text == words
            part = len(words) > len(text) and text in words and words in block
            if whole or part:
                return f"approved by {statement.approved_by} on {statement.date}"
        return ""


def _folded(text: str) -> str:
    return " ".join(matching_view(text).split()).rstrip(".!")
