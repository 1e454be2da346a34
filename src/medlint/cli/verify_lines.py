"""Results of `medlint verify` as lines for people."""

from collections import Counter
from collections.abc import Iterator, Sequence

from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.totals import counted
from medlint.output.visible import one_line, visible, wrap
from medlint.verify.record import Difference, Result, Verdict

_STYLES = {
    Verdict.VERIFIED: "good",
    Verdict.MISMATCH: "warning",
    Verdict.NOT_LOCATED: "warning",
    Verdict.RETRACTED: "error",
    Verdict.NOT_CHECKED: "note",
}
_LONGEST = 160
NO_VERDICT = (
    "A reference that cannot be located is not proved to be wrong, and a verified one "
    "may not support what the article says."
)


def show_results(canvas: Canvas, results: Sequence[Result], *, show_all: bool) -> None:
    """Print what an editor has to look at; with `show_all` the rest, too."""
    for result in results:
        if show_all or _matters(result):
            _show(canvas, result)


def show_totals(canvas: Canvas, results: Sequence[Result], files: int) -> None:
    """Print how many references fell into each class."""
    if not results:
        canvas.line(plain(f"No references found in {counted(files, 'file')}."))
        return
    counts = Counter(result.verdict for result in results)
    parts = [f"{counts[v]:,} {v.value}" for v in Verdict if counts[v]]
    style = "good" if set(counts) == {Verdict.VERIFIED} else "strong"
    total = counted(len(results), "reference")
    canvas.line((f"{total}: {', '.join(parts)}.", style))
    for line in wrap(NO_VERDICT, min(canvas.width, PROSE_WIDTH)):
        canvas.line(plain(line))


def _matters(result: Result) -> bool:
    return bool(result.verdict is not Verdict.VERIFIED or result.notice or result.notes)


def _show(canvas: Canvas, result: Result) -> None:
    located = result.located
    canvas.line(
        (f"{visible(located.path)}:{located.line}: ", "strong"),
        (result.verdict.value, _STYLES[result.verdict]),
    )
    canvas.line((f"  {_shortened(located.text)}", "faint"))
    for text in _details(result):
        first, *rest = wrap(text, min(canvas.width, PROSE_WIDTH) - 4)
        canvas.line(plain(f"  - {first}"))
        for line in rest:
            canvas.line(plain(f"    {line}"))
    canvas.line()


def _details(result: Result) -> Iterator[str]:
    yield from map(_difference, result.differences)
    if result.notice is not None:
        yield _notice(result)
    if result.verdict is Verdict.NOT_LOCATED:
        yield "the services that were asked know no such work; please check the source"
    yield from result.reasons
    yield from result.notes
    if result.sources:
        known = ", ".join(result.sources)
        where = f"https://doi.org/{result.doi}" if result.doi else f"PMID {result.pmid}"
        yield f"found by {known}: {where}" if result.doi or result.pmid else known


def _difference(difference: Difference) -> str:
    field, written, found = difference.field, difference.written, difference.found
    if found:
        return f'{field}: written "{written}", found "{found.strip(chr(34))}"'
    return f'{field}: written "{written}", which leads to no work'


def _notice(result: Result) -> str:
    notice = result.notice
    assert notice is not None
    day = f" of {notice.date}" if notice.date else ""
    by = f" (says {', '.join(result.notice_by)})" if result.notice_by else ""
    why = f"; reasons: {', '.join(notice.reasons)}" if notice.reasons else ""
    where = (
        f"; notice: https://doi.org/{notice.notice_doi}" if notice.notice_doi else ""
    )
    return f"{notice.nature.value}{day}{by}{where}{why}"


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
