"""Cues of context as data, merged so that each group is one or two searches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property

from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    compile_pattern,
    compile_patterns,
)
from medlint.language.phrases import Notation
from medlint.language.scope import Reach
from medlint.schema import Model


class Axis(StrEnum):
    """One way in which a statement can be other than a plain assertion.

    Polarity: negated. Certainty: hedged, limited-evidence. Source: attributed (told
    neutrally: "says"), distanced (told in doubt: "claims"), quoted, reported-use
    ("people use it for"). Reality: questioned, debunked, conditional, historical,
    research-goal. Modality: purpose ("needed to"), deontic ("should be used to").
    Setting: population, preclinical, comparative. Status: off-label, approved. And
    harm: the sentence tells what the intervention does to people, not for them.
    """

    NEGATED = "negated"
    HEDGED = "hedged"
    QUESTIONED = "questioned"
    DEBUNKED = "debunked"
    QUOTED = "quoted"
    CONDITIONAL = "conditional"
    HISTORICAL = "historical"
    RESEARCH_GOAL = "research-goal"
    ATTRIBUTED = "attributed"
    DISTANCED = "distanced"
    REPORTED_USE = "reported-use"
    LIMITED_EVIDENCE = "limited-evidence"
    PURPOSE = "purpose"
    DEONTIC = "deontic"
    OFF_LABEL = "off-label"
    APPROVED = "approved"
    COMPARATIVE = "comparative"
    HARM = "harm"
    POPULATION = "population"
    PRECLINICAL = "preclinical"


class CueSpec(Model):
    """Cues of one axis: before the target, after it, or anywhere in its sentence.

    `past` are times, which say nothing about a target in the present tense. `pseudo`
    are phrases that contain a cue but do not count (for `questioned`, a question that
    is none). `heading` are words in a heading above that put the whole section on
    this axis. `terminators` end the scopes of this axis only. With `lists`, a list
    lies on the axis when the words that open it do. `includes` are axes that imply
    this one.
    """

    reach: Reach = Reach.SENTENCE
    before: tuple[PatternSpec, ...] = ()
    after: tuple[PatternSpec, ...] = ()
    sentence: tuple[PatternSpec, ...] = ()
    past: tuple[PatternSpec, ...] = ()
    pseudo: tuple[PatternSpec, ...] = ()
    heading: tuple[PatternSpec, ...] = ()
    terminators: tuple[PatternSpec, ...] = ()
    lists: bool = False
    includes: tuple[Axis, ...] = ()


class LabelsSpec(Model):
    """Words that label what follows, or their column: "Myth: … Fact: …"."""

    myth: tuple[PatternSpec, ...]
    fact: tuple[PatternSpec, ...]


class AnswersSpec(Model):
    """What an answer begins with that says yes, or no, to the whole question."""

    yes: tuple[PatternSpec, ...]
    no: tuple[PatternSpec, ...]


class RebuttalsSpec(Model):
    """What a clause or sentence says that takes back the statement right before it.

    They are matched where it begins. `statement` denies what was said ("it does
    not"), `speaker` who said it ("they are wrong"), which counts behind a verb of
    `reporting` only. `assertion` takes a rebuttal back: "It is a myth that …. It is
    not."
    """

    statement: tuple[PatternSpec, ...]
    speaker: tuple[PatternSpec, ...]
    reporting: tuple[PatternSpec, ...]
    assertion: tuple[PatternSpec, ...]


class CuesFile(Model):
    """`language/cues.yml`: cues by axis, scope ends, labels, answers, rebuttals."""

    terminators: tuple[PatternSpec, ...]
    labels: LabelsSpec
    answers: AnswersSpec
    rebuttals: RebuttalsSpec
    axes: dict[Axis, CueSpec]


@dataclass(frozen=True)
class Cues:
    """The compiled cues of one axis."""

    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    sentence: tuple[Pattern, ...]
    past: tuple[Pattern, ...]
    pseudo: tuple[Pattern, ...]
    heading: tuple[Pattern, ...]
    terminators: tuple[Pattern, ...]
    reach: Reach
    lists: bool
    includes: tuple[Axis, ...]

    @cached_property
    def gate(self) -> Needs | None:
        """Literals of which one occurs where a cue may stand; None if unknown."""
        cues = (*self.before, *self.after, *self.sentence, *self.past)
        if not all(pattern.needs for pattern in cues):
            return None
        return frozenset().union(*(pattern.needs[0] for pattern in cues))

    @property
    def patterns(self) -> Iterator[Pattern]:
        """Every pattern of the axis."""
        for field in fields(self)[:7]:
            yield from getattr(self, field.name)


def compile_cues(
    axes: Mapping[Axis, CueSpec], notation: Notation
) -> Mapping[Axis, Cues]:
    """Make the cues of all axes runnable."""
    return {
        axis: Cues(
            before=merge(spec.before, notation),
            after=merge(spec.after, notation),
            sentence=merge(spec.sentence, notation),
            past=merge(spec.past, notation),
            pseudo=merge(spec.pseudo, notation),
            heading=merge(spec.heading, notation),
            terminators=merge(spec.terminators, notation),
            reach=spec.reach,
            lists=spec.lists,
            includes=spec.includes,
        )
        for axis, spec in axes.items()
    }


def merge(specs: Sequence[PatternSpec], notation: Notation) -> tuple[Pattern, ...]:
    """Compile patterns as few expressions: all phrases as one, longest first.

    Expressions that report a group of theirs stay apart.
    """
    words = sorted((s.words for s in specs if s.words), key=len, reverse=True)
    plain = [s.regex for s in specs if s.regex and _is_plain(s)]
    apart = [s for s in specs if not s.words and not _is_plain(s)]
    merged = [PatternSpec(words=f"({'|'.join(words)})")] if words else []
    if plain:
        merged.append(PatternSpec(regex="|".join(f"(?:{p})" for p in plain)))
    found = [compile_pattern(spec, notation) for spec in merged]
    return (*found, *compile_patterns(apart, notation))


def _is_plain(spec: PatternSpec) -> bool:
    return spec.regex is not None and spec.case == "fold" and "(?P<" not in spec.regex
