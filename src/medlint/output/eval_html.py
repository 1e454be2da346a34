"""Measurements as one self-contained page, for people who never open a terminal."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from medlint import __version__
from medlint.evaluation.measures import Share
from medlint.evaluation.results import (
    Confusion,
    Evaluation,
    FloorResult,
    Measured,
    Section,
)
from medlint.output.eval_style import STYLE
from medlint.output.eval_tables import Cell, Table, summary, tables
from medlint.output.eval_words import (
    CAUTION,
    NONE,
    READING,
    REASONS,
    codes,
    floor_text,
    fraction,
    heading,
    interval,
    remarks,
    size,
    tally,
)
from medlint.output.totals import counted
from medlint.output.visible import visible

TITLE = "How often the rules are right"
_LEFT = ("precision", "recall", "share", "expected", "level")
"""Beginnings of columns that are set flush left."""


def render_html(evaluation: Evaluation, limit: int) -> str:
    """Write the page; of each rule's confusions, at most `limit`."""
    return "\n".join([*_page(evaluation, limit), ""])


def _page(evaluation: Evaluation, limit: int) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>medlint: {TITLE}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#main">Skip to the figures</a>'
    yield from _header(evaluation)
    yield '<main id="main">'
    yield from _floors(evaluation.floors)
    if evaluation.sets:
        yield from _summary(evaluation)
    yield from _reading()
    for number, measured in enumerate(evaluation.sets, start=1):
        yield from _set(measured, f"set-{number}", limit)
    yield "</main>"
    yield f"<footer><p>{_made(evaluation)}</p></footer>\n</body>\n</html>"


def _header(evaluation: Evaluation) -> Iterator[str]:
    yield f'<header>\n<h1>{TITLE}</h1>\n<p class="soft">{_made(evaluation)}</p>'
    yield '<nav aria-label="Sets"><ul>'
    for number, measured in enumerate(evaluation.sets, start=1):
        title = _html(measured.title)
        yield f'<li><a href="#set-{number}">{title}</a>: {size(measured)}</li>'
    yield "</ul></nav>\n</header>"


def _made(evaluation: Evaluation) -> str:
    rules = counted(evaluation.rules, "rule")
    return f"medlint {__version__}, {rules}, measured for {evaluation.day}."


def _floors(floors: Sequence[FloorResult]) -> Iterator[str]:
    if not floors:
        return
    failed = [floor for floor in floors if not floor.holds]
    if not failed:
        yield f'<p class="verdict">All {counted(len(floors), "floor")} hold.</p>'
        return
    yield '<section class="verdict fails"><h2>Below the floor</h2><ul>'
    yield from (f"<li>{_html(floor_text(floor))}</li>" for floor in failed)
    yield "</ul></section>"


def _summary(evaluation: Evaluation) -> Iterator[str]:
    """Yield one table with the headlines of every set under its title."""
    listed = [*summary(evaluation.sets)]
    yield '<h2 id="summary">Summary</h2>'
    yield from _table_head("Summary", listed[0].columns)
    for number, table in enumerate(listed, start=1):
        span = len(table.columns)
        link = f'<a href="#set-{number}">{_html(table.title)}</a>'
        yield f'<tbody><tr><th class="set" scope="rowgroup" colspan="{span}">{link}'
        yield "</th></tr>"
        yield from _rows(table, anchors={})
        yield "</tbody>"
    yield "</table></div>"


def _reading() -> Iterator[str]:
    yield '<details open><summary>How to read the figures</summary><dl class="terms">'
    for term, meaning in READING.items():
        yield f"<dt>{_html(term)}</dt><dd>{_html(meaning)}</dd>"
    yield "</dl></details>"


def _set(measured: Measured, anchor: str, limit: int) -> Iterator[str]:
    yield f'<section aria-labelledby="{anchor}">'
    yield f'<h2 id="{anchor}">{_html(measured.title)}</h2>'
    yield f'<p class="soft">{size(measured)}</p>'
    yield f'<p class="caution">{_html(CAUTION[measured.kind])}</p>'
    sections = [section for section in measured.sections if section.confusions]
    anchors = {s.name: f"{anchor}-{_slug(s.name)}" for s in sections}
    for table in tables(measured):
        yield f"<h3>{_html(table.title)}</h3>"
        yield from _table(table, anchors)
    if sections and limit:
        yield "<h3>Places to look at</h3>"
    for section in sections if limit else ():
        yield from _section(section, anchors[section.name], limit)
    yield "</section>"


