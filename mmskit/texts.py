"""Sentences for people: one catalogue per language, one key per sentence.

The rest of mmskit never writes a sentence for a person. It makes a :class:`Text`, a key with
figures, and whoever shows it chooses the language. The catalogues are the TOML files in
``mmskit/locale/<language>/``; the key ``media.truncated`` is the entry ``truncated`` of
``media.toml``.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

Language = Literal["en", "zh_CN"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh_CN")


@dataclass(frozen=True)
class Text:
    """One sentence, or a part of one, in no language yet.

    Attributes:
        key: the sentence's key in the catalogues, such as ``media.truncated``.
        figures: the values named in the sentence; a value may itself be a :class:`Text`.
    """

    key: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    def render(self, language: Language = "en") -> str:
        """Say it in a language."""
        return _Speaker(language).vformat(_catalogue(language)[self.key], (), self.figures)

    def __str__(self) -> str:
        return self.render("en")

    def __hash__(self) -> int:
        return hash(self.key)


def text(key: str, /, **figures: object) -> Text:
    """Make a :class:`Text` from a key and its figures."""
    return Text(key, figures)


def has(key: str) -> bool:
    """Whether the catalogues have this key."""
    return key in _catalogue("en")


def choose_language(environment: Mapping[str, str]) -> Language:
    """Choose a language from ``MMSKIT_LANG``, ``LC_ALL``, ``LC_MESSAGES`` or ``LANG``, in this order."""
    for name in ("MMSKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh_CN" if environment[name].lower().startswith("zh") else "en"
    return "en"


class _Speaker(string.Formatter):
    """Fills a sentence. A nested text is rendered.

    ``{size:KB}`` is kilobytes with one decimal, ``{count:frame|frames}`` is "1 frame" or "2 frames".
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.render(self.language)
        if isinstance(value, tuple | list) and not format_spec:
            joiner = "、" if self.language == "zh_CN" else ", "
            return joiner.join(self.format_field(part, "") for part in value)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value} {one if value == 1 else many}"
        if format_spec == "KB":
            return f"{value / 1024:.1f} KB"
        return str(super().format_field(value, format_spec))


@cache
def _catalogue(language: Language) -> dict[str, str]:
    """Read a language's files into one flat mapping."""
    flat: dict[str, str] = {}
    folder = resources.files("mmskit") / "locale" / language
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            area = entry.name.removesuffix(".toml")
            flat.update(_flatten(area, tomllib.loads(entry.read_text(encoding="utf-8"))))
    return flat


def _flatten(prefix: str, table: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str):
            flat[key] = value
        else:
            flat.update(_flatten(key, value))
    return flat
