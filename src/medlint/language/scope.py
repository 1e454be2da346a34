"""Whether a cue governs a target of its sentence: clause boundaries without a parser.

There is no model to parse with, so the boundaries are read off function words, commas
and the form of the target: "cures" after "and" begins a verb phrase that "does not …"
before it cannot govern, while "cure" there is still denied.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

_PRONOUN = (
    r"(?:it|they|we|you|he|she|i|there|this|these|those|our|your|my|his|her|their|its)"
)
_MODIFIERS = r"(?:(?:also|even|then|thus|still|just|now|often|instead|\w+ly),? )*"
_FINITE_HELPER = re.compile(
    r"\b(?:can|will|may|might|could|would|should|must|is|are|was|were|has|have|had|"
    r"does|helps|works|aims|acts|serves|makes|keeps|gives|lets)\b"
)
_COMPLEMENT = re.compile(
    r"\b(?:that|whether|which|who|means?|meant|believes?|think|thinks|suggests?|"
    r"impl(?:y|ies)|proves?|proven|shows?|shown|say|says|claims?|know|knows|indicates?|"
    r"guarantees?|evidence|proof|doubt)\b"
)
# What opens a sentence and ends before its subject. A time or a source ("in 1950",
# "according to") opens one too, but speaks about the whole.
_FRONTED = re.compile(
    r"^[\"'( ]*(?:and |so |yet )?(?P<word>with no|with|without|while|whilst|although|"
    r"though|even though|even if|if|unless|since|because|unlike|instead of|rather than|"
    r"despite|in spite of|not only|when|where|whereas|once|until|contrary to|far from|"
    r"besides|apart from|in addition to|regardless of|"
    r"for (?:those|people|anyone|patients|someone|adults|children))\b"
)
_CONCESSIVE = re.compile(
    r"^[\"'( ]*(?:while|whilst|although|though|even though|even if|despite|"
    r"in spite of|notwithstanding)\b"
)
_TRAILING_CONCESSION = re.compile(
    r"(?:,|\s-) ?(?:although|though|even though|even if|despite|in spite of|while)\b"
    r"|\b(?:although|though|even though|despite|in spite of)\b"
)
_CLAUSE_START = re.compile(
    r"[;:]| - |--|—|, (?:but|and|so|yet)\b|\bbut\b|, (?=(?:while|although|though)\b)"
)
_IN_LIST = re.compile(r"\b(?:and|or|nor|and/or)\b")
_LISTED = re.compile(r"^(?:and|or|nor|and/or)\b")
_ASIDE_OPENERS = re.compile(
    r"^ ?(?:which|who|whose|where|while|though|although|even if|even though|if|not|"
    r"never|unlike|without|despite|when|instead of|rather than)\b"
)
_ASIDE_CUES = re.compile(
    r"^(?:not|never|without|unlike|instead of|rather than|if|may)\b"
)
_NEW_SUBJECT = re.compile(
    rf"(?:, |,? (?:and|so|or|because|since|until|then|as) ){_PRONOUN}\b"
    r"|,? (?:and|so) (?:for|in|with|by|after|at|on) "
    rf"(?:{_PRONOUN}|the|many|most|some)\b"
    r"|,? (?:because|whereas|while|whilst|if|unless) "
)
_LAST_CONJUNCTION = re.compile(
    r"(?:^|(?P<comma>,) |,? )(?:and|so|then) (?P<tail>[^,]*)$"
)
_SUBJECT_QUANTIFIER = re.compile(
    r"(?:^|[,;:.] |\b(?:that|and|or|but|so|because) )['\"( ]*$"
)
_QUANTIFIERS = {"no", "none", "nothing", "nobody", "no one", "neither", "nor", "few"}
_PREPOSITIONS = re.compile(
    r"^(?:without|lack\w*|absence|instead of|rather than|far from|free of)\b"
)
_RELATIVE = re.compile(
    r"\b(?:who|whom|which|that)(?: (?:\w+ly|still|also|have|had|has|do|did|are|is|was|"
    r"were|can|could|may|might|should))*\s*$"
)
_OPEN_CLAUSE = re.compile(r"\b(?:that|whether|which|who|or|nor|to|if)\b")
_NEW_CLAUSE_BEHIND = re.compile(
    r",? (?:and|or|so|because|since|while|when|if|until|unless|as|although) "
    rf"{_PRONOUN}\b"
    r"|, (?:which|who|where|while|without)\b| (?:because|whereas|while|without) "
)
_JOINED_BEHIND = re.compile(
    r"(?:^|[ ,])(?:and|or|but|which|that|who|they|we|you|he|she|i)"
    r"(?: (?:\w+ly|also|even|not|never|does|do|did|is|are|was|were|has|have|had|can|"
    r"will|may|might|could|would|should))* ?$"
)
_DASHES = re.compile(r" - |--|—")


class Reach(StrEnum):
    """How far a cue reaches from where it stands.

    `clause`: what its own clause says. `sentence`: up to a terminator. `past`: the
    same, for what is not told in the present. `matrix`: the whole sentence, unless the
    cue stands in a clause of concession. `section`: the rest of the section too.
    """

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PAST = "past"
    MATRIX = "matrix"
    SECTION = "section"


@dataclass(frozen=True)
class Sentence:
    """A folded sentence around a cue and its target, which do not overlap.

    `lead` is what stands before the first of the two, `between` what separates them;
    `forward` says that the cue comes first.
    """

    lead: str
    cue: str
    between: str
    target: str
    forward: bool

    def is_reached(self, reach: Reach) -> bool:
        """Whether the cue speaks of the target, terminators apart."""
        if reach is Reach.MATRIX:
            return not self.is_conceded()
        if reach is Reach.CLAUSE:
            return self.governs() if self.forward else self.governs_back()
        if reach is Reach.PAST and self.is_present():
            return False
        return not (self.forward and self.is_outside())

    def governs(self) -> bool:
        """Whether a cue before its target governs it, by the clauses between them."""
        return not self.is_outside() and not any(cut(self) for cut in _CUTS)

    def governs_back(self) -> bool:
        """Whether a cue behind its target speaks of it and not of something later."""
        between = self.between
        opening = _FRONTED.search(_CLAUSE_START.split(self.lead)[-1].lstrip())
        return not (
            (opening and "," in between)
            or _JOINED_BEHIND.search(between)
            or _NEW_CLAUSE_BEHIND.search(between)
            or (between.count(",") == 1 and between.rstrip().endswith(","))
            or _unclosed_before_target(between)
            or _DASHES.search(between)
        )

    def is_outside(self) -> bool:
        """Whether the cue lies in a fronted phrase or an aside that is over."""
        return _after_fronted(self) or _after_aside(self) or _closes_bracket(self)

    def is_conceded(self) -> bool:
        """Whether the cue lies in a clause of concession, the target outside of it."""
        if not self.forward:
            return _TRAILING_CONCESSION.search(self.between) is not None
        clause = _CLAUSE_START.split(self.lead)[-1] + self.cue
        return _CONCESSIVE.search(clause) is not None and "," in self.between

    def is_present(self) -> bool:
        """Whether the target is in the present tense: "cures", "can cure"."""
        before = f"{self.lead} {self.between}".rstrip()
        helper = re.search(
            r"\b(?:can|will|may|helps|does|do|is|are)(?: \w+){0,2}$", before
        )
        return self.finite or helper is not None

    @cached_property
    def finite(self) -> bool:
        """Whether the target looks like a verb with an ending: "cures"."""
        words = self.target.split(maxsplit=1)
        return bool(words) and len(words[0]) > 3 and bool(_S_FORM.search(words[0]))

    @cached_property
    def tail(self) -> str:
        """What stands between the last comma and the target."""
        return self.between.rpartition(",")[2].lstrip()

    @cached_property
    def complemented(self) -> bool:
        """Whether a clause may depend on the cue: "no evidence that", "not mean"."""
        return _COMPLEMENT.search(self.between) is not None

    def is_asserted(self, words: str) -> bool:
        """Whether some words lead to the target as a verb phrase of its own."""
        return self.finite or _FINITE_HELPER.search(words) is not None

    @cached_property
    def quantifies_subject(self) -> bool:
        """Whether the cue is "no", "nothing" … at the head of its clause's subject."""
        first = self.cue in _QUANTIFIERS
        return first and _SUBJECT_QUANTIFIER.search(self.lead) is not None


