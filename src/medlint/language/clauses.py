"""A sentence with what was found in it, as the parts of a frame are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from medlint.language.article import Article
from medlint.language.mentions import Mention
from medlint.language.predicates import Predicate
from medlint.language.subjects import SubjectReader
from medlint.text import Span


@dataclass(frozen=True)
class Clauses:
    """The sentence at `span`, its mentions and predicates in order."""

    article: Article
    span: Span
    mentions: Sequence[Mention]
    predicates: Sequence[Predicate]
    subjects: SubjectReader

    def text(self, start: int, end: int) -> str:
        """The matching view between two offsets; empty if they are out of order."""
        return self.article.view[start:end] if start < end else ""

    def before(self, at: int) -> str:
        """The sentence up to an offset."""
        return self.text(self.span.start, at)

    def after(self, at: int) -> str:
        """The sentence from an offset on."""
        return self.text(at, self.span.end)
