"""``mmskit batch send|status|pause|resume|resolve|resend``: campaigns, and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mmskit.cli.campaign_words import (
    describe_status,
    describe_words,
    print_doubts,
    print_status,
    print_summaries,
)
from mmskit.cli.parts import (
    account_options,
    confirm,
    find_account,
    json_option,
    print_json,
    show_progress,
    stopped_by_interrupts,
)
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import CampaignError
from mmskit.limits import SEND_RECIPIENTS
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.outbox import Campaign, Evidence, Status
    from mmskit.recipients import BadRow

Command = Callable[..., Any]

_ENVIRONMENT: Final = "environment"
_SHOWN_BAD_ROWS: Final = 20

DONE, PROBLEM, REFUSED, UNKNOWN, STOPPED = 0, 1, 3, 4, 130


def _tell(key: str, **figures: object) -> str:
    return text(f"campaigns.cli.{key}", **figures).render(LANGUAGE)


def _campaign_argument(command: Command) -> Command:
    """CAMPAIGN: its name, the beginning of it, its folder, or ``last``."""
    return click.argument("name", metavar="CAMPAIGN")(command)


def _timeout_option(command: Command) -> Command:
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True, max=3600),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help=say("help_timeout"),
    )(command)


def _yes_option(command: Command) -> Command:
    return click.option("--yes", is_flag=True, help=say("help_yes"))(command)


def _path_option(name: str, metavar: str, key: str) -> Callable[[Command], Command]:
    help_text = say(key) if key in {"help_template_file", "help_picture"} else _tell(key)
    return click.option(name, metavar=metavar, type=click.Path(path_type=Path), help=help_text)


@click.command("send", help=_tell("help_send"))
@click.argument("list_path", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--title", help=say("help_title"))
@click.option("--text", "template", metavar="TEXT", help=say("help_template"))
@_path_option("--text-file", "FILE", "help_template_file")
@_path_option("--picture", "FILE", "help_picture")
@_path_option("--message", "MESSAGE", "help_message")
@click.option("--number-column", metavar="NAME", help=say("help_number_column"))
@click.option(
    "--max-recipients",
    type=click.IntRange(min=1),
    default=SEND_RECIPIENTS,
    show_default=True,
    help=_tell("help_max_recipients"),
)
@click.option("--rate", type=click.IntRange(min=1), help=_tell("help_rate"))
@click.option("--again", is_flag=True, help=_tell("help_again"))
@_yes_option
@account_options
@json_option
def send(
    list_path: Path,
    *,
    title: str | None,
    template: str | None,
    text_file: Path | None,
    picture: Path | None,
    message: Path | None,
    number_column: str | None,
    max_recipients: int,
    rate: int | None,
    again: bool,
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
    from mmskit.recipients import read_recipients  # noqa: PLC0415

    personal = (title, template, text_file, picture)
    if message is not None and any(part is not None for part in personal):
        raise click.UsageError(_tell("one_content"))
    if message is None and (title is None or picture is None):
        raise click.UsageError(_tell("no_content"))
    account = find_account(account_name)
    listed = read_recipients(list_path, number_column=number_column)
    bad_rows: list[BadRow] = []
    options: dict[str, Any] = {"max_recipients": max_recipients, "rate": rate, "again": again}
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
        _show_bad_rows(bad_rows or listed.bad_rows)
    with campaign:
        _confirm_or_discard(campaign, account, yes=yes)
        return _run(campaign, account, timeout, as_json=as_json)


@click.command("status", help=_tell("help_status"))
@click.argument("name", metavar="[CAMPAIGN]", required=False)
@click.option("--pull", is_flag=True, help=_tell("help_pull"))
@click.option("--records", is_flag=True, help=_tell("help_records"))
@_path_option("--csv", "FILE", "help_csv")
@_timeout_option
@json_option
def status(
    name: str | None,
    *,
    pull: bool,
    records: bool,
    csv: Path | None,
    timeout: float,
    as_json: bool,
) -> int:
    """Say how a campaign stands, or all of them."""
    from mmskit.outbox import Campaign, find_campaigns  # noqa: PLC0415 - the help must stay quick

    if name is None:
        if pull or records or csv:
            raise click.UsageError(_tell("name_one"))
        return print_summaries(find_campaigns(), as_json=as_json)
    with Campaign.open(find_folder(name)) as campaign:
        if pull:
            _pull(campaign, timeout)
        _, settled = campaign.read_reports()
        if records:
            settled += _read_records(campaign, timeout)
        found = campaign.status()
        if csv is not None:
            campaign.write_csv(csv, LANGUAGE)
        if as_json:
            print_json(describe_status(campaign, found))
        else:
            for one in settled:
                show(_tell("settled", shard=one.shard, msgid=one.msgid, count=one.reports))
            print_status(campaign, found)
            if csv is not None:
                show(_tell("csv_saved", path=csv))
    return UNKNOWN if found.doubts else DONE


@click.command("pause", help=_tell("help_pause"))
@_campaign_argument
def pause(name: str) -> None:
    """Ask the process that sends a campaign to stop."""
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the help must stay quick

    with Campaign.open(find_folder(name)) as campaign:
        campaign.pause()
        show(_tell("pausing", name=campaign.id))


@click.command("resume", help=_tell("help_resume"))
@_campaign_argument
@_yes_option
@_timeout_option
@json_option
def resume(name: str, *, yes: bool, timeout: float, as_json: bool) -> int:
    """Go on with what is left of a campaign."""
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the help must stay quick

    with Campaign.open(find_folder(name)) as campaign:
        account = _find_own_account(campaign)
        found = campaign.status()
        left = sum(found.shards[state].recipients for state in ("ready", "refused"))
        if left:
            confirm(_question(campaign, account, left), yes=yes)
        return _run(campaign, account, timeout, as_json=as_json)


@click.command("resolve", help=_tell("help_resolve"))
@_campaign_argument
@click.argument("shard", metavar="[SHARD]", type=click.IntRange(min=1), required=False)
@click.option("--accepted", metavar="MSGID", help=_tell("help_accepted"))
@click.option("--again", is_flag=True, help=_tell("help_resolve_again"))
@click.option("--abandon", is_flag=True, help=_tell("help_abandon"))
@_yes_option
@json_option
def resolve(
    name: str,
    shard: int | None,
    *,
    accepted: str | None,
    again: bool,
    abandon: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Show the doubts of a campaign, or decide one."""
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the help must stay quick

    wanted = (accepted is not None) + again + abandon
    if wanted > 1 or (wanted == 1) != (shard is not None):
        raise click.UsageError(_tell("one_decision"))
    with Campaign.open(find_folder(name)) as campaign:
        campaign.read_reports()
        if shard is not None:
            _decide(campaign, shard, accepted, again=again, yes=yes)
        found = campaign.status()
        if as_json:
            print_json(describe_status(campaign, found)["doubts"])
        else:
            print_doubts(found)
    return UNKNOWN if found.doubts else DONE


