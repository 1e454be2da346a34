"""`medlint verify`: look references up."""

from pathlib import Path
from typing import Any

import click

from medlint.cli.options import color_option

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("verify", short_help="Look references up on the network.")
@click.argument("paths", nargs=-1, metavar="PATHS...", required=True)
@click.option(
    "--mailto",
    metavar="ADDRESS",
    help="Tell the services whom to write to.  [default: MEDLINT_MAILTO]",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["full", "json"]),
    default="full",
    show_default=True,
    help="How to show results.",
)
@click.option("--all", "show_all", is_flag=True, help="Show verified references, too.")
@click.option(
    "--deadline",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop asking after this time.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait this long for one answer.",
)
@click.option("--no-cache", is_flag=True, help="Ask even what was answered before.")
@click.option(
    "--cache-days",
    type=click.FloatRange(min=0),
    default=7.0,
    show_default=True,
    metavar="DAYS",
    help="Trust answers for this long.",
)
@click.option(
    "--endpoint",
    "endpoints",
    multiple=True,
    metavar="NAME=URL",
    help="Ask a mirror: crossref, pubmed, openalex or doi (repeatable).",
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    metavar="N",
    help="Requests a second to a service; public ones get no more than they allow.",
)
@click.option("--retractions", type=_FOLDER, metavar="DIR", help="Folder of the index.")
@color_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Look up whether references exist as they are written.

    Asks Crossref, PubMed, OpenAlex and doi.org, and the index of retractions where one
    is installed. Identifiers and the text of reference entries leave this machine;
    nothing else does, and no other command uses the network.

    Exit codes: 0 all verified, 1 mismatch, cannot be located or retracted, 3 nothing to
    check, 4 something was not checked.
    """
    from medlint.cli.verifying import Request, run

    ctx.exit(run(Request(**options)))
