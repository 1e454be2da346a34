"""Measurements as JSON, version 1: stable keys, described in docs/evaluation.md."""

from medlint import __version__
from medlint.evaluation.measures import Counts, Share
from medlint.evaluation.results import (
    Confusion,
    Evaluation,
    FloorResult,
    LabelScore,
    Measured,
    RuleScore,
    Score,
    Section,
    SourceScore,
)
from medlint.output.json_v1 import Json, dump

_DIGITS = 4


def render_json(evaluation: Evaluation) -> str:
    """Write one object, with every confusion."""
    value: Json = {
        "version": 1,
        "tool": {"name": "medlint", "version": __version__},
        "date": evaluation.day.isoformat(),
        "rules": evaluation.rules,
        "sets": [_set(measured) for measured in evaluation.sets],
        "floors": [_floor(floor) for floor in evaluation.floors],
        "unknown": dict(evaluation.unknown),
    }
    return dump(value) + "\n"


def _set(measured: Measured) -> Json:
    return {
        "name": measured.name,
        "kind": measured.kind.value,
        "title": measured.title,
        "items": measured.items,
        "words": measured.words,
        "expected": measured.expected,
        "findings": measured.findings,
        "scores": [_score(score) for score in measured.scores],
        "rules": [_rule(rule) for rule in measured.rules],
        "labels": [_label(label) for label in measured.labels],
        "sources": [_source(source) for source in measured.sources],
        "confusions": [_section(section) for section in measured.sections],
    }


def _score(score: Score) -> Json:
    return {
        "name": score.name,
        "title": score.title,
        "question": score.question or None,
        "figure": score.figure or None,
        "findings": score.findings,
        "words": score.words,
        "per_1000_words": _number(score.rate),
        "counts": _counts(score.counts),
        "anywhere": _counts(score.anywhere),
    }


def _rule(rule: RuleScore) -> Json:
    return {
        "code": rule.code,
        "rule": rule.slug or None,
        "severity": rule.severity or None,
        "findings": rule.findings,
        "per_1000_words": _number(rule.rate),
        "counts": _counts(rule.counts),
        "precision": _share(rule.precision) if rule.precision else None,
    }


def _label(label: LabelScore) -> Json:
    return {
        "question": label.question,
        "group": label.group,
        "label": label.label,
        "role": label.role,
        "borderline": label.borderline,
        "fired": _share(label.fired),
    }


def _source(source: SourceScore) -> Json:
    return {
        "source": source.source,
        "items": source.items,
        "words": source.words,
        "scores": [_score(score) for score in source.scores],
    }


def _section(section: Section) -> Json:
    return {
        "name": section.name,
        "title": section.title,
        "list": [_confusion(confusion) for confusion in section.confusions],
    }


def _confusion(confusion: Confusion) -> Json:
    before, marked, after = confusion.quote
    return {
        "reason": confusion.reason.value,
        "codes": list(confusion.codes),
        "path": confusion.path,
        "line": confusion.line,
        "before": before,
        "text": marked,
        "after": after,
        "others": list(confusion.others),
        "label": confusion.label or None,
        "source": confusion.source or None,
        "gates": [
            {"gate": gate.name, "passed": gate.passed, "note": gate.note}
            for gate in confusion.gates
        ],
    }


def _floor(floor: FloorResult) -> Json:
    return {
        "set": floor.set,
        "score": floor.score,
        "measure": floor.measure,
        "floor": floor.floor,
        "value": _number(floor.value),
        "holds": floor.holds,
    }


def _counts(counts: Counts | None) -> Json:
    if counts is None:
        return None
    return {
        "true_positives": counts.right,
        "false_positives": counts.wrong,
        "false_negatives": counts.missed,
        "precision": _share(counts.precision),
        "recall": _share(counts.recall),
        "f1": _number(counts.f1),
    }


def _share(share: Share) -> Json:
    low, high = share.interval
    return {
        "hits": share.hits,
        "total": share.total,
        "value": _number(share.value),
        "low": _number(low),
        "high": _number(high),
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
