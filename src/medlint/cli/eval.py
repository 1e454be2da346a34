"""`medlint eval`: measure the rules."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from medlint.cli.options import color_option, selector_option, settings_options

_FILE = click.Path(dir_okay=False, path_type=Path)


def _as_date(
    ctx: click.Context, parameter: click.Parameter, value: datetime | None
) -> date | None:
    del ctx, parameter
    return value.date() if value else None


@click.command("eval", short_help="Measure how often rules are right.")
@click.argument("paths", nargs=-1, required=True)
@selector_option("--select", text="Measure only these: codes, names, families, ALL.")
@selector_option("--ignore", text="Do not measure these.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "json", "html", "markdown"]),
    help="How to show the figures.  [default: by the suffix of FILE, or table]",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help="Write to this file (repeatable); the table is printed, too.",
)
@click.option(
    "--labels",
    type=_FILE,
    metavar="FILE",
    help="What labels of sentences mean.  [default: labels.yml beside the input]",
)
@click.option(
    "--floors",
    type=_FILE,
    metavar="FILE",
    help="Least figures; below them, exit with 1.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Places to show for each rule.  [default: 5; html: 100]",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_as_date,
    metavar="YYYY-MM-DD",
    help="The date to measure for; annotated articles have their own.",
)
@settings_options
@color_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Measure precision and recall on what people marked and labelled.

    PATHS are annotated articles (x.md with x.findings.yml), JSONL files of labelled
    sentences or of clean pages, and folders of them. docs/evaluation.md describes the
    files.
    """
    from medlint.cli.evaluating import Request, run

    ctx.exit(run(Request(**options)))
