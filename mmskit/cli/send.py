"""``mmskit send``: one message to any number of numbers, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli.parts import (
    account_options,
    confirm,
    find_account,
    fit_with_progress,
    json_option,
    list_options,
    message_argument,
    open_list,
    print_changes,
    print_json,
    print_problems,
    stopped_by_interrupts,
)
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import RecipientListError
from mmskit.limits import CONTENT_BYTES
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.client import Receipt
    from mmskit.message import Message
    from mmskit.recipients import RecipientList


@click.command("send", help=say("help_send"))
@message_argument
@click.option("--to", "given", multiple=True, metavar="NUMBERS", help=say("help_to"))
@click.option(
    "--to-file", metavar="LIST", type=click.Path(path_type=Path), help=say("help_to_file")
)
@list_options
@click.option("--fit", "wants_fit", is_flag=True, help=say("help_fit_first"))
@click.option("--yes", is_flag=True, help=say("help_yes"))
@account_options
@json_option
def command(
    path: Path,
    *,
    given: tuple[str, ...],
    to_file: Path | None,
    number_column: str | None,
    sheet: str | None,
    stop_lists: tuple[Path, ...],
    wants_fit: bool,
    yes: bool,
    account_name: str | None,
    timeout: float,
    as_json: bool,
) -> int:
    """Check, ask, send once, and say what is known."""
    from mmskit.wire.content import find_size  # noqa: PLC0415 - the help must stay quick

    if to_file is None and (number_column is not None or sheet is not None or stop_lists):
        raise click.UsageError(say("list_options_alone"))
    message = _prepare(path, wants_fit=wants_fit)
    if message is None:
        return 1
    listed = None
    if to_file is not None:
        listed = open_list(to_file, number_column=number_column, sheet=sheet, stop_lists=stop_lists)
    recipients = list(dict.fromkeys(_find_recipients(given, listed)))
    if not recipients and to_file is not None:
        raise RecipientListError(text("cli.no_good_rows", path=to_file))
    if not recipients:
        raise click.UsageError(say("no_recipients"))
    account = find_account(account_name)
    size = find_size(message.frames)
    question = say(
        "send_question",
        title=message.title,
        frames=len(message.frames),
        size=size,
        count=len(recipients),
        url=account.url,
        account=account.name,
    )
    confirm(question, yes=yes)
    receipt = _submit(message, recipients, account, timeout)
    if as_json:
        print_json(
            {
                "msgid": receipt.msgid,
                "recipients": len(receipt.recipients),
                "size": size,
                "time": receipt.time,
                "url": account.url,
            }
        )
    else:
        show(say("sent", msgid=receipt.msgid, count=len(receipt.recipients), size=size))
    return 0


def _submit(message: Message, recipients: list[str], account: Account, timeout: float) -> Receipt:
    """Send once; that it is being sent, and what came of it, is on disk."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick
    from mmskit.home import find_home  # noqa: PLC0415
    from mmskit.journal import find_journal  # noqa: PLC0415
    from mmskit.msisdn import parse_number  # noqa: PLC0415
    from mmskit.records import Records  # noqa: PLC0415
    from mmskit.submission import submit  # noqa: PLC0415

    with Client(account, timeout=timeout) as client, stopped_by_interrupts(client.stop):
        sent = submit(
            Records(find_home() / "records"),
            client,
            message,
            [parse_number(number) for number in recipients],
            account_name=account.name,
            url=account.url,
            reports=find_journal(account).folder,
            language=LANGUAGE,
        )
    if sent.unkept is not None:
        show(f"{say('mark_warning')} {sent.unkept.render(LANGUAGE)}", err=True)
    if sent.error is not None:
        raise sent.error
    if sent.receipt is None:
        raise AssertionError("what has no error was accepted")
    return sent.receipt


def _prepare(path: Path, *, wants_fit: bool) -> Message | None:
    """Open, fit when asked to, and check; None when it cannot be sent, after the problems are printed."""
    from mmskit.bundle import open_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.check import check, find_errors  # noqa: PLC0415

    message = open_message(path)
    if wants_fit:
        fitted = fit_with_progress(message, CONTENT_BYTES)
        print_changes(fitted, to_stderr=True)
        message = fitted.message
    problems = check(message)
    print_problems(problems, to_stderr=True)
    return None if find_errors(problems) else message


def _find_recipients(given: tuple[str, ...], listed: RecipientList | None) -> Iterator[str]:
    """Numbers from the command line and a list.

    A bad one on the command line stops everything; bad rows of a list are said, and the good go.
    """
    from mmskit.msisdn import parse_number, spell_number  # noqa: PLC0415

    for part in given:
        for number in part.replace("，", ",").split(","):
            if number.strip():
                yield spell_number(parse_number(number))
    if listed is not None:
        for recipient in listed:
            yield spell_number(recipient.number)
        for row in listed.bad_rows:
            show(f"{say('mark_warning')} {row.render(LANGUAGE)}", err=True)