@click.command("resend", help=_tell("help_resend"))
@_campaign_argument
@_yes_option
@_timeout_option
@json_option
def resend(name: str, *, yes: bool, timeout: float, as_json: bool) -> int:
    """Make a campaign of those whose message failed, and send it."""
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the help must stay quick

    with Campaign.open(find_folder(name)) as campaign:
        campaign.read_reports()
        account = _find_own_account(campaign)
        failed = sum(campaign.status().failed.values())
        if failed:
            # Asked before it is made: whoever is in one is not in the next.
            confirm(_question(campaign, account, failed), yes=yes)
        again = campaign.resend_failed(account)
    with again:
        return _run(again, account, timeout, as_json=as_json)


def find_folder(name: str) -> Path:
    """A campaign's folder, from its name, the beginning of it, or ``last``.

    Raises:
        CampaignError: no campaign is called so, or several begin so.
    """
    from mmskit.outbox import find_campaigns  # noqa: PLC0415 - the help must stay quick

    if (Path(name) / "campaign.db").is_file():
        return Path(name)
    known = find_campaigns()
    if name == "last" and known:
        return known[0]
    found = [path for path in known if path.name == name] or [
        path for path in known if path.name.startswith(name)
    ]
    if len(found) != 1:
        listed = tuple(path.name for path in (found or known)[:10]) or "-"
        key = "several" if found else "none_called"
        raise CampaignError(text(f"campaigns.cli.{key}", name=name, known=listed))
    return found[0]


class _Numbers:
    """The numbers of a list, good rows only."""

    def __init__(self, listed: Any) -> None:
        self._listed = listed

    def __iter__(self) -> Any:
        # With the plus, a foreign number is read as what it is.
        for recipient in self._listed:
            number = recipient.number
            yield number if len(number) == 11 and number[0] == "1" else f"+{number}"  # noqa: PLR2004 - a mainland number


