"""The lists and tables behind `medlint rules`."""

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

from medlint import __version__
from medlint.cli.active import active_config, active_packs
from medlint.cli.terminal import canvas, for_machines
from medlint.output.canvas import Canvas, plain
from medlint.output.json_v1 import Json, dump
from medlint.output.totals import counted
from medlint.output.visible import one_line, wrap
from medlint.rule import Rule
from medlint.rule_file import rule_schema

_LEAST_TITLE = 20


def print_schema() -> None:
    """Print the JSON Schema of rule files."""
    for_machines(sys.stdout).write(dump(rule_schema()) + "\n")


def list_rules(
    format_name: str, where: tuple[Path | None, bool, Sequence[Path]], color: str
) -> None:
    """Print all rules; `where` is the settings file, `--isolated` and the packs."""
    config, isolated, packs = where
    rules = active_packs(active_config(config, isolated=isolated), packs).rules
    if format_name == "json":
        value: Json = {
            "version": 1,
            "tool": {"name": "medlint", "version": __version__},
            "rules": [rule_json(rule) for rule in rules],
        }
        for_machines(sys.stdout).write(dump(value) + "\n")
    else:
        _show_table(canvas(sys.stdout, color), rules)


def rule_json(rule: Rule) -> Json:
    """Return what a rule says about itself."""
    return {
        "code": rule.code,
        "rule": rule.slug,
        "family": rule.family,
        "kind": rule.kind,
        "title": rule.title,
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "message": rule.message,
        "why": rule.why,
        "silenced_by": rule.silenced_by,
        "evidence": [
            {
                "cite": evidence.cite,
                "url": evidence.url,
                "accessed": str(evidence.accessed) if evidence.accessed else None,
            }
            for evidence in rule.evidence
        ],
        "tags": list(rule.tags),
        "profiles": list(rule.profiles),
        "reviewed": str(rule.reviewed) if rule.reviewed else None,
    }


def _show_table(out: Canvas, rules: Sequence[Rule]) -> None:
    code = max((len(rule.code) for rule in rules), default=0)
    slug = max((cell_len(rule.slug) for rule in rules), default=0)
    families = groupby(rules, key=lambda rule: rule.family)
    for family, members in families:
        listed = list(members)
        folder = Path(listed[0].path).parent.name
        out.line((family, "strong"), (f"  {one_line(folder)}", "faint"))
        for rule in listed:
            _show_row(out, rule, (code, slug))
        out.line()
    out.line(plain(f"{counted(len(rules), 'rule')}. medlint explain CODE says more."))


def _show_row(out: Canvas, rule: Rule, widths: tuple[int, int]) -> None:
    code, slug = widths
    name = rule.slug + " " * (slug - cell_len(rule.slug))
    left = 2 + code + 2 + len("warning") + 2 + slug + 2
    first, *rest = wrap(rule.title, max(out.width - left, _LEAST_TITLE))
    severity = rule.severity.value
    out.line(
        (f"  {rule.code:<{code}}  ", "strong"),
        (f"{severity:<7}  ", severity),
        plain(f"{name}  {first}"),
    )
    for line in rest:
        out.line(plain(" " * left + line))
