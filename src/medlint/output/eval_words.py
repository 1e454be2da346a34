"""Words and numbers of measurements, the same in every format."""

from collections.abc import Iterator

from medlint.evaluation.measures import Share, per_thousand
from medlint.evaluation.results import (
    Confusion,
    FloorResult,
    Kind,
    Measured,
    Reason,
    Score,
    Section,
)
from medlint.finding import Gate
from medlint.output.totals import counted

NONE = "–"
"""Shown where there is nothing to take a figure of."""

FIGURES = {
    "": "",
    "clear": "clear cases only",
    "strict": "strict",
    "every": "with borderline rows",
}
REASONS = {
    Reason.WRONG: "false positive",
    Reason.MISSED: "missed",
    Reason.KNOWN: "missed, as known",
    Reason.DEBATABLE: "debatable",
    Reason.TO_READ: "to be read",
}
_ITEMS = {
    Kind.ARTICLES: "article",
    Kind.SENTENCES: "sentence",
    Kind.PAGES: "page",
}
CAUTION = {
    Kind.ARTICLES: (
        "The people who wrote these articles write the rules as well, though the marks "
        "were set before any rule ran. Precision on such text says little about other "
        "people's pages; recall shows what is known to be missing."
    ),
    Kind.SENTENCES: (
        "Each sentence was checked as a document of its own, without the heading and "
        "the citations it had. The sentences were drawn with a filter, so recall is an "
        "upper bound and the shares of the labels mean nothing."
    ),
    Kind.PAGES: (
        "Nobody marked these pages: they are held to be sound, and every finding is "
        "a false positive until somebody has read it and decided otherwise."
    ),
}
"""What each kind of set can and cannot show."""

READING = {
    "Precision": (
        "of what the rules reported, the share that an editor had marked as well."
    ),
    "Recall": "of what the editor had marked, the share that was reported.",
    "F1": "the harmonic mean of the two.",
    "The range behind a figure": (
        "its 95 % interval (Wilson): where the true figure may well lie, the cases "
        "being so few."
    ),
    "Anywhere": (
        "a finding counts as right when any rule of the same family or group is marked "
        "at its place, be it under another code."
    ),
    "Strict": (
        "leaves out borderline sentences and wants silence where either answer can be "
        'defended (hedged claims, for one). "Clear cases only" leaves those out, too.'
    ),
}
"""How to read the figures: terms and what they mean."""


def fraction(value: float | None) -> str:
    """Write a share as 0.91, cut rather than rounded up to 1."""
    if value is None:
        return NONE
    return "0.99" if 0.99 <= value < 1 else f"{value:.2f}"


def interval(share: Share) -> str:
    """Write an interval as 0.83–0.95; nothing where nothing was counted."""
    if not share.total:
        return ""
    low, high = share.interval
    return f"{low:.2f}–{high:.2f}"


def with_interval(share: Share) -> str:
    """Write a share and its interval."""
    between = interval(share)
    return f"{fraction(share.value)} ({between})" if between else NONE


def rate(value: float | None) -> str:
    """Write findings per 1,000 words; small ones are not rounded away."""
    if value is None:
        return NONE
    return f"{value:.2f}" if value >= 0.1 or not value else f"{value:.3f}"


def size(measured: Measured) -> str:
    """Say what was measured on: 2 articles, 1,840 words, 20 marks, 18 findings."""
    parts = [
        counted(measured.items, _ITEMS[measured.kind]),
        counted(measured.words, "word"),
    ]
    if measured.kind is Kind.ARTICLES:
        parts.append(counted(measured.expected, "mark"))
    found = counted(measured.findings, "finding")
    often = rate(per_thousand(measured.findings, measured.words))
    return ", ".join([*parts, f"{found} ({often} per 1,000 words)"])


def score_name(score: Score) -> str:
    """Name a line of figures: its title, and which cases it counts."""
    figure = FIGURES.get(score.figure, score.figure)
    return f"{score.title} ({figure})" if figure else score.title


def tally(section: Section) -> str:
    """Count the confusions of a section: 3 false positives, 1 missed."""
    parts = []
    for reason, word in REASONS.items():
        if number := len(section.of(reason)):
            plural = number > 1 and reason is Reason.WRONG
            parts.append(f"{number:,} {word}{'s' * plural}")
    return ", ".join(parts)


def headlines(measured: Measured) -> Iterator[Score]:
    """Choose the lines that a hurried reader should see."""
    for score in measured.scores:
        if measured.kind is Kind.ARTICLES and score.name.isupper():
            continue  # families are in the set's own table
        if measured.kind is Kind.SENTENCES and score.figure != "strict":
            continue
        if measured.kind is Kind.PAGES and score.name not in _PAGE_HEADLINES:
            continue
        if score.counts is None or not score.counts.is_empty:
            yield score


_PAGE_HEADLINES = {"all", "errors", "warnings", "claims"}


def remarks(confusion: Confusion) -> Iterator[tuple[str, str]]:
    """Yield what else there is to say about a confusion: a word, and the rest."""
    fired = confusion.reason in {Reason.WRONG, Reason.TO_READ}
    if confusion.label:
        yield "label", confusion.label
    if confusion.others:
        yield ("marked as" if fired else "found there"), ", ".join(confusion.others)
    if not fired and len(confusion.codes) > 1:
        yield "would do as well", ", ".join(confusion.codes[1:])
    if confusion.source:
        yield "source", confusion.source
    if fired or not confusion.gates:
        failed = [_gate(gate) for gate in confusion.gates if not gate.passed]
        if failed:
            yield "not cleared by", "; ".join(dict.fromkeys(failed))
    passed = [_gate(gate) for gate in confusion.gates if gate.passed]
    if passed:
        yield "kept silent by", "; ".join(dict.fromkeys(passed))


def codes(confusion: Confusion) -> str:
    """Name the rules that spoke, or the one that should have, if one alone should."""
    missed = confusion.reason in {Reason.MISSED, Reason.KNOWN}
    shown = confusion.codes[:1] if missed else confusion.codes
    return ", ".join(code for code in shown if _is_code(code))


def heading(section: Section) -> str:
    """Head the confusions of a rule by its code, those of a question by its words."""
    code = f"{section.name} " if _is_code(section.name) else ""
    return code + section.title


def _is_code(name: str) -> bool:
    return name.isupper() and name[-1].isdigit()


def floor_text(result: FloorResult) -> str:
    """Say whether a floor holds, in a sentence."""
    what = f"{result.set}, {result.score}: {result.measure}"
    if result.value is None:
        return f"{what} cannot be taken (floor {result.floor:g})"
    least = "at most" if result.measure.startswith("findings") else "at least"
    return f"{what} {result.value:.3f}, {least} {result.floor:g} is asked for"


def _gate(gate: Gate) -> str:
    return f"{gate.name} ({gate.note})" if gate.note else str(gate.name)
