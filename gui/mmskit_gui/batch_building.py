"""What is made of a batch: a campaign, or files. Runs beside the window."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import mmskit
from mmskit.account import Account
from mmskit.files import write_atomically
from mmskit.outbox import Campaign
from mmskit.personal import Exported
from mmskit.recipients import BadRow, RecipientList
from mmskit.spreadsheet import write_rows
from mmskit.texts import Language, text
from mmskit_gui.batch_list import ListIndex, watch_list
from mmskit_gui.tasks import Report

_COLUMNS: Final = ("row", "cell", "value", "reason")
_OWNER_FILE: Final = 0o600
"""It holds numbers."""

MakeCampaign = Callable[[Account, Path, Report], Campaign]
"""Makes a campaign for an account in the folder of all campaigns; tells how far it is."""


def plan_campaign(batch: mmskit.PersonalBatch, *, again: bool) -> MakeCampaign:
    """What makes a campaign of a batch, once there is an account.

    Args:
        batch: what goes out.
        again: make it also if there is a campaign with the very same content and recipients.
    """

    def make(account: Account, home: Path, report: Report) -> Campaign:
        watched = batch
        if isinstance(batch.recipients, RecipientList):
            watched = replace(batch, recipients=watch_list(batch.recipients, report))
        return Campaign.create(
            watched, account, folder=home, on_bad_row=lambda _: None, again=again
        )

    return make


def export_batch(
    batch: mmskit.PersonalBatch, folder: Path, language: Language, report: Report
) -> Exported:
    """Write a batch as files into a new folder: all of it, or nothing.

    Args:
        batch: what goes out.
        folder: the new folder.
        language: of the reasons why rows are left out.
        report: takes the share that is done; may raise to stop.

    Raises:
        BundleError: it cannot be written.
        InvalidMessageError, RecipientListError: the batch or its list is at fault.
    """
    return batch.export(folder, language=language, on_bad_row=lambda _: None, on_progress=report)


def save_rejected(
    index: ListIndex, faults: Iterable[BadRow], path: Path, language: Language, report: Report
) -> int:
    """Write every row that is left out into a table for a spreadsheet, safe to open in Excel.

    Args:
        index: the list, which is read once more.
        faults: those whose text cannot be sent.
        path: the file.
        language: of the reasons.
        report: takes the share that is done; may raise to stop.

    Returns:
        How many rows there are.

    Raises:
        BundleError: it cannot be written.
        RecipientListError: the list can no longer be read.
    """
    count = 0

    def list_cells() -> Iterator[list[str]]:
        nonlocal count
        yield [text(f"batch.column.{name}").render(language) for name in _COLUMNS]
        found = [bad for _, some in watch_list(index.listed, report).read_blocks() for bad in some]
        for bad in heapq.merge(found, faults, key=lambda one: one.row):
            count += 1
            yield [str(bad.row), bad.column, bad.value, bad.reason.render(language)]

    write_atomically(path, write_rows(list_cells()), mode=_OWNER_FILE)
    return count
