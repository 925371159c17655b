"""A sandbox of its own for every test, with a clock that the test moves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import DEMO, PlatformAccount, Settings

sys.path.insert(0, str(Path(__file__).parent))

OTHERS = (
    PlatformAccount("blocked", "secret", "b" * 32, blocked=True),
    PlatformAccount("elsewhere", "secret", "e" * 32, addresses=("203.0.113.7",)),
    PlatformAccount("poor", "secret", "f" * 32, balance=2),
    PlatformAccount("five", "secret", "5" * 32, layout=5, ext="3456"),
    PlatformAccount("six", "secret", "6" * 32, layout=6, ext="3456"),
)


class Clock:
    def __init__(self) -> None:
        self.now = 1_763_900_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lines():
    return []


@pytest.fixture
def desk(clock, lines):
    settings = Settings(accounts=(DEMO, *OTHERS), delay=2.0)
    with Server(settings, log=lines.append, clock=clock) as server:
        yield server


@pytest.fixture
def quick(clock):
    """A sandbox without a delay."""
    with Server(Settings(delay=0.0), clock=clock) as server:
        yield server
