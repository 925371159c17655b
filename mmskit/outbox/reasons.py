"""Sentences as they are kept: in no language yet, so that each reader sees their own."""

from __future__ import annotations

import json
from typing import Any

from mmskit.texts import Text


def write_text(said: Text | None) -> str:
    """A sentence in no language, as JSON."""
    return "" if said is None else json.dumps(_pack(said), ensure_ascii=True)


def read_text(written: str) -> Text | None:
    """What :func:`write_text` wrote."""
    found = _unpack(json.loads(written)) if written else None
    return found if isinstance(found, Text) else None


def _pack(value: object) -> Any:
    if isinstance(value, Text):
        return {"key": value.key, "figures": {k: _pack(v) for k, v in value.figures.items()}}
    if isinstance(value, tuple | list):
        return [_pack(part) for part in value]
    return value if isinstance(value, int | float | str) else str(value)


def _unpack(value: Any) -> object:
    if isinstance(value, dict):
        return Text(value["key"], {k: _unpack(v) for k, v in value["figures"].items()})
    if isinstance(value, list):
        return tuple(_unpack(part) for part in value)
    return value
