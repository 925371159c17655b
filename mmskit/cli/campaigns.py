"""``mmskit batch status|pause|resume|resolve|resend``: campaigns, and what is in doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli.campaign_parts import (
    DONE,
    UNKNOWN,
    campaign_argument,
    confirm_or_discard,
    find_own_account,
    find_question,
    list_campaigns,
    open_campaign,
    outbox_option,
    path_option,
    run_campaign,
    timeout_option,
    yes_option,
)
from mmskit.cli.campaign_words import (
    describe_status,
    describe_words,
    print_doubts,
    print_status,
    print_summaries,
    tell,
)
from mmskit.cli.parts import confirm, json_option, print_json, stopped_by_interrupts
from mmskit.cli.words import LANGUAGE, show

if TYPE_CHECKING:
    from mmskit.outbox import Campaign, Evidence


@click.command("status", help=tell("help_status"))
@click.argument("name", metavar="[CAMPAIGN]", required=False)
@click.option("--pull", is_flag=True, help=tell("help_pull"))
@click.option("--records", is_flag=True, help=tell("help_records"))
@path_option("--csv", "FILE", "help_csv")
@outbox_option
@timeout_option
@json_option
def status(
    name: str | None,
    *,
    pull: bool,
    records: bool,
    csv: Path | None,
    outbox: str,
    timeout: float,
    as_json: bool,
) -> int:
    """Say how a campaign stands, or all of them."""
    if name is None:
        if pull or records or csv:
            raise click.UsageError(tell("name_one"))
        return print_summaries(list_campaigns(outbox), as_json=as_json)
    with open_campaign(name, outbox) as campaign:
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
                show(tell("settled", shard=one.shard, msgid=one.msgid, count=one.reports))
            print_status(campaign, found)
            if csv is not None:
                show(tell("csv_saved", path=csv))
    return UNKNOWN if found.doubts else DONE


@click.command("pause", help=tell("help_pause"))
@campaign_argument
def pause(name: str, *, outbox: str) -> None:
    """Ask the process that sends a campaign to stop."""
    with open_campaign(name, outbox) as campaign:
        campaign.pause()
        show(tell("pausing", name=campaign.id))


@click.command("resume", help=tell("help_resume"))
@campaign_argument
@yes_option
@timeout_option
@json_option
def resume(name: str, *, outbox: str, yes: bool, timeout: float, as_json: bool) -> int:
    """Go on with what is left of a campaign."""
    with open_campaign(name, outbox) as campaign:
        account = find_own_account(campaign)
        left = campaign.status().left
        if left.shards:
            confirm(find_question(campaign, account, left), yes=yes)
        return run_campaign(campaign, account, timeout, as_json=as_json)


@click.command("resolve", help=tell("help_resolve"))
@campaign_argument
@click.argument("shard", metavar="[SHARD]", type=click.IntRange(min=1), required=False)
@click.option("--accepted", metavar="MSGID", help=tell("help_accepted"))
@click.option("--again", is_flag=True, help=tell("help_resolve_again"))
@click.option("--abandon", is_flag=True, help=tell("help_abandon"))
@yes_option
@json_option
def resolve(
    name: str,
    shard: int | None,
    *,
    outbox: str,
    accepted: str | None,
    again: bool,
    abandon: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Show the doubts of a campaign, or decide one."""
    wanted = (accepted is not None) + again + abandon
    if wanted > 1 or (wanted == 1) != (shard is not None):
        raise click.UsageError(tell("one_decision"))
    with open_campaign(name, outbox) as campaign:
        campaign.read_reports()
        if shard is not None:
            _decide(campaign, shard, accepted, again=again, yes=yes)
        found = campaign.status()
        if as_json:
            print_json(describe_status(campaign, found)["doubts"])
        else:
            print_doubts(found)
    return UNKNOWN if found.doubts else DONE


@click.command("resend", help=tell("help_resend"))
@campaign_argument
@yes_option
@timeout_option
@json_option
def resend(name: str, *, outbox: str, yes: bool, timeout: float, as_json: bool) -> int:
    """Make a campaign of those whose message failed, and send it."""
    with open_campaign(name, outbox) as campaign:
        campaign.read_reports()
        account = find_own_account(campaign)
        again = campaign.resend_failed(account)
    with again:
        confirm_or_discard(again, account, yes=yes)
        return run_campaign(again, account, timeout, as_json=as_json)


def _decide(
    campaign: Campaign, shard: int, accepted: str | None, *, again: bool, yes: bool
) -> None:
    doubt = next((one for one in campaign.status().doubts if one.shard == shard), None)
    if doubt is not None and again:
        confirm(describe_words(doubt) + "\n" + tell("again_question", cost=doubt.cost), yes=yes)
    decision = "ready" if again else "abandoned" if accepted is None else "accepted"
    campaign.resolve(shard, decision, msgid=accepted or "")
    show(tell(f"decided_{decision}", shard=shard), err=True)


def _pull(campaign: Campaign, timeout: float) -> None:
    """Fetch the reports that wait; the raw answer is on disk before it is read."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick
    from mmskit.errors import JournalError  # noqa: PLC0415
    from mmskit.journal import find_journal  # noqa: PLC0415

    account = find_own_account(campaign)
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
    account = find_own_account(campaign)
    with Client(account, timeout=timeout) as client, stopped_by_interrupts(client.stop):
        return campaign.read_records(client.list_sent(since=since, until=until).records)
