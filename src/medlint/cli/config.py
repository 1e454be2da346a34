"""`medlint config`: settings."""

import click


@click.group("config", short_help="Settings files.")
def command() -> None:
    """Look at settings: medlint.yml, or [tool.medlint] in pyproject.toml."""


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of the settings."""
    import sys

    from medlint.cli.terminal import for_machines
    from medlint.config import settings_schema
    from medlint.output.json_v1 import dump

    for_machines(sys.stdout).write(dump(settings_schema()) + "\n")
