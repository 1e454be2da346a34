"""Measurements for the terminal: tables, then the places to look at."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size

from medlint import __version__
from medlint.evaluation.results import (
    Confusion,
    Evaluation,
    FloorResult,
    Reason,
    Section,
)
from medlint.output.canvas import PROSE_WIDTH, Canvas, Piece, plain
from medlint.output.eval_tables import Table, tables, text
from medlint.output.eval_words import (
    READING,
    REASONS,
    codes,
    floor_text,
    heading,
    remarks,
    size,
    tally,
)
from medlint.output.totals import counted
from medlint.output.visible import one_line, visible, wrap

_NAME_WIDTH = 46
_GAP = "  "
_STYLES = {"wrong": "error", "missed": "warning"}
_REASON_STYLES = {
    Reason.WRONG: "error",
    Reason.MISSED: "warning",
    Reason.KNOWN: "note",
    Reason.DEBATABLE: "note",
    Reason.TO_READ: "warning",
}


def show_evaluation(out: Canvas, evaluation: Evaluation, limit: int) -> None:
    """Print a measurement; of each rule's confusions, at most `limit`."""
    for measured in evaluation.sets:
        out.line((visible(measured.title), "strong"))
        out.line((size(measured), "faint"))
        out.line()
        for table in tables(measured):
            _show_table(out, table)
        for section in measured.sections:
            _show_section(out, section, limit)
    _show_floors(out, evaluation.floors)
    _show_reading(out)
    rules = counted(evaluation.rules, "rule")
    line = f"Measured with medlint {__version__} and {rules} for {evaluation.day}."
    out.line(plain(line))


def _show_table(out: Canvas, table: Table) -> None:
    cells = [[one_line(text(cell)) for cell in row] for row in table.rows]
    columns = list(zip_longest(table.columns, *cells, fillvalue=""))
    widths = [max(map(cell_len, column)) for column in columns]
    widths[0] = min(widths[0], _NAME_WIDTH)
    out.line((table.title, "label"))
    out.line((_row(table.columns, widths), "faint"))
    for row in cells:
        out.line(*_pieces(row, widths, table.columns))
    if table.note:
        out.line((table.note, "faint"))
    out.line()


def _pieces(
    row: Sequence[str], widths: Sequence[int], columns: Sequence[str]
) -> list[Piece]:
    pieces: list[Piece] = []
    for i, cell in enumerate(row):
        style = _STYLES.get(columns[i], "") if cell != "0" else "faint"
        pieces.append((_cell(cell, widths[i], i), style))
    return pieces


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(_cell(cell, widths[i], i) for i, cell in enumerate(cells))


def _cell(cell: str, width: int, column: int) -> str:
    if cell_len(cell) > width:
        cell = set_cell_size(cell, width - 1).rstrip() + "…"
    blank = " " * (width - cell_len(cell))
    return cell + blank if not column else _GAP + blank + cell


def _show_section(out: Canvas, section: Section, limit: int) -> None:
    if not section.confusions or not limit:
        return
    out.line(
        (one_line(heading(section)), "label"),
        (f"  {tally(section)}", "faint"),
    )
    shown = section.confusions[:limit]
    for confusion in shown:
        _show_confusion(out, confusion)
    if len(shown) < len(section.confusions):
        more = len(section.confusions) - len(shown)
        out.line((f"  … and {more:,} more (--limit shows more, json has all)", "faint"))
    out.line()


def _show_confusion(out: Canvas, confusion: Confusion) -> None:
    place = f"{visible(confusion.path)}:{confusion.line}"
    out.line(
        (f"  {REASONS[confusion.reason]}", _REASON_STYLES[confusion.reason]),
        (f" {codes(confusion)}".rstrip(), "strong"),
        plain(f" {place}"),
    )
    before, marked, after = confusion.quote
    quoted = f"{before}[[{marked}]]{after}" if marked else before
    width = min(out.width, PROSE_WIDTH) - 4
    for line in wrap(quoted, width):
        out.line(plain(f"    {line}"))
    for word, rest in remarks(confusion):
        for line in wrap(f"{word}: {rest}", width):
            out.line((f"    {line}", "faint"))


def _show_floors(out: Canvas, floors: Sequence[FloorResult]) -> None:
    if not floors:
        return
    failed = [floor for floor in floors if not floor.holds]
    if not failed:
        out.line((f"All {counted(len(floors), 'floor')} hold.", "good"))
    for floor in failed:
        out.line(("below the floor: ", "error"), plain(one_line(floor_text(floor))))
    out.line()


def _show_reading(out: Canvas) -> None:
    for term, meaning in READING.items():
        first, *rest = wrap(f"{term}: {meaning}", min(out.width, PROSE_WIDTH))
        for line in (first, *rest):
            out.line((line, "faint"))
    out.line()
