"""Deciding a doubt: with evidence, with the count typed, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mmskit.outbox import Doubt, Evidence
from mmskit_gui.history_desk import Decided
from mmskit_gui.widgets.decide_card import DecideCard

DOUBT = Doubt(3, 600, 600, datetime(2026, 11, 27, tzinfo=UTC), None, ())
EVIDENCE = (Evidence(3, "61127", 2, 600, proves=False),)


@pytest.fixture
def card(qtbot, look) -> DecideCard:
    card = DecideCard()
    qtbot.addWidget(card)
    card.decisions = []
    card.decided.connect(card.decisions.append)
    return card


def test_sending_again_has_to_be_typed(card):
    """Without the very number of people the button does nothing."""
    card.show_doubt(DOUBT, of_campaign=True)
    for typed in ("", "60", "6000"):
        card.count.setText(typed)
        assert not card.again.isEnabled()
        card.again.click()
    assert card.decisions == []
    card.count.setText("600")
    card.again.click()
    assert card.decisions == [Decided(3, "ready")]


def test_evidence_fills_in_the_message_id(card):
    """A msgid that speaks for it stands in the field already."""
    card.show_doubt(DOUBT, of_campaign=True)
    assert not card.accepted.isEnabled()
    card.msgid.setText("none")
    assert not card.accepted.isEnabled()
    card.msgid.clear()
    card.show_doubt(Doubt(3, 600, 600, DOUBT.began, None, EVIDENCE), of_campaign=True)
    card.accepted.click()
    assert card.decisions == [Decided(3, "accepted", "61127")]
    assert "61127" in card.evidence.accessibleName()


def test_a_single_submission_may_be_accepted_without_its_id(card):
    """Who sees by the balance that it was charged need not know the msgid."""
    card.show_doubt(DOUBT, of_campaign=False)
    card.accepted.click()
    card.leave.click()
    assert card.decisions == [Decided(3, "accepted", ""), Decided(3, "abandoned")]


def test_what_was_typed_is_for_one_doubt_alone(card):
    """Another doubt begins with empty fields."""
    card.show_doubt(DOUBT, of_campaign=True)
    card.count.setText("600")
    card.show_doubt(DOUBT, of_campaign=True)
    assert card.count.text() == "600"
    card.show_doubt(Doubt(4, 600, 600, DOUBT.began, None, ()), of_campaign=True)
    assert card.count.text() == ""
