"""Write ``docs/reference/`` from the docstrings: one page per area, and an index.

    python tools/reference.py            write the pages
    python tools/reference.py --check    say which pages are stale, and write nothing

The source is read, not run. Every name of ``mmskit.__all__`` must have its place in ``PAGES``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import griffe

import mmskit

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "reference"
MARK: Final = "<!-- Made by `make docs` from the docstrings; change those instead. -->"
_LINE_WIDTH: Final = 88


@dataclass(frozen=True)
class Page:
    """One page of the reference.

    Attributes:
        name: its file's name, without ``.md``.
        title: its heading.
        homes: modules whose names in ``mmskit.__all__`` stand here, in this order.
        modules: modules of which everything public stands here.
    """

    name: str
    title: str
    homes: Sequence[str] = ()
    modules: Sequence[str] = ()


PAGES: Final = (
    Page("messages", "Messages", homes=("message", "media", "problem", "bundle")),
    Page("fitting", "Checking, fitting and encoding", homes=("check", "fit", "encoding")),
    Page("client", "Sending", homes=("account", "client", "journal")),
    Page("batches", "Personalised batches", homes=("personal", "recipients")),
    Page("testing", "Testing against the sandbox", modules=("testing",)),
    Page("errors", "Errors", modules=("errors",)),
    Page("limits", "Limits", modules=("limits",)),
    Page("wire", "The wire", modules=("wire",)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or compare them with what is there."""
    parser = argparse.ArgumentParser(description="Write docs/reference/ from the docstrings.")
    parser.add_argument("--check", action="store_true", help="only say which pages are stale")
    options = parser.parse_args(arguments)
    wanted = build(load())
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    present = {name: written for name, written in present.items() if written.startswith(MARK)}
    stale = sorted(
        name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name)
    )
    if options.check:
        if stale:
            print(f"docs/reference is stale ({', '.join(stale)}): run `make docs` and commit it.")
        return bool(stale)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (FOLDER / name).unlink()
    print(f"docs/reference: {len(wanted)} pages, {len(stale)} of them changed")
    return 0


def load() -> Any:
    """Read the package's source."""
    return griffe.load(
        "mmskit",
        search_paths=[ROOT],
        docstring_parser="google",
        docstring_options={"returns_multiple_items": False},
    )


def build(package: Any) -> dict[str, str]:
    """Return every page by its file's name.

    Raises:
        LookupError: a public name has no place on any page.
    """
    public = [_find(package, name) for name in mmskit.__all__]
    placed = {home for page in PAGES for home in (*page.homes, *page.modules)}
    homeless = [item.path for item in public if _home(item) not in placed]
    if homeless:
        raise LookupError(f"no page in tools/reference.py has a place for {', '.join(homeless)}")
    pages = {f"{page.name}.md": "\n".join(_write_page(package, public, page)) for page in PAGES}
    return {"README.md": "\n".join(_write_index(public)), **pages}


def _find(package: Any, name: str) -> Any:
    """Find a public name; ``check`` is the function in the module ``check``."""
    item = package[name]
    return item.members.get(name, item) if item.is_module else item


def _home(item: Any) -> str:
    """Return the module below mmskit that a public name comes from."""
    path: str = item.target_path if item.is_alias else item.path
    return path.split(".")[1]


def _write_index(public: Sequence[Any]) -> Iterator[str]:
    yield from (MARK, "", "# Reference", "")
    for page in PAGES:
        homes = (*page.homes, *page.modules)
        names = [f"`{item.name}`" for home in homes for item in public if _home(item) == home]
        names = names if page.homes else [f"`mmskit.{module}`" for module in page.modules]
        yield f"- [{page.title}]({page.name}.md): {', '.join(names)}"
    yield ""


def _write_page(package: Any, public: Sequence[Any], page: Page) -> Iterator[str]:
    yield from (MARK, "", f"# {page.title}", "")
    for home in page.homes:
        for item in public:
            if _home(item) == home:
                whole = item.final_target if item.is_alias else item
                yield from _write_object(whole, 2, prefix="mmskit.")
    for name in page.modules:
        yield from _write_module(package[name], 2)


def _write_module(module: Any, level: int) -> Iterator[str]:
    """Write everything public of a module, and of the modules in it."""
    yield from _write_docstring(module)
    items = _find_public(module)
    for item in items:
        if not item.is_module:
            short = item.name in mmskit.__all__
            yield from _write_object(item, level, prefix="mmskit." if short else f"{module.path}.")
    for item in sorted((item for item in items if item.is_module), key=lambda item: item.name):
        yield from (f"{'#' * level} `{item.path}`", "")
        yield from _write_module(item, level + 1)


def _find_public(holder: Any) -> list[Any]:
    return [
        item
        for name, item in holder.members.items()
        if not name.startswith("_") and not item.is_alias
    ]


def _write_object(item: Any, level: int, *, prefix: str = "") -> Iterator[str]:
    """Write a class, function or value: its heading, how it is written, what it is."""
    heading = f"{item.parent.name}.{item.name}" if item.parent.is_class else item.name
    yield from (f"{'#' * level} `{heading}`", "")
    yield from ("```python", _write_signature(item, prefix), "```", "")
    yield from _write_docstring(item)
    if item.is_class:
        described = _find_described(item)
        for member in _find_public(item):
            if member.name not in described and (member.is_function or member.has_docstring):
                yield from _write_object(member, level + 1, prefix=f"{item.name}.")


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


if __name__ == "__main__":
    sys.exit(main())
