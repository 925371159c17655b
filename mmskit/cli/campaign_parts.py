"""What the verbs of campaigns share: options, names, the question, and the run itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from mmskit.cli.campaign_words import describe_status, print_status, tell
from mmskit.cli.parts import confirm, find_account, print_json, show_progress, stopped_by_interrupts
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import CampaignError
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.account import Account
    from mmskit.outbox import Campaign, Count, Status
    from mmskit.recipients import BadRow

Command = Callable[..., Any]

DONE: Final = 0
PROBLEM: Final = 1
REFUSED: Final = 3
UNKNOWN: Final = 4
STOPPED: Final = 130

_PASSWORD: Final = re.compile(r"[^/]*//[^/@:]*:[^@]+@|.*[?&](ssl)?password=", re.IGNORECASE)
_ENVIRONMENT: Final = "environment"
_SHOWN_BAD_ROWS: Final = 20


def campaign_argument(command: Command) -> Command:
    """CAMPAIGN: its name, the beginning of it, its folder, or ``last``; and where it is."""
    return outbox_option(click.argument("name", metavar="CAMPAIGN")(command))


def timeout_option(command: Command) -> Command:
    """``--timeout``: for how long to wait."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True, max=3600),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help=say("help_timeout"),
    )(command)


def yes_option(command: Command) -> Command:
    """``--yes``: do not ask."""
    return click.option("--yes", is_flag=True, help=say("help_yes"))(command)


def path_option(name: str, metavar: str, key: str) -> Callable[[Command], Command]:
    """An option that names a file."""
    help_text = say(key) if key in {"help_template_file", "help_picture"} else tell(key)
    return click.option(name, metavar=metavar, type=click.Path(path_type=Path), help=help_text)


def outbox_option(command: Command) -> Command:
    """``--outbox``, or ``MMSKIT_OUTBOX``: the database that several machines share."""
    return click.option(
        "--outbox",
        metavar="URL",
        envvar="MMSKIT_OUTBOX",
        default="",
        callback=_keep_passwords_out,
        help=tell("help_outbox"),
    )(command)


def _keep_passwords_out(context: click.Context, parameter: click.Parameter, given: str) -> str:
    """Refuse a password on the command line, where everyone on the machine can read it."""
    source = context.get_parameter_source(parameter.name or "")
    if source is ParameterSource.COMMANDLINE and _PASSWORD.match(given):
        raise click.UsageError(tell("outbox_password"))
    return given


def list_campaigns(outbox: str) -> tuple[str | Path, ...]:
    """Where all campaigns are, the newest first. Raises CampaignError, JournalError."""
    from mmskit.outbox import find_campaigns, find_shared_campaigns  # noqa: PLC0415

    if not outbox:
        return find_campaigns()
    return tuple(f"{outbox}#{name}" for name in find_shared_campaigns(outbox))


def open_campaign(name: str, outbox: str) -> Campaign:
    """A campaign, from its name, the beginning of it, its folder, or ``last``.

    Raises:
        CampaignError: no campaign is called so, or several begin so.
        JournalError: it cannot be read.
    """
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the help must stay quick

    if (Path(name) / "campaign.db").is_file():
        return Campaign.open(name)
    known = {_find_name(place): place for place in list_campaigns(outbox)}
    if name == "last" and known:
        return Campaign.open(next(iter(known.values())))
    found = [name] if name in known else [one for one in known if one.startswith(name)]
    if len(found) != 1:
        listed = tuple((found or list(known))[:10]) or "-"
        key = "several" if found else "none_called"
        raise CampaignError(text(f"campaigns.cli.{key}", name=name, known=listed))
    return Campaign.open(known[found[0]])


def _find_name(place: str | Path) -> str:
    return place.name if isinstance(place, Path) else place.rpartition("#")[2]


def find_question(campaign: Campaign, account: Account, left: Count) -> str:
    """What is asked before money is spent."""
    figures = {"count": left.recipients, "shards": left.shards, "rate": campaign.rate}
    return tell("question", title=campaign.title, account=account.name, url=account.url, **figures)


def confirm_or_discard(campaign: Campaign, account: Account, *, yes: bool) -> None:
    """Ask about a campaign that was just made; without a yes, nothing is left of it."""
    try:
        confirm(find_question(campaign, account, campaign.status().left), yes=yes)
    except BaseException:
        campaign.discard()
        raise


def find_own_account(campaign: Campaign) -> Account:
    """The account that a campaign was made for."""
    named = campaign.account
    return find_account(None if named == _ENVIRONMENT else named)


def run_campaign(campaign: Campaign, account: Account, timeout: float, *, as_json: bool) -> int:
    """Send what is left; the exit code says the worst of what came of it."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick

    if not as_json:
        show(tell("campaign", name=campaign.id), err=True)
    stops = 0

    def stop() -> None:
        """First after the submission under way; the second time at once, which leaves a doubt."""
        nonlocal stops
        stops += 1
        campaign.stop()
        if stops == 1:
            show(tell("stopping"), err=True)
        else:
            client.stop()

    with (
        show_progress(tell("sending")) as advance,
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


def show_bad_rows(bad_rows: Sequence[BadRow]) -> None:
    """Say which rows were left out, the first of many."""
    for bad in bad_rows[:_SHOWN_BAD_ROWS]:
        show(f"{say('mark_warning')} {bad.render(LANGUAGE)}", err=True)
    if len(bad_rows) > _SHOWN_BAD_ROWS:
        show(say("batch_more_bad", count=len(bad_rows) - _SHOWN_BAD_ROWS), err=True)
