"""The history in words and as data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from mmskit.cli.words import LANGUAGE, show
from mmskit.texts import Text, text
from mmskit.wire.reports import CHINA

if TYPE_CHECKING:
    from mmskit.history import Counts, History, Mailing

_SHOWN_MSGIDS: Final = 5


def tell(key: str, **figures: object) -> str:
    """A sentence about the history, in the language of this run."""
    return text(f"history.cli.{key}", **figures).render(LANGUAGE)


def print_line(mailing: Mailing) -> None:
    """One mailing in a list; a doubt says what it is."""
    line = tell(
        "line",
        time=_show_time(mailing.time),
        name=mailing.id,
        title=mailing.title,
        count=mailing.recipients,
        state=text(f"history.state.{mailing.state}"),
    )
    if mailing.doubtful:
        line = tell("doubt_mark", line=line, count=mailing.doubtful, name=mailing.id)
    show(line)


def print_mailing(history: History, mailing: Mailing) -> None:
    """One mailing in full: what it was, what became of it, and what is to be done."""
    state, kind = text(f"history.state.{mailing.state}"), text(f"history.kind.{mailing.kind}")
    figures = {"name": mailing.id, "title": mailing.title, "count": mailing.recipients}
    show(tell("head", **figures, state=state, kind=kind))
    time = _show_time(mailing.time)
    show(tell("where", time=time, account=mailing.account, url=mailing.url))
    if mailing.msgids:
        shown, more = mailing.msgids[:_SHOWN_MSGIDS], len(mailing.msgids) - _SHOWN_MSGIDS
        key = "more_msgids" if more > 0 else "msgids"
        show(tell(key, msgids=shown, count=more))
    if mailing.said:
        show(tell("said", said=_render(mailing.said)))
    _print_counts(history.count(mailing))
    _print_doubts(history, mailing)


def _print_counts(counts: Counts) -> None:
    from mmskit.history import find_meaning  # noqa: PLC0415 - the help must stay quick

    show(tell("delivered", count=counts.delivered))
    for key, codes in (("failed", counts.failed), ("undocumented", counts.undocumented)):
        for status, count in codes.items():
            show(tell(key, status=status, meaning=find_meaning(status), count=count))
    for key in ("waiting", "unknown", "not_sent"):
        count = getattr(counts, key)
        if count:
            show(tell(key, count=count))


def _print_doubts(history: History, mailing: Mailing) -> None:
    if not mailing.doubtful:
        return
    if mailing.is_campaign:
        show(tell("is_campaign", name=mailing.id))
        return
    for doubt in history.find_doubts(mailing):
        for one in doubt.evidence:
            figures = {"msgid": one.msgid, "count": one.reports, "recipients": one.recipients}
            show(tell("evidence", **figures))
    show(tell("how_to_settle", name=mailing.id))


def describe_mailing(
    history: History, mailing: Mailing, *, in_full: bool = False
) -> dict[str, object]:
    """A mailing as JSON; in full with what became of its recipients."""
    told: dict[str, object] = {
        "name": mailing.id,
        "time": mailing.time,
        "campaign": mailing.is_campaign,
        "kind": mailing.kind,
        "title": mailing.title,
        "account": mailing.account,
        "url": mailing.url,
        "recipients": mailing.recipients,
        "state": mailing.state,
        "doubtful": mailing.doubtful,
        "submissions": mailing.submissions,
        "msgids": mailing.msgids,
        "reason": _render(mailing.said) or None,
        "parent": mailing.parent or None,
    }
    if in_full:
        counts = history.count(mailing)
        told |= {
            "delivered": counts.delivered,
            "failed": counts.failed,
            "undocumented": counts.undocumented,
            "waiting": counts.waiting,
            "unknown": counts.unknown,
            "not_sent": counts.not_sent,
        }
    return told


def _render(said: Text | str) -> str:
    return said.render(LANGUAGE) if isinstance(said, Text) else said


def _show_time(when: datetime) -> str:
    return f"{when.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
