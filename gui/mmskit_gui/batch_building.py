"""What is made of a batch: a campaign, or files. Runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mmskit
from mmskit.account import Account
from mmskit.outbox import Campaign
from mmskit_gui.tasks import Report

MakeCampaign = Callable[[Account, Path, Report], Campaign]
"""Makes a campaign for an account in the folder of all campaigns; tells how far it is."""


def plan_campaign(batch: mmskit.PersonalBatch, *, again: bool) -> MakeCampaign:
    """What makes a campaign of a batch, once there is an account.

    Args:
        batch: what goes out.
        again: make it also if there is a campaign with the very same content and recipients.
    """

    def make(account: Account, home: Path, report: Report) -> Campaign:
        report(0.0)
        return Campaign.create(
            batch, account, folder=home, on_bad_row=lambda _: report(0.0), again=again
        )

    return make
