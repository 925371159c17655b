"""What the tests of campaigns share: this folder on the path, and campaigns made on the spot."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from making import message

from mmskit.outbox import Campaign

sys.path.insert(0, str(Path(__file__).parent))

from outbox_fakes import ACCOUNT, batch, people


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Campaign]]:
    """Make a campaign of so many people, ten to a shard, in a folder of its own."""
    opened = []

    def call(count: int = 40, *, kind: str = "personal", **options: object) -> Campaign:
        options = {"max_recipients": 10, "folder": tmp_path / "campaigns", **options}
        if kind == "message":
            options["to"] = [number for number, _ in people(count)]
        content = batch(count) if kind == "personal" else message()
        campaign = Campaign.create(content, ACCOUNT, **options)
        opened.append(campaign)
        return campaign

    yield call
    for campaign in opened:
        campaign.close()
