"""``mmskit history``: what was sent from this machine, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mmskit.cli.history_words import (
    describe_mailing,
    print_line,
    print_mailing,
    tell,
)
from mmskit.cli.parts import json_option, print_json
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.history import History, Mailing

_SHOWN: Final = 20
_DONE: Final = 0
_UNKNOWN: Final = 4


@click.command("history", help=tell("help"))
@click.argument("name", metavar="[SUBMISSION]", required=False)
@click.option("--accepted", metavar="MSGID", help=tell("help_accepted"))
@click.option("--not-sent", is_flag=True, help=tell("help_not_sent"))
@click.option("--csv", metavar="FILE", type=click.Path(path_type=Path), help=tell("help_csv"))
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_SHOWN,
    show_default=True,
    help=tell("help_limit"),
)
@json_option
def command(
    name: str | None,
    *,
    accepted: str | None,
    not_sent: bool,
    csv: Path | None,
    limit: int,
    as_json: bool,
) -> int:
    """List, or show one, or settle one."""
    from mmskit.history import History  # noqa: PLC0415 - the help must stay quick

    history = History()
    if name is None:
        if csv is not None or accepted is not None or not_sent:
            raise click.UsageError(tell("name_one"))
        return _list(history, limit, as_json=as_json)
    if accepted is not None and not_sent:
        raise click.UsageError(tell("one_decision"))
    mailing = history.find(name)
    if accepted is not None or not_sent:
        mailing = _settle(history, mailing, accepted)
    history.read_reports(mailing)
    if csv is not None:
        history.write_csv(mailing, csv, LANGUAGE)
    if as_json:
        print_json(describe_mailing(history, mailing, in_full=True))
    else:
        print_mailing(history, mailing)
        if csv is not None:
            show(tell("csv_saved", path=csv))
    return _UNKNOWN if mailing.doubtful else _DONE


def _list(history: History, limit: int, *, as_json: bool) -> int:
    found = history.list()
    for path in history.damaged:
        show(
            f"{say('mark_warning')} {text('history.damaged', path=path).render(LANGUAGE)}", err=True
        )
    if as_json:
        print_json({"submissions": [describe_mailing(history, one) for one in found[:limit]]})
    else:
        for mailing in found[:limit]:
            print_line(mailing)
        if len(found) > limit:
            show(tell("more", count=len(found) - limit, all=len(found)))
        if not found:
            show(tell("none"))
    return int(bool(history.damaged))


def _settle(history: History, mailing: Mailing, accepted: str | None) -> Mailing:
    """Write down what a person found out about a single submission."""
    if mailing.is_campaign:
        raise click.UsageError(tell("is_campaign", name=mailing.id))
    decision = "ready" if accepted is None else "accepted"
    history.settle(mailing, 1, decision, msgid=accepted or "")
    settled = history.find(mailing.id)
    state = text(f"history.state.{settled.state}")
    show(tell("settled", name=mailing.id, state=state), err=True)
    return settled
