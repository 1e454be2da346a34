"""`medlint rules`: list the rules."""

from pathlib import Path

import click

from medlint.cli.options import color_option, settings_options


@click.command("rules", short_help="List the rules.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to show the rules.",
)
@click.option(
    "--schema", is_flag=True, help="Print the JSON Schema of rule files instead."
)
@settings_options
@color_option
def command(
    *,
    format_name: str,
    schema: bool,
    config: Path | None,
    isolated: bool,
    packs: tuple[Path, ...],
    color: str,
) -> None:
    """List every rule of the core pack and of the packs in use, by family."""
    from medlint.cli.listing import list_rules, print_schema

    if schema:
        print_schema()
    else:
        list_rules(format_name, (config, isolated, packs), color)
