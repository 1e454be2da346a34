"""Results of `medlint verify` as JSON, version 1."""

from collections import Counter
from collections.abc import Sequence

from medlint import __version__
from medlint.errors import Problem
from medlint.output.json_v1 import Json, problems_json
from medlint.references.record import Reference
from medlint.retractions.notice import Notice
from medlint.verify.record import Result, Verdict


def as_json(
    results: Sequence[Result],
    files: int,
    problems: Sequence[Problem],
    skipped: Sequence[Problem],
) -> Json:
    """Return a run as version 1 writes it."""
    counts = Counter(result.verdict for result in results)
    classes: dict[str, Json] = {slug(verdict): counts[verdict] for verdict in Verdict}
    return {
        "version": 1,
        "tool": {"name": "medlint", "version": __version__},
        "results": [_result(result) for result in results],
        "problems": problems_json(problems),
        "summary": {
            "files": files,
            "references": len(results),
            "classes": classes,
            "skipped": problems_json(skipped),
        },
    }


def slug(verdict: Verdict) -> str:
    """Return the class in one word, for programs."""
    return verdict.value.replace(" ", "-")


def _result(result: Result) -> Json:
    located = result.located
    return {
        "class": slug(result.verdict),
        "path": located.path,
        "line": located.line,
        "text": located.text,
        "reference": _reference(located.reference),
        "differences": [
            {"field": d.field, "written": d.written, "found": d.found}
            for d in result.differences
        ],
        "notice": _notice(result.notice, result.notice_by) if result.notice else None,
        "sources": list(result.sources),
        "doi": result.doi,
        "pmid": result.pmid,
        "reasons": list(result.reasons),
        "notes": list(result.notes),
    }


def _reference(reference: Reference) -> Json:
    return {
        "label": reference.label,
        "title": reference.title.text if reference.title else "",
        "journal": reference.journal.text if reference.journal else "",
        "year": reference.year,
        "authors": [author.surname for author in reference.authors],
        "identifiers": [
            {"scheme": i.scheme.value, "value": i.value, "problem": i.problem}
            for i in reference.identifiers
        ],
    }


def _notice(notice: Notice, by: Sequence[str]) -> Json:
    return {
        "nature": notice.nature.value.replace(" ", "-"),
        "date": notice.date.isoformat() if notice.date else None,
        "doi": notice.notice_doi,
        "reasons": list(notice.reasons),
        "sources": list(by),
    }
