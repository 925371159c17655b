"""Killed and cut off at random, a campaign charges nobody twice and forgets nobody."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from killing import proving

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="senders are forked")

ROUNDS = 20
"""In each of five tests, so that they share the cores; ``make soak`` plays a thousand."""

WAYS = {
    "sends_doubts_again": "charged twice",
    "sends_again_after_a_crash": "charged twice",
    "begins_before_it_is_durable": "charged twice",
    "takes_doubts_for_refusals": "listed as refused",
}


@pytest.fixture
def memory():
    """A folder in memory where there is one: SIGKILL is no power cut, and a disk takes its time."""
    place = Path("/dev/shm")  # noqa: S108 - only looked for
    with tempfile.TemporaryDirectory(dir=place if os.access(place, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.mark.parametrize("first", range(0, 5 * ROUNDS, ROUNDS))
def test_nobody_is_charged_twice_and_nobody_is_forgotten(memory, monkeypatch, first):
    """By the platform's own books, over killed senders and a network that cuts, stalls and resets."""
    monkeypatch.setenv("MMSKIT_HOME", str(memory / "home"))
    kills = proved = 0
    with proving(memory) as proof:
        for seed in range(first, first + ROUNDS):
            books = proof.play(seed)
            kills += books.kills
            proved += books.proved
    assert kills > ROUNDS
    assert proved > ROUNDS


@pytest.mark.parametrize("way", WAYS)
def test_the_proof_notices(memory, monkeypatch, way):
    """A sender that breaks a promise is caught by the same rounds."""
    monkeypatch.setenv("MMSKIT_HOME", str(memory / "home"))
    with proving(memory, way) as proof, pytest.raises(AssertionError, match=WAYS[way]):
        proof.play(0)
