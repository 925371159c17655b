"""What the sandbox noticed about a call, beside the answer that the documents prescribe."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from mmskit.texts import Language, Text

Severity = Literal["bug", "note"]

NOTES: Final = frozenset(
    {
        "sent_as_tittle",
        "credentials_in_query",
        "credentials_over_get",
        "trailing_semicolon",
        "white_space",
        "loose_extension",
        "empty_recipient",
        "duplicate_recipient",
        "insufficient",
        "account_blocked",
        "address_not_authorised",
        "special_answer",
    }
)
"""Findings that a correct client may cause too. Every other finding is a bug of the client's."""


@dataclass(frozen=True)
class Finding:
    """One thing noticed. Its sentence is the text ``sandbox.finding.<code>``.

    Attributes:
        code: a short ASCII name, such as ``raw_plus``; it stands in ``X-Sandbox-Diagnosis``.
        figures: what the sentence names: numbers, strings, or a nested Text.
    """

    code: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """``bug``: the client should be changed. ``note``: worth knowing."""
        return "note" if self.code in NOTES else "bug"

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return Text(f"sandbox.finding.{self.code}", self.figures).render(language)

    def __hash__(self) -> int:
        return hash(self.code)


def find(code: str, **figures: Any) -> Finding:
    """Make a finding from a code and its figures."""
    return Finding(code, figures)


def encode_findings(findings: Iterable[Finding]) -> str:
    """Write findings as JSON for the store; the figures keep their languages open."""
    return json.dumps(
        [[finding.code, _pack(finding.figures)] for finding in findings], ensure_ascii=False
    )


def decode_findings(stored: str) -> tuple[Finding, ...]:
    """Read what :func:`encode_findings` wrote."""
    return tuple(Finding(code, _unpack(figures)) for code, figures in json.loads(stored))


def _pack(value: Any) -> Any:
    if isinstance(value, Text):
        return {"text": value.key, "figures": _pack(value.figures)}
    if isinstance(value, Mapping):
        return {name: _pack(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_pack(part) for part in value]
    return value if isinstance(value, int | float) else str(value)


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpack(part) for part in value)
    if not isinstance(value, dict):
        return value
    if set(value) == {"text", "figures"}:
        return Text(value["text"], _unpack(value["figures"]))
    return {name: _unpack(part) for name, part in value.items()}
