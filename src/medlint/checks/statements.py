"""Claims with their strength, by where an article makes them: title, summary, body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlint.checks.claim_verb import is_finite
from medlint.checks.fields import fields_named
from medlint.checks.needs import title_of
from medlint.document import Block, BlockKind, Field
from medlint.finding import Gate
from medlint.knowledge.store import Concept
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.claims import Claim
from medlint.language.context import Axis
from medlint.language.patterns import Pattern, blocks_for
from medlint.language.predicates import Form
from medlint.language.resources import Language
from medlint.readers import read
from medlint.rule import Match, Rule
from medlint.source import Format, SourceFile
from medlint.text import Span

_FIELDS = {
    "title": ("title", "headline", "og:title"),
    "description": ("description", "og:description", "summary", "excerpt", "dek"),
}
_DENIED = (Axis.NEGATED, Axis.DEBUNKED)
_OPEN = (Axis.CONDITIONAL, Axis.RESEARCH_GOAL, Axis.PURPOSE)
_NOBODYS = (Axis.QUOTED, Axis.HISTORICAL, Axis.DISTANCED)
_CARE = {"care", "drugs"}
_HEDGED = 2
_TENTATIVE = 1

Marks = tuple[Sequence[Pattern], Sequence[Pattern]]
"""Words of the headings above summaries, and words that open them."""


@dataclass(frozen=True)
class Statement:
    """A claim in a text, with its strength after hedges; 0 where it is denied.

    `article` is the text it was read from: that of a `field`, or the article itself.
    """

    article: Article
    claim: Claim
    strength: int
    field: Field | None = None

    @property
    def key(self) -> tuple[Span | None, Span]:
        """What makes two statements one finding: the same sentence."""
        return self.field.span if self.field else None, self.claim.sentence

    def match(
        self,
        article: Article,
        rule: Rule,
        gates: tuple[Gate, ...],
        related: tuple[tuple[Span, str], ...],
    ) -> Match:
        """The match of a rule, in the prose or in the metadata."""
        words = self.claim.span.of(self.article.document.text)
        captures = {"match": words}
        if self.field is None:
            return Match(rule, self.claim.span, gates, captures, related)
        source = article.document.source.text
        place = self.field.span
        if place.of(source) == self.field.value:
            text = self.article.document
            place = text.offsets.to_source(self.claim.span).shift(place.start)
        return Match(rule, title_of(article), gates, captures, related, place)


class StatementReader:
    """Reads statements; titles and descriptions may stand in the metadata."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def summaries(
        self, article: Article, places: Sequence[str], marks: Marks
    ) -> list[Statement]:
        """What titles, descriptions and summaries claim."""
        found: list[Statement] = []
        title = self._title(article)
        if "title" in places and title is not None:
            found += self._of_block(article, title)
        for field in self._fields(article, places, has_title=title is not None):
            text = self._text_of(article, field)
            for block in text.document.blocks:
                found += self._of_block(text, block, field)
        for block in self._marked(article, marks):
            found += self._of_block(article, block)
        return found

    def body(self, article: Article, marks: Marks) -> list[Statement]:
        """What the rest of an article claims, headings and references apart."""
        references = reference_blocks(article)
        return [
            statement
            for block in article.document.blocks
            if block.kind is not BlockKind.HEADING
            and block not in references
            and not self.is_summary(article, block, marks)
            for statement in self._of_block(article, block)
        ]

    def texts(self, article: Article, places: Sequence[str]) -> Iterator[str]:
        """The words of the title and the description, wherever they stand."""
        title = self._title(article)
        if "title" in places and title is not None:
            yield title.span.of(article.document.text)
        for field in self._fields(article, places, has_title=False):
            yield field.value

    def is_summary(self, article: Article, block: Block, marks: Marks) -> bool:
        """Whether a block belongs to a summary."""
        return block in self._marked(article, marks)

    def names(self, article: Article, sentence: Span, claim: Claim) -> bool:
        """Whether a sentence names what a claim is about: subject, and any object."""
        mentions = self._language.claims.finder.near(article, sentence)
        there = [c for mention in mentions for c in mention.concepts]
        subjects = _concepts(claim.subject.mentions)
        objects = _concepts(claim.objects)
        is_named = any(_is_one(s, c) for s in subjects for c in there)
        return is_named and (
            not objects or any(_is_one(o, c) for o in objects for c in there)
        )

    def is_limited(self, statement: Statement) -> bool:
        """Whether a claim is made for some people only."""
        span = statement.claim.predicate.span
        contexts = self._language.contexts
        return contexts.cue(statement.article, span, Axis.POPULATION) is not None

    def asserts(self, statement: Statement) -> bool:
        """Whether a claim has a finite verb, or words such as "is safe", "used for"."""
        claim = statement.claim
        if claim.predicate.reading.form is Form.PHRASE:
            return True
        return is_finite(statement.article, claim, "finite")

    def accepted(self, statement: Statement) -> str:
        """Why a claim says what guidelines do; empty if no table knows."""
        knowledge = self._language.claims.finder.knowledge
        claim = statement.claim
        found = (
            knowledge.accepted(subject, condition)
            for subject in _concepts(claim.subject.mentions)
            for mention in claim.objects
            for condition in mention.of("conditions")
            if subject.table in _CARE
        )
        return next(filter(None, found), "")

    def _title(self, article: Article) -> Block | None:
        blocks = article.document.blocks
        return next(
            (b for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), None
        )

    def _fields(
        self, article: Article, places: Sequence[str], *, has_title: bool
    ) -> Iterator[Field]:
        for place in places:
            if not (place == "title" and has_title):
                found = fields_named(article, _FIELDS.get(place, ()))
                yield from list(found)[:1]

    def _text_of(self, article: Article, field: Field) -> Article:
        def make() -> Article:
            source = SourceFile(article.document.source.path, Format.PLAIN, field.value)
            abbreviations = self._language.abbreviations
            return Article(
                read(source), None, abbreviations, explained=article.explained
            )

        return article.memo(("field-text", field.span), make)

    def _marked(self, article: Article, marks: Marks) -> frozenset[Block]:
        key = ("summary-blocks", id(marks[0]), id(marks[1]))
        return article.memo(key, lambda: frozenset(_marked(article, marks)))

    def _of_block(
        self, article: Article, block: Block, field: Field | None = None
    ) -> Iterator[Statement]:
        for claim in self._language.claims.in_block(article, block):
            strength = self._strength(article, claim)
            if strength is not None:
                yield Statement(article, claim, strength, field)

    def _strength(self, article: Article, claim: Claim) -> int | None:
        """How strongly the text states a claim; None where it does not speak of it."""
        given = claim.predicate.reading.strength

        def lies_on(*axes: Axis) -> bool:
            span = claim.predicate.span
            return any(self._language.contexts.cue(article, span, a) for a in axes)

        if "?" in claim.sentence.of(article.view) or lies_on(*_NOBODYS):
            return None
        if lies_on(*_DENIED):
            return 0
        if lies_on(Axis.QUESTIONED, *_OPEN):
            return _TENTATIVE
        return min(given, _HEDGED) if lies_on(Axis.HEDGED) else given


