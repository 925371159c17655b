"""The one-line answers of the platform: ``success:MSGID`` or ``error:…``.

Source: MMS §2.2, SMS §3.1.2, R10, R11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

REFUSALS: Final = {
    "missing_apikey": "error:Missing apikey",
    "missing_username": "error:Missing username",
    "missing_password": "error:Missing password",
    "missing_recipient": "error:Missing recipient",
    "missing_content": "error:Missing message content",
    "missing_title": "Error:Missing message title",
    "account_blocked": "error:Account is blocked",
    "unrecognized_encoding": "error:Unrecognized encoding",
    "wrong_key": "error:APIKEY or password error",
    "unauthorized_ip": "error:Unauthorized IP address",
    "insufficient_balance": "error:Account balance is insufficient",
    "body_too_long": "Error:MMS body too long.",
    "throughput": "error:Throughput Rate Exceeded",
    "md5_length": "error:Invalid md5 password length",
    "missing_from": "error:Missing from parameter",
    "missing_to": "error:Missing to parameter",
}
"""Our short names of the documented refusals, with their exact wire texts."""

_LONGEST: Final = 500
_SUCCESS: Final = re.compile(r"success:([0-9]{1,40})", re.IGNORECASE | re.ASCII)
_ERROR: Final = re.compile(r"error:[ \t]*(\S[^\r\n]*)", re.IGNORECASE)
_MSGID: Final = re.compile(r"[0-9]{1,40}", re.ASCII)


@dataclass(frozen=True)
class Accepted:
    """The platform took the submission.

    Attributes:
        msgid: one id for the whole submission, digits.
    """

    msgid: str


@dataclass(frozen=True)
class Refused:
    """The platform refused it: nothing was sent.

    Attributes:
        code: a key of :data:`REFUSALS`; ``rejected`` for ``error:MSGID``; ``other`` for a text
            that no document lists.
        text: what the platform said, word for word.
        msgid: the id under which it was rejected, or "".
    """

    code: str
    text: str
    msgid: str = ""


def encode_result(result: Accepted | Refused) -> str:
    """Write an answer."""
    return f"success:{result.msgid}" if isinstance(result, Accepted) else result.text


def refuse(code: str) -> Refused:
    """Make the refusal of a documented code. Raises KeyError for any other."""
    return Refused(code, REFUSALS[code])


def decode_result(answer: str) -> Accepted | Refused | None:
    """Read an answer that arrived whole.

    Returns:
        None when it is neither: then nobody knows what became of the submission. Source: R11.
    """
    line = _normalise(answer)
    if len(line) > _LONGEST:
        return None
    matched = _SUCCESS.fullmatch(line)
    if matched:
        return Accepted(matched[1])
    matched = _ERROR.fullmatch(line)
    if matched is None:
        return None
    if _MSGID.fullmatch(matched[1]):
        return Refused("rejected", answer.strip(), matched[1])
    return Refused(_CODES.get(line.lower(), "other"), answer.strip())


def _normalise(answer: str) -> str:
    """Trim white space and a trailing full stop. Source: R10."""
    return answer.strip().removesuffix(".").rstrip()


_CODES: Final = {_normalise(wire).lower(): code for code, wire in REFUSALS.items()}
