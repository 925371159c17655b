"""How ``tools/reference.py`` turns docstrings into pages."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import griffe
import pytest

TOOLS = Path(__file__).parent.parent / "tools"
SOURCE = '''
"""A module with a :class:`~mmskit.message.Frame`."""

LIMIT = 50
"""The most."""


class Box:
    """Holds things.

    Attributes:
        size: in bytes.
    """

    def __init__(self, size: int) -> None:
        self.size = size

    @classmethod
    def open(cls, path: str) -> "Box":
        """Open one.

        Args:
            path: where it is.

        Raises:
            OSError: it is not there,
                or cannot be read.
        """

    def _hidden(self) -> None:
        """Not for others."""


def gather(first: dict[str, int], second: tuple[int, ...] = (1, 2), *, third: str = "a, b", fourth: int = 4) -> None:
    """Gather all."""
'''


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(TOOLS)
    return import_module("reference")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.syspath_prepend(TOOLS)
    write_module = import_module("reference_markdown").write_module
    with griffe.temporary_visited_package(
        "shelf", {"__init__.py": SOURCE}, docstring_parser="google"
    ) as module:
        return "\n".join(write_module(module, 2))


def test_what_is_public_is_written(page):
    """Values, classes, methods and functions appear with their words; private ones do not."""
    assert "## `LIMIT`" in page
    assert "shelf.LIMIT = 50" in page
    assert "class shelf.Box(size: int)" in page
    assert "- `size`: in bytes." in page
    assert "### `Box.open`" in page
    assert "classmethod Box.open(path: str) -> Box" in page
    assert "- `path`: where it is." in page
    assert "- `OSError`: it is not there, or cannot be read." in page
    assert "hidden" not in page


def test_what_a_class_describes_is_not_written_twice(page):
    """An attribute that the class's docstring describes has no section of its own."""
    assert "Box.size" not in page


def test_a_long_signature_has_a_line_for_each_parameter(page):
    """Commas inside brackets do not end a parameter."""
    assert (
        "shelf.gather(\n"
        "    first: dict[str, int],\n"
        "    second: tuple[int, ...] = (1, 2),\n"
        "    *,\n"
        "    third: str = 'a, b',\n"
        "    fourth: int = 4,\n"
        ") -> None"
    ) in page


def test_roles_become_plain_names(page):
    """Sphinx's roles are not Markdown: the last part of the name is left."""
    assert "A module with a `Frame`." in page


def test_a_public_name_without_a_page_is_named(reference, monkeypatch):
    """Whoever adds a public name is told to give it a page."""
    package = reference.load()
    monkeypatch.setattr(reference, "PAGES", reference.PAGES[1:])
    with pytest.raises(LookupError, match=r"mmskit\.Frame"):
        reference.build(package)
