"""The program: finds the verb, runs it, and turns every ending into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from mmskit import __version__
from mmskit.cli.words import LANGUAGE, abandon, say, show
from mmskit.errors import MMSKitError, OutcomeUnknownError, PlatformError

VERBS: Final = (
    "demo",
    "gui",
    "check",
    "fit",
    "encode",
    "decode",
    "preview",
    "send",
    "balance",
    "reports",
    "history",
    "batch",
    "account",
    "sandbox",
)

DONE: Final = 0
PROBLEM: Final = 1
"""A problem in the input, or with this machine; the sentence says where."""
USAGE: Final = 2
REFUSED: Final = 3
"""The platform refused."""
UNKNOWN: Final = 4
"""Nobody knows whether the platform took it."""
INTERNAL: Final = 70
"""A mistake of mmskit's own (EX_SOFTWARE)."""
INTERRUPTED: Final = 130


class _Verbs(click.Group):
    """Loads a verb's module when the verb is wanted, so that the others cost nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the verbs in the order of a message's life."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"mmskit.cli.{cmd_name}").command
        return command


@click.group(cls=_Verbs, help=say("help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="mmskit %(version)s", help=say("help_version"))
def program() -> None:
    """Hold the verbs; each has a module of its own."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after ``mmskit``; by default those this process was started with.

    Returns:
        The exit code: 0 done, 1 a problem in the input, 2 wrong usage, 3 the platform refused,
        4 the outcome is unknown.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # no text may stop a terminal in Latin-1
    try:
        ended = program.main(arguments, prog_name="mmskit", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout)  # whoever was reading has seen enough
        return DONE
    except SystemExit as left:  # click's way of saying that nobody reads any more
        abandon(sys.stdout)
        return left.code if isinstance(left.code, int) else DONE
    except (click.Abort, KeyboardInterrupt):
        show(f"\n{say('interrupted')}", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - no traceback may reach a person
        return _explain(error)
    return ended if isinstance(ended, int) else DONE


def _explain(error: Exception) -> int:
    said, code = _find_words(error)
    if isinstance(error, OSError) and sys.stdout is not None:
        abandon(sys.stdout)
    show(said, err=True)
    if code == INTERNAL and os.environ.get("MMSKIT_DEBUG"):
        traceback.print_exception(error)
    return code


def _find_words(error: Exception) -> tuple[str, int]:
    if isinstance(error, MMSKitError):
        return error.render(LANGUAGE), _find_code(error)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message(), USAGE
    if isinstance(error, click.UsageError):
        where = error.ctx.command_path if error.ctx else "mmskit"
        return f"{_translate(error)}\n{say('usage_hint', command=where)}", USAGE
    if isinstance(error, click.ClickException):
        return error.format_message(), USAGE
    if isinstance(error, OSError):
        return say("system", reason=error.strerror or error, path=error.filename or "-"), PROBLEM
    return say("internal", kind=type(error).__name__, reason=str(error)[:200]), INTERNAL


def _find_code(error: MMSKitError) -> int:
    if isinstance(error, PlatformError):
        return REFUSED
    return UNKNOWN if isinstance(error, OutcomeUnknownError) else PROBLEM


def _translate(error: click.UsageError) -> str:
    """Say click's own complaints in the language of this run."""
    match error:
        case click.exceptions.NoSuchCommand():
            said = say("no_such_verb", name=error.command_name, hint=_hint(error.possibilities))
        case click.NoSuchOption():
            said = say("no_such_option", name=error.option_name, hint=_hint(error.possibilities))
        case click.BadOptionUsage():
            said = say("bad_option", name=error.option_name)
        case click.MissingParameter():
            said = say("missing_parameter", name=_name(error.param))
        case click.BadParameter():
            said = say("bad_parameter", name=_name(error.param), reason=error.message)
        case _:
            reason = error.format_message()
            said = reason if LANGUAGE == "en" else say("wrong_usage", reason=reason)
    return said


def _name(parameter: Any) -> str:
    if parameter is None:
        return "?"
    return str(
        parameter.human_readable_name
        if parameter.param_type_name == "argument"
        else parameter.opts[-1]
    )


def _hint(possibilities: Sequence[str] | None) -> str:
    return say("did_you_mean", names=tuple(possibilities)) if possibilities else ""
