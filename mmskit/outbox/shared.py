"""The door to campaigns in a PostgreSQL database; what is behind it is loaded when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mmskit.outbox.shared_home import SharedHome


def is_shared(address: str) -> bool:
    """Whether it is meant as the address of a database, and not as a folder."""
    return address.startswith(("postgresql:", "postgres:"))


def open_shared(outbox: str) -> SharedHome:
    """Find the outbox in a database.

    Raises:
        CampaignError: it is no address of a PostgreSQL database, or there is no driver for it.
    """
    from mmskit.outbox.shared_home import SharedHome  # noqa: PLC0415 - a database is seldom used

    return SharedHome.find(outbox)
