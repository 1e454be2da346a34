"""`medlint knowledge`: data from public sources, installed on this machine."""

from datetime import datetime
from pathlib import Path

import click

from medlint.cli.options import color_option

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group("knowledge", short_help="Install data from public sources.")
def command() -> None:
    """Install lists from public sources, and see what is installed.

    They are kept in the user's data folder, or in MEDLINT_DATA_DIR. Nothing is
    downloaded.
    """


@command.group("import", short_help="Install a list.")
def import_() -> None:
    """Install a list from a file that you have downloaded."""


@import_.command("retraction-watch")
@click.argument("file", type=_FILE, metavar="FILE.csv")
@click.option("--into", type=_FOLDER, metavar="DIR", help="Install it in this folder.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The date to write down for the import.",
)
@color_option
@click.pass_context
def retraction_watch(
    ctx: click.Context,
    /,
    file: Path,
    into: Path | None,
    today: datetime | None,
    color: str,
) -> None:
    """Build the index of retracted works from the CSV file of Retraction Watch.

    The file is published by Crossref. A mistake in it changes nothing: the index that
    was there stays.
    """
    from medlint.cli.installing import install

    ctx.exit(install(file, into, today.date() if today else None, color))


@command.command("info")
@click.option(
    "--in", "folder", type=_FOLDER, metavar="DIR", help="Look in this folder."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@color_option
@click.pass_context
def info(
    ctx: click.Context, /, folder: Path | None, format_name: str, color: str
) -> None:
    """Say what is installed, where it comes from and how old it is."""
    from medlint.cli.installing import show_installed

    ctx.exit(show_installed(folder, format_name, color))
