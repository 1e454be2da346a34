"""Subjects of claims: named in the sentence, referred to, or left out and inherited.

A pronoun, "this effect", a bare list item or a verb without a subject speaks of the
last intervention: in the two sentences before, the words that open the list, the
headings above, the title.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from medlint.language.antecedents import areas
from medlint.language.article import Article
from medlint.language.grammar import clause_start, gap_words, joins
from medlint.language.mentions import Mention, MentionFinder
from medlint.language.predicates import Form, Predicate
from medlint.text import Span

_THINGS = ("remedies", "drugs", "care")
_AGENTS = (*_THINGS, "nouns")
_VERBAL_NOUNS = {Form.GERUND, Form.PAST}
_NOMINAL = {Form.PHRASE, Form.COMPOUND}
_TOPICS = {"cure", "treat", "prevent", "fight", "relieve", "control", "use", "improve"}
"""Classes whose phrases only name a topic at the start: "Treatment for …"."""
INHERITING = {"pronoun", "implied", "research", ""}
"""Ways to leave a subject open that speak of what was named before."""
_MAX_OPENING = 3
"""Words before a name that opens its sentence."""

_PRONOUN = re.compile(
    r"[\"'( *]*(?:[\w ,'-]{0,60}?[,:] )?(?:and |so |also |then |thus |therefore )?"
    r"(?:it|this|these|they|those|that|both|all of this|all of these|which|its|their"
    r"|the (?:herb|plant|oil|supplement|compound|extract|product|remedy|mushroom|tea"
    r"|formula|powder|substance|root|leaves|seeds|molecule|drink))\b"
)
_EVENT = re.compile(r"[\"'( *]*(?:and |so |but )?(?:this|that)(?: [a-z]+ly| also)? ?")
"""A bare demonstrative, which mostly means what happened and not a thing."""
_EXPLETIVE = re.compile(
    r"^[\"'( *]*(?:it|there) (?:is|was|are|were|has been|have been|isn't|wasn't"
    r"|seems)\b[^,;:]{0,60}? (?:that|whether) "
    r"|^[\"'( *]*is (?:it|there) [^,;:]{0,60}? that "
)
_POSSESSIVE = re.compile(r"\b(?:its|it|they|their)(?: [\w-]+){0,3} ?$")
_RESEARCH = re.compile(
    r"\b(?:studies|study|research|evidence|trials?|data|reports?|literature|science"
    r"|findings|practices?|experience|practitioners|researchers|scientists|doctors)\b"
)
_LABEL = re.compile(r"[\"'( *]*[\w ,'&/()-]{2,60}?(?::| - | \u2013 ) ?")
LEADING = re.compile(
    r"(?:[\"'( *]|also|can|will|may|might|could|naturally|effectively|quickly|safely"
    r"|helps?(?: to)?|used to|known to|shown to|has been|have been|it is|is|to|and|even"
    r"|significantly|greatly|thus|in turn|works? to|designed to|proven to|often|by)+"
)
_PERSONAL = re.compile(
    r"\b(?:i|he|she|we|who|everyone|someone|anyone|nobody|users|clients|customers)"
    r"(?:'ve|'d)?(?: (?:have|has|had|also|even|then|finally|completely|just))* $"
)
_PURPOSE = re.compile(r"(?:^|[:,] ?)[\"'(* ]*(?:in order )?to $")
_ORDER = re.compile(r"[\"'(* ]*(?:(?:simply|just|please|then|now|first|always),? )*")
_ADVICE = re.compile(
    r"[\"'(* ]*(?:[\w ',-]{0,60}[, ] ?)?you (?:can|should|could|may|must|need to"
    r"|ought to"
    r"|will be able to|have to)(?: also| simply| just| then| even| safely)* "
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|these|that|its|their|such|the|our) (?:[\w-]+ ){0,2}$"
)
_DEMONSTRATIVE_NAME = re.compile(r"(?:this|these|that|its|their|such|the|our) ")
"""Opens a name of the tables that is itself a demonstrative: "this herb"."""


_IN = re.compile(r"(?:^|[.!?:] |\n)[\"'( *]*(?:in|within|for) (?:[\w-]+ ){0,2}$")
"""Before a thing that only says where: "In traditional medicine, willow …"."""


@dataclass(frozen=True)
class Subject:
    """What is said to act.

    `mentions` are the things named, with what they are joined to by "and". `origin`
    says where they were found if not in the clause: "the sentence before", "the list's
    opening words", "the heading", "the title". `how` is named, pronoun, implied,
    unknown (words that no table knows), topic ("Treatment for …" opens the clause and
    says nothing of it, nor does "To treat …"), order (an imperative), person ("I") or
    nobody (a passive without an agent). `via` is
    what stands for it: effect, product, pronoun, or research ("studies show …").
    """

    mentions: tuple[Mention, ...] = ()
    how: str = "nobody"
    origin: str = ""
    via: str = ""

    @property
    def is_person(self) -> bool:
        """Whether people act: doctors, patients."""
        nouns = [c for m in self.mentions for c in m.of("nouns")]
        others = any(m.of(*_THINGS) for m in self.mentions)
        return not others and any(c.kind == "person" for c in nouns)


NOBODY = Subject()


def is_agent(mention: Mention) -> bool:
    """Whether something can be the subject of a claim."""
    return not mention.tables.isdisjoint(_AGENTS)


def is_thing(mention: Mention) -> bool:
    """Whether something is a remedy, a medicine or care by name."""
    return not mention.tables.isdisjoint(_THINGS)


def is_body(mention: Mention) -> bool:
    """Whether something is part of the body and nothing else."""
    return _is_only(mention, "body")


def is_product(mention: Mention) -> bool:
    """Whether something is a word for what is sold or taken and nothing else."""
    return _is_only(mention, "product")


def is_intake(mention: Mention) -> bool:
    """Whether something is a word for taking something and nothing else."""
    return _is_only(mention, "intake")


def _is_only(mention: Mention, kind: str) -> bool:
    if mention.tables != {"nouns"}:
        return False
    return all(concept.kind == kind for concept in mention.concepts)


def _is_order(rest: str, predicate: Predicate) -> bool:
    is_base = predicate.reading.form is Form.BASE
    return bool(_ADVICE.fullmatch(rest) or (is_base and _ORDER.fullmatch(rest)))


def _is_topic(rest: str, predicate: Predicate) -> bool:
    reading = predicate.reading
    if reading.form in _VERBAL_NOUNS or _PURPOSE.search(rest):
        return True
    return reading.form in _NOMINAL and reading.name in _TOPICS


_WAYS: tuple[tuple[str, Callable[[str, Predicate], bool]], ...] = (
    ("person", lambda rest, _: bool(_PERSONAL.search(rest))),
    ("pronoun", lambda rest, _: bool(_PRONOUN.match(rest) or _POSSESSIVE.search(rest))),
    ("research", lambda rest, _: bool(_RESEARCH.search(rest))),
    ("order", _is_order),
    ("unknown", lambda rest, _: bool(LEADING.sub("", rest).strip(" ,"))),
    ("topic", _is_topic),
)
"""How a subject is left open, by the words before the predicate; the first fits."""


class SubjectReader:
    """Finds the subjects of predicates."""

    def __init__(self, finder: MentionFinder) -> None:
        self.finder = finder

    def named(
        self,
        article: Article,
        sentence: Span,
        mention: Mention,
        around: Sequence[Mention],
    ) -> Subject:
        """A thing in the sentence; "this effect" and the like stand for another."""
        via = "" if mention.of(*_THINGS) else self._refers(article, sentence, mention)
        if via:
            inherited = self._inherited(article, sentence, via)
            if inherited is not None:
                return inherited
        joined = _joined(article, mention, around) if mention.of(*_THINGS) else ()
        return Subject((*joined, mention), "named", via=via)

    def unnamed(
        self, article: Article, sentence: Span, clause: Span, predicate: Predicate
    ) -> Subject:
        """The subject of a clause that names no known thing before its predicate."""
        how = _how(article, sentence, clause, predicate)
        if how in INHERITING:
            event = bool(_EVENT.fullmatch(clause.of(article.view)))
            inherited = self._inherited(article, sentence, how, opening=event)
            if inherited is not None:
                return inherited
            if how == "pronoun" and _opened(article, sentence):
                return Subject((), "anaphor")
        return Subject((), how)

    @staticmethod
    def _refers(article: Article, sentence: Span, mention: Mention) -> str:
        """What a common noun stands in for another subject as; empty if it does not."""
        kinds = {concept.kind for concept in mention.of("nouns")}
        if "effect" in kinds:
            return "effect"
        if not kinds & {"product", "treatment"}:
            return ""
        before = article.view[sentence.start : mention.span.start]
        is_own = _DEMONSTRATIVE_NAME.match(mention.span.of(article.view))
        return "product" if is_own or _DEMONSTRATIVE.search(before) else ""

    def _inherited(
        self, article: Article, sentence: Span, via: str, *, opening: bool = False
    ) -> Subject | None:
        """What was named before; `opening` asks that it opens its sentence."""
        for origin, area in areas(article, sentence):
            found = [m for m in self.finder.near(article, area) if m.of(*_THINGS)]
            if found and opening:
                words = article.view[area.start : found[0].span.start]
                found = found if gap_words(words) <= _MAX_OPENING else []
            if found:
                joined = _joined_after(article, found[0], found[1:])
                return Subject(joined, "inherited", origin, via)
        return None


def how_open(article: Article, sentence: Span, predicate: Predicate) -> str:
    """How the subject is left open where no known thing is named; empty if unknown.

    Of what stands before a compound the object is a part, so that nothing is known.
    """
    if predicate.reading.form is Form.COMPOUND:
        return ""
    start = predicate.span.start
    clause = Span(clause_start(article.view, sentence, start), start)
    return _how(article, sentence, clause, predicate)


def _how(article: Article, sentence: Span, clause: Span, predicate: Predicate) -> str:
    words = clause.of(article.view)
    opens = clause.start == sentence.start
    label = _LABEL.match(words) if opens else None
    rest = words[label.end() :] if label else words
    if opens:
        # What is said to be true counts, not "it" of "it is true that".
        rest = _EXPLETIVE.sub("", rest)
    ways = (how for how, is_so in _WAYS if is_so(rest, predicate))
    return next(ways, "implied")


def _opened(article: Article, sentence: Span) -> bool:
    """Whether something was said before that a pronoun may refer to."""
    return article.block_at(sentence.start).span.start < sentence.start


REFERRING = {"effect", "product", "treatment"}
"""Kinds of nouns that may stand for another subject: "this effect"."""


def _joined(
    article: Article, last: Mention, around: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Things joined to a subject from the left: "vitamin D and calcium"."""
    found: list[Mention] = []
    at = last.span.start
    for mention in reversed(around):
        if mention.span.end <= at and mention.of(*_THINGS):
            gap = article.view[mention.span.end : at]
            if gap_words(gap) > 4 or not joins(gap):
                break
            if gap == ", " and _IN.search(
                article.view, max(0, mention.span.start - 40), mention.span.start
            ):
                break
            found.insert(0, mention)
            at = mention.span.start
    return tuple(found)


def _joined_after(
    article: Article, first: Mention, others: Sequence[Mention]
) -> tuple[Mention, ...]:
    found = [first]
    for mention in others:
        gap = article.view[found[-1].span.end : mention.span.start]
        if gap_words(gap) > 4 or not joins(gap):
            break
        found.append(mention)
    return tuple(found)
