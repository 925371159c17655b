"""A problem of a message, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mmskit.texts import Language, Text, text

Severity = Literal["error", "warning"]
Slot = Literal["title", "text", "picture", "sound"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a message, or that its author should know.

    Attributes:
        code: what it is, such as ``title_missing``; its sentence is the text ``check.<code>``.
        severity: an ``error`` keeps the message from being sent, a ``warning`` does not.
        frame: the frame's number, from 1; None for the message as a whole.
        slot: the part of the frame or message; None for all of it.
        figures: the values that the sentence names.
    """

    code: str
    severity: Severity = "error"
    frame: int | None = None
    slot: Slot | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> Text:
        """The sentence for a person, with its place in front."""
        said = Text(f"check.{self.code}", self.figures)
        if self.frame is None:
            return said
        return text("check.at_frame", frame=self.frame, said=said)

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return self.sentence.render(language)

    def __str__(self) -> str:
        return self.render("en")

    def __hash__(self) -> int:
        return hash((self.code, self.frame, self.slot))
