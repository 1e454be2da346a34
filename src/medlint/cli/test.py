"""`medlint test`: run the examples of rules."""

from pathlib import Path

import click

from medlint.cli.options import color_option, selector_option


@click.command("test", short_help="Run the examples of rules.")
@click.argument(
    "packs", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@selector_option("--select", text="Test only these: codes, names, families, ALL.")
@color_option
@click.pass_context
def command(
    ctx: click.Context, *, packs: tuple[Path, ...], select: tuple[str, ...], color: str
) -> None:
    """Run every example of every rule in PACKS (default: the core pack).

    Each bad example is also tried hard-wrapped, in emphasis, as list item, table cell,
    HTML and so on: the same finding is expected, at the right place.
    """
    from medlint.cli.testing import run_tests

    ctx.exit(run_tests(packs, select, color))
