"""`medlint explain`: one rule, in full."""

import re
from pathlib import Path

import click

from medlint.cli.options import color_option, settings_options

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")


@click.command("explain", short_help="Explain a rule, or a place in an article.")
@click.argument("what", metavar="RULE|FILE:LINE[:COLUMN]")
@settings_options
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    what: str,
    config: Path | None,
    isolated: bool,
    packs: tuple[Path, ...],
    color: str,
) -> None:
    """Explain a rule, or what the rules did at a place.

    For a rule, given by code or name: what it finds, why, what silences it, and the
    standards behind it. For a place: everything any rule looked at there, and which
    exceptions held and which did not.
    """
    where = (config, isolated, packs)
    if place := _PLACE.fullmatch(what):
        from medlint.cli.tracing import Place, explain_place

        column = int(place["column"] or 0)
        ctx.exit(
            explain_place(
                Place(place["path"], int(place["line"]), column), where, color
            )
        )
    from medlint.cli.explaining import explain

    explain(what, where, color)
