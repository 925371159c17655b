"""Arguments, options and output that several verbs share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mmskit.cli.words import LANGUAGE, say
from mmskit.errors import AccountError
from mmskit.limits import CONTENT_BYTES
from mmskit.problem import Problem
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.fit import Fitted
    from mmskit.message import Message

Command = Callable[..., Any]

SANDBOX_ACCOUNT: Final = "sandbox"
"""``--account sandbox`` is the ready-made account of a sandbox on its usual port."""


def message_argument(command: Command) -> Command:
    """MESSAGE: a folder with message.toml, or a .mmsx file."""
    return click.argument("path", metavar="MESSAGE", type=click.Path(path_type=Path))(command)


def json_option(command: Command) -> Command:
    """``--json``: print data instead of sentences."""
    return click.option("--json", "as_json", is_flag=True, help=say("help_json"))(command)


def limit_option(command: Command) -> Command:
    """``--limit``: another limit than the platform's."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=CONTENT_BYTES,
        show_default=True,
        help=say("help_limit"),
    )(command)


def account_options(command: Command) -> Command:
    """``--account`` and ``--timeout``: where to send, and for how long to wait."""
    with_timeout = click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True, max=3600),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help=say("help_timeout"),
    )(command)
    return click.option("--account", "account_name", metavar="NAME", help=say("help_account"))(
        with_timeout
    )


def find_account(name: str | None) -> Account:
    """The account that was asked for: from the keyring, the sandbox's, or the environment's.

    Raises:
        AccountError: there is none.
    """
    from mmskit.account import Account  # noqa: PLC0415 - only verbs that send need it

    if name is None:
        return Account.from_environment()
    if name == SANDBOX_ACCOUNT:
        from mmskit.sandbox.settings import DEFAULT_PORT, DEMO  # noqa: PLC0415

        url = f"http://127.0.0.1:{DEFAULT_PORT}"
        return Account(DEMO.name, DEMO.password, DEMO.apikey, url, SANDBOX_ACCOUNT)
    return Account.load(name)


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_to_json))


def _to_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)


def describe_problem(problem: Problem) -> dict[str, object]:
    """A problem as JSON: its data, and its sentence in the language of this run."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "frame": problem.frame,
        "slot": problem.slot,
        "figures": {
            name: value
            for name, value in problem.figures.items()
            if isinstance(value, int | float | str)
        },
        "text": problem.render(LANGUAGE),
    }


def print_problems(problems: Sequence[Problem], *, to_stderr: bool = False) -> None:
    """Print problems, a line each."""
    for problem in problems:
        mark = say(f"mark_{problem.severity}")
        print(f"{mark} {problem.render(LANGUAGE)}", file=sys.stderr if to_stderr else sys.stdout)


def print_changes(fitted: Fitted, *, to_stderr: bool = False) -> None:
    """Print what fitting changed, a line each."""
    for change in fitted.changes:
        print(f"  {change.sentence.render(LANGUAGE)}", file=sys.stderr if to_stderr else sys.stdout)


def fit_with_progress(message: Message, limit: int) -> Fitted:
    """Fit a message; a terminal shows how far it is."""
    from mmskit.fit import fit  # noqa: PLC0415 - loads the codecs

    with show_progress(say("fitting")) as advance:
        return fit(message, limit=limit, on_progress=advance)


@contextmanager
def show_progress(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal and nothing on a pipe; the callable takes 0 to 1."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to load, and only for terminals
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=1.0)
        yield lambda done: progress.update(task, completed=done)


def confirm(question: str, *, yes: bool) -> None:
    """Ask before money is spent.

    Raises:
        click.Abort: the answer was no.
        click.UsageError: there is nobody to ask, and ``--yes`` was not given.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(say("nobody_to_ask"))
    print(question, file=sys.stderr)
    if not click.confirm(say("confirm"), default=False, err=True):
        raise click.Abort


def need_terminal_or_lines(names: Sequence[str]) -> list[str]:
    """Ask for secrets without showing them; from a pipe, read one a line.

    Raises:
        AccountError: the pipe has fewer lines.
    """
    if sys.stdin.isatty():
        return [
            click.prompt(say(f"prompt_{name}"), hide_input=name != "username", err=True)
            for name in names
        ]
    lines = [line.rstrip("\r\n") for line in sys.stdin.readlines(4096)[: len(names)]]
    if len(lines) < len(names):
        raise AccountError(text("cli.too_few_lines", names=tuple(names)))
    return lines
