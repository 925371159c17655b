"""What a sandbox is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mmskit.errors import SandboxError
from mmskit.limits import APIKEY_CHARACTERS, PASSWORD_CHARACTERS, USERNAME_CHARACTERS
from mmskit.texts import Language, text

DEFAULT_PORT: Final = 8052
"""The port of ``mmskit sandbox`` when none is given."""

LAYOUTS: Final = (4, 5, 6)
"""How many fields a report's record may have. Source: R21."""


@dataclass(frozen=True)
class PlatformAccount:
    """An account of the sandbox.

    Attributes:
        name: the user name, 3 to 15 characters.
        password: in the clear, 3 to 15 characters.
        apikey: 32 characters.
        balance: messages that can still be sent.
        total: messages ever bought; None means as many as can be sent now.
        blocked: whether every call is answered ``error:Account is blocked``.
        addresses: the client addresses that may call; empty means any.
        layout: fields of a report's record: 4, 5 or 6. Source: R21.
        ext: the extension number that layouts 5 and 6 show, or "".
    """

    name: str
    password: str = field(repr=False)
    apikey: str = field(repr=False)
    balance: int = 10_000
    total: int | None = None
    blocked: bool = False
    addresses: tuple[str, ...] = ()
    layout: int = 4
    ext: str = ""

    def __post_init__(self) -> None:
        """Refuse what the documents do not allow. Raises SandboxError."""
        lengths = {
            "name": (self.name, *USERNAME_CHARACTERS),
            "password": (self.password, *PASSWORD_CHARACTERS),
            "apikey": (self.apikey, APIKEY_CHARACTERS, APIKEY_CHARACTERS),
        }
        for part, (value, shortest, longest) in lengths.items():
            if not shortest <= len(value) <= longest:
                raise SandboxError(
                    text(
                        "sandbox.account_length",
                        part=text(f"sandbox.account_part.{part}"),
                        found=len(value),
                        shortest=shortest,
                        longest=longest,
                    )
                )
        if self.layout not in LAYOUTS:
            raise SandboxError(text("sandbox.account_layout", layout=self.layout))
        if self.total is None:
            object.__setattr__(self, "total", self.balance)

    @classmethod
    def parse(cls, written: str) -> PlatformAccount:
        """Read ``USER:PASSWORD:APIKEY``. The password may hold a colon, the others may not.

        Raises:
            SandboxError: a part is missing, too short or too long.
        """
        name, _, rest = written.partition(":")
        password, colon, apikey = rest.rpartition(":")
        if not colon:
            raise SandboxError(text("sandbox.account_shape"))
        return cls(name, password, apikey)


DEMO: Final = PlatformAccount("demo", "demo1234", "0123456789abcdef" * 2)
"""The ready-made account. Its credentials are public."""


@dataclass(frozen=True)
class Settings:
    """What a sandbox is started with.

    Attributes:
        host: the address to listen on. Anything but a loopback address is an explicit choice.
        port: 0 takes a free one.
        db: the SQLite file, made when it is missing; None keeps everything in memory.
        accounts: accounts that exist from the start. One that the file knows keeps its balance.
        delay: seconds until a delivery report is due.
        hosts: further names by which clients may call this machine (the Host header).
        language: of the log lines.
        read_seconds: how long one request's body may take to arrive.
    """

    host: str = "127.0.0.1"
    port: int = 0
    db: Path | None = None
    accounts: tuple[PlatformAccount, ...] = (DEMO,)
    delay: float = 2.0
    hosts: tuple[str, ...] = ()
    language: Language = "en"
    read_seconds: float = 60.0
