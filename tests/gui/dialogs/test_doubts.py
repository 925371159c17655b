"""Submissions of which nobody knows, shown again at the next start."""

from __future__ import annotations

import mmskit
from mmskit_gui.dialogs.doubts import DoubtsDialog


def test_a_doubt_is_settled_by_a_person(qtbot, services):
    """What a person found out about a doubt is written down; nothing is sent."""
    records = mmskit.Records(services.settings.folder / "records")
    message = mmskit.Message("标题", [mmskit.Frame("你好")])
    begun = records.begin(message, ("13811299999",), "main", "https://example.invalid")
    records.finish(begun, "unknown")
    (doubt,) = services.postbox.doubts()
    dialog = DoubtsDialog([doubt], services.postbox, services.languages)
    qtbot.addWidget(dialog)
    assert "标题" in dialog.choice.currentText()
    dialog.result_view.doubt.was_accepted.click()
    qtbot.waitUntil(lambda: not services.postbox.doubts())
    (record,) = records.list()
    assert record.state == "accepted"
