"""The balance of an account, in both of the documents' shapes. Source: MMS §4, SMS §4.1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mmskit.errors import DecodeError
from mmskit.texts import text

_AMOUNT: Final = r"(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)"
_BALANCE: Final = re.compile(rf"{_AMOUNT}(?:/{_AMOUNT})?", re.ASCII)


@dataclass(frozen=True)
class Balance:
    """What an account has left.

    Attributes:
        left: messages that can still be sent.
        total: messages ever bought, or None where the answer does not tell (MMS §4).
    """

    left: Decimal
    total: Decimal | None = None


def encode_balance(balance: Balance) -> str:
    """Write ``left`` or ``left/total``."""
    return f"{balance.left:f}" if balance.total is None else f"{balance.left:f}/{balance.total:f}"


def decode_balance(answer: str) -> Balance:
    """Read ``100`` (MMS §4.2) or ``974/1000`` (SMS §4.1.2); decimals occur.

    Raises:
        DecodeError: it is neither.
    """
    matched = _BALANCE.fullmatch(answer.strip())
    if matched is None:
        raise DecodeError(
            text("answers.bad_balance", answer=answer[:80]), what="balance", where="answer"
        )
    return Balance(Decimal(matched[1]), Decimal(matched[2]) if matched[2] else None)
