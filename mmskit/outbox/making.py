"""New campaigns beside the ones there are: the same one is not made twice by mistake."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mmskit.encoding import decode
from mmskit.errors import CampaignError, JournalError
from mmskit.files import sync_folder
from mmskit.limits import MESSAGES_PER_SECOND, SEND_BYTES
from mmskit.outbox import building
from mmskit.outbox.building import Draft
from mmskit.outbox.files import (
    Kind,
    find_entries,
    find_path,
    join,
    read_frozen,
    read_numbers,
    take_apart,
)
from mmskit.outbox.people import find_failed
from mmskit.outbox.shards import find_shard
from mmskit.outbox.store import Store, open_store
from mmskit.texts import text
from mmskit.wire.batch import find_submitted_size

if TYPE_CHECKING:
    from mmskit.account import Account


class Made(NamedTuple):
    """A campaign on disk: its folder and its open file."""

    folder: Path
    store: Store


class Parent(Protocol):
    """What is needed of a campaign to make another from it."""

    folder: Path
    id: str
    kind: Kind
    title: str
    rate: int


def make(
    draft: Draft,
    account: Account,
    home: Path,
    *,
    rate: int | None = None,
    again: bool = False,
    parent: str = "",
) -> Made:
    """Write a draft beside the other campaigns.

    Raises:
        CampaignError: there is one with the same content, recipients and account.
        JournalError, BundleError: it cannot be kept. Nothing is left behind.
    """
    chosen = MESSAGES_PER_SECOND["personal" if draft.kind == "personal" else "marketing"]
    folder = home / building.make_name(datetime.now(UTC))
    store: Store | None = None
    try:
        store, contents = building.build(folder, draft, account, rate or chosen, parent)
        if not again:
            _refuse_same(folder, contents)
    except BaseException:
        if store is not None:
            store.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Made(folder, store)


def make_failed(store: Store, parent: Parent, account: Account, max_recipients: int) -> Made:
    """Make a campaign of those whose message failed, and mark them, so that none is in two.

    The marks are made before it is frozen: a crash between the two leaves a draft, which is
    never sent, and whose marks are taken off the next time.
    """
    _forget_drafts(store, parent.folder.parent)
    with store.reading() as db:
        failed = find_failed(db)
        digests = {shard: find_shard(db, shard).digest for shard in failed}
    if not failed:
        raise CampaignError(text("campaigns.nobody_failed"))
    files = {
        shard: read_frozen(find_path(parent.folder, parent.kind, shard), digest)
        for shard, digest in digests.items()
    }
    draft = _draft_failed(parent, files, failed, max_recipients)
    made = make(
        draft, account, parent.folder.parent, rate=parent.rate, again=True, parent=parent.id
    )
    with store.transaction() as db:
        rows = [(made.folder.name, mobile) for mobiles in failed.values() for mobile in mobiles]
        db.executemany("UPDATE recipients SET resent = ? WHERE mobile = ?", rows)
    building.freeze(made.store)
    return made


def remove(folder: Path) -> None:
    """Remove a campaign's folder. Raises JournalError."""
    try:
        shutil.rmtree(folder)
        sync_folder(folder.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError(text("campaigns.cannot_keep", path=folder, reason=reason)) from None


def _refuse_same(folder: Path, contents: str) -> None:
    for path in sorted(folder.parent.glob("*/campaign.db")):
        if path.parent == folder:
            continue
        with suppress(CampaignError, JournalError), closing(open_store(path)) as store:
            with store.reading() as db:
                row = db.execute("SELECT contents, frozen FROM campaign").fetchone()
            if row is not None and row[0] == contents and row[1]:
                break
    else:
        return
    raise CampaignError(text("campaigns.same", name=path.parent.name))


def _forget_drafts(store: Store, home: Path) -> None:
    """Take off the marks of campaigns that were never frozen, and remove those."""
    with store.reading() as db:
        names = [
            row[0]
            for row in db.execute("SELECT DISTINCT resent FROM recipients WHERE resent IS NOT NULL")
        ]
    for name in names:
        path = home / name / "campaign.db"
        if not path.is_file():
            continue
        with closing(open_store(path)) as child, child.reading() as db:
            row = db.execute("SELECT frozen FROM campaign").fetchone()
        if row is None or not row[0]:
            with store.transaction() as db:
                db.execute("UPDATE recipients SET resent = NULL WHERE resent = ?", (name,))
            remove(home / name)


def _draft_failed(
    parent: Parent, files: dict[int, bytes], failed: dict[int, set[int]], max_recipients: int
) -> Draft:
    if parent.kind == "message":
        content = (parent.folder / "content.txt").read_bytes().decode("ascii")
        numbers = [
            number
            for shard, data in files.items()
            for number in read_numbers(data)
            if int(number) in failed[shard]
        ]
        return building.draft_message(decode(content, title=parent.title), numbers, max_recipients)
    entries = (
        entry for shard, data in files.items() for entry in find_entries(data, failed[shard])
    )
    header, _ = take_apart(next(iter(files.values())))
    return Draft("personal", parent.title, "", _regroup(header, entries, max_recipients))


def _regroup(header: bytes, entries: Iterable[bytes], max_recipients: int) -> Iterator[bytes]:
    part: list[bytes] = []
    bare = find_submitted_size(join(header, []).decode("ascii"))
    size = bare
    for entry in entries:
        more = find_submitted_size(entry.decode("ascii"))
        if part and (len(part) == max_recipients or size + more > SEND_BYTES):
            yield join(header, part)
            part, size = [], bare
        part.append(entry)
        size += more
    yield join(header, part)
