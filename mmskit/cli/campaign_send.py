"""``mmskit batch send``: freeze a campaign, ask, and send it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mmskit.cli.campaign_parts import (
    confirm_or_discard,
    outbox_option,
    path_option,
    run_campaign,
    show_bad_rows,
    yes_option,
)
from mmskit.cli.campaign_words import tell
from mmskit.cli.parts import (
    account_options,
    find_account,
    json_option,
    list_options,
    open_list,
)
from mmskit.cli.words import say
from mmskit.limits import SEND_RECIPIENTS
from mmskit.msisdn import spell_number

if TYPE_CHECKING:
    from mmskit.recipients import BadRow


@click.command("send", help=tell("help_send"))
@click.argument("list_path", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--title", help=say("help_title"))
@click.option("--text", "template", metavar="TEXT", help=say("help_template"))
@path_option("--text-file", "FILE", "help_template_file")
@path_option("--picture", "FILE", "help_picture")
@path_option("--message", "MESSAGE", "help_message")
@list_options
@click.option(
    "--max-recipients",
    type=click.IntRange(min=1),
    default=SEND_RECIPIENTS,
    show_default=True,
    help=tell("help_max_recipients"),
)
@click.option("--rate", type=click.IntRange(min=1), help=tell("help_rate"))
@click.option("--again", is_flag=True, help=tell("help_again"))
@outbox_option
@yes_option
@account_options
@json_option
def command(
    list_path: Path,
    *,
    title: str | None,
    template: str | None,
    text_file: Path | None,
    picture: Path | None,
    message: Path | None,
    number_column: str | None,
    sheet: str | None,
    stop_lists: tuple[Path, ...],
    max_recipients: int,
    rate: int | None,
    again: bool,
    outbox: str,
    yes: bool,
    account_name: str | None,
    timeout: float,
    as_json: bool,
) -> int:
    """Freeze a campaign, ask, and send it."""
    from mmskit.bundle import open_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.cli.batch import read_template  # noqa: PLC0415 - batch imports this
    from mmskit.media import Picture  # noqa: PLC0415
    from mmskit.outbox import Campaign  # noqa: PLC0415
    from mmskit.personal import PersonalBatch  # noqa: PLC0415

    personal = (title, template, text_file, picture)
    if message is not None and any(part is not None for part in personal):
        raise click.UsageError(tell("one_content"))
    if message is None and (title is None or picture is None):
        raise click.UsageError(tell("no_content"))
    account = find_account(account_name)
    listed = open_list(list_path, number_column=number_column, sheet=sheet, stop_lists=stop_lists)
    bad_rows: list[BadRow] = []
    options: dict[str, Any] = {"max_recipients": max_recipients, "rate": rate, "again": again}
    options["outbox"] = outbox
    try:
        if message is not None:
            numbers = _Numbers(listed)
            campaign = Campaign.create(open_message(message), account, to=numbers, **options)
            bad_rows += listed.bad_rows
        else:
            said = read_template(template, text_file)
            batch = PersonalBatch(title or "", Picture.open(picture or ""), said, listed)
            campaign = Campaign.create(batch, account, on_bad_row=bad_rows.append, **options)
    finally:
        show_bad_rows(bad_rows or listed.bad_rows)
    with campaign:
        confirm_or_discard(campaign, account, yes=yes)
        return run_campaign(campaign, account, timeout, as_json=as_json)


class _Numbers:
    """The numbers of a list, good rows only."""

    def __init__(self, listed: Any) -> None:
        self._listed = listed

    def __iter__(self) -> Any:
        for recipient in self._listed:
            yield spell_number(recipient.number)
