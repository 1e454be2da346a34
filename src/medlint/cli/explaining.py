"""The page behind `medlint explain`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from medlint.cli.active import active_config, active_packs
from medlint.cli.terminal import canvas
from medlint.config import shown_path
from medlint.finding import Severity
from medlint.output.canvas import PROSE_WIDTH, Canvas, plain
from medlint.output.snippet import Label, snippet
from medlint.output.visible import one_line, visible, wrap
from medlint.output.words import blocks
from medlint.rule import Evidence, Example, Rule
from medlint.source import Format, SourceFile
from medlint.variants import variants

_INDENT = "  "
_LEVELS = {
    Severity.ERROR: "must be mended before publishing",
    Severity.WARNING: "should be looked at",
    Severity.NOTE: "worth knowing",
}


def explain(
    name: str, where: tuple[Path | None, bool, Sequence[Path]], color: str
) -> None:
    """Print everything a rule says about itself.

    Raises:
        UserError: no such rule, or mistakes in settings or rules.
    """
    config, isolated, packs = where
    rules = active_packs(active_config(config, isolated=isolated), packs)
    rule = rules.by_name(name)
    page = _Page(canvas(sys.stdout, color))
    page.head(rule)
    page.section("Why", rule.why)
    page.section("Message", rule.message)
    page.section("What silences it", rule.silenced_by)
    page.examples("Found", [e for e in rule.bad if not e.gap], rule.severity.value)
    page.examples("Not found", [e for e in rule.good if not e.gap], "")
    page.examples("Known gaps", [e for e in (*rule.bad, *rule.good) if e.gap], "faint")
    page.standards(rule.evidence)
    page.section("To leave it out", _leaving_out(rule))


class _Page:
    """Sections on a canvas, at a width that can be read."""

    def __init__(self, out: Canvas) -> None:
        self._out = out
        self._width = min(out.width, PROSE_WIDTH)

    def head(self, rule: Rule) -> None:
        severity = rule.severity.value
        out = self._out
        out.line((rule.code, severity), (f" {rule.slug}", "strong"))
        for line in wrap(rule.title, self._width):
            out.line(plain(line))
        out.line()
        out.line((severity, severity), plain(f": {_LEVELS[rule.severity]}"))
        reviewed = f", reviewed {rule.reviewed}" if rule.reviewed else ""
        out.line(plain(f"confidence: {rule.confidence.value}{reviewed}"))
        out.line(plain(f"file: {visible(shown_path(Path(rule.path)))}"))

    def section(self, title: str, text: str) -> None:
        if not text.strip():
            return
        self._title(title)
        for i, (head, body) in enumerate(blocks(text)):
            if i and not head:
                self._out.line()
            first, *rest = wrap(body, self._width - len(_INDENT) - len(head))
            self._out.line(plain(_INDENT + head + first))
            for line in rest:
                self._out.line(plain(_INDENT + " " * len(head) + line))

    def examples(self, title: str, examples: Sequence[Example], style: str) -> None:
        if not examples:
            return
        self._title(title)
        for example in examples:
            self._example(example, style)

    def standards(self, evidence: Sequence[Evidence]) -> None:
        if evidence:
            self._title("Standards")
        for source in evidence:
            first, *rest = wrap(source.cite, self._width - 4)
            self._out.line(plain("  - " + first))
            for line in rest:
                self._out.line(plain("    " + line))
            if source.url:
                read = f" (read {source.accessed})" if source.accessed else ""
                url = (one_line(source.url), "link")
                self._out.line(plain("    "), url, plain(read))

    def _example(self, example: Example, style: str) -> None:
        written = next(variants(example.text, example.format, lambda _: False))
        if written.spans:
            source = SourceFile("example", Format.PLAIN, written.text)
            labels = [Label(span, style=style) for span in written.spans]
            _, *rows = snippet(source, labels, self._width - len(_INDENT))
            for row in rows:
                self._out.line(plain(_INDENT), *row)
            return
        lead = "  - "
        for line in written.text.strip().splitlines():
            for part in wrap(line, self._width - len(lead)):
                self._out.line((lead + part, style))
                lead = "    "

    def _title(self, title: str) -> None:
        self._out.line()
        self._out.line((title, "strong"))


def _leaving_out(rule: Rule) -> str:
    return (
        f"- once: medlint check --ignore {rule.code}\n"
        f"- for good, in medlint.yml: ignore: [{rule.code}]\n"
        f"- at another level, in medlint.yml: "
        f"rules: {{{rule.code}: {{severity: note}}}}"
    )
