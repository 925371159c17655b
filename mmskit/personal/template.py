"""A text with fields: ``尊敬的{姓名}，…``. One pass over names, and nothing that could be run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mmskit.errors import TemplateError
from mmskit.recipients.names import find_close, show_name, show_names
from mmskit.texts import text

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_WIDE: Final = re.compile(r"｛([^｛｝{}]*)｝")


@dataclass(frozen=True)
class Template:
    """A text in which ``{name}`` stands for a field, and ``{{`` and ``}}`` for braces.

    A name is everything between its braces, without the white space at its ends. There are no
    formats, attributes or indices, and what a field holds is not looked at for fields again.

    Attributes:
        text: the text as written.
        literals: what stands in front of, between and behind its fields; one more than fields.
        names: the fields in order, repeated where they are.

    Raises:
        TemplateError: a brace has no partner, or there is no name between two.
    """

    text: str
    literals: tuple[str, ...] = field(init=False, repr=False, compare=False)
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        literals, names = [""], []
        for literal, name in _split(self.text):
            literals[-1] += literal
            if name is not None:
                names.append(name)
                literals.append("")
        object.__setattr__(self, "literals", tuple(literals))
        object.__setattr__(self, "names", tuple(names))

    def check(self, known: Collection[str]) -> None:
        """Make sure that every field is known.

        Raises:
            TemplateError: one is not, or stands between full-width braces, which would be sent as
                they are.
        """
        for name in self.names:
            if name not in known:
                raise _unknown(name, known)
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
        parts = [self.literals[0]]
        for (value,), literal in zip(self.pick_columns([fields]), self.literals[1:], strict=True):
            parts += (value, literal)
        return "".join(parts)

    def pick_columns(self, fields: Sequence[Mapping[str, str]]) -> list[list[str]]:
        """The values of its fields for many recipients, field by field.

        Raises:
            TemplateError: somebody lacks a field.
        """
        try:
            return [[known[name] for known in fields] for name in self.names]
        except KeyError as error:
            name = error.args[0]
            lacking = next((known for known in fields if name not in known), fields[0])
            raise _unknown(name, lacking.keys()) from None


def _split(said: str) -> Iterator[tuple[str, str | None]]:
    """Literals, each with the field behind it or None."""
    end = 0
    for token in _TOKEN.finditer(said):
        literal, name, found = said[end : token.start()], token[1], token[0]
        end = token.end()
        if found in ("{{", "}}"):
            yield literal + found[0], None
        elif name is None:
            code = "open" if found == "{" else "close"
            raise _broken(code, said, token.start())
        elif not name.strip():
            raise _broken("unnamed", said, token.start())
        else:
            yield literal, name.strip()
    yield said[end:], None


def _broken(code: str, said: str, position: int) -> TemplateError:
    near = said[max(0, position - 5) : position + 15]
    sentence = text(f"batch.template.{code}", position=position + 1, near=near)
    return TemplateError(sentence, field=near)


def _unknown(name: str, known: Collection[str]) -> TemplateError:
    figures = {"field": show_name(name), "known": show_names(known)}
    close = find_close(name, known)
    if close is None:
        sentence = text("batch.template.unknown", **figures)
    else:
        sentence = text("batch.template.unknown_close", close=show_name(close), **figures)
    return TemplateError(sentence, field=name, known=tuple(known))
