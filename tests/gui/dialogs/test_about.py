"""About: what runs here, told without the names of people and machines."""

from __future__ import annotations

import getpass
import platform

import pytest
from PySide6.QtGui import QGuiApplication

import mmskit
from mmskit_gui.dialogs.about import AboutDialog, find_versions
from mmskit_gui.languages import Languages


@pytest.fixture
def dialog(qtbot, qapp, look):
    languages = Languages(qapp)
    languages.choose("en")
    dialog = AboutDialog(languages)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog._found)
    return dialog


def test_the_versions_are_there():
    """Every part that the app is made of is found with its version."""
    found = find_versions()
    assert found["mmskit"] == mmskit.__version__
    assert all(found.values())


def test_the_table_is_copied(dialog):
    """The table is copied as lines."""
    dialog.copier.click()
    copied = QGuiApplication.clipboard().text()
    assert f"Python: {platform.python_version()}" in copied
    assert len(copied.splitlines()) == len(dialog._cells)


def test_nobody_is_named(dialog):
    """The table names neither the machine nor a folder of a person's."""
    copied = dialog.as_text()
    assert platform.node() not in copied
    assert f"/{getpass.getuser()}" not in copied
