"""What a measurement gives: plain data that renderers lay out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from medlint.evaluation.measures import Counts, Share, per_thousand
from medlint.finding import Gate


class Kind(StrEnum):
    """What was measured on."""

    ARTICLES = "articles"
    SENTENCES = "sentences"
    PAGES = "pages"


class Reason(StrEnum):
    """Why a confusion is listed.

    Debatable are sentences no figure should rest on; findings on pages that nobody
    marked are there to be read.
    """

    WRONG = "false-positive"
    MISSED = "miss"
    KNOWN = "known-miss"
    DEBATABLE = "debatable"
    TO_READ = "to-read"


class Quote(NamedTuple):
    """Words in their surroundings: `marked` is what it is about."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Confusion:
    """One place where rules and people disagree.

    `codes` are the rules that spoke (or should have), `others` what people marked there
    (or what spoke instead). `label` and `source` are those of a labelled sentence.
    """

    reason: Reason
    codes: tuple[str, ...]
    path: str
    line: int
    quote: Quote
    others: tuple[str, ...] = ()
    label: str = ""
    source: str = ""
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Score:
    """One line of figures: of all rules, a family, or rules that count together.

    `question` and `figure` are those of labelled sentences. `anywhere` counts a finding
    as right when any rule of the same name is marked at its place. `counts` is None
    where nobody marked anything.
    """

    name: str
    title: str
    findings: int
    words: int
    question: str = ""
    figure: str = ""
    counts: Counts | None = None
    anywhere: Counts | None = None

    @property
    def rate(self) -> float | None:
        """Findings per 1,000 words."""
        return per_thousand(self.findings, self.words)


@dataclass(frozen=True, kw_only=True)
class RuleScore:
    """What one rule did; `precision` only, where misses cannot be laid at its door."""

    code: str
    slug: str
    title: str
    severity: str
    findings: int
    words: int
    counts: Counts | None = None
    precision: Share | None = None

    @property
    def rate(self) -> float | None:
        """Findings per 1,000 words."""
        return per_thousand(self.findings, self.words)


@dataclass(frozen=True)
class LabelScore:
    """How many sentences of a label were spoken up at."""

    question: str
    group: str
    label: str
    role: str
    borderline: bool
    fired: Share


@dataclass(frozen=True)
class SourceScore:
    """The figures of one source, or of one type of article."""

    source: str
    items: int
    words: int
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Section:
    """The confusions of one rule, or of one question."""

    name: str
    title: str
    confusions: tuple[Confusion, ...]

    def of(self, *reasons: Reason) -> tuple[Confusion, ...]:
        """Those listed for some reasons."""
        return tuple(c for c in self.confusions if c.reason in reasons)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one set of articles, sentences or pages gave."""

    name: str
    kind: Kind
    title: str
    items: int
    words: int
    findings: int
    expected: int
    scores: tuple[Score, ...]
    rules: tuple[RuleScore, ...]
    sources: tuple[SourceScore, ...] = ()
    labels: tuple[LabelScore, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class FloorResult:
    """One floor, and whether it holds; a figure that cannot be taken has no value."""

    set: str
    score: str
    measure: str
    floor: float
    value: float | None
    holds: bool


@dataclass(frozen=True)
class Evaluation:
    """A whole measurement: when, with how many rules, on what, and the floors."""

    day: date
    rules: int
    sets: tuple[Measured, ...]
    floors: tuple[FloorResult, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)
