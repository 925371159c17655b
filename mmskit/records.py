"""What was sent, to whom, and how it went: durable before anything leaves this machine.

A submission that a crash or a power cut interrupts must not be forgotten: it may have been
accepted, and whoever sends it again on a guess pays twice. So its record says ``sending`` on disk
before the first byte goes out, and a record that still says so when its process is gone is
``unknown``. A lock that the system takes off with the process tells whether it is.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mmskit.contents import Contents
from mmskit.errors import BundleError, InvalidMessageError, JournalError
from mmskit.files import sync_folder, write_atomically
from mmskit.message import Message
from mmskit.record import Record, State, read_record, write_record
from mmskit.record_lock import take_lock
from mmskit.texts import text
from mmskit.wire.content import decode_content, encode_content, find_size

_OWNER_FOLDER: Final = 0o700
_OWNER_FILE: Final = 0o600
_UNSENT: Final = frozenset({"refused", "not_sent"})


class Records:
    """A folder of records, a file each, for their owner alone; each content is kept once.

    Attributes:
        folder: where they are; it is created when it is first needed.
        damaged: files that the last :meth:`list` could not read.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.damaged: tuple[Path, ...] = ()
        self._contents = Contents(self.folder / "contents")
        self._locks: dict[str, int] = {}
        self._known: dict[str, tuple[tuple[int, ...], Record | None]] = {}

    def begin(
        self,
        message: Message,
        recipients: Sequence[str],
        account_name: str,
        url: str,
        *,
        reports: Path | None = None,
        parent: str = "",
    ) -> Record:
        """Make a record durable, before the message is sent.

        Args:
            message: as it will be sent.
            recipients: the numbers.
            account_name: what the person calls the account; no secret.
            url: where it will go.
            reports: the folder of the journal that its delivery reports will come to.
            parent: the record whose failed recipients these are.

        Raises:
            JournalError: it cannot be kept, or one of the recipients was sent to once more
                already since the parent; then nothing must be sent.
        """
        self._refuse_twice(parent, recipients)
        now = datetime.now(UTC)
        record = Record(
            id=f"{now:%Y%m%dT%H%M%S.%fZ}-{secrets.randbelow(100_000_000):08}",
            time=now,
            title=message.title,
            frames=len(message.frames),
            size=find_size(message.frames),
            recipients=tuple(recipients),
            account=account_name,
            url=url,
            reports="" if reports is None else str(reports),
            parent=parent,
        )
        try:
            self.folder.mkdir(_OWNER_FOLDER, parents=True, exist_ok=True)
            sync_folder(self.folder.parent)
            handle = take_lock(self._find_lock(record.id))
            # A file system without locks gives none: then only this process knows that it sends.
            self._locks[record.id] = -1 if handle is None else handle
        except OSError as error:
            raise self._refuse("records.cannot_begin", error.strerror or error) from None
        try:
            record = replace(record, content=self._keep(message))
            self._write(record, "records.cannot_begin")
            # Whoever does the same in another process sees this record, or is seen here.
            self._refuse_twice(parent, recipients, besides=record.id)
        except JournalError:
            with suppress(OSError):
                (self.folder / f"{record.id}.json").unlink(missing_ok=True)
            self._release(record.id)
            raise
        return record

    def finish(self, record: Record, state: State, *, msgid: str = "", said: str = "") -> Record:
        """Write down how it went.

        Args:
            record: of :meth:`begin`.
            state: ``accepted``, ``refused``, ``not_sent``, ``unknown`` or ``abandoned``.
            msgid: what the platform calls it.
            said: what the platform said, with secrets taken out.

        Raises:
            JournalError: it cannot be kept; the record on disk will be listed as ``unknown``.
        """
        finished = replace(record, state=state, msgid=msgid, said=said)
        try:
            self._write(finished, "records.cannot_finish")
        finally:
            self._release(record.id)
        return finished

    def list(self) -> tuple[Record, ...]:
        """Every record, the newest first.

        Raises:
            JournalError: the folder cannot be read.
        """
        try:
            paths = sorted(self.folder.glob("*.json"), reverse=True)
        except OSError as error:
            raise self._refuse("records.cannot_read", error.strerror or error) from None
        found, damaged = [], []
        for path in paths:
            record = self._read(path)
            if record is not None and record.state == "sending" and self._is_abandoned(record.id):
                record = self._read(path)  # it may have been finished in between
                if record is not None and record.state == "sending":
                    record = replace(record, state="unknown")
            if record is None:
                damaged.append(path)
            else:
                found.append(record)
        self.damaged = tuple(damaged)
        return tuple(found)

    def read_message(self, record: Record) -> Message | None:
        """The message as it was sent, or None where it was not kept, or is gone or damaged."""
        content = self._contents.read(record.content) if record.content else None
        return None if content is None else Message(record.title, decode_content(content))

    def find_resent(self, record_id: str, *, besides: str = "") -> frozenset[str]:
        """The recipients of a record who were sent to once more, or may have been.

        Args:
            record_id: the record's.
            besides: a record that does not count.

        Raises:
            JournalError: the folder cannot be read.
        """
        return frozenset(
            number
            for record in self.list()
            if record.parent == record_id and record.id != besides and record.state not in _UNSENT
            for number in record.recipients
        )

    def _refuse_twice(self, parent: str, recipients: Sequence[str], *, besides: str = "") -> None:
        """Keep whoever was sent to once more from being sent to a third time."""
        if not parent:
            return
        twice = self.find_resent(parent, besides=besides).intersection(recipients)
        if twice:
            raise JournalError(text("records.resent_already", count=len(twice)))

    def _keep(self, message: Message) -> str:
        """Keep what will be sent; of what cannot be, nothing is to be shown again."""
        try:
            return self._contents.keep(encode_content(message.frames))
        except InvalidMessageError:
            return ""
        except (BundleError, OSError) as error:
            sentence = getattr(error, "sentence", None)
            reason = error if sentence is None else sentence.figures.get("reason", sentence)
            raise self._refuse("records.cannot_begin", reason) from None

    def _read(self, path: Path) -> Record | None:
        """A record, from memory where its file is still the same one."""
        try:
            found = path.stat()
        except OSError:
            return None
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        known = self._known.get(path.name)
        if known is None or known[0] != stamp:
            known = self._known[path.name] = (stamp, read_record(path))
        return known[1]

    def _write(self, record: Record, key: str) -> None:
        data = write_record(record)
        try:
            path = self.folder / f"{record.id}.json"
            write_atomically(path, data, follow=False, mode=_OWNER_FILE)
        except BundleError as error:
            reason = error.sentence.figures.get("reason", error.sentence)
            raise self._refuse(key, reason) from None

    def _refuse(self, key: str, reason: object) -> JournalError:
        return JournalError(text(key, path=self.folder, reason=reason))

    def _find_lock(self, name: str) -> Path:
        return self.folder / f"{name}.lock"

    def _release(self, name: str) -> None:
        """Take the lock off, and its file away."""
        handle = self._locks.pop(name, -1)
        if handle >= 0:
            with suppress(OSError):
                os.close(handle)
        with suppress(OSError):
            self._find_lock(name).unlink()

    def _is_abandoned(self, name: str) -> bool:
        """Whether nobody is sending it any more."""
        if name in self._locks:
            return False
        path = self._find_lock(name)
        try:
            if not path.exists():
                return True
            handle = take_lock(path)
        except OSError:
            return True
        if handle is None:
            return False
        os.close(handle)
        return True
