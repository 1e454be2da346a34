"""Objects of claims: what a predicate acts on, behind it or before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from medlint.language.antecedents import areas
from medlint.language.clauses import Clauses
from medlint.language.grammar import (
    ANOTHER_ACTS,
    CLAUSE_BREAK,
    GROWING_WELL,
    LINKED,
    MAX_PASSIVE_GAP,
    NEW_CLAUSE,
    OTHER_HEAD,
    PEOPLE_WITH,
    PRONOUN_OBJECT,
    PROTECTED_FROM,
    PROTECTING,
    RAISING,
    RISK,
    SHARED_PASSIVE,
    TO_DO,
    gap_words,
    joins,
    reaches,
)
from medlint.language.mentions import Mention
from medlint.language.predicates import Form, Predicate
from medlint.language.subjects import is_body, is_thing
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
_VERBS = {Form.FINITE, Form.GERUND, Form.BASE}


@dataclass(frozen=True)
class Objects:
    """Finds the objects of predicates in a sentence."""

    clauses: Clauses

    def after(self, predicate: Predicate) -> tuple[Mention, ...]:
        """The nearest object behind a predicate, and what is joined to it."""
        start, kind = predicate.span.end, predicate.reading.object
        found: list[Mention] = []
        for mention in self.clauses.mentions:
            if mention.span.start < start or not self._is_object(mention, kind):
                continue
            if not found and not reaches(self.clauses.text(start, mention.span.start)):
                break
            if found and not self._continues(found[-1].span.end, mention.span.start):
                break
            found.append(mention)
        return tuple(found)

    def before(self, predicate: Predicate) -> tuple[Mention, ...]:
        """The nearest object before a passive, and what is joined to it."""
        start = predicate.span.start
        found: list[Mention] = []
        for mention in reversed(self.clauses.mentions):
            if mention.span.end > start:
                continue
            if not self._is_object(mention, predicate.reading.object):
                continue
            if found and not self._continues(mention.span.end, found[0].span.start):
                break
            if not found and not self._is_patient(mention, start):
                break
            found.insert(0, mention)
        return tuple(found)

    def beside(self, predicate: Predicate) -> Mention | None:
        """What stands right before a compound: "pain relief"."""
        kind, start = predicate.reading.object, predicate.span.start
        linked = (
            mention
            for mention in self.clauses.mentions
            if _suits(mention, kind)
            and LINKED.fullmatch(self.clauses.text(mention.span.end, start))
        )
        return next(linked, None)

    def named_before(self, predicate: Predicate) -> Mention | None:
        """An intervention that a pronoun stands for: "just stop taking it"."""
        found = PRONOUN_OBJECT.match(self.clauses.after(predicate.span.end))
        if found is None:
            return None
        things = self._interventions_before(predicate.span.start)
        end = predicate.span.end + found.end()
        pronoun = Span(end - len(found[1]), end)
        return Mention(pronoun, things[-1].concepts) if things else None

    def is_spared(self, predicate: Predicate, target: Mention) -> bool:
        """Whether a verb does something to its object that is no benefit.

        More of a risk or a disease is harm; what is protected is not the enemy; what
        the body or a patient does with help is no effect on the disease.
        """
        words = predicate.span.of(self.clauses.article.view)
        gap = self.clauses.text(predicate.span.end, target.span.start)
        if predicate.reading.name in _RAISING and RISK.search(gap):
            return True
        if PROTECTING.match(words):
            return not PROTECTED_FROM.search(f"{words} {gap}")
        if predicate.reading.name == "help" and self._acts_itself(predicate, target):
            return True
        kinds = {concept.kind for concept in target.of("conditions")}
        named = f"{gap} {target.span.of(self.clauses.article.view)}"
        return bool(
            predicate.reading.name in _RAISING
            and RAISING.match(words)
            and kinds <= _UNWANTED
            and not GROWING_WELL.search(named)
        )

    def is_taken(self, predicate: Predicate, target: Mention) -> bool:
        """Whether another verb behind a comma has the object: "supports X, eases Y"."""
        for other in self._verbs_between(predicate.span.end, target.span.start):
            between = self.clauses.text(predicate.span.end, other.span.start)
            if "," in between and other.reading.form is not Form.BASE:
                return True
        return False

    def _interventions_before(self, start: int) -> list[Mention]:
        clauses = self.clauses
        here = [m for m in clauses.mentions if m.span.end <= start]
        things = [m for m in here if _suits(m, "intervention")]
        if things:
            return things
        for _, area in areas(clauses.article, clauses.span):
            found = clauses.subjects.finder.near(clauses.article, area)
            things = [m for m in found if _suits(m, "intervention")]
            if things:
                return things
        return []

    def _acts_itself(self, predicate: Predicate, target: Mention) -> bool:
        """Whether somebody is helped to do something.

        "helps the body absorb iron", "helps people with asthma to sleep".
        """
        end = predicate.span.end
        helped = self.clauses.text(predicate.span.start, target.span.start)
        if PEOPLE_WITH.search(helped) and TO_DO.match(
            self.clauses.after(target.span.end)
        ):
            return True
        return any(
            is_body(m) and gap_words(self.clauses.text(end, m.span.start)) == 0
            for m in self.clauses.mentions
            if end <= m.span.start and m.span.end <= target.span.start
        )

    def _continues(self, end: int, start: int) -> bool:
        """Whether two names are members of one list, and no new clause lies between."""
        if not joins(self.clauses.text(end, start)):
            return False
        if any(self._verbs_between(end, start)):
            return False
        return not any(
            is_thing(m) and ANOTHER_ACTS.fullmatch(self.clauses.text(m.span.end, start))
            for m in self.clauses.mentions
            if end <= m.span.start and m.span.end < start
        )

    def _verbs_between(self, end: int, start: int) -> Sequence[Predicate]:
        return [
            p
            for p in self.clauses.predicates
            if end < p.span.start and p.span.end < start and p.reading.form in _VERBS
        ]

    def _is_patient(self, mention: Mention, start: int) -> bool:
        """Whether a passive speaks of what stands before it, or opens the sentence."""
        gap = self.clauses.text(mention.span.end, start)
        apart = CLAUSE_BREAK.search(gap) or NEW_CLAUSE.search(gap)
        near = not apart and gap_words(gap) <= MAX_PASSIVE_GAP
        shared = SHARED_PASSIVE.search(gap)
        opens = gap_words(self.clauses.before(mention.span.start)) <= 1
        return near or bool(shared and opens)

    def _is_object(self, mention: Mention, kind: str) -> bool:
        if not _suits(mention, kind):
            return False
        after = self.clauses.after(mention.span.end)
        return kind == "intervention" or not OTHER_HEAD.match(after)


def _suits(mention: Mention, kind: str) -> bool:
    return not mention.tables.isdisjoint(OBJECTS[kind])