def same_pair(one: Claim, other: Claim) -> bool:
    """Whether two claims have a subject and an object in common, or neither an object.

    A claim about nothing in particular is about the same only if its class is.
    """
    subjects = _concepts(one.subject.mentions), _concepts(other.subject.mentions)
    if not any(_is_one(a, b) for a in subjects[0] for b in subjects[1]):
        return False
    objects = _concepts(one.objects), _concepts(other.objects)
    if not objects[0]:
        return not objects[1] and one.predicate.reading.name == (
            other.predicate.reading.name
        )
    return any(_is_one(a, b) for a in objects[0] for b in objects[1])


def _concepts(mentions: Sequence[object]) -> list[Concept]:
    return [c for mention in mentions for c in getattr(mention, "concepts", ())]


def _is_one(a: Concept, b: Concept) -> bool:
    """Whether two names mean one thing, or one a kind of the other.

    A remedy may be a medicine in another dose: "low-dose naltrexone".
    """
    if a.table == "nouns":
        return False
    if a.id in b.line or b.id in a.line:
        return True
    one, other = a.name.lower(), b.name.lower()
    return one.endswith(f" {other}") or other.endswith(f" {one}")


def _marked(article: Article, marks: Marks) -> Iterator[Block]:
    under, after = marks
    for pattern in under:
        for block in blocks_for(article, pattern):
            is_heading = block.kind is BlockKind.HEADING
            if is_heading and any(pattern.find(article, block.span, sure=True)):
                section = article.sections_at(block.span.start)[-1]
                inside = article.blocks_in(section.span)
                yield from (b for b in inside if b.kind is not BlockKind.HEADING)
    for pattern in after:
        for block in blocks_for(article, pattern):
            found = pattern.find(article, block.span, sure=True)
            if any(span.start - block.span.start <= 2 for span in found):
                yield block
