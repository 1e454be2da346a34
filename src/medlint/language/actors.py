"""Subjects of claims within their sentence: before the predicate, or behind "by"."""

from collections.abc import Sequence
from dataclasses import dataclass

from medlint.language.clauses import Clauses
from medlint.language.grammar import (
    AGENT,
    APPOSITION,
    AVOIDED,
    CHAINED,
    CLAUSE_BREAK,
    DASH_BREAK,
    HELPING,
    LABELLED,
    LACKED,
    OF_BEFORE,
    ORDERED,
    PAST_USE,
    RELATIVE,
    SUBJECT_LINK,
    SUBJECT_PRONOUN,
    TRIAL_ARM,
    WITH_AFTER,
    clause_start,
    gap_words,
    joins,
)
from medlint.language.mentions import Mention
from medlint.language.predicates import Form, Predicate
from medlint.language.subjects import (
    Subject,
    is_agent,
    is_body,
    is_intake,
    is_product,
    is_thing,
)
from medlint.text import Span

_NOUNS = {"cure", "treat", "prevent"}
"""Classes whose phrases are nouns, which something has to be called."""
_SUBJECTLESS = {"topic", "implied", "unknown", "pronoun"}
"""How a subject may be left open behind a label that names it."""
_MAX_SUBJECT_GAP = 16
_MAX_AGENT_GAP = 4
_MAX_LABEL = 6


