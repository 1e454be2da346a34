"""The command line: parse, call, choose the exit code; one module per command."""

from difflib import get_close_matches
from importlib import import_module
from typing import Any, cast

import click

from medlint import __version__
from medlint.cli.guard import guarded

COMMANDS = {
    "check": "medlint.cli.check",
    "rules": "medlint.cli.rules",
    "explain": "medlint.cli.explain",
    "test": "medlint.cli.test",
    "validate": "medlint.cli.validate",
    "eval": "medlint.cli.eval",
    "verify": "medlint.cli.verify",
    "knowledge": "medlint.cli.knowledge",
    "config": "medlint.cli.config",
}
"""Module of each command, which holds it as `command`; imported on first use."""


class LazyGroup(click.Group):
    """Commands by name; mistakes and crashes become messages and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of their usefulness."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", import_module(COMMANDS[cmd_name]).command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest the one that was meant."""
        close = get_close_matches(args[0], COMMANDS, n=1)
        if args[0] not in COMMANDS and close:
            ctx.fail(f'No such command "{args[0]}". Did you mean "{close[0]}"?')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with guarded():
            return super().invoke(ctx)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="medlint", message="%(prog)s %(version)s")
def main() -> None:
    """Find what must not be published as it stands in health articles.

    Begin with `medlint check FOLDER`; `medlint explain CODE` says what a rule finds,
    why, and what silences it.

    Exit codes: 0 clean, 1 findings, 2 mistake in usage, settings or rules, 3 nothing
    to check, 4 not everything could be checked.
    """