def _table(table: Table, anchors: dict[str, str]) -> Iterator[str]:
    yield from _table_head(table.title, table.columns)
    yield "<tbody>"
    yield from _rows(table, anchors)
    yield "</tbody></table></div>"
    if table.note:
        yield f'<p class="soft">{_html(table.note)}</p>'


def _table_head(title: str, columns: Sequence[str]) -> Iterator[str]:
    label = _html(title)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>'
    yield "<thead><tr>"
    for name in columns:
        left = ' class="text"' if name.startswith(_LEFT) else ""
        yield f'<th scope="col"{left}>{_html(name)}</th>'
    yield "</tr></thead>"


def _rows(table: Table, anchors: dict[str, str]) -> Iterator[str]:
    for row in table.rows:
        cells = "".join(
            _cell(cell, column)
            for cell, column in zip(row[1:], table.columns[1:], strict=True)
        )
        yield f'<tr><th scope="row">{_row_name(row[0], anchors)}</th>{cells}</tr>'


def _row_name(cell: Cell, anchors: dict[str, str]) -> str:
    """Link a rule to its places."""
    name = cell if isinstance(cell, str) else NONE
    code, _, rest = name.partition(" ")
    if code in anchors:
        return f'<a href="#{anchors[code]}">{_html(code)}</a> {_html(rest)}'
    return _html(name)


def _cell(cell: Cell, column: str) -> str:
    if isinstance(cell, Share):
        return f'<td class="text">{_share(cell)}</td>'
    kinds = [column] if column in {"wrong", "missed"} else []
    kinds += ["text"] if column.startswith(_LEFT) else []
    kinds += ["zero"] if cell in {"0", NONE} else []
    attribute = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<td{attribute}>{_html(cell)}</td>"


def _share(share: Share) -> str:
    if not share.total:
        return NONE
    low, high = share.interval
    value = share.hits / share.total
    return (
        f'<span class="share"><b>{fraction(share.value)}</b>'
        f'<span class="bar" aria-hidden="true">'
        f'<i class="range" style="left:{low:.1%};width:{high - low:.1%}"></i>'
        f'<i class="point" style="left:{value:.1%}"></i></span>'
        f'<span class="bounds">{interval(share)}</span></span>'
    )


def _section(section: Section, anchor: str, limit: int) -> Iterator[str]:
    yield f'<section aria-labelledby="{anchor}">'
    yield (
        f'<h4 id="{anchor}">{_html(heading(section))} '
        f'<span class="soft">({tally(section)})</span></h4>'
    )
    yield '<ol class="places">'
    for confusion in section.confusions[:limit]:
        yield from _confusion(confusion)
    yield "</ol>"
    if len(section.confusions) > limit:
        more = len(section.confusions) - limit
        yield f'<p class="soft">… and {more:,} more; the JSON format has all.</p>'
    yield "</section>"


def _confusion(confusion: Confusion) -> Iterator[str]:
    reason = confusion.reason
    yield f'<li class="{reason.value}"><div class="where">'
    yield f'<span class="chip {reason.value}">{REASONS[reason]}</span>'
    place = _html(f"{confusion.path}:{confusion.line}")
    yield f"<b>{_html(codes(confusion))}</b> <code>{place}</code></div>"
    before, marked, after = map(_html, confusion.quote)
    marked = f"<mark>{marked}</mark>" if marked else ""
    yield f"<blockquote>{before}{marked}{after}</blockquote>"
    said = [*remarks(confusion)]
    if said:
        listed = (
            f"<dt>{_html(word)}</dt><dd>{_html(rest)}</dd>" for word, rest in said
        )
        yield f'<dl class="remarks">{"".join(listed)}</dl>'
    yield "</li>"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _html(text: str) -> str:
    """Escape text from outside; line breaks stay, other controls are shown."""
    lines = (visible(line) for line in re.split(r"\r\n|\r|\n", text))
    return escape("\n".join(lines), quote=True)
