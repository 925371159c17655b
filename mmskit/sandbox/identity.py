"""Who is calling: the credential checks that every call begins with, in the documents' order."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from mmskit.sandbox.arrival import Arrival
from mmskit.sandbox.findings import Finding, find
from mmskit.sandbox.settings import PlatformAccount
from mmskit.sandbox.state import State
from mmskit.wire.result import Refused, refuse

PasswordForm = Literal["clear", "md5", "either"]

_MD5_DIGITS: Final = 32


@dataclass(frozen=True)
class Denied:
    """The call is refused before anything else of it is looked at.

    Attributes:
        refused: the documented answer.
        findings: what was wrong, said plainer than the platform does.
    """

    refused: Refused
    findings: tuple[Finding, ...] = ()


def identify(state: State, arrival: Arrival, accepts: PasswordForm) -> PlatformAccount | Denied:
    """Find the account of a call, or the refusal it gets. Source: MMS §2.2, SMS §3.1.2.

    Args:
        state: where the accounts are.
        arrival: the call.
        accepts: how this call wants its password: ``clear`` (send, batch), ``md5`` (reports) or
            ``either`` (balance). Source: protocol §2.
    """
    denied = _find_missing(arrival.fields, accepts)
    if denied is not None:
        return denied
    account = state.find_account(arrival.username)
    if account is None:
        return Denied(refuse("wrong_key"), (find("unknown_user", user=arrival.username[:40]),))
    wrong = _find_wrong(account, arrival.fields)
    if wrong is not None:
        return Denied(refuse("wrong_key"), (wrong,))
    if account.blocked:
        return Denied(refuse("account_blocked"), (find("account_blocked"),))
    if account.addresses and arrival.address not in account.addresses:
        found = find("address_not_authorised", address=arrival.address, known=account.addresses)
        return Denied(refuse("unauthorized_ip"), (found,))
    return account


def _find_missing(fields: Mapping[str, str], accepts: PasswordForm) -> Denied | None:
    for name in ("apikey", "username"):
        if not fields.get(name):
            return Denied(refuse(f"missing_{name}"))
    clear, md5 = fields.get("password"), fields.get("password_md5")
    if accepts == "clear" and not clear:
        return Denied(refuse("missing_password"), (find("clear_needed"),) if md5 else ())
    if accepts == "md5" and not md5:
        return Denied(refuse("missing_password"), (find("md5_needed"),) if clear else ())
    if not clear and not md5:
        return Denied(refuse("missing_password"))
    if md5 and accepts != "clear" and len(md5) != _MD5_DIGITS:
        return Denied(refuse("md5_length"), (find("md5_length", found=len(md5)),))
    return None


def _find_wrong(account: PlatformAccount, fields: Mapping[str, str]) -> Finding | None:
    if not _equal(fields["apikey"], account.apikey):
        return find("wrong_apikey")
    clear, md5 = fields.get("password"), fields.get("password_md5")
    expected = hashlib.md5(account.password.encode(), usedforsecurity=False).hexdigest()
    if clear and not _equal(clear, account.password):
        return find("hash_sent_as_password" if clear.lower() == expected else "wrong_password")
    # The document asks for lower case, and its own samples are in upper case. Source: R3.
    if md5 and not _equal(md5.lower(), expected):
        return find("wrong_password")
    return None


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
