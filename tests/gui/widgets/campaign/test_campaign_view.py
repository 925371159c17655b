"""How a campaign stands, in words; and the ways out of a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from mmskit.outbox import Count, Doubt, Evidence, Status
from mmskit.texts import Text, text
from mmskit_gui.campaign_state import CampaignState
from mmskit_gui.widgets.campaign.campaign_view import CampaignView

NOW = datetime(2026, 11, 27, tzinfo=UTC)
STATES = ("draft", "ready", "sending", "accepted", "refused", "unknown", "abandoned")


def doubt(shard: int, evidence: tuple[Evidence, ...] = ()) -> Doubt:
    return Doubt(shard, 200, 200, NOW, text("transport.broke"), evidence)


def state(
    stage: str,
    *,
    paused: Text | None = None,
    doubts: tuple[Doubt, ...] = (),
    failed: Text | None = None,
    sending: bool = False,
    counts: Mapping[str, Count] | None = None,
) -> CampaignState:
    shards = {name: Count() for name in STATES} | dict(counts or {})
    people = sum(count.recipients for count in shards.values())
    unknown = sum(one.recipients for one in doubts)
    status = Status(
        stage,
        paused,
        None,
        people,
        shards,
        0,
        {},
        {},
        0,
        unknown,
        doubts,
        (),  # type: ignore[arg-type]
    )
    return CampaignState(
        Path("campaign"), "personal", "积分", NOW, "shop", "http://x", "", status, sending, failed
    )


@pytest.fixture
def view(qtbot, services) -> CampaignView:
    made = CampaignView(services.languages)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def test_says_how_far_it_is(view):
    """Sent, to go and in doubt are each counted in people."""
    view.show_state(
        state(
            "sending",
            sending=True,
            counts={"accepted": Count(4, 4_000), "ready": Count(8, 8_000)},
        )
    )
    assert view.heading.text() == "Sending: 4,000 of 12,000"
    assert "4,000 accepted" in view.counts.text()
    assert "8,000 to go" in view.counts.text()
    assert not view.why.isVisible()
    view.show_state(view._state, pausing=True)
    assert "Pausing" in view.heading.text()


def test_says_what_paused_it(view):
    """Why it paused is said in full, and a process that gave up is worse."""
    view.show_state(state("paused", paused=text("campaigns.paused_doubts", count=3)))
    assert (view.why.kind, "3 doubts" in view.why.said) == ("warn", True)
    view.show_state(state("paused", failed=text("gui.campaign_broke", reason="MemoryError")))
    assert (view.why.kind, "MemoryError" in view.why.said) == ("bad", True)
    view.show_state(state("done"))
    assert not view.why.isVisible()


def test_doubt_says_what_is_at_stake(view):
    """People, cost and evidence of a doubt are said; one that is settled goes."""
    evidence = Evidence(1, "4711", 2, 200, proves=False)
    view.show_state(state("doubtful", doubts=(doubt(1), doubt(2))))
    first = view.cards[1]
    assert "200 people" in first.heading.text()
    assert "200 messages" in first.said.text()
    assert first.evidence.kind == "info"
    view.show_state(state("doubtful", doubts=(doubt(1, (evidence,)),)))
    assert view.cards[1] is first
    assert (first.evidence.kind, "4711" in first.evidence.said) == ("ok", True)
    assert list(view.cards) == [1]


def test_accepting_takes_the_msgid(qtbot, view):
    """A doubt is noted as accepted under digits alone; evidence fills them in."""
    evidence = Evidence(1, "4711", 2, 200, proves=False)
    view.show_state(state("doubtful", doubts=(doubt(1, (evidence,)), doubt(2))))
    view.cards[1].accepted.click()
    with qtbot.waitSignal(view.decided) as told:
        view.cards[1].go.click()
    assert told.args == [1, "accepted", "4711"]
    card = view.cards[2]
    card.accepted.click()
    assert not card.go.isEnabled()
    QTest.keyClicks(card.field, "abc")
    assert not card.go.isEnabled()


def test_sending_again_has_to_be_typed(qtbot, view):
    """Sending a doubt again takes its cost, typed; leaving it takes a click."""
    view.show_state(state("doubtful", doubts=(doubt(1),)))
    card = view.cards[1]
    card.again.click()
    for typed, able in (("", False), ("20", False), ("200", True), ("2000", False)):
        card.field.setText(typed)
        assert card.go.isEnabled() is able
    card.field.setText("200")
    with qtbot.waitSignal(view.decided) as told:
        card.go.click()
    assert told.args == [1, "ready", ""]
    card.back.click()
    with qtbot.waitSignal(view.decided) as told:
        card.leave.click()
    assert told.args == [1, "abandoned", ""]


def test_decision_under_way_survives_news(view):
    """What is being typed stays when more is known of the same doubt."""
    view.show_state(state("doubtful", doubts=(doubt(1),)))
    view.cards[1].again.click()
    view.cards[1].field.setText("20")
    view.show_state(
        state("doubtful", doubts=(doubt(1, (Evidence(1, "9", 1, 200, proves=False),)),))
    )
    assert view.cards[1].field.text() == "20"
    assert view.cards[1].foot.currentIndex() == 1
