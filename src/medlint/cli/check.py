"""`medlint check`: lint articles."""

from datetime import date, datetime
from typing import Any

import click

from medlint.cli.options import color_option, selector_option, settings_options

_LEVELS = ["error", "warning", "note"]


def _as_date(
    ctx: click.Context, parameter: click.Parameter, value: datetime | None
) -> date | None:
    del ctx, parameter
    return value.date() if value else None


@click.command("check", short_help="Check articles.")
@click.argument("paths", nargs=-1, metavar="[PATHS...|-]")
@selector_option("--select", text="Run only these: codes, names, families, ALL.")
@selector_option("--extend-select", text="Run these too.")
@selector_option("--ignore", text="Do not run these.")
@click.option(
    "--min-level", type=click.Choice(_LEVELS), help="Show nothing below this level."
)
@click.option(
    "--fail-on",
    type=click.Choice([*_LEVELS, "never"]),
    help="Exit with 1 for findings at or above this level.  [default: error]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even for findings.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How to show findings.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@settings_options
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="Name and format of the article on standard input.  [default: Markdown]",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_as_date,
    metavar="YYYY-MM-DD",
    help="The date to check against.",
)
@color_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Check articles: files, folders, or - for standard input (default: this folder).

    In folders, text, Markdown, MDX and HTML files are checked, save hidden ones and
    those that git ignores. Findings go to standard output, all else to standard error.

    --select starts afresh; --extend-select and --ignore change what the settings file
    selects.
    """
    from medlint.cli.checking import Request, run

    ctx.exit(run(Request(**options)))
