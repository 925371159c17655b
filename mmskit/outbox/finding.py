"""Finding campaigns: in folders of this machine, or in a database that several machines share."""

from __future__ import annotations

from contextlib import closing
from os import PathLike
from pathlib import Path

from mmskit.outbox.local import LocalHome, LocalPlace
from mmskit.outbox.place import Home, Place
from mmskit.outbox.shared import is_shared, open_shared


def find_campaigns(folder: str | PathLike[str] | None = None) -> tuple[Path, ...]:
    """The folders of all campaigns, the newest first.

    Args:
        folder: where they are; by default this person's ``campaigns``.
    """
    home = LocalHome(folder)
    return tuple(home.folder / name for name in home.names())


def find_shared_campaigns(outbox: str) -> tuple[str, ...]:
    """The names of all campaigns in an outbox that several machines share, the newest first.

    Args:
        outbox: ``postgresql://…``; see :meth:`Campaign.create`.

    Raises:
        JournalError: it cannot be reached.
        CampaignError: the address is none, or mmskit was installed without PostgreSQL.
    """
    with closing(open_shared(outbox)) as home:
        return home.names()


def open_home(folder: str | PathLike[str] | None, outbox: str) -> Home:
    """Where campaigns are kept: an outbox if one is named, or else a folder."""
    return open_shared(outbox) if outbox else LocalHome(folder)


def open_place(folder: str | PathLike[str], outbox: str) -> tuple[Home, Place]:
    """A campaign's place and the home it is in; see :meth:`Campaign.open`."""
    if not outbox and is_shared(str(folder)):
        outbox, _, folder = str(folder).rpartition("#")
    if not outbox:
        return LocalHome(Path(folder).parent), LocalPlace.open(Path(folder))
    home = open_shared(outbox)
    return home, home.open(str(folder))
