"""Fixtures for pytest, found by it wherever mmskit is installed.

Nothing but mmskit's name table is imported until a test asks for a fixture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import mmskit

if TYPE_CHECKING:
    from mmskit.client import Client
    from mmskit.testing import Sandbox


@pytest.fixture
def mms_sandbox() -> Iterator[Sandbox]:
    """A sandbox of its own for one test: empty inbox, 10,000 messages, reports due at once."""
    with mmskit.testing.sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def mms_client(mms_sandbox: Sandbox) -> Iterator[Client]:
    """A client for the account ``demo`` of ``mms_sandbox``."""
    with mms_sandbox.client() as client:
        yield client