_S_FORM = re.compile(r"[^s'i]s$|sses$")


def _after_fronted(at: Sentence) -> bool:
    """What opens a sentence ends before its subject: "Without surgery, this oil"."""
    if "," not in at.between:
        return False
    opening = _FRONTED.search((_CLAUSE_START.split(at.lead)[-1] + at.cue).lstrip())
    if opening is None or _LISTED.search(at.tail):
        return False
    if re.fullmatch(_MODIFIERS, at.tail):
        # Directly behind the comma: a list of gerunds goes on, or a list of verbs.
        gerund = at.target.split(" ")[0].endswith("ing")
        nominal = opening["word"] in {
            "without",
            "instead of",
            "rather than",
            "far from",
        }
        return not (gerund and nominal) and not at.finite
    return True


def _after_aside(at: Sentence) -> bool:
    """An aside is over: "this oil, which is not a drug, treats"."""
    head, comma, opened = at.lead.rpartition(",")
    if not comma or "," not in at.between or not head:
        return False
    aside = _ASIDE_OPENERS.search(opened) or (
        not opened.strip() and _ASIDE_CUES.search(at.cue)
    )
    return bool(aside) and not _LISTED.search(at.tail) and at.is_asserted(at.tail)


def _closes_bracket(at: Sentence) -> bool:
    return at.between.count(")") > at.between.count("(")


