"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def split_commas(
    ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Split repeated, comma-separated values into one list."""
    del ctx, parameter
    parts = (part.strip() for text in value for part in text.split(","))
    return tuple(part for part in parts if part)


def selector_option(*names: str, text: str) -> Callable[[F], F]:
    """Return an option that names rules; repeatable, with commas."""
    return click.option(
        *names, multiple=True, metavar="RULES", callback=split_commas, help=text
    )


def settings_options(command: F) -> F:
    """Add `--config`, `--isolated` and `--pack`."""
    for add in (
        click.option(
            "--pack",
            "packs",
            multiple=True,
            type=_FOLDER,
            metavar="DIR",
            help="A further rule pack (repeatable); replaces packs of the settings.",
        ),
        click.option(
            "--isolated", is_flag=True, help="Ignore all settings files.", default=False
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Settings file; by default the nearest medlint.yml or pyproject.toml.",
        ),
    ):
        command = add(command)
    return command


def color_option(command: F) -> F:
    """Add `--color`."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour; auto looks at the terminal, NO_COLOR and FORCE_COLOR.",
    )(command)
