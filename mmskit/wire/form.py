"""Form bodies: ``application/x-www-form-urlencoded``, UTF-8, encoded once. Source: MMS §2.1, R2, R4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from mmskit.errors import DecodeError
from mmskit.texts import text
from mmskit.wire.percent import quote_form

CONTENT_TYPE: Final = "application/x-www-form-urlencoded; charset=UTF-8"

MOST_FIELDS: Final = 64
"""More fields than any call has: a body with more is refused before it costs anything."""


def encode_form(fields: Mapping[str, str]) -> bytes:
    """Write fields as a form body; ``+ / =`` of Base64 become percent signs. Source: R4."""
    return "&".join(
        f"{quote_form(name)}={quote_form(value)}" for name, value in fields.items()
    ).encode("ascii")


def decode_form(raw: bytes) -> dict[str, str]:
    """Read a form body or query string the way PHP does: the last of two equal names wins.

    Raises:
        DecodeError: it is not UTF-8 under the percent signs, or has absurdly many fields.
    """
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise DecodeError(text("answers.form_not_utf8"), what="form", where="body") from None
    except ValueError:
        raise DecodeError(
            text("answers.form_fields", most=MOST_FIELDS), what="form", where="body"
        ) from None
    return dict(pairs)
