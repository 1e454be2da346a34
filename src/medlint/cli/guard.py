"""Where every command ends: mistakes, crashes and interruptions become exit codes."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import click

from medlint.errors import ExitCode, UserError

INTERRUPTED = 130
BROKEN_PIPE = 141
"""As shells report a process that ended by SIGINT or SIGPIPE."""


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what a command raises into a message on stderr and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except (click.exceptions.Exit, click.Abort, click.UsageError):
        raise
    except click.ClickException as error:
        error.show()
        raise click.exceptions.Exit(ExitCode.USAGE) from error
    except UserError as error:
        _show_mistakes(error)
        raise click.exceptions.Exit(ExitCode.USAGE) from error
    except KeyboardInterrupt as error:
        click.echo("interrupted", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        _drop_stdout()
        raise click.exceptions.Exit(BROKEN_PIPE) from error
    except OSError as error:
        if wants_traceback():
            raise
        _drop_stdout()
        click.echo(f"error: {_reason(error)}", err=True)
        raise click.exceptions.Exit(ExitCode.INCOMPLETE) from error
    except Exception as error:
        if wants_traceback():
            raise
        click.echo(f"error: {crash_message(error)}", err=True)
        click.echo("MEDLINT_TRACEBACK=1 shows where it happened", err=True)
        raise click.exceptions.Exit(ExitCode.INCOMPLETE) from error


def wants_traceback() -> bool:
    """Whether crashes are to be shown as Python shows them."""
    return os.environ.get("MEDLINT_TRACEBACK") == "1"


def crash_message(error: BaseException) -> str:
    """Say where medlint failed, for a report, without a traceback."""
    last = traceback.format_exception_only(error)[-1].strip()
    return f"internal error in {_module(error.__traceback__)}, please report: {last}"


def _module(trace: TracebackType | None) -> str:
    """Innermost module of ours that took part."""
    name = "medlint"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module == "medlint" or module.startswith("medlint."):
            name = f"{module} (line {trace.tb_lineno})"
        trace = trace.tb_next
    return name


def _reason(error: OSError) -> str:
    """What the system refused: a full disk, say, is no fault of ours."""
    reason = error.strerror or str(error)
    return f"{os.fsdecode(error.filename)}: {reason}" if error.filename else reason


def _show_mistakes(error: UserError) -> None:
    from medlint.cli.terminal import canvas
    from medlint.output.problems import show_problems

    show_problems(canvas(sys.stderr), error.problems)


def _drop_stdout() -> None:
    """Keep the interpreter from failing again when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
