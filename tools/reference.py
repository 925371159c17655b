"""Write ``docs/reference/`` from the docstrings: one page per area, and an index.

    python tools/reference.py            write the pages
    python tools/reference.py --check    say which pages are stale, and write nothing

The source is read, not run. Every name of ``mmskit.__all__`` must have its place in ``PAGES``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import griffe
from reference_markdown import write_module, write_object

import mmskit

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "reference"
MARK: Final = "<!-- Made by `make docs` from the docstrings; change those instead. -->"


@dataclass(frozen=True)
class Page:
    """One page of the reference.

    Attributes:
        name: its file's name, without ``.md``.
        title: its heading.
        homes: modules whose names in ``mmskit.__all__`` stand here, in this order.
        also: classes that those names take and return, wherever they stand.
        modules: modules of which everything public stands here.
    """

    name: str
    title: str
    homes: Sequence[str] = ()
    also: Sequence[str] = ()
    modules: Sequence[str] = ()


PAGES: Final = (
    Page(
        "messages",
        "Messages",
        homes=("message", "media", "problem", "bundle"),
        also=("PictureFacts", "SoundFacts", "Text"),
    ),
    Page(
        "fitting",
        "Checking, fitting and encoding",
        homes=("check", "fit", "encoding"),
        also=("Fitted", "Change"),
    ),
    Page(
        "client",
        "Sending",
        homes=("account", "client", "journal", "record", "records"),
        also=("Entry",),
    ),
    Page(
        "batches",
        "Personalised batches",
        homes=("personal", "recipients"),
        also=(
            "Shard",
            "personal.preview.Filled",
            "Exported",
            "Manifest",
            "ShardEntry",
            "personal.template.Field",
            "OptionalPart",
            "RecipientList",
            "recipients.reading.Recipient",
            "BadRow",
            "StopList",
        ),
    ),
    Page(
        "campaigns",
        "Campaigns",
        homes=("outbox",),
        also=("Status", "Count", "Doubt", "Evidence", "Person", "DeliveryPoint"),
    ),
    Page(
        "history",
        "The history",
        homes=("history",),
        also=("Counts",),
    ),
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
        LookupError: a public name has no place on any page, or a page names what is not there.
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


def _find_class(package: Any, name: str) -> Any:
    """Find the one class of a name, in whichever module, or by its path below mmskit."""
    if "." in name:
        return package[name]
    pending, found = [package], []
    while pending:
        members = pending.pop().members
        pending += [item for item in members.values() if not item.is_alias and item.is_module]
        if name in members and not members[name].is_alias:
            found.append(members[name])
    if len(found) != 1:
        raise LookupError(f"{len(found)} classes are called {name}; see PAGES")
    return found[0]


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
                yield from write_object(whole, 2, prefix="mmskit.")
    for name in page.also:
        found = _find_class(package, name)
        yield from write_object(found, 2, prefix=f"{found.parent.path}.")
    for name in page.modules:
        yield from write_module(package[name], 2)


if __name__ == "__main__":
    sys.exit(main())
