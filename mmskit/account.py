"""An account: where to send, and as whom. Secrets live in the system's keyring or the environment.

A secret is bound to its address: one that was stored for a host is never looked up for another.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.entities import codepoint2name
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from mmskit.errors import AccountError
from mmskit.files import write_atomically
from mmskit.home import find_home as find_home  # noqa: PLC0414 - others find it here
from mmskit.limits import APIKEY_CHARACTERS, NODES, PASSWORD_CHARACTERS, USERNAME_CHARACTERS
from mmskit.msisdn import mask_number
from mmskit.texts import text
from mmskit.wire.call import Credentials

DEFAULT_URL: Final = f"https://{NODES['qingdao']}"
"""The platform's default node, over TLS. Source: SMS §2.2, R1."""

VARIABLES: Final = {
    "url": "MMSKIT_URL",
    "apikey": "MMSKIT_APIKEY",
    "username": "MMSKIT_USERNAME",
    "password": "MMSKIT_PASSWORD",
}
"""The environment variables that name an account."""

MASK: Final = "••••"

_NAME: Final = re.compile(r"[\w.@-]{1,64}")
_RESERVED: Final = "sandbox"
"""The command line's own account, which never asks the keyring."""

_NETLOC: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w-]+(\.[\w-]+)*\.?)(:[0-9]*)?")
_HARMLESS: Final = re.compile(
    r"([a-z]+://)?[^:?#\s]*(:[0-9]{1,5}(?![^/?#])[^:?#\s]*)?", re.IGNORECASE
)
_BACKSLASH: Final = re.escape("\\")
_PRINTABLE: Final = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Account:
    """Where to send, and as whom. Validated when it is made; ``repr`` shows no secret.

    Attributes:
        username: 3 to 15 characters. Source: MMS §2.1.
        password: 3 to 15 characters.
        apikey: 32 characters.
        url: ``https://host[:port]`` of a node; ``http://`` is an explicit choice (R1). The name
            of a node (``qingdao``, ``beijing``, ``hongkong``, ``us``) stands for its address.
        name: what the person calls it.

    Raises:
        AccountError: a value has a length or characters that the platform does not take.
    """

    username: str = field(repr=False)
    password: str = field(repr=False)
    apikey: str = field(repr=False)
    url: str = DEFAULT_URL
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", find_url(self.url))
        _expect_length("username", self.username, *USERNAME_CHARACTERS)
        _expect_length("password", self.password, *PASSWORD_CHARACTERS)
        _expect_length("apikey", self.apikey, APIKEY_CHARACTERS, APIKEY_CHARACTERS)

    @property
    def credentials(self) -> Credentials:
        """What the calls carry."""
        return Credentials(self.apikey, self.username, self.password)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Account:
        """Make an account from ``MMSKIT_URL``, ``MMSKIT_APIKEY``, ``MMSKIT_USERNAME``, ``MMSKIT_PASSWORD``.

        Raises:
            AccountError: one of the last three is missing, or a value is malformed.
        """
        needed = [VARIABLES[part] for part in ("apikey", "username", "password")]
        missing = tuple(name for name in needed if not environment.get(name))
        if missing:
            raise AccountError(text("account.missing_variables", names=missing))
        apikey, username, password = (environment[name] for name in needed)
        return cls(
            username,
            password,
            apikey,
            environment.get(VARIABLES["url"]) or DEFAULT_URL,
            "environment",
        )

    @classmethod
    def load(cls, name: str) -> Account:
        """Load a stored account of this person. Raises AccountError when there is none."""
        return AccountStore.default().load(name)

    def mask(self, said: str, numbers: Iterable[str] = ()) -> str:
        """Take this account's secrets and the given numbers out of a text, however they are encoded."""
        secrets = (self.apikey, self.password, self.credentials.password_md5)
        for secret in secrets:
            pattern = "".join(_spell(char) for char in secret)
            said = re.sub(pattern, MASK, said, flags=re.IGNORECASE)
        for number in numbers:
            said = said.replace(number, mask_number(number))
        return said