@dataclass(frozen=True)
class Actors:
    """Finds who or what acts in a sentence."""

    clauses: Clauses

    def before(self, predicate: Predicate) -> Subject:
        """The nearest thing to the left that can act, or what it refers to."""
        clauses, start = self.clauses, predicate.span.start
        opens = clause_start(clauses.article.view, clauses.span, start)
        nearest = self._nearest(opens, start)
        if nearest is not None and self._is_avoided(nearest):
            return self.fronted(start) or Subject((), "avoided")
        if nearest is not None and not self._is_inside(nearest, opens):
            return self._named(nearest)
        clause = Span(opens, start)
        subject = clauses.subjects.unnamed(
            clauses.article, clauses.span, clause, predicate
        )
        return self._labelled(opens, subject) or subject

    def of_active(self, predicate: Predicate, first: Mention, last: Mention) -> Subject:
        """Who acts: named before the predicate, else around it."""
        subject = self._owner(predicate, first) or self.before(predicate)
        if subject.mentions and not subject.is_person:
            return subject
        return (
            self.instrument(last.span.end)
            or self.fronted(predicate.span.start)
            or self._ordered(last.span.end)
            or subject
        )

    def of_passive(self, predicate: Predicate, first: Mention) -> Subject | None:
        """Who acts: behind "by" or "with", or what opens the sentence."""
        return self._agent(predicate) or self.fronted(first.span.start)

    def of_compound(self, target: Mention, predicate: Predicate) -> Subject:
        """Who acts: right behind "pain-relieving", before it, or behind "with"."""
        end = predicate.span.end
        for other in self.clauses.mentions:
            adjacent = self.clauses.text(end, other.span.start).strip()
            if other.span.start >= end and not adjacent and is_agent(other):
                return self._named(other)
        whole = Predicate(Span(target.span.start, end), predicate.reading)
        subject = self.before(whole)
        return subject if subject.mentions else self.instrument(end) or subject

    def is_said_of(self, subject: Subject, predicate: Predicate) -> bool:
        """Whether a noun such as "treatment for" is what the subject is said to be.

        "It interacts with several medicines for epilepsy" says nothing of "it".
        """
        name, form = predicate.reading.name, predicate.reading.form
        start = predicate.span.start
        if form is not Form.PHRASE:
            return True
        if name == "use":
            return not PAST_USE.search(self.clauses.before(start))
        here = [m for m in subject.mentions if m.span.end <= start]
        if name not in _NOUNS or not here or subject.how != "named":
            return True
        gap = self.clauses.text(here[-1].span.end, start)
        return bool(APPOSITION.search(gap))

    def instrument(self, end: int) -> Subject | None:
        """What follows "with" behind an object: "fight colds with garlic"."""
        found = WITH_AFTER.match(self.clauses.after(end))
        return self._thing_after(end + found.end()) if found else None

    def fronted(self, end: int) -> Subject | None:
        """What opens the sentence with a preposition: "With turmeric, pain is …"."""
        found = SUBJECT_LINK.match(self.clauses.before(end))
        start = self.clauses.span.start
        return self._thing_after(start + found.end()) if found else None

    def _ordered(self, end: int) -> Subject | None:
        """What is to be taken for it: "To reverse diabetes, take berberine"."""
        found = ORDERED.match(self.clauses.after(end))
        return self._thing_after(end + found.end()) if found else None

    def _labelled(self, opens: int, subject: Subject) -> Subject | None:
        """What a label names: "Red light therapy: a proven treatment for …"."""
        if subject.how not in _SUBJECTLESS:
            return None
        label = self.clauses.before(opens)
        if not LABELLED.search(label) or gap_words(label) > _MAX_LABEL:
            return None
        # "Antifungal: …" names an effect.
        effects = {p.span for p in self.clauses.predicates}
        named = (m for m in self.clauses.mentions if m.span.end <= opens)
        first = next((m for m in named if is_thing(m) and m.span not in effects), None)
        return self._named(first) if first else None

    def _owner(self, predicate: Predicate, target: Mention) -> Subject | None:
        """Whose benefit it is: "benefits of turmeric for arthritis"."""
        phrase = predicate.span.of(self.clauses.article.view)
        if predicate.reading.form is not Form.PHRASE or not phrase.endswith(" of"):
            return None
        subject = self._thing_after(predicate.span.end)
        named = subject.mentions[-1:] if subject else ()
        within = any(m.span.end <= target.span.start for m in named)
        return subject if within and not is_body(named[0]) else None

    def _agent(self, predicate: Predicate) -> Subject | None:
        end = predicate.span.end
        if predicate.reading.form is Form.INVERSE:
            return self._thing_after(end)
        after = self.clauses.after(end)
        agent = AGENT.match(after) or TRIAL_ARM.match(after)
        return self._thing_after(end + agent.end()) if agent else None

    def _thing_after(self, start: int) -> Subject | None:
        """The thing that follows; of "a daily dose of X" the X."""
        found: Mention | None = None
        for mention in self.clauses.mentions:
            if mention.span.start < start or not is_agent(mention):
                continue
            gap = self.clauses.text(start, mention.span.start)
            if gap_words(gap) > _MAX_AGENT_GAP or CLAUSE_BREAK.search(gap):
                break
            if found and not OF_BEFORE.search(self.clauses.before(mention.span.start)):
                break
            found, start = mention, mention.span.end
            if not (is_intake(found) or is_product(found)):
                break
        return self._named(found) if found else None

    def _named(self, mention: Mention) -> Subject:
        clauses = self.clauses
        return clauses.subjects.named(
            clauses.article, clauses.span, mention, clauses.mentions
        )

    def _is_avoided(self, mention: Mention) -> bool:
        """Whether something is to be left out: "avoid honey to prevent botulism"."""
        listed = mention
        for other in reversed(self.clauses.mentions):
            gap = self.clauses.text(other.span.end, listed.span.start)
            if other.span.end <= listed.span.start and joins(gap):
                listed = other
        found = AVOIDED.search(self.clauses.before(listed.span.start))
        # "Without drugs, this oil …": what opens the sentence ends at its comma.
        return bool(found and (listed is mention or not LACKED.match(found[0])))

    def _is_inside(self, mention: Mention, opens: int) -> bool:
        """Whether taking something is told of people: "photos show men drinking …"."""
        before = gap_words(self.clauses.text(opens, mention.span.start))
        return is_intake(mention) and before > 1

    def _nearest(self, opens: int, start: int) -> Mention | None:
        """The last thing that can act; an organ only where nothing else does."""
        clause = self.clauses.text(opens, start)
        found = [m for m in self.clauses.mentions if self._may_act(m, opens, start)]
        found = [m for m in found if is_thing(m) or not self._is_replaced(m, start)]
        acting = [m for m in found if not is_body(m) and not is_intake(m)]
        if RELATIVE.search(clause):
            acting = found
        helped = [m for m in found if is_body(m) and self._is_helped(m)]
        if helped:
            return helped[-1]
        chained = found and CHAINED.search(clause)
        return (acting or found)[0] if chained else _preferred(acting or found)

    def _may_act(self, mention: Mention, opens: int, start: int) -> bool:
        return (
            opens <= mention.span.start
            and mention.span.end <= start
            and is_agent(mention)
            and not self._owns(mention)
            and not self._in_brackets(mention, start)
            and self._links(mention.span.end, start)
        )

    def _is_replaced(self, mention: Mention, start: int) -> bool:
        """Whether a pronoun behind a noun is the subject: "calms the nerves, it …"."""
        return bool(SUBJECT_PRONOUN.search(self.clauses.text(mention.span.end, start)))

    def _is_helped(self, mention: Mention) -> bool:
        """Whether the whole body is helped to do something: it acts, as physiology."""
        if all(concept.id != "human-body" for concept in mention.concepts):
            return False
        return bool(HELPING.search(self.clauses.before(mention.span.start)))

    def _in_brackets(self, mention: Mention, start: int) -> bool:
        """Whether something stands in brackets that close before the predicate."""
        before = self.clauses.before(mention.span.start)
        is_open = before.count("(") > before.count(")")
        return is_open and ")" in self.clauses.text(mention.span.end, start)

    def _owns(self, mention: Mention) -> bool:
        """Whether people or organs only own what follows: "our doctor's experience"."""
        behind = self.clauses.text(mention.span.end, mention.span.end + 2)
        return behind == "'s" and not is_thing(mention)

    def _links(self, end: int, start: int) -> bool:
        gap = self.clauses.text(end, start)
        if CLAUSE_BREAK.search(gap) or gap_words(gap) > _MAX_SUBJECT_GAP:
            return False
        return not DASH_BREAK.search(self.clauses.article.cased, end, start + 1)


def _preferred(agents: Sequence[Mention]) -> Mention | None:
    """The nearest agent; a common noun such as "dose" gives way to a name before it."""
    nearest = agents[-1] if agents else None
    named = [m for m in agents if m.of("remedies", "drugs", "care")]
    if nearest and named and is_product(nearest):
        return named[-1]
    return nearest
