"""One readable line for every call: when, what, who, the answer, and what was noticed."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from mmskit.msisdn import mask_number
from mmskit.sandbox.arrival import Answer, Arrival
from mmskit.texts import Language, text

Log = Callable[[str], None]
"""Takes one line."""

_SHOWN: Final = 60


def describe(
    arrival: Arrival, answer: Answer, recipients: Iterable[str], language: Language
) -> str:
    """Describe a call in one line. Numbers are masked, secrets are left out."""
    parts = [time.strftime("%H:%M:%S"), f"{arrival.call:5}", clean(arrival.username) or "-"]
    parts.append(clean(answer.summary or answer.text) or "(…)")
    submission = answer.submission
    if submission is not None and submission.recipients:
        masked = [mask_number(clean(mobile)) for mobile in recipients]
        more = submission.recipients - len(masked)
        parts.append(", ".join(masked) + (f" +{more}" if more > 0 else ""))
        parts.append(text("sandbox.size", size=submission.size).render(language))
    line = "  ".join(parts)
    for finding in answer.findings:
        line += f"\n          {finding.code}: {clean(finding.render(language), 400)}"
    return line


def clean(said: str, most: int = _SHOWN) -> str:
    """Make a stranger's text fit to be printed: one line, nothing that a terminal obeys."""
    plain = "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char for char in said[: most + 1]
    ).strip()
    return plain if len(said) <= most else plain[:most] + "…"