def find_url(address: str) -> str:
    """The root address of a node's name or of an ``http(s)://host[:port]``.

    Raises:
        AccountError: it is neither.
    """
    if address.lower() in NODES:
        return f"https://{NODES[address.lower()]}"
    address = address.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _refuse_url(address) from None
    rest = parts.path.strip("/") or parts.query or parts.fragment
    odd = rest or port == 0 or not _NETLOC.fullmatch(parts.netloc) or re.search(r"\s", address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd:
        raise _refuse_url(address)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _refuse_url(address: str) -> AccountError:
    """An error that repeats nothing of an address that may be a password."""
    _, at, rest = address.rpartition("@")
    harmless = _HARMLESS.match(rest)
    shown = harmless[0][:80] if harmless else ""
    shown = (f"{MASK}@" if at else "") + shown + ("" if shown == rest else "…")
    return AccountError(text("account.bad_url", url=shown, nodes=tuple(NODES)))


def _spell(char: str) -> str:
    """A pattern for every way a character may be written in a URL, in HTML or in JSON."""
    point = ord(char)
    encoded = "".join(f"%{byte:02x}" for byte in char.encode("utf-8", "replace"))
    ways = [encoded, f"&#0*{point};?", f"&#x0*{point:x};?", rf"\\u{point:04x}"]
    if point in codepoint2name or char == "'":
        ways.append(f"&{codepoint2name.get(point, 'apos')};")
    if char == " ":
        ways.append(r"\+")
    # The plain one comes last, so that nothing is left over of "&amp;" for a secret's last "&".
    return f"(?:{'|'.join(ways)}|{_BACKSLASH}?{re.escape(char)})"


def _expect_length(part: str, value: str, least: int, most: int) -> None:
    if not least <= len(value) <= most:
        key = "account.wrong_length" if least < most else "account.wrong_exact_length"
        figures = {"least": least, "most": most, "found": len(value)}
        raise AccountError(text(key, part=text(f"account.part.{part}"), **figures))
    if not _PRINTABLE.fullmatch(value) and part == "apikey":
        raise AccountError(text("account.odd_characters", part=text(f"account.part.{part}")))


class AccountStore:
    """The accounts of one person: names and addresses in a file, secrets in the keyring."""

    def __init__(self, folder: Path, keyring: Any = None) -> None:
        """Use a folder for the list, and a keyring with get, set and delete_password."""
        self._file = folder / "accounts.json"
        self._given_keyring = keyring

    @classmethod
    def default(cls) -> AccountStore:
        """The store of the person who runs this program (``MMSKIT_HOME`` moves it)."""
        return cls(find_home())

    def names(self) -> dict[str, str]:
        """Every stored account's name and address."""
        return {name: str(entry["url"]) for name, entry in sorted(self._read().items())}

    def has_keyring(self) -> bool:
        """Whether there is a keyring that can take secrets. Never raises; asks it for nothing."""
        try:
            import keyring  # noqa: PLC0415 - its backends are slow to load, and often not needed
            from keyring.backends import fail, null  # noqa: PLC0415

            backend = self._given_keyring or keyring.get_keyring()
            if isinstance(backend, (fail.Keyring, null.Keyring)):
                return False
            return float(getattr(backend, "priority", 1)) > 0
        except Exception:  # noqa: BLE001 - whatever a backend raises, it is of no use
            return False

    def load(self, name: str) -> Account:
        """Load an account.

        Raises:
            AccountError: there is none of this name, or the keyring does not give its secrets.
        """
        entries = self._read()
        if name not in entries:
            raise AccountError(
                text("account.unknown", name=name, known=tuple(sorted(entries)) or "-")
            )
        url = str(entries[name]["url"])
        kept = self._ask("get_password", _service(url), name)
        if not kept:
            raise AccountError(text("account.no_secret", name=name, url=url))
        try:
            secret = json.loads(kept)
            return Account(secret["username"], secret["password"], secret["apikey"], url, name)
        except (ValueError, KeyError, TypeError):
            raise AccountError(text("account.no_secret", name=name, url=url)) from None

    def save(self, account: Account) -> None:
        """Keep an account under its name; secrets go to the keyring only.

        Secrets kept under this name for another address are forgotten.

        Raises:
            AccountError: its name is unusable or reserved, or no keyring takes the secrets.
        """
        if not _NAME.fullmatch(account.name):
            raise AccountError(text("account.bad_name", name=account.name[:80]))
        if account.name.casefold() == _RESERVED:
            raise AccountError(text("account.reserved_name", name=account.name))
        entries = self._read()
        old = entries.get(account.name, {}).get("url", account.url)
        secret = {
            "username": account.username,
            "password": account.password,
            "apikey": account.apikey,
        }
        self._ask("set_password", _service(account.url), account.name, json.dumps(secret))
        self._write(entries | {account.name: {"url": account.url}})
        if old != account.url:
            self._forget(old, account.name)

    def remove(self, name: str) -> None:
        """Forget an account and its secrets. Raises AccountError when there is none."""
        entries = self._read()
        if name not in entries:
            raise AccountError(
                text("account.unknown", name=name, known=tuple(sorted(entries)) or "-")
            )
        self._forget(str(entries.pop(name)["url"]), name)
        self._write(entries)

    def _forget(self, url: str, name: str) -> None:
        """Take the secrets of one address out of the keyring, if they are there."""
        if self._ask("get_password", _service(url), name):
            self._ask("delete_password", _service(url), name)

    def _ask(self, verb: str, *parts: str) -> str | None:
        import keyring  # noqa: PLC0415 - its backends are slow to load, and often not needed
        from keyring.errors import KeyringError, NoKeyringError  # noqa: PLC0415

        try:
            answer: str | None = getattr(self._given_keyring or keyring, verb)(*parts)
        except NoKeyringError:
            raise AccountError(
                text("account.no_keyring", names=tuple(VARIABLES.values()))
            ) from None
        except (KeyringError, OSError, RuntimeError) as error:
            raise AccountError(
                text("account.keyring_failed", reason=type(error).__name__)
            ) from None
        return answer

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            entries = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(name): {"url": find_url(entry["url"])} for name, entry in entries.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise AccountError(text("account.bad_file", path=self._file)) from None

    def _write(self, entries: Mapping[str, Mapping[str, str]]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise AccountError(
                text("account.cannot_save", path=self._file, reason=error.strerror or error)
            ) from None
        write_atomically(self._file, json.dumps(entries, indent=1, ensure_ascii=False).encode())


def _service(url: str) -> str:
    """The keyring's name for secrets of one address."""
    return f"mmskit {url}"
