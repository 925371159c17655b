"""The template as it is written: where its fields are, and what is put in for a chip. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

MarkKind = Literal["field", "unknown", "brace", "optional"]

_TOKEN: Final = re.compile(
    r"\{\{|\}\}|(?P<head>\{[?？](?P<wanted>[^{}:：]*)[:：]?)|\{(?P<named>[^{}]*)\}|[{}]"
)
_BAR: Final = re.compile(r"[|｜]")


@dataclass(frozen=True)
class Mark:
    """A part of the template that is not said as it stands.

    Attributes:
        start: where it begins, in characters.
        end: where it is over.
        kind: a ``field`` of the list, an ``unknown`` one, the edge of an ``optional`` part, or a
            ``brace`` that is meant as such.
        name: the field's, or "".
    """

    start: int
    end: int
    kind: MarkKind
    name: str = ""


def find_marks(said: str, known: Collection[str]) -> list[Mark]:
    """Where fields are, also while the text is being written and not whole yet."""
    marks: list[Mark] = []
    inside = False
    for token in _TOKEN.finditer(said):
        start, end, found = token.start(), token.end(), token[0]
        if found in {"{{", "}}"}:
            marks.append(Mark(start, end, "brace"))
        elif token["named"] is not None:
            name = _BAR.split(token["named"])[0].strip()
            marks.append(Mark(start, end, "field" if name in known else "unknown", name))
        elif token["head"] is not None:
            name = token["wanted"].strip()
            marks.append(Mark(start, end, "optional" if name in known else "unknown", name))
            inside = True
        else:
            marks.append(Mark(start, end, "optional" if inside and found == "}" else "unknown"))
            inside = inside and found != "}"
    return marks


@dataclass(frozen=True)
class Insertion:
    """What a chip puts into the text.

    Attributes:
        said: the characters.
        selected: which of them are selected then, from and to, to be written over.
    """

    said: str
    selected: tuple[int, int]


def insert_field(name: str) -> Insertion:
    """``{姓名}``."""
    said = f"{{{name}}}"
    return Insertion(said, (len(said), len(said)))


def insert_with_default(name: str, default: str) -> Insertion:
    """``{姓名|客户}``, the default selected."""
    said = f"{{{name}|{default}}}"
    return Insertion(said, (len(name) + 2, len(said) - 1))


def insert_optional(name: str, words: str) -> Insertion:
    """``{?积分:积分：{积分}}``, the words in front selected."""
    head = f"{{?{name}:"
    said = f"{head}{words}{{{name}}}}}"
    return Insertion(said, (len(head), len(head) + len(words)))


def mend_field(said: str, wrong: str, right: str) -> str:
    """The text with a field's name put right wherever it stands in braces."""
    pattern = re.compile(r"(\{[?？]?\s*)" + re.escape(wrong) + r"(?=\s*[|｜:：}])")
    return pattern.sub(lambda found: found[1] + right, said)
