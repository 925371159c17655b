"""The settings hold at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from mmskit_gui.dialogs.settings import SettingsDialog


@pytest.fixture
def dialog(qtbot, services):
    dialog = SettingsDialog(services.settings, services.postbox, services.languages, services.tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("key", ["zh_CN", "en", "system"])
def test_a_language_holds_at_once(dialog, services, key):
    """Choosing a language sets it."""
    dialog.sections["general"].language.buttons[key].click()
    assert services.settings.language == key


def test_a_language_is_named_in_itself(dialog):
    """Who reads no other language finds their own."""
    buttons = dialog.sections["general"].language.buttons
    assert (buttons["zh_CN"].text(), buttons["en"].text()) == ("简体中文", "English")


def test_a_look_holds_at_once(dialog, services):
    """Choosing a look sets it."""
    dialog.sections["general"].theme.buttons["dark"].click()
    assert services.settings.theme == "dark"


def test_the_phone_is_remembered(dialog, services):
    """The phone of the preview is set by name."""
    section = dialog.sections["phone"]
    section.phone.setCurrentIndex(1)
    section.phone.activated.emit(1)
    section.dark.click()
    section.text_first.click()
    kept = services.settings
    assert (kept.phone, kept.phone_dark, kept.phone_text_first) == ("small", True, True)


def test_a_number_is_kept_as_the_platform_takes_it(qtbot, dialog, services):
    """The own number is kept as digits alone, however it was typed."""
    section = dialog.sections["sending"]
    dialog.show_section("sending")
    qtbot.keyClicks(section.number, "+86 138-0000-0000")
    assert services.settings.own_number == "13800000000"
    assert not section.wrong.isVisible()


def test_a_wrong_number_is_explained_and_not_kept(qtbot, dialog, services):
    """Half a number is explained when the field is left, and is not kept."""
    section = dialog.sections["sending"]
    dialog.show_section("sending")
    qtbot.keyClicks(section.number, "1380000")
    assert not section.wrong.isVisible()
    qtbot.keyClick(section.number, Qt.Key.Key_Tab)
    section.number.editingFinished.emit()
    assert section.wrong.isVisible()
    assert services.settings.own_number == ""
    section.number.setCursorPosition(7)
    qtbot.keyClicks(section.number, "0000")
    assert not section.wrong.isVisible()


def test_emptying_the_number_forgets_it(qtbot, services):
    """An empty field forgets the number."""
    services.settings.own_number = "13800000000"
    dialog = SettingsDialog(services.settings, services.postbox, services.languages, services.tasks)
    qtbot.addWidget(dialog)
    number = dialog.sections["sending"].number
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    assert services.settings.own_number == ""


def test_the_limit_of_recipients(dialog, services):
    """From how many recipients the count must be typed is set at once."""
    dialog.sections["sending"].limit.setValue(20)
    assert services.settings.confirm_above == 20


def test_clearing_the_list_can_be_undone(dialog, services, tmp_path):
    """Recent documents can be cleared, and brought back in their order."""
    paths = (tmp_path / "a.mmsx", tmp_path / "b.mmsx")
    for path in reversed(paths):
        services.settings.remember_recent(path)
    clear = dialog.sections["files"].clear
    clear.click()
    assert services.settings.recent == ()
    clear.click()
    assert services.settings.recent == paths


def test_every_section_can_be_opened_by_name(dialog):
    """A section is opened by its name."""
    for row, name in enumerate(dialog.sections):
        dialog.show_section(name)
        assert dialog.list.currentRow() == row
        assert dialog.sections[name].isVisible()


def test_everything_has_a_name(dialog):
    """Every control has a name for the screen reader."""
    general, sending = dialog.sections["general"], dialog.sections["sending"]
    for control in (general.language, sending.number, sending.limit, dialog.list):
        assert control.accessibleName()
