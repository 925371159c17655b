"""``mmskit reports``: fetch delivery reports, keep them, and list what was kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from mmskit.cli.parts import (
    account_options,
    find_account,
    json_option,
    print_json,
    stopped_by_interrupts,
)
from mmskit.cli.words import say, show

if TYPE_CHECKING:
    from mmskit.wire.reports import ReportPage


@click.group("reports", help=say("help_reports"))
def command() -> None:
    """Hold pull and list."""


@command.command("pull", help=say("help_reports_pull"))
@account_options
@json_option
def pull(*, account_name: str | None, timeout: float, as_json: bool) -> None:
    """Fetch what waits. The raw answer is on disk before it is read: it never comes again."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick
    from mmskit.errors import JournalError  # noqa: PLC0415
    from mmskit.journal import find_journal  # noqa: PLC0415

    account = find_account(account_name)
    journal = find_journal(account)
    try:
        with Client(account, timeout=timeout) as client, stopped_by_interrupts(client.stop):
            page = client.pull_reports(keep=journal.entry)
    except JournalError as error:
        if error.answer:
            # Nowhere else is it written down; better on the screen than nowhere.
            click.echo(error.answer)
        raise
    show_pages([page], as_json=as_json)
    if not as_json and page.reports:
        show(say("reports_kept", path=journal.folder))


@command.command("list", help=say("help_reports_list"))
@account_options
@json_option
def list_kept(*, account_name: str | None, timeout: float, as_json: bool) -> None:
    """Read every answer that was kept, once more."""
    from mmskit.journal import find_journal  # noqa: PLC0415 - the help must stay quick
    from mmskit.wire.reports import decode_reports  # noqa: PLC0415 - the help must stay quick

    del timeout
    journal = find_journal(find_account(account_name))
    kept = (decode_reports(raw.decode("utf-8", "backslashreplace")) for _, raw in journal.read())
    show_pages(kept, as_json=as_json)


def show_pages(pages: Iterable[ReportPage], *, as_json: bool) -> None:
    """Print reports, and what could not be read, a line each."""
    pages = list(pages)
    reports = [report for page in pages for report in page.reports]
    unread = [record for page in pages for record in page.unread]
    if as_json:
        listed = [
            {
                "msgid": report.msgid,
                "mobile": report.mobile,
                "status": report.status,
                "outcome": report.outcome,
                "time": report.time,
            }
            for report in reports
        ]
        print_json({"reports": listed, "unread": unread})
        return
    for report in reports:
        outcome = say(f"outcome_{report.outcome}", status=report.status)
        show(f"{report.time:%Y-%m-%d %H:%M:%S}  {report.msgid}  {report.mobile}  {outcome}")
    for record in unread:
        show(say("report_unread", record=record))
    show(say("reports_count", count=len(reports)))
