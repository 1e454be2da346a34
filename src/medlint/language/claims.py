"""Claims: who or what does something about which condition, as frames.

A frame is a subject, a predicate with its strength, and objects. It is read from the
order of what was found in a sentence, with short gaps and no clause boundary between
the parts. Whether it is denied, hedged or asked is not decided here: see `context`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.language.grammar import (
    ADJECTIVE_BEFORE,
    AGENT,
    APPOSITION,
    AVOIDED,
    BE_BEFORE,
    CHAINED,
    CLAUSE_BREAK,
    DASH_BREAK,
    GROWING_WELL,
    HELPING,
    LACKED,
    LINKED,
    MAX_PASSIVE_GAP,
    NEW_CLAUSE,
    OTHER_HEAD,
    PAST_USE,
    PERFECT_BEFORE,
    PRONOUN_OBJECT,
    PROPER_NAME,
    PROPERTY_AFTER,
    PROPERTY_BEFORE,
    PROTECTED_FROM,
    PROTECTING,
    RAISING,
    RELATIVE,
    RISK,
    SHARED_PASSIVE,
    SUBJECT_LINK,
    SUBJECT_PRONOUN,
    TRIAL_ARM,
    WITH_AFTER,
    clause_start,
    gap_words,
    joins,
    reaches,
)
from medlint.language.mentions import Mention, MentionFinder
from medlint.language.predicates import Form, Predicate, Predicates
from medlint.language.subjects import (
    NOBODY,
    Subject,
    SubjectReader,
    is_agent,
    is_body,
    is_intake,
    is_product,
    is_thing,
)
from medlint.text import Span

OBJECTS = {
    "condition": ("conditions",),
    "outcome": ("conditions", "care"),
    "intervention": ("drugs", "care", "remedies"),
}
"""Tables whose names can be objects, by what a class of predicates acts on."""
_RAISING = {"improve"}
"""Classes of predicates that are harm when they act on a risk."""
_UNWANTED = {"disease", "symptom", "injury", "pathogen"}
_NOUNS = {"cure", "treat", "prevent"}
"""Classes whose phrases are nouns, which something has to be called."""
_STATES = {"relieve", "improve"}
"""Classes whose past forms also describe: "has reduced function"."""
_MAX_SUBJECT_GAP = 16
_MAX_AGENT_GAP = 4


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
        clauses = _Sentence(article, sentence, mentions, found, self._subjects)
        for predicate in found:
            place = predicate.span.start, predicate.reading.name
            if asked is None or place in asked:
                claim = self._claim(clauses, predicate)
                if claim is not None:
                    yield claim

    def _claim(self, sentence: "_Sentence", predicate: Predicate) -> Claim | None:
        reading = predicate.reading
        if reading.object == "none":
            return sentence.frame(predicate, (), sentence.subject_before(predicate))
        if reading.form is Form.PROPERTY:
            return self._property(sentence, predicate)
        if reading.form is Form.COMPOUND:
            return sentence.compound(predicate)
        if reading.form is Form.PAST and sentence.is_passive(predicate):
            return sentence.passive(predicate)
        if sentence.is_adjective(predicate):
            return None
        return sentence.active(predicate)

    def _property(self, sentence: "_Sentence", predicate: Predicate) -> Claim | None:
        concepts = self.finder.knowledge.concepts
        target = concepts.get(("conditions", predicate.reading.acts_on))
        if target is None or not sentence.is_property(predicate):
            return None
        objects = (Mention(predicate.span, (target,)),)
        return sentence.frame(predicate, objects, sentence.subject_before(predicate))


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its mentions, and the ways in which frames are read from it."""

    article: Article
    span: Span
    mentions: Sequence[Mention]
    predicates: Sequence[Predicate]
    subjects: SubjectReader

    def active(self, predicate: Predicate) -> Claim | None:
        """Subject, predicate, object in this order."""
        objects = self._objects_after(predicate.span.end, predicate.reading.object)
        if not objects and predicate.reading.object == "intervention":
            return self._on_pronoun(predicate)
        if not objects or self._is_taken(predicate, objects[0]):
            return None
        if self._harms(predicate, objects[0]):
            return None
        subject = self._owner(predicate, objects[0]) or self.subject_before(predicate)
        if not self._is_said_of(subject, predicate):
            return None
        if not subject.mentions or subject.is_person:
            subject = (
                self._instrument(objects[-1].span.end)
                or self._fronted(predicate.span.start)
                or subject
            )
        return self.frame(predicate, objects, subject)

    def _harms(self, predicate: Predicate, target: Mention) -> bool:
        """Whether a verb does something to its object that is no benefit.

        More of a risk or a disease is harm; what is protected is not the enemy; what
        the body does is physiology.
        """
        words = predicate.span.of(self.article.view)
        gap = self._text(predicate.span.end, target.span.start)
        if predicate.reading.name in _RAISING and RISK.search(gap):
            return True
        if PROTECTING.match(words):
            return not PROTECTED_FROM.search(f"{words} {gap}")
        if predicate.reading.name == "help" and self._body_acts(predicate, target):
            return True
        kinds = {concept.kind for concept in target.of("conditions")}
        named = f"{gap} {target.span.of(self.article.view)}"
        return bool(
            predicate.reading.name in _RAISING
            and RAISING.match(words)
            and kinds <= _UNWANTED
            and not GROWING_WELL.search(named)
        )

    def _body_acts(self, predicate: Predicate, target: Mention) -> bool:
        """Whether the body is helped to do something: "helps the body absorb iron"."""
        end = predicate.span.end
        return any(
            is_body(m) and gap_words(self._text(end, m.span.start)) == 0
            for m in self.mentions
            if end <= m.span.start and m.span.end <= target.span.start
        )

    def _owner(self, predicate: Predicate, target: Mention) -> Subject | None:
        """Whose benefit it is: "benefits of turmeric for arthritis"."""
        phrase = predicate.span.of(self.article.view)
        if predicate.reading.form is not Form.PHRASE or not phrase.endswith(" of"):
            return None
        subject = self._thing_after(predicate.span.end)
        named = subject.mentions[-1:] if subject else ()
        within = any(m.span.end <= target.span.start for m in named)
        return subject if within and not is_body(named[0]) else None

    def _is_said_of(self, subject: Subject, predicate: Predicate) -> bool:
        """Whether a noun such as "treatment for" is what the subject is said to be.

        "It interacts with several medicines for epilepsy" says nothing of "it".
        """
        name, form = predicate.reading.name, predicate.reading.form
        start = predicate.span.start
        if form is not Form.PHRASE:
            return True
        if name == "use":
            before = self._text(self.span.start, start)
            return not PAST_USE.search(before)
        here = [m for m in subject.mentions if m.span.end <= start]
        if name not in _NOUNS or not here or subject.how != "named":
            return True
        return bool(APPOSITION.search(self._text(here[-1].span.end, start)))

    def _on_pronoun(self, predicate: Predicate) -> Claim | None:
        """An intervention named before: "just stop taking it"."""
        found = PRONOUN_OBJECT.match(self._text(predicate.span.end, self.span.end))
        if found is None:
            return None
        start = predicate.span.start
        before = [m for m in self.mentions if m.span.end <= start]
        block = self.article.block_at(start)
        earlier = [s for s in self.article.sentences(block) if s.end <= self.span.start]
        for sentence in earlier[-1:]:
            before = [*self.subjects.finder.near(self.article, sentence), *before]
        things = [m for m in before if _suits(m, "intervention")]
        if not things:
            return None
        end = predicate.span.end + found.end()
        pronoun = Mention(Span(end - len(found[1]), end), things[-1].concepts)
        return self.frame(predicate, (pronoun,), self.subject_before(predicate))

    def passive(self, predicate: Predicate) -> Claim | None:
        """Object, predicate, subject: "cancer is cured by apricot kernels"."""
        objects = self._object_before(predicate)
        if not objects:
            return None
        subject = self._agent(predicate) or self._fronted(objects[0].span.start)
        return self.frame(predicate, objects, subject or NOBODY)

    def compound(self, predicate: Predicate) -> Claim | None:
        """An object right before its predicate: "pain relief", "cancer-fighting"."""
        kind = predicate.reading.object
        for mention in self.mentions:
            gap = self._text(mention.span.end, predicate.span.start)
            whole = Span(mention.span.start, predicate.span.end)
            if _suits(mention, kind) and LINKED.fullmatch(gap):
                if self._is_title(whole):
                    return None
                subject = self._subject_of_compound(mention, predicate)
                return self.frame(predicate, (mention,), subject)
        return None

    def frame(
        self, predicate: Predicate, objects: tuple[Mention, ...], subject: Subject
    ) -> Claim:
        """Put a frame together."""
        parts = [predicate.span, *(mention.span for mention in objects)]
        whole = Span(min(p.start for p in parts), max(p.end for p in parts))
        return Claim(self.span, subject, predicate, objects, whole)

    def is_passive(self, predicate: Predicate) -> bool:
        """Whether a past form follows a form of "be", or an agent follows it."""
        before = self._text(self.span.start, predicate.span.start)
        after = self._text(predicate.span.end, self.span.end)
        return bool(BE_BEFORE.search(before) or AGENT.match(after))

    def is_adjective(self, predicate: Predicate) -> bool:
        """Whether a form that looks like a verb is a noun or an adjective here."""
        form = predicate.reading.form
        if form is Form.PAST or predicate.reading.bare:
            before = self._text(self.span.start, predicate.span.start)
            states = predicate.reading.name in _STATES and PERFECT_BEFORE.search(before)
            return bool(ADJECTIVE_BEFORE.search(before) or states)
        return False

    def is_property(self, predicate: Predicate) -> bool:
        """Whether a word such as "anti-tumor" says what something does."""
        if self._is_title(predicate.span):
            return False
        before = self._text(self.span.start, predicate.span.start)
        after = self._text(predicate.span.end, self.span.end)
        return bool(PROPERTY_AFTER.match(after) or PROPERTY_BEFORE.search(before))

    def _is_title(self, words: Span) -> bool:
        """Whether words stand in a heading or in a name, which assert nothing."""
        if self.article.block_at(words.start).kind is BlockKind.HEADING:
            return True
        text = self.article.cased
        is_name = bool(PROPER_NAME.fullmatch(text, words.start, words.end))
        return is_name or _in_capitals(text[self.span.start : self.span.end])

    def subject_before(self, predicate: Predicate) -> Subject:
        """The nearest thing to the left that can act, or what it refers to."""
        start = predicate.span.start
        opens = clause_start(self.article.view, self.span, start)
        nearest = self._nearest_agent(opens, start)
        clause = Span(opens, start)
        if nearest is not None and self._is_avoided(nearest):
            return Subject((), "avoided")
        if nearest is None or self._is_inside(nearest, opens):
            return self.subjects.unnamed(self.article, self.span, clause, predicate)
        return self.subjects.named(self.article, self.span, nearest, self.mentions)

    def _is_avoided(self, mention: Mention) -> bool:
        """Whether something is to be left out: "avoid honey to prevent botulism"."""
        listed = mention
        for other in reversed(self.mentions):
            gap = self._text(other.span.end, listed.span.start)
            if other.span.end <= listed.span.start and joins(gap):
                listed = other
        before = self._text(self.span.start, listed.span.start)
        found = AVOIDED.search(before)
        # "Without drugs, this oil …": what opens the sentence ends at its comma.
        return bool(found and (listed is mention or not LACKED.match(found[0])))

    def _is_inside(self, mention: Mention, opens: int) -> bool:
        """Whether taking something is told of people: "photos show men drinking …"."""
        before = gap_words(self._text(opens, mention.span.start))
        return is_intake(mention) and before > 1

    def _nearest_agent(self, opens: int, start: int) -> Mention | None:
        """The last thing that can act; an organ only where nothing else does."""
        found = [
            mention
            for mention in self.mentions
            if opens <= mention.span.start
            and mention.span.end <= start
            and is_agent(mention)
            and not self._owns(mention)
            and not self._in_brackets(mention, start)
            and self._links(mention.span.end, start)
        ]
        found = [m for m in found if is_thing(m) or not self._is_replaced(m, start)]
        acting = [m for m in found if not is_body(m) and not is_intake(m)]
        if RELATIVE.search(self._text(opens, start)):
            acting = found
        helped = [m for m in found if is_body(m) and self._is_helped(m)]
        if helped:
            return helped[-1]
        chained = found and CHAINED.search(self._text(opens, start))
        return (acting or found)[0] if chained else _preferred(acting or found)

    def _is_replaced(self, mention: Mention, start: int) -> bool:
        """Whether a pronoun behind a noun is the subject: "calms the nerves, it …"."""
        return bool(SUBJECT_PRONOUN.search(self._text(mention.span.end, start)))

    def _is_helped(self, mention: Mention) -> bool:
        """Whether the whole body is helped to do something: it acts, as physiology."""
        if all(concept.id != "human-body" for concept in mention.concepts):
            return False
        return bool(HELPING.search(self._text(self.span.start, mention.span.start)))

    def _in_brackets(self, mention: Mention, start: int) -> bool:
        """Whether something stands in brackets that close before the predicate."""
        opened = self._text(self.span.start, mention.span.start).count("(")
        closed = self._text(self.span.start, mention.span.start).count(")")
        return opened > closed and ")" in self._text(mention.span.end, start)

    def _owns(self, mention: Mention) -> bool:
        """Whether people or organs only own what follows: "our doctor's experience"."""
        behind = self._text(mention.span.end, mention.span.end + 2)
        return behind == "'s" and not is_thing(mention)

    def _links(self, end: int, start: int) -> bool:
        gap = self._text(end, start)
        if CLAUSE_BREAK.search(gap) or gap_words(gap) > _MAX_SUBJECT_GAP:
            return False
        return not DASH_BREAK.search(self.article.cased, end, start + 1)

    def _is_taken(self, predicate: Predicate, mention: Mention) -> bool:
        """Whether another verb behind a comma has the object: "supports X, eases Y"."""
        for other in self.predicates:
            if predicate.span.end < other.span.start < mention.span.start:
                between = self._text(predicate.span.end, other.span.start)
                finite = other.reading.form in {Form.FINITE, Form.GERUND}
                if "," in between and finite:
                    return True
        return False

    def _objects_after(self, start: int, kind: str) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for mention in self.mentions:
            if mention.span.start < start or not self._is_object(mention, kind):
                continue
            gap = self._text(found[-1].span.end if found else start, mention.span.start)
            if found and not joins(gap):
                break
            if not found and not reaches(gap):
                break
            found.append(mention)
        return tuple(found)

    def _object_before(self, predicate: Predicate) -> tuple[Mention, ...]:
        start = predicate.span.start
        found: list[Mention] = []
        for mention in reversed(self.mentions):
            if mention.span.end > start:
                continue
            if not self._is_object(mention, predicate.reading.object):
                continue
            gap = self._text(mention.span.end, found[0].span.start if found else start)
            if found and not joins(gap):
                break
            if not found and not self._is_patient(mention, gap):
                break
            found.insert(0, mention)
        return tuple(found)

    def _is_patient(self, mention: Mention, gap: str) -> bool:
        """Whether a passive speaks of what stands before it, or opens the sentence."""
        apart = CLAUSE_BREAK.search(gap) or NEW_CLAUSE.search(gap)
        near = not apart and gap_words(gap) <= MAX_PASSIVE_GAP
        shared = SHARED_PASSIVE.search(gap)
        opens = gap_words(self._text(self.span.start, mention.span.start)) <= 1
        return near or bool(shared and opens)

    def _is_object(self, mention: Mention, kind: str) -> bool:
        if not _suits(mention, kind):
            return False
        after = self._text(mention.span.end, self.span.end)
        return kind == "intervention" or not OTHER_HEAD.match(after)

    def _agent(self, predicate: Predicate) -> Subject | None:
        after = self._text(predicate.span.end, self.span.end)
        agent = AGENT.match(after) or TRIAL_ARM.match(after)
        if agent is None:
            return None
        return self._thing_after(predicate.span.end + agent.end())

    def _instrument(self, end: int) -> Subject | None:
        found = WITH_AFTER.match(self._text(end, self.span.end))
        return self._thing_after(end + found.end()) if found else None

    def _thing_after(self, start: int) -> Subject | None:
        for mention in self.mentions:
            if mention.span.start >= start and is_agent(mention):
                gap = self._text(start, mention.span.start)
                if gap_words(gap) > _MAX_AGENT_GAP or CLAUSE_BREAK.search(gap):
                    return None
                return self.subjects.named(
                    self.article, self.span, mention, self.mentions
                )
        return None

    def _fronted(self, end: int) -> Subject | None:
        """What opens the sentence with a preposition: "With turmeric, pain is …"."""
        before = self._text(self.span.start, end)
        found = SUBJECT_LINK.match(before)
        return self._thing_after(self.span.start + found.end()) if found else None

    def _subject_of_compound(self, mention: Mention, predicate: Predicate) -> Subject:
        end = predicate.span.end
        for other in self.mentions:
            adjacent = self._text(end, other.span.start).strip()
            if other.span.start >= end and not adjacent and is_agent(other):
                return self.subjects.named(
                    self.article, self.span, other, self.mentions
                )
        whole = Predicate(Span(mention.span.start, end), predicate.reading)
        return self.subject_before(whole)

    def _text(self, start: int, end: int) -> str:
        return self.article.view[start:end] if start < end else ""


def _is_name(predicate: Predicate, mentions: Sequence[Mention]) -> bool:
    """Whether a verb is only part of a name: "Approaches to Stop Hypertension"."""
    if predicate.reading.form in {Form.COMPOUND, Form.PROPERTY}:
        return False
    span = predicate.span
    return any(m.span.contains(span) and m.span != span for m in mentions)


def _preferred(agents: Sequence[Mention]) -> Mention | None:
    """The nearest agent; a common noun such as "dose" gives way to a name before it."""
    nearest = agents[-1] if agents else None
    named = [m for m in agents if m.of("remedies", "drugs", "care")]
    if nearest and named and is_product(nearest):
        return named[-1]
    return nearest


def _in_capitals(sentence: str) -> bool:
    """Whether a sentence is set like a title: most of its longer words in capitals."""
    words = [w for w in re.findall(r"[^\W\d_]{4,}", sentence) if w]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capitals >= 0.8 * len(words)


def _suits(mention: Mention, kind: str) -> bool:
    return not mention.tables.isdisjoint(OBJECTS[kind])
