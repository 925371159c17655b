"""Which journal holds the delivery reports of a record, also when its account is gone."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from mmskit.account import Account
from mmskit.errors import MMSKitError
from mmskit.files import write_atomically
from mmskit.journal import Journal, find_journal
from mmskit_gui.sandbox_process import NAME

_FILE: Final = "journals.json"


class Owned(Protocol):
    """What went out from an account: a record, or a mailing of the history."""

    @property
    def account(self) -> str:
        """What the person calls the account."""

    @property
    def url(self) -> str:
        """Where it went."""


class Journals:
    """Remembers the journal of every account that something was sent from.

    A journal's place follows from the account's user name, which is a secret; what is written down
    is the place alone. The built-in sandbox, whose address changes, has one journal for all.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE
        self._sandbox = Journal(folder / "sandbox-reports")
        self._lock = threading.Lock()
        self._places: dict[str, str] | None = None

    def find_for(self, account_name: str, account: Account) -> Journal:
        """The journal of an account that is at hand."""
        return self._sandbox if account_name == NAME else find_journal(account)

    def find(self, record: Owned) -> Journal | None:
        """The journal of a record or mailing, or None where it was never remembered."""
        if record.account == NAME:
            return self._sandbox
        with self._lock:
            place = self._read().get(_key(record.account, record.url))
        return None if place is None else Journal(place)

    def find_folder(self, owned: Owned) -> Path | None:
        """The folder of that journal."""
        journal = self.find(owned)
        return None if journal is None else journal.folder

    def remember(self, account_name: str, account: Account) -> None:
        """Write down where the reports of an account are kept. Raises MMSKitError or OSError."""
        if account_name == NAME:
            return
        key, place = _key(account_name, account.url), str(find_journal(account).folder)
        with self._lock:
            places = self._read()
            if places.get(key) == place:
                return
            places[key] = place
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._file, json.dumps(places, indent=1).encode())

    def _read(self) -> dict[str, str]:
        if self._places is None:
            self._places = {}
            with suppress(OSError, ValueError, AttributeError, MMSKitError):
                kept = json.loads(self._file.read_text(encoding="utf-8"))
                self._places = {str(key): str(place) for key, place in kept.items()}
        return self._places


def _key(account_name: str, url: str) -> str:
    return f"{account_name} {url}"
