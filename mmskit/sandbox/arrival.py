"""A call as it arrived, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from mmskit.errors import DecodeError
from mmskit.sandbox.findings import Finding, find
from mmskit.sandbox.submissions import Submission
from mmskit.wire.form import MOST_FIELDS, decode_form

SECRETS: Final = ("apikey", "password", "password_md5")


@dataclass(frozen=True)
class Arrival:
    """A call of a client's.

    Attributes:
        call: ``send``, ``batch``, ``query`` or ``recv``.
        fields: the form's fields and the query string's; the form wins.
        address: the client's address.
        findings: what was noticed while it was read.
        readable: False when it was not UTF-8: then the fields are a best guess.
    """

    call: str
    fields: Mapping[str, str] = field(repr=False)
    address: str
    findings: tuple[Finding, ...] = ()
    readable: bool = True

    @property
    def username(self) -> str:
        """The user name that the call claims."""
        return self.fields.get("username", "")


@dataclass(frozen=True)
class Answer:
    """What the client is answered, and what the tester is told.

    Attributes:
        text: the answer's body.
        findings: what was noticed.
        submission: the submission that was kept, for a send or a batch.
        status: the HTTP status; 200 for anything the documents name.
        encoding: of the page: ``UTF-8`` or ``GBK``. Source: MMS §5.
        summary: what the log says instead of a text that holds numbers.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    submission: Submission | None = None
    status: int = 200
    encoding: str = "UTF-8"
    summary: str = ""


def read_arrival(
    call: str, *, method: str, query: bytes, body: bytes, content_type: str, address: str
) -> Arrival:
    """Put a call together from its query string and its form.

    A form that is not UTF-8 is guessed at, so that the credentials can still be checked first.
    """
    findings: list[Finding] = []
    asked, asked_readable = _read_fields(query, findings)
    posted: dict[str, str] = {}
    posted_readable = True
    if (
        body
        and content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded"
    ):
        findings.append(find("not_a_form", type=content_type[:80] or "-"))
    else:
        posted, posted_readable = _read_fields(body, findings)
    if any(secret in asked for secret in SECRETS):
        findings.append(
            find("credentials_in_query" if method == "POST" else "credentials_over_get")
        )
    return Arrival(
        call, asked | posted, address, tuple(findings), asked_readable and posted_readable
    )


def _read_fields(raw: bytes, findings: list[Finding]) -> tuple[dict[str, str], bool]:
    try:
        return decode_form(raw), True
    except DecodeError as error:
        if raw.isascii():
            findings.append(find("bad_form", said=error.sentence))
        else:
            findings.append(find("not_url_encoded"))
        return _guess_fields(raw), False


def _guess_fields(raw: bytes) -> dict[str, str]:
    try:
        return dict(
            parse_qsl(
                raw.decode("latin-1"),
                keep_blank_values=True,
                errors="replace",
                max_num_fields=MOST_FIELDS,
            )
        )
    except ValueError:
        return {}