def _new_subject(at: Sentence) -> bool:
    return _NEW_SUBJECT.search(at.between) is not None


def _interjection(at: Sentence) -> bool:
    """Tell the answer "No, …", which denies nothing by itself."""
    return at.cue in {"no", "never"} and at.between.startswith((",", " -", "!", "—"))


def _comma_splice(at: Sentence) -> bool:
    """A subject and its verb stand behind a comma: "no needles, the patch relieves"."""
    if "," not in at.between or _LISTED.search(at.tail) or at.complemented:
        return False
    words = re.sub(_FINITE_HELPER, "", re.sub(rf"^{_MODIFIERS}", "", at.tail)).split()
    exempt = at.quantifies_subject and _is_listed(at)
    return bool(words) and at.is_asserted(at.tail) and not exempt


def _is_listed(at: Sentence) -> bool:
    """The tail belongs to the list of what is denied: "no diet, pill or device can"."""
    if _IN_LIST.search(at.tail):
        return True
    head = at.between.rpartition(",")[0]
    return "," in head and not _IN_LIST.search(head) and ", no " not in at.between


def _coordinated(at: Sentence) -> bool:
    """A second verb phrase, or a clause of its own: "has no taste and cures"."""
    if at.complemented or at.quantifies_subject:
        return False
    if at.between.count(",") == 1 and re.fullmatch(_MODIFIERS, at.tail):
        return at.finite
    joined = _LAST_CONJUNCTION.search(at.between)
    if joined is None or not at.is_asserted(joined["tail"]):
        return False
    tail = re.sub(rf"^{_MODIFIERS}", "", joined["tail"])
    direct = not tail or _FINITE_HELPER.match(tail) is not None
    clause = joined["comma"] and at.between.count(",") == 1
    return bool(direct or clause)


def _left_relative(at: Sentence) -> bool:
    """A relative clause is over: "people who do not exercise can reverse"."""
    if at.cue in _QUANTIFIERS or not _RELATIVE.search(at.lead):
        return False
    over = at.is_asserted(at.between) and not _OPEN_CLAUSE.search(at.between)
    return over and not at.complemented


def _beyond_preposition(at: Sentence) -> bool:
    """A preposition governs no verb: "without pain it treats"."""
    if not _PREPOSITIONS.search(at.cue) or at.complemented:
        return False
    to_do = re.search(r"^ (?!\w+ing\b)\w+ (?:\w+ ){0,2}to $", at.between)
    long = at.between.count(" ") > 8
    lacking = at.cue.startswith(("lack", "absence"))
    return at.is_asserted(at.between) or long or (bool(to_do) and not lacking)


def _dashed(at: Sentence) -> bool:
    parts = _DASHES.split(at.between)
    return len(parts) % 2 == 0 and not _LISTED.search(parts[-1].lstrip())


def _beyond_infinitive(at: Sentence) -> bool:
    """What "to" governs has no subject: "steps to stay well might prevent"."""
    infinitive = at.cue.endswith(" to") and not at.complemented
    return infinitive and at.is_asserted(at.between)


def _participle(at: Sentence) -> bool:
    """An adjunct to all before it: "does not respond to drugs, offering a new"."""
    words = at.tail.split()
    return at.between.count(",") == 1 and len(words) > 1 and words[0].endswith("ing")


def _unclosed_before_target(between: str) -> bool:
    return between.count("(") > between.count(")")


_CUTS: tuple[Callable[[Sentence], bool], ...] = (
    _new_subject,
    _interjection,
    _comma_splice,
    _coordinated,
    _left_relative,
    _beyond_preposition,
    _dashed,
    _beyond_infinitive,
    _participle,
)
