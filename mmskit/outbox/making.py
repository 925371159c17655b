"""New campaigns beside the ones there are: the same one is not made twice by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from mmskit.encoding import decode
from mmskit.errors import CampaignError, JournalError, MMSKitError
from mmskit.home import find_home
from mmskit.limits import MESSAGES_PER_SECOND, SEND_BYTES
from mmskit.outbox import building
from mmskit.outbox.building import Draft
from mmskit.outbox.database import Store
from mmskit.outbox.files import Kind, find_entries, join, read_numbers, take_apart
from mmskit.outbox.people import find_failed
from mmskit.outbox.place import Home, Place
from mmskit.outbox.shards import find_shard
from mmskit.records import Records
from mmskit.texts import text
from mmskit.wire.batch import find_submitted_size

if TYPE_CHECKING:
    from mmskit.account import Account


class Parent(NamedTuple):
    """What is needed of a campaign to make another from it; ``content`` is the message's digest."""

    id: str
    kind: Kind
    title: str
    rate: int
    content: str


def make(
    home: Home,
    draft: Draft,
    account: Account,
    *,
    rate: int | None = None,
    again: bool = False,
    parent: str = "",
) -> Place:
    """Write a draft beside the other campaigns.

    Raises:
        CampaignError: there is one with the same content, recipients and account.
        JournalError, BundleError: it cannot be kept. Nothing is left behind.
    """
    chosen = MESSAGES_PER_SECOND["personal" if draft.kind == "personal" else "marketing"]
    place = home.make(building.make_name(datetime.now(UTC)))
    try:
        contents = building.build(place, draft, account, rate or chosen, parent)
        home.finish(place)
        if not again:
            _refuse_same(home, place.id, contents)
    except BaseException:
        with suppress(JournalError):
            place.remove()
        place.close()
        raise
    return place


def freeze(home: Home, place: Place, *, again: bool = False) -> None:
    """Make a draft ready to be sent, unless the same was frozen while it was written.

    It looks once more behind the freezing: of two that are made at the same moment, at least one
    sees the other. Both may be refused; both never stay.

    Raises:
        CampaignError: there is one with the same content, recipients and account. This one is gone.
        JournalError: it cannot be written down.
    """
    building.freeze(place.store)
    if again:
        return
    with place.store.reading() as db:
        (contents,) = db.execute("SELECT contents FROM campaign").fetchone()
    try:
        _refuse_same(home, place.id, contents)
    except CampaignError:
        with suppress(JournalError):
            place.remove()
        place.close()
        raise


def make_failed(
    home: Home, place: Place, parent: Parent, account: Account, max_recipients: int
) -> Place:
    """Make a campaign of those whose message failed, and mark them, so that none is in two.

    The marks are made before it is frozen: a crash between the two leaves a draft, which is
    never sent, and whose marks are taken off the next time.
    """
    store = place.store
    _forget_drafts(home, store)
    with store.reading() as db:
        failed = find_failed(db)
        digests = {shard: find_shard(db, shard).digest for shard in failed}
    if not failed:
        raise CampaignError(text("campaigns.nobody_failed"))
    files = {shard: place.read(parent.kind, shard, digest) for shard, digest in digests.items()}
    content = place.read(parent.kind, 0, parent.content)
    draft = _draft_failed(parent, content, files, failed, max_recipients)
    made = make(home, draft, account, rate=parent.rate, again=True, parent=parent.id)
    try:
        with made.hold_alone():  # until it is frozen, nobody takes its marks off
            _mark(store, made.id, failed)
            building.freeze(made.store)
    except MMSKitError:
        with suppress(JournalError):
            made.remove()
        made.close()
        raise
    return made


def unmark(home: Home, parent: str, name: str) -> None:
    """Let those be sent to once more who were in a campaign that was removed before it began."""
    with closing(home.open(parent)) as place, place.store.transaction() as db:
        db.execute("UPDATE recipients SET resent = NULL WHERE resent = ?", (name,))


def _mark(store: Store, name: str, failed: Mapping[int, set[int]]) -> None:
    """Enter in whose campaign they are now; all of them, or nobody.

    Raises:
        CampaignError: somebody else was quicker with one of them.
    """
    rows = [(name, mobile) for shard in sorted(failed) for mobile in sorted(failed[shard])]
    with store.transaction() as db:
        marked = db.executemany(
            "UPDATE recipients SET resent = ? WHERE mobile = ? AND resent IS NULL", rows
        )
        if marked.rowcount != len(rows):
            raise CampaignError(text("campaigns.resent_meanwhile"))


def find_known(home: Home, name: str) -> frozenset[str]:
    """The msgids of other campaigns and of single messages, no evidence for a campaign's doubts."""
    known: set[str] = set()
    with suppress(JournalError):
        known.update(record.msgid for record in Records(find_home() / "records").list())
    for other in home.names():
        if other == name:
            continue
        with (
            suppress(CampaignError, JournalError),
            closing(home.open(other)) as place,
            place.store.reading() as db,
        ):
            known.update(row[0] for row in db.execute("SELECT msgid FROM shards"))
    return frozenset(known - {""})


def _refuse_same(home: Home, name: str, contents: str) -> None:
    for other in home.names():
        if other == name:
            continue
        with suppress(CampaignError, JournalError), closing(home.open(other)) as place:
            with place.store.reading() as db:
                row = db.execute("SELECT contents, frozen FROM campaign").fetchone()
            if row is not None and row[0] == contents and row[1]:
                break
    else:
        return
    raise CampaignError(text("campaigns.same", name=other))


def _forget_drafts(home: Home, store: Store) -> None:
    """Take off the marks of campaigns that were never frozen, and remove those."""
    with store.reading() as db:
        names = [
            row[0]
            for row in db.execute("SELECT DISTINCT resent FROM recipients WHERE resent IS NOT NULL")
        ]
    for name in set(names) & set(home.names()):
        with closing(home.open(name)) as place:
            if _is_frozen(place):
                continue
            with place.hold_alone():
                if _is_frozen(place):  # it was just being made
                    continue
                with store.transaction() as db:
                    db.execute("UPDATE recipients SET resent = NULL WHERE resent = ?", (name,))
                place.remove()


def _is_frozen(place: Place) -> bool:
    with place.store.reading() as db:
        row = db.execute("SELECT frozen FROM campaign").fetchone()
    return row is not None and bool(row[0])


def _draft_failed(
    parent: Parent,
    content: bytes,
    files: dict[int, bytes],
    failed: dict[int, set[int]],
    max_recipients: int,
) -> Draft:
    if parent.kind == "message":
        numbers = [
            number
            for shard, data in files.items()
            for number in read_numbers(data)
            if int(number) in failed[shard]
        ]
        message = decode(content.decode("ascii"), title=parent.title)
        return building.draft_message(message, numbers, max_recipients)
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
