"""A text with fields: ``尊敬的{姓名}，…``. One pass over names, and nothing that could be run."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

from mmskit.errors import TemplateError
from mmskit.recipients.blocks import Fields, RecordFields
from mmskit.recipients.names import find_close, show_name, show_names
from mmskit.texts import text

_TOKEN: Final = re.compile(
    r"\{\{|\}\}|\{[?？](?P<wanted>[^{}:：]*)(?P<colon>[:：]?)|\{(?P<named>[^{}]*)\}|[{}]"
)
_WIDE: Final = re.compile(r"｛\s*[?？]?([^｛｝{}|｜:：]*)[^｛｝]*｝")
_BAR: Final = re.compile(r"[|｜]")


@dataclass(frozen=True)
class Field:
    """A field of a text: ``{姓名}``, or ``{姓名|客户}``.

    Attributes:
        name: of the column.
        default: what stands in for a blank cell.
    """

    name: str
    default: str = ""


@dataclass(frozen=True)
class OptionalPart:
    """A part of a text that only those get whose cell is filled: ``{?积分: 您有{积分}分}``.

    Attributes:
        name: of the column that decides.
        parts: what they get.
    """

    name: str
    parts: tuple[str | Field, ...]


Part = str | Field | OptionalPart
"""A part of a template: text as it stands, a field, or an optional part."""

Column = str | Sequence[str]
"""What a part says to many recipients: the same to all, or something to each."""


@dataclass(frozen=True)
class Template:
    """A text in which ``{name}`` stands for a field.

    ``{name|default}`` puts the default where the cell is blank. ``{?name:text}`` is kept only where
    the cell is filled; its text may have fields, but no optional parts. ``{{`` and ``}}`` are
    braces. The full-width ``？``, ``：`` and ``｜`` do as well. A name is everything in its place,
    without the white space at its ends. There are no formats, attributes or indices, and what a
    field holds is not looked at for fields again.

    Attributes:
        text: the text as written.
        parts: what it is made of, in order, for whoever shows fields as chips.
        fields: the names of the columns that it needs, each once, in order.

    Raises:
        TemplateError: a brace has no partner, there is no name where one belongs, or an optional
            part stands inside another.
    """

    text: str
    parts: tuple[Part, ...] = field(init=False, repr=False, compare=False)
    fields: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = tuple(_parse(self.text))
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "fields", tuple(dict.fromkeys(_list_names(parts))))

    @property
    def fixed(self) -> str:
        """What everybody gets, whatever their fields hold."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def check(self, known: Collection[str]) -> None:
        """Make sure that every field is known.

        Raises:
            TemplateError: one is not, or stands between full-width braces, which would be sent as
                they are.
        """
        for name in self.fields:
            if name not in known:
                raise unknown_field(name, known)
        for wide in _WIDE.finditer(self.text):
            name = wide[1].strip()
            if name in known:
                position = wide.start() + 1
                said = text("batch.template.wide", field=show_name(name), position=position)
                raise TemplateError(said, field=name, known=tuple(known))

    def fill(self, fields: Mapping[str, str]) -> str:
        """The text for one recipient.

        Raises:
            TemplateError: a field is missing from ``fields``.
        """
        try:
            columns = lay_out(self.parts, RecordFields([fields]))
        except KeyError as error:
            raise unknown_field(error.args[0], fields.keys()) from None
        return "".join(column if isinstance(column, str) else column[0] for column in columns)


def lay_out(
    parts: Sequence[Part],
    fields: Fields,
    encode: Callable[[Sequence[str]], Sequence[str]] = lambda column: column,
) -> list[Column]:
    """What each part of a text says to many recipients, part by part.

    Args:
        parts: the parts; their own text is taken as it stands.
        fields: of the recipients.
        encode: makes of a column of values what is put into the text.

    Raises:
        KeyError: somebody lacks a field; its first argument is the name.
    """
    encoded: dict[str, Sequence[str]] = {}

    def put_in(name: str) -> Sequence[str]:
        if name not in encoded:
            encoded[name] = encode(fields.pick(name))
        return encoded[name]

    columns: list[Column] = []
    for part in parts:
        if isinstance(part, str):
            columns.append(part)
        elif isinstance(part, Field):
            column = put_in(part.name)
            raw = fields.pick(part.name) if part.default else ()
            columns.append(_choose(raw, column, part.default) if raw else column)
        else:
            chosen = fields.pick(part.name)
            whole = join_columns(lay_out(part.parts, fields, encode), len(chosen))
            columns.append(_choose(chosen, whole, ""))
    return columns