def _show_bad_rows(bad_rows: Sequence[BadRow]) -> None:
    for bad in bad_rows[:_SHOWN_BAD_ROWS]:
        show(f"{say('mark_warning')} {bad.render(LANGUAGE)}", err=True)
    if len(bad_rows) > _SHOWN_BAD_ROWS:
        show(say("batch_more_bad", count=len(bad_rows) - _SHOWN_BAD_ROWS), err=True)


def _question(campaign: Campaign, account: Account, count: int) -> str:
    shards = campaign.status().shards["ready"].shards
    figures = {"title": campaign.title, "count": count, "shards": shards, "rate": campaign.rate}
    return _tell("question", **figures, account=account.name, url=account.url)


def _confirm_or_discard(campaign: Campaign, account: Account, *, yes: bool) -> None:
    """Ask; without a yes, nothing is left of the campaign."""
    try:
        confirm(_question(campaign, account, campaign.status().recipients), yes=yes)
    except BaseException:
        campaign.discard()
        raise


def _find_own_account(campaign: Campaign) -> Account:
    """The account that a campaign was made for."""
    named = campaign.account
    return find_account(None if named == _ENVIRONMENT else named)


def _run(campaign: Campaign, account: Account, timeout: float, *, as_json: bool) -> int:
    """Send what is left; the exit code says the worst of what came of it."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick

    if not as_json:
        show(_tell("campaign", name=campaign.id), err=True)
    stops = 0

    def stop() -> None:
        """First after the submission under way; the second time at once, which leaves a doubt."""
        nonlocal stops
        stops += 1
        campaign.stop()
        if stops == 1:
            show(_tell("stopping"), err=True)
        else:
            client.stop()

    with (
        show_progress(_tell("sending")) as advance,
        Client(account, timeout=timeout) as client,
        stopped_by_interrupts(stop),
    ):

        def progress(now: Status) -> None:
            left = now.shards["ready"].recipients
            advance(1 - left / max(1, now.recipients))

        found = campaign.run(client, on_progress=progress)
    if as_json:
        print_json(describe_status(campaign, found))
    else:
        print_status(campaign, found)
    return _find_code(found)


def _find_code(found: Status) -> int:
    if found.doubts:
        return UNKNOWN
    if found.refusals:
        return REFUSED
    if found.stage != "paused":
        return DONE
    by_person = found.paused is not None and found.paused.key == "campaigns.paused_by_person"
    return STOPPED if by_person else PROBLEM


def _decide(
    campaign: Campaign, shard: int, accepted: str | None, *, again: bool, yes: bool
) -> None:
    doubt = next((one for one in campaign.status().doubts if one.shard == shard), None)
    if doubt is not None and again:
        confirm(describe_words(doubt) + "\n" + _tell("again_question", cost=doubt.cost), yes=yes)
    decision = "ready" if again else "abandoned" if accepted is None else "accepted"
    campaign.resolve(shard, decision, msgid=accepted or "")
    show(_tell(f"decided_{decision}", shard=shard), err=True)


def _pull(campaign: Campaign, timeout: float) -> None:
    """Fetch the reports that wait; the raw answer is on disk before it is read."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick
    from mmskit.errors import JournalError  # noqa: PLC0415
    from mmskit.journal import find_journal  # noqa: PLC0415

    account = _find_own_account(campaign)
    try:
        with Client(account, timeout=timeout) as client, stopped_by_interrupts(client.stop):
            while client.pull_reports(keep=find_journal(account).entry).reports:
                pass
    except JournalError as error:
        if error.answer:
            # Nowhere else is it written down; better on the screen than nowhere.
            click.echo(error.answer)
        raise


def _read_records(campaign: Campaign, timeout: float) -> list[Evidence]:
    """Ask for the platform's own records since the first doubt, where there is one."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick

    doubts = campaign.status().doubts
    if not doubts:
        return []
    since = min(doubt.began for doubt in doubts) - timedelta(minutes=10)
    until = datetime.now(UTC) + timedelta(minutes=10)
    account = _find_own_account(campaign)
    with Client(account, timeout=timeout) as client, stopped_by_interrupts(client.stop):
        return campaign.read_records(client.list_sent(since=since, until=until).records)
