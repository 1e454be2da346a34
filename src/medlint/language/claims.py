"""Claims: who or what does something about which condition, as frames.

A frame is a subject, a predicate with its strength, and objects. It is read from the
order of what was found in a sentence, with short gaps and no clause boundary between
the parts. Whether it is denied, hedged or asked is not decided here: see `context`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlint.document import Block, BlockKind
from medlint.language.actors import Actors
from medlint.language.article import Article
from medlint.language.clauses import Clauses
from medlint.language.grammar import (
    AGENT,
    BE_BEFORE,
    NAME_IS,
    PERFECT_BEFORE,
    PROPER_NAME,
    PROPERTY_AFTER,
    PROPERTY_BEFORE,
    is_noun_place,
)
from medlint.language.mentions import Mention, MentionFinder
from medlint.language.objects import Objects
from medlint.language.predicates import Form, Predicate, Predicates
from medlint.language.subjects import NOBODY, Subject, SubjectReader
from medlint.text import Span

_STATES = {"relieve", "improve"}
"""Classes whose past forms also describe: "has reduced function"."""


@dataclass(frozen=True)
class Claim:
    """One frame; `span` covers predicate and objects, as a finding does.

    `said_at` is where a frame that stands in a question is affirmed: "Yes" behind it.
    """

    sentence: Span
    subject: Subject
    predicate: Predicate
    objects: tuple[Mention, ...]
    span: Span
    said_at: Span | None = None


Asked = frozenset[tuple[int, str]]
"""Predicates that somebody asks for: where they begin, and their class."""


class ClaimReader:
    """Reads the frames of a block; all rules share them."""

    def __init__(self, finder: MentionFinder, predicates: Predicates) -> None:
        self.finder = finder
        self.predicates = predicates
        self._subjects = SubjectReader(finder)

    def in_block(
        self, article: Article, block: Block, asked: Asked | None = None
    ) -> tuple[Claim, ...]:
        """Frames of a block, in order; of some of its predicates, or of all."""

        def read() -> tuple[Claim, ...]:
            sentences = article.sentences(block)
            if asked is not None:
                places = sorted({article.sentence_at(Span(s, s)) for s, _ in asked})
                sentences = tuple(places)
            found = (self._in_sentence(article, s, asked) for s in sentences)
            return tuple(claim for claims in found for claim in claims)

        return article.memo(("claims", block.span, asked), read)

    def _in_sentence(
        self, article: Article, sentence: Span, asked: Asked | None
    ) -> Iterator[Claim]:
        found = [*self.predicates.within(article, sentence)]
        mentions = self.finder.near(article, sentence)
        found = [p for p in found if not _is_name(p, mentions)]
        clauses = Clauses(article, sentence, mentions, found, self._subjects)
        frames = _Frames(clauses, Objects(clauses), Actors(clauses))
        for predicate in found:
            place = predicate.span.start, predicate.reading.name
            if asked is None or place in asked:
                claim = self._claim(frames, predicate)
                if claim is not None:
                    yield claim

    def _claim(self, frames: "_Frames", predicate: Predicate) -> Claim | None:
        reading = predicate.reading
        if reading.object == "none":
            return frames.frame(predicate, (), frames.actors.before(predicate))
        if reading.form is Form.PROPERTY:
            return self._property(frames, predicate)
        if reading.form is Form.COMPOUND:
            return frames.compound(predicate)
        if frames.is_passive(predicate):
            return frames.passive(predicate)
        if frames.is_adjective(predicate):
            return None
        return frames.active(predicate)

    def _property(self, frames: "_Frames", predicate: Predicate) -> Claim | None:
        concepts = self.finder.knowledge.concepts
        target = concepts.get(("conditions", predicate.reading.acts_on))
        if target is None or not frames.is_property(predicate):
            return None
        objects = (Mention(predicate.span, (target,)),)
        return frames.frame(predicate, objects, frames.actors.before(predicate))


@dataclass(frozen=True)
class _Frames:
    """The ways in which frames are read from a sentence."""

    clauses: Clauses
    objects: Objects
    actors: Actors

    def active(self, predicate: Predicate) -> Claim | None:
        """Subject, predicate, object in this order."""
        objects = self.objects.after(predicate)
        if not objects and predicate.reading.object == "intervention":
            pronoun = self.objects.named_before(predicate)
            if pronoun is None:
                return None
            return self.frame(predicate, (pronoun,), self.actors.before(predicate))
        if not objects or self._says_nothing(predicate, objects[0]):
            return None
        subject = self.actors.of_active(predicate, objects[0], objects[-1])
        if not self.actors.is_said_of(subject, predicate):
            return None
        return self.frame(predicate, objects, subject)

    def passive(self, predicate: Predicate) -> Claim | None:
        """Object, predicate, subject: "cancer is cured by apricot kernels"."""
        objects = self.objects.before(predicate)
        if not objects:
            return None
        subject = self.actors.of_passive(predicate, objects[0])
        return self.frame(predicate, objects, subject or NOBODY)

    def compound(self, predicate: Predicate) -> Claim | None:
        """An object right before its predicate: "pain relief", "cancer-fighting"."""
        target = self.objects.beside(predicate)
        if target is None:
            return None
        if self._is_title(Span(target.span.start, predicate.span.end)):
            return None
        subject = self.actors.of_compound(target, predicate)
        return self.frame(predicate, (target,), subject)

    def frame(
        self, predicate: Predicate, objects: tuple[Mention, ...], subject: Subject
    ) -> Claim:
        """Put a frame together."""
        named = [*objects]
        if predicate.reading.form is Form.INVERSE:
            named += [m for m in subject.mentions if m.span.start > predicate.span.end]
        parts = [predicate.span, *(mention.span for mention in named)]
        whole = Span(min(p.start for p in parts), max(p.end for p in parts))
        return Claim(self.clauses.span, subject, predicate, objects, whole)

    def is_passive(self, predicate: Predicate) -> bool:
        """Whether what is acted on stands first: behind "be", before "by" or "to"."""
        if predicate.reading.form is not Form.PAST:
            return predicate.reading.form is Form.INVERSE
        before = self.clauses.before(predicate.span.start)
        after = self.clauses.after(predicate.span.end)
        return bool(BE_BEFORE.search(before) or AGENT.match(after))

    def is_adjective(self, predicate: Predicate) -> bool:
        """Whether a form that looks like a verb is a noun or an adjective here."""
        reading = predicate.reading
        if reading.form is Form.PAST or reading.bare:
            before = self.clauses.before(predicate.span.start)
            states = reading.name in _STATES and PERFECT_BEFORE.search(before)
            singular = reading.form is not Form.FINITE
            return bool(is_noun_place(before, singular=singular) or states)
        return False

    def is_property(self, predicate: Predicate) -> bool:
        """Whether a word such as "anti-tumor" says what something does."""
        if self._is_title(predicate.span):
            return False
        before = self.clauses.before(predicate.span.start)
        after = self.clauses.after(predicate.span.end)
        return bool(PROPERTY_AFTER.match(after) or PROPERTY_BEFORE.search(before))

    def _says_nothing(self, predicate: Predicate, target: Mention) -> bool:
        objects = self.objects
        return (
            objects.is_taken(predicate, target)
            or objects.is_spared(predicate, target)
            or self._is_proper_name(predicate, target)
        )

    def _is_proper_name(self, predicate: Predicate, target: Mention) -> bool:
        """Whether the words are what somebody is called: "Cure Gout is a charity"."""
        words = Span(predicate.span.start, target.span.end)
        text = self.clauses.article.cased
        is_capital = bool(PROPER_NAME.fullmatch(text, words.start, words.end))
        return is_capital and bool(NAME_IS.match(self.clauses.after(words.end)))

    def _is_title(self, words: Span) -> bool:
        """Whether words stand in a heading or in a name, which assert nothing."""
        article, sentence = self.clauses.article, self.clauses.span
        if article.block_at(words.start).kind is BlockKind.HEADING:
            return True
        is_name = bool(PROPER_NAME.fullmatch(article.cased, words.start, words.end))
        return is_name or _in_capitals(article.cased[sentence.start : sentence.end])


def _is_name(predicate: Predicate, mentions: Sequence[Mention]) -> bool:
    """Whether a verb is only part of a name: "Approaches to Stop Hypertension"."""
    if predicate.reading.form in {Form.COMPOUND, Form.PROPERTY}:
        return False
    span = predicate.span
    return any(m.span.contains(span) and m.span != span for m in mentions)


def _in_capitals(sentence: str) -> bool:
    """Whether a sentence is set like a title: most of its longer words in capitals."""
    words = [w for w in re.findall(r"[^\W\d_]{4,}", sentence) if w]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capitals >= 0.8 * len(words)
