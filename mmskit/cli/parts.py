"""Arguments, options and output that several verbs share."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import click

from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import AccountError
from mmskit.limits import CONTENT_BYTES
from mmskit.problem import Problem
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.fit import Fitted
    from mmskit.media.fitting.speed import Speed
    from mmskit.message import Message
    from mmskit.recipients import RecipientList

Command = Callable[..., Any]

_SHOWN_BAD_ROWS: Final = 20

SANDBOX_ACCOUNT: Final = "sandbox"
"""``--account sandbox`` is the ready-made account of a sandbox on its usual port."""


def message_argument(command: Command) -> Command:
    """MESSAGE: a folder with message.toml, or a .mmsx file."""
    return click.argument("path", metavar="MESSAGE", type=click.Path(path_type=Path))(command)


def find_root(path: Path) -> Path:
    """Where a message stands: its folder, also when its ``message.toml`` is named, or its file."""
    return (path.parent if path.name == "message.toml" else path).resolve()


def refuse_message(path: Path) -> None:
    """Keep output from overwriting a message.

    Raises:
        click.UsageError: one stands there.
    """
    manifest = path if path.name == "message.toml" else path / "message.toml"
    if manifest.exists() or (path.suffix.lower() == ".mmsx" and path.exists()):
        raise click.UsageError(say("holds_message", path=path))


def json_option(command: Command) -> Command:
    """``--json``: print data instead of sentences."""
    return click.option("--json", "as_json", is_flag=True, help=say("help_json"))(command)


def list_options(command: Command) -> Command:
    """``--number-column``, ``--sheet`` and ``--stop-list``: how a list is read."""
    for option in (
        click.option(
            "--stop-list",
            "stop_lists",
            metavar="FILE",
            multiple=True,
            type=click.Path(path_type=Path),
            help=say("help_stop_list"),
        ),
        click.option("--sheet", metavar="NAME", help=say("help_sheet")),
        click.option("--number-column", metavar="NAME", help=say("help_number_column")),
    ):
        command = option(command)
    return command


def open_list(
    path: Path, *, number_column: str | None, sheet: str | None, stop_lists: Sequence[Path]
) -> RecipientList:
    """Open a list as :func:`list_options` say; what of a stop list is no number is said.

    Raises:
        RecipientListError: it cannot be read as a list, or a stop list cannot.
    """
    from mmskit.recipients import read_recipients, read_stop_list  # noqa: PLC0415 - rarely needed

    stopped = None
    for stop_path in stop_lists:
        more = read_stop_list(stop_path)
        for bad in more.bad_rows[:_SHOWN_BAD_ROWS]:
            show(f"{say('mark_warning')} {stop_path}: {bad.render(LANGUAGE)}", err=True)
        stopped = more if stopped is None else stopped | more
    return read_recipients(path, number_column=number_column, sheet=sheet, stop_list=stopped)


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
    # Where Chinese cannot be printed, JSON has escapes of its own, which every reader knows.
    escaped = "utf" not in (getattr(sys.stdout, "encoding", None) or "").lower()
    print(json.dumps(value, ensure_ascii=escaped, indent=1, default=_to_json))


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
        show(f"{mark} {problem.render(LANGUAGE)}", err=to_stderr)


def print_changes(fitted: Fitted, *, to_stderr: bool = False) -> None:
    """Print what fitting changed, a line each."""
    for change in fitted.changes:
        show(f"  {change.sentence.render(LANGUAGE)}", err=to_stderr)
    if fitted.advice is not None:
        show(f"  {fitted.advice.render(LANGUAGE)}", err=to_stderr)


def fit_with_progress(message: Message, limit: int, speed: Speed = "best") -> Fitted:
    """Fit a message; a terminal shows how far it is."""
    from mmskit.fit import fit  # noqa: PLC0415 - loads the codecs

    with show_progress(say("fitting")) as advance:
        return fit(message, limit=limit, on_progress=advance, speed=speed)


@contextmanager
def show_progress(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal and nothing on a pipe; the callable takes 0 to 1."""
    if not is_terminal(sys.stderr):
        yield lambda _done: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to load, and only for terminals
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=1.0)
        yield lambda done: progress.update(task, completed=done)


@contextmanager
def stopped_by_interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl+C stop a call that is under way, without ever hiding an answer that has come."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at a stream; a closed one is None."""
    return stream is not None and stream.isatty()


def confirm(question: str, *, yes: bool) -> None:
    """Ask before money is spent.

    Raises:
        click.Abort: the answer was no.
        click.UsageError: there is nobody to ask, and ``--yes`` was not given.
    """
    if yes:
        return
    if not is_terminal(sys.stdin):
        raise click.UsageError(say("nobody_to_ask"))
    show(question, err=True)
    if not click.confirm(say("confirm"), default=False, err=True):
        raise click.Abort


def need_terminal_or_lines(names: Sequence[str]) -> list[str]:
    """Ask for secrets without showing them; from a pipe, read one a line.

    Raises:
        AccountError: the pipe has fewer lines.
    """
    if is_terminal(sys.stdin):
        return [
            click.prompt(say(f"prompt_{name}"), hide_input=name != "username", err=True)
            for name in names
        ]
    given = sys.stdin.readlines(4096) if sys.stdin else []
    lines = [line.rstrip("\r\n") for line in given[: len(names)]]
    if len(lines) < len(names):
        raise AccountError(text("cli.too_few_lines", names=tuple(names)))
    return lines
