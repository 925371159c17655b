"""Turn modules, classes and functions, as griffe reads them, into Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import griffe

import mmskit

_LINE_WIDTH: Final = 88


def write_module(module: Any, level: int) -> Iterator[str]:
    """Write everything public of a module, and of the modules in it."""
    yield from _write_docstring(module)
    items = _find_public(module)
    for item in items:
        if not item.is_module:
            short = item.name in mmskit.__all__
            yield from write_object(item, level, prefix="mmskit." if short else f"{module.path}.")
    for item in sorted((item for item in items if item.is_module), key=lambda item: item.name):
        yield from (f"{'#' * level} `{item.path}`", "")
        yield from write_module(item, level + 1)


def _find_public(holder: Any) -> list[Any]:
    return [
        item
        for name, item in holder.members.items()
        if not name.startswith("_") and not item.is_alias
    ]


def write_object(item: Any, level: int, *, prefix: str = "") -> Iterator[str]:
    """Write a class, function or value: its heading, how it is written, what it is."""
    heading = f"{item.parent.name}.{item.name}" if item.parent.is_class else item.name
    yield from (f"{'#' * level} `{heading}`", "")
    yield from ("```python", _write_signature(item, prefix), "```", "")
    yield from _write_docstring(item)
    if item.is_class:
        described = _find_described(item)
        for member in _find_public(item):
            if member.name not in described and (member.is_function or member.has_docstring):
                yield from write_object(member, level + 1, prefix=f"{item.name}.")


def _find_described(item: Any) -> set[str]:
    """Return the attributes that a class's own docstring describes."""
    sections = item.docstring.parsed if item.docstring else []
    return {
        attribute.name
        for section in sections
        if section.kind is griffe.DocstringSectionKind.attributes
        for attribute in section.value
    }


def _write_signature(item: Any, prefix: str) -> str:
    if item.is_attribute:
        value = "" if item.value is None or "property" in item.labels else f" = {item.value}"
        annotation = f": {item.annotation}" if item.annotation else ""
        return f"{prefix}{item.name}{annotation}{value}"
    if item.is_class and any(parameter.name.startswith("_") for parameter in item.parameters):
        return f"class {prefix}{item.name}"  # only mmskit makes one
    whole = f"{prefix}{item.signature()}"
    for label in ("classmethod", "staticmethod", "async"):
        if label in item.labels:
            whole = f"{label} {whole}"
    if item.is_class:
        whole = f"class {whole}"
    if item.is_function and any("contextmanager" in str(mark.value) for mark in item.decorators):
        whole = f"with {whole.replace('Iterator[', '').removesuffix(']')}"
    return whole if len(whole) <= _LINE_WIDTH else "\n".join(_break_signature(whole))


def _break_signature(whole: str) -> Iterator[str]:
    """Give every parameter of a long signature a line of its own."""
    start, end = whole.index("(") + 1, _find_closing(whole)
    depth, quote, part = 0, "", ""
    yield whole[:start]
    for character in whole[start:end]:
        if character in {"'", '"'} and quote in {"", character}:
            quote = "" if quote else character
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth and not quote:
            yield f"    {part.strip()},"
            part = ""
        else:
            part += character
    yield f"    {part.strip()},"
    yield whole[end:]


def _find_closing(whole: str) -> int:
    depth = 0
    for place, character in enumerate(whole):
        depth += (character == "(") - (character == ")")
        if character == ")" and not depth:
            return place
    return len(whole)


def _write_docstring(item: Any) -> Iterator[str]:
    for section in item.docstring.parsed if item.docstring else ():
        if section.kind is griffe.DocstringSectionKind.text:
            yield from (_clean(section.value), "")
        elif section.kind is griffe.DocstringSectionKind.examples:
            yield from ("**Examples**", "")
            for kind, value in section.value:
                code = kind is griffe.DocstringSectionKind.examples
                yield from (f"```python\n{value}\n```" if code else _clean(value), "")
        elif section.kind is griffe.DocstringSectionKind.admonition:
            yield from (f"**{section.title}** {_clean(section.value.description)}", "")
        else:
            yield from (f"**{section.kind.value.capitalize()}**", "")
            yield from _write_list(section.value)
            yield ""


def _write_list(entries: Iterable[Any]) -> Iterator[str]:
    """Write parameters, attributes, errors or what is returned: one line each."""
    for entry in entries:
        name = getattr(entry, "name", "") or str(entry.annotation or "").strip("()")
        described = " ".join(_clean(entry.description).split())
        yield f"- `{name}`: {described}" if name else f"- {described}"


def _clean(written: str) -> str:
    """Turn the little reStructuredText that docstrings use into Markdown."""
    named = re.sub(r":[a-z]+:`~(?:\w+\.)*(\w+)`", r"`\1`", written)
    named = re.sub(r":[a-z]+:`([\w.]+)`", r"`\1`", named)
    return re.sub(r"(?m)^::\n\n?|(?<=:):$", "", named).rstrip()
