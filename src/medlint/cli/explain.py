"""`medlint explain`: one rule, in full."""

import re
from pathlib import Path

import click

from medlint.cli.options import color_option, settings_options

_PLACE = re.compile(r".+:\d+(:\d+)?")


@click.command("explain", short_help="Explain a rule.")
@click.argument("rule", metavar="RULE")
@settings_options
@color_option
def command(
    *,
    rule: str,
    config: Path | None,
    isolated: bool,
    packs: tuple[Path, ...],
    color: str,
) -> None:
    """Explain a rule, given by code or name.

    Says what it finds, why, what silences it, and the standards behind it.
    """
    if _PLACE.fullmatch(rule):
        message = (
            f'"{rule}" is a place in a file; explain takes the code or name of a rule'
        )
        raise click.UsageError(f"{message}, as `medlint check` shows it")
    from medlint.cli.explaining import explain

    explain(rule, (config, isolated, packs), color)
