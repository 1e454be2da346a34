"""`medlint validate`: check rule packs."""

from pathlib import Path

import click

from medlint.cli.options import color_option


@click.command("validate", short_help="Check rule packs.")
@click.argument(
    "packs", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@color_option
@click.pass_context
def command(ctx: click.Context, *, packs: tuple[Path, ...], color: str) -> None:
    """Report every mistake in the rule files of PACKS (default: the core pack)."""
    from medlint.cli.validating import validate

    ctx.exit(validate(packs, color))
