"""How a campaign stands, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mmskit.cli.parts import print_json
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import MMSKitError
from mmskit.texts import Text, text
from mmskit.wire.reports import CHINA

if TYPE_CHECKING:
    from mmskit.outbox import Campaign, Doubt, Status


def tell(key: str, **figures: object) -> str:
    """A sentence about campaigns, in the language of this run."""
    return text(f"campaigns.cli.{key}", **figures).render(LANGUAGE)


def _render(said: Text | None) -> str:
    return "" if said is None else said.render(LANGUAGE)


def _show_time(when: datetime) -> str:
    return f"{when.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def print_summaries(places: Sequence[str | Path], *, as_json: bool) -> int:
    """List campaigns, a line each, the newest first; a damaged one is said."""
    from mmskit.outbox import Campaign  # noqa: PLC0415 - the help must stay quick

    told: list[dict[str, object]] = []
    code = 0
    for place in places:
        try:
            with Campaign.open(place) as campaign:
                found = campaign.status()
        except MMSKitError as error:
            show(f"{say('mark_warning')} {error.render(LANGUAGE)}", err=True)
            code = 1
            continue
        told.append(describe_status(campaign, found))
        if not as_json:
            figures = {"name": campaign.id, "title": campaign.title, "count": found.recipients}
            stage = text(f"campaigns.stage.{found.stage}")
            show(tell("summary", **figures, stage=stage, unknown=found.unknown))
    if as_json:
        print_json({"campaigns": told})
    elif not told:
        show(tell("none"))
    return code


def print_status(campaign: Campaign, found: Status) -> None:
    """Say how a campaign stands, doubts last, where they are seen."""
    stage = text(f"campaigns.stage.{found.stage}")
    show(tell("head", name=campaign.id, title=campaign.title, stage=stage, count=found.recipients))
    if found.holder is not None:
        show(tell("held_by", holder=found.holder))
    if found.paused is not None:
        show(tell("why_paused", why=found.paused))
    for state, count in found.shards.items():
        if count.shards:
            figures = {"shards": count.shards, "count": count.recipients}
            show(tell("state_line", state=text(f"campaigns.state.{state}"), **figures))
    _print_reports(found)
    for shard, people, said in found.refusals:
        show(tell("refusal", shard=shard, count=people, said=_render(said)))
    if found.doubts:
        print_doubts(found)
        show(tell("how_to_resolve", name=campaign.id))


def _print_reports(found: Status) -> None:
    if not found.shards["accepted"].shards:
        return
    show(tell("delivered", count=found.delivered))
    for status, count in found.failed.items():
        show(tell("failed", count=count, status=status))
    for status, count in found.undocumented.items():
        show(tell("undocumented", count=count, status=status))
    show(tell("waiting", count=found.waiting))


def print_doubts(found: Status) -> None:
    """Say every doubt: how many people, what it costs, what evidence there is."""
    if not found.doubts:
        show(tell("no_doubts"))
        return
    show(tell("doubts", shards=len(found.doubts), count=found.unknown))
    for doubt in found.doubts:
        show(describe_words(doubt))


def describe_words(doubt: Doubt) -> str:
    """One doubt, in words."""
    lines = [
        tell(
            "doubt",
            shard=doubt.shard,
            count=doubt.recipients,
            cost=doubt.cost,
            time=_show_time(doubt.began),
            said=_render(doubt.said),
        )
    ]
    lines += [
        tell("evidence", msgid=one.msgid, count=one.reports, recipients=one.recipients)
        for one in doubt.evidence
    ]
    if not doubt.evidence:
        lines.append(tell("no_evidence"))
    return "\n".join(lines)


def describe_status(campaign: Campaign, found: Status) -> dict[str, object]:
    """A campaign and how it stands, as JSON."""
    return {
        "campaign": campaign.id,
        "folder": campaign.address,
        "kind": campaign.kind,
        "title": campaign.title,
        "created": campaign.created,
        "account": campaign.account,
        "url": campaign.url,
        "stage": found.stage,
        "paused": _render(found.paused) or None,
        "holder": _render(found.holder) or None,
        "recipients": found.recipients,
        "shards": {
            state: {"shards": count.shards, "recipients": count.recipients}
            for state, count in found.shards.items()
        },
        "delivered": found.delivered,
        "failed": found.failed,
        "undocumented": found.undocumented,
        "waiting": found.waiting,
        "unknown": found.unknown,
        "doubts": [
            {
                "shard": doubt.shard,
                "recipients": doubt.recipients,
                "cost": doubt.cost,
                "began": doubt.began,
                "reason": _render(doubt.said),
                "evidence": [
                    {"msgid": one.msgid, "reports": one.reports} for one in doubt.evidence
                ],
            }
            for doubt in found.doubts
        ],
        "refusals": [
            {"shard": shard, "recipients": count, "reason": _render(said)}
            for shard, count, said in found.refusals
        ],
    }