def _choose(raw: Sequence[str], column: Sequence[str], default: str) -> Sequence[str]:
    """A column, with the default where the cell is blank."""
    if all(map(str.strip, raw)):
        return column
    return [said if value.strip() else default for value, said in zip(raw, column, strict=True)]


def join_columns(columns: Sequence[Column], count: int) -> list[str]:
    """The columns as one."""
    spread = (repeat(one, count) if isinstance(one, str) else one for one in columns)
    return [*map("".join, zip(*spread, strict=True))] if columns else [""] * count


def change_literals(parts: Sequence[Part], change: Callable[[str], str]) -> tuple[Part, ...]:
    """The same parts, their own text changed."""
    return tuple(_change(part, change) for part in parts)


def _change(part: Part, change: Callable[[str], str]) -> Part:
    if isinstance(part, str):
        return change(part)
    if isinstance(part, Field):
        return Field(part.name, change(part.default))
    inside = change_literals(part.parts, change)
    return OptionalPart(
        part.name, tuple(one for one in inside if not isinstance(one, OptionalPart))
    )


def unknown_field(name: str, known: Collection[str]) -> TemplateError:
    """Why a text with this field cannot be filled in."""
    figures = {"field": show_name(name), "known": show_names(known)}
    close = find_close(name, known)
    if close is None:
        sentence = text("batch.template.unknown", **figures)
    else:
        sentence = text("batch.template.unknown_close", close=show_name(close), **figures)
    return TemplateError(sentence, field=name, known=tuple(known))


def _list_names(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if not isinstance(part, str):
            yield part.name
        if isinstance(part, OptionalPart):
            yield from _list_names(part.parts)


class _Growing:
    """Parts that are being gathered; text that follows text becomes one."""

    def __init__(self, name: str = "", position: int = 0) -> None:
        self.name = name
        self.position = position
        self.parts: list[str | Field] = []
        self._said: list[str] = []

    def say(self, said: str) -> None:
        if said:
            self._said.append(said)

    def put_in(self, part: Field) -> None:
        self.close()
        self.parts.append(part)

    def close(self) -> tuple[str | Field, ...]:
        if self._said:
            self.parts.append("".join(self._said))
            self._said = []
        return tuple(self.parts)


def _parse(said: str) -> Iterator[Part]:
    outside, end = _Growing(), 0
    inside: _Growing | None = None
    for token in _TOKEN.finditer(said):
        where, found, start = inside or outside, token[0], token.start()
        where.say(said[end:start])
        end = token.end()
        if found in ("{{", "}}"):
            where.say(found[0])
        elif token["named"] is not None:
            where.put_in(_read_field(said, token))
        elif token["wanted"] is not None:
            if inside is not None:
                raise _broken("nested", said, start)
            inside = _Growing(_read_condition(said, token), start)
        elif found == "}" and inside is not None:
            yield from outside.close()
            yield OptionalPart(inside.name, inside.close())
            outside, inside = _Growing(), None
        else:
            raise _broken("open" if found == "{" else "close", said, start)
    if inside is not None:
        raise _broken("open", said, inside.position)
    outside.say(said[end:])
    yield from outside.close()


def _read_field(said: str, token: re.Match[str]) -> Field:
    name, *default = _BAR.split(token["named"], maxsplit=1)
    if not name.strip():
        raise _broken("unnamed", said, token.start())
    return Field(name.strip(), "".join(default))


def _read_condition(said: str, token: re.Match[str]) -> str:
    name = token["wanted"].strip()
    if not name:
        raise _broken("unnamed", said, token.start())
    if not token["colon"]:
        raise _broken("no_colon", said, token.start())
    return name


def _broken(code: str, said: str, position: int) -> TemplateError:
    near = said[max(0, position - 5) : position + 15]
    sentence = text(f"batch.template.{code}", position=position + 1, near=near)
    return TemplateError(sentence, field=near)
