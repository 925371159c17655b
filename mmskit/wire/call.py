"""The platform's calls: a path and its fields, before anything is encoded or sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

SEND_PATH = "/api/send/caixin_send.php"
BATCH_PATH = "/api/send/caixin_send_batch.php"
BALANCE_PATH = "/api/query/index.php"
BALANCE_PATH_MMS = "/api/query/"
REPORTS_PATH = "/api/recv/index.php"


@dataclass(frozen=True)
class Credentials:
    """What identifies an account. Never shown: ``repr`` masks it.

    Attributes:
        apikey: 32 characters. Source: MMS §2.1.
        username: 3 to 15 characters.
        password: 3 to 15 characters, in the clear (MMS calls carry it so).
    """

    apikey: str = field(repr=False)
    username: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def password_md5(self) -> str:
        """32 hexadecimal digits in lower case. Source: SMS §3.1.1, R3."""
        return hashlib.md5(self.password.encode(), usedforsecurity=False).hexdigest()

    @property
    def _clear(self) -> dict[str, str]:
        return {"apikey": self.apikey, "username": self.username, "password": self.password}

    @property
    def _hashed(self) -> dict[str, str]:
        return {"apikey": self.apikey, "username": self.username, "password_md5": self.password_md5}


@dataclass(frozen=True)
class Call:
    """One request: where it goes, and what it says."""

    path: str
    fields: Mapping[str, str] = field(repr=False)


def send_call(
    credentials: Credentials,
    recipients: Iterable[str],
    title: str,
    content: str,
    *,
    title_field: str = "title",
) -> Call:
    """Send one message to any number of recipients. Source: MMS §2.1; the title's field: R5."""
    fields = {"mobile": ",".join(recipients), title_field: title, "content": content}
    return Call(SEND_PATH, credentials._clear | fields)  # noqa: SLF001 - one module


def batch_call(credentials: Credentials, xml: str) -> Call:
    """Send a personalised batch. Source: MMS §3.1."""
    return Call(BATCH_PATH, credentials._clear | {"xmlData": xml})  # noqa: SLF001 - one module


def balance_call(credentials: Credentials) -> Call:
    """Ask for ``left/total``; the password goes hashed. Source: SMS §4.1."""
    return Call(BALANCE_PATH, credentials._hashed)  # noqa: SLF001 - one module


def balance_call_mms(credentials: Credentials) -> Call:
    """Ask for ``left`` as the MMS document does, with the password in the clear. Source: MMS §4."""
    return Call(BALANCE_PATH_MMS, credentials._clear)  # noqa: SLF001 - one module


def records_call(credentials: Credentials, *, since: datetime, until: datetime) -> Call:
    """Ask for the platform's records of what was submitted between two times. Source: SMS §5.1.1."""
    span = {"from": str(int(since.timestamp())), "to": str(int(until.timestamp()))}
    asked = {"encode": "UTF-8", "action": "record"}
    return Call(BALANCE_PATH, credentials._hashed | asked | span)  # noqa: SLF001 - one module


def reports_call(
    credentials: Credentials,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    mobiles: Iterable[str] = (),
) -> Call:
    """Pull the delivery reports that wait, or those of given numbers and times. Source: MMS §5.

    Raises:
        ValueError: some of numbers, since and until without the others; the document requires
            the three together, and a pull for everything consumes everything.
    """
    fields = dict(credentials._hashed)  # noqa: SLF001 - one module
    wanted = ",".join(mobiles)
    if not wanted and since is None and until is None:
        return Call(REPORTS_PATH, fields)
    if not wanted or since is None or until is None:
        raise ValueError("a pull for numbers needs numbers, since and until together")
    span = {"from": str(int(since.timestamp())), "to": str(int(until.timestamp()))}
    return Call(REPORTS_PATH, fields | span | {"mobile": wanted})
