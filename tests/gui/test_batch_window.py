"""The window of personalised batches, from a list to what the sandbox received."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from batch_making import TEXT, large_picture, small_picture, write_list
from faulty_server import answer, faulty_server
from lxml import etree
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mmskit import Account, Client, Picture
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.dialogs.batch_send import BatchSendDialog
from mmskit_gui.services import Services
from mmskit_gui.windows.batch.window import BatchWindow
from mmskit_gui.windows.campaign_notice import CampaignNotice

_PATIENCE = 90_000
BAD = ["坏,12345,1", "又,13800000001,1"]


@pytest.fixture
def window(qtbot, services) -> Iterator[BatchWindow]:
    made = BatchWindow(services)
    made.show()
    qtbot.waitUntil(lambda: not made.document.busy, timeout=_PATIENCE)
    yield made
    made.close()


def wait(qtbot, there: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(there()), timeout=_PATIENCE)


def settle(qtbot, window: BatchWindow) -> None:
    wait(qtbot, lambda: not window.document.busy)


def fill(
    qtbot, window: BatchWindow, path: Path, picture: Picture | None = None, text: str = TEXT
) -> None:
    """Everything that a batch needs."""
    window.choosing.open_list(path)
    QTest.keyClicks(window.title.field, "Points")
    settle(qtbot, window)
    window.document.set_text(text)
    window.document.set_picture(picture or small_picture())
    wait(qtbot, lambda: window.document.ready)


def keep_account(services: Services, url: str) -> None:
    account = Account("demo", "demo1234", "0123456789abcdef" * 2, url, "shop")
    services.postbox.keep_for_session(account)
    services.settings.account = "shop"


def open_dialog(window: BatchWindow) -> BatchSendDialog:
    window.top.send.click()
    dialog = window.sending.dialog
    assert dialog is not None
    return dialog


def test_list_to_delivery(qtbot, window, tmp_path):
    """A list, a text and a picture become everyone's own message in the sandbox, with reports."""
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3, rows=BAD))
    assert "3 people" in window.list_card.people.text()
    assert "2" in window.rows.choice.buttons["left_out"].text()
    dialog = open_dialog(window)
    assert dialog.form.account.choice.is_sandbox
    dialog.form.send.click()
    wait(qtbot, lambda: dialog.page.state and dialog.page.state.status.stage == "done")
    sandbox = window.services.postbox.sandbox.account
    assert sandbox is not None
    assert Client(sandbox).balance().left == 9_997
    # What a number ends in tells the sandbox what to report: the last one fails.
    wait(qtbot, lambda: dialog.page.state.status.waiting == 0)
    assert "2 delivered · 1 failed" in dialog.page.view.counts.text()
    dialog.close()


def test_exactly_that_text_arrives(qtbot, window, tmp_path, mms_sandbox):
    """What the phone shows of each person is what the platform received for them."""
    keep_account(window.services, mms_sandbox.account().url)
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3), text="{姓名|客户}：{{{积分}}}")
    shown = {}
    for place in range(3):
        window.document.show_place(place)
        number = window.document.index.find_number(place)
        shown[number] = "".join(window.phone.view.screen_shown.text)
    dialog = open_dialog(window)
    dialog.form.send.click()
    wait(qtbot, lambda: dialog.page.foot.currentWidget() is dialog.page.confirm)
    assert mms_sandbox.inbox == [], "nothing leaves before it is confirmed"
    assert "3 people, in 1 submission" in dialog.page.confirm.hint.text()
    dialog.page.confirm.go.click()
    wait(qtbot, lambda: dialog.page.state.status.stage == "done")
    (received,) = mms_sandbox.inbox
    assert dict(zip(received.recipients, received.texts, strict=True)) == shown
    dialog.close()


def test_not_confirmed_leaves_nothing(qtbot, window, tmp_path, mms_sandbox):
    """Above the threshold the number is typed; closed before that, nothing is left of it."""
    services = window.services
    services.settings.confirm_above = 2
    keep_account(services, mms_sandbox.account().url)
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3))
    dialog = open_dialog(window)
    dialog.form.send.click()
    confirm = dialog.page.confirm
    wait(qtbot, lambda: dialog.page.foot.currentWidget() is confirm)
    assert not confirm.go.isEnabled()
    confirm.field.setText("3")
    assert confirm.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.close()
    home = services.postbox.campaigns.home
    wait(qtbot, lambda: not list(home.glob("*/campaign.db")))
    assert mms_sandbox.inbox == []


def test_same_batch_is_not_sent_twice_by_mistake(qtbot, window, tmp_path, mms_sandbox):
    """The very same list and text are not made to be sent twice; the first is shown instead."""
    keep_account(window.services, mms_sandbox.account().url)
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3))
    dialog = open_dialog(window)
    for _ in range(2):
        dialog.form.send.click()
        wait(
            qtbot,
            lambda: (
                dialog.form.problem.said or dialog.page.foot.currentWidget() is dialog.page.confirm
            ),
        )
        if not dialog.form.problem.said:
            dialog.page.confirm.go.click()
            wait(qtbot, lambda: dialog.page.state.status.stage == "done")
            dialog.close()
            open_dialog(window)
    assert len(mms_sandbox.inbox) == 1
    dialog.form.problem.acted.emit()
    wait(qtbot, lambda: dialog.pages.currentWidget() is dialog.page)
    dialog.close()


def test_paused_and_gone_on_with(qtbot, window, tmp_path):
    """A pause waits for the submission under way; going on asks, and sends the rest."""
    told = threading.Event()

    def script(connection) -> None:
        told.wait(30)
        connection.sendall(answer(b"success:20261127"))

    with faulty_server(script) as server:
        keep_account(window.services, server.url)
        fill(qtbot, window, write_list(tmp_path / "list.csv", 1_500))
        window.services.settings.confirm_above = 5_000
        dialog = open_dialog(window)
        page = dialog.page
        server.requests.clear()
        dialog.form.send.click()
        wait(qtbot, lambda: page.foot.currentWidget() is page.confirm)
        page.confirm.go.click()
        wait(qtbot, lambda: any(b"mmsBody" in seen for seen in server.requests))
        wait(qtbot, lambda: page.state.sending)
        with qtbot.waitSignal(window.services.postbox.campaigns.pause_asked, timeout=_PATIENCE):
            page.pause.click()
        assert "Pausing" in page.view.heading.text()
        told.set()
        wait(qtbot, lambda: not page.state.sending)
        assert "Paused at 1,000 of 1,500" in page.view.heading.text()
        assert "paused" in page.view.why.said
        page.resume.click()
        assert "500" in page.confirm.question.text()
        page.confirm.go.click()
        wait(qtbot, lambda: page.state.status.stage == "done")
        dialog.close()


def test_doubt_is_shown_and_offered_at_the_next_start(qtbot, window, tmp_path):
    """A process that dies leaves a doubt, which is shown, decided, and offered at a start."""
    hold = threading.Event()
    with faulty_server(lambda _connection: hold.wait(30) and None) as server:
        services = window.services
        keep_account(services, server.url)
        fill(qtbot, window, write_list(tmp_path / "list.csv", 3))
        dialog = open_dialog(window)
        page = dialog.page
        dialog.form.send.click()
        wait(qtbot, lambda: page.foot.currentWidget() is page.confirm)
        page.confirm.go.click()
        wait(qtbot, lambda: any(b"mmsBody" in seen for seen in server.requests))
        wait(qtbot, lambda: page.state.sending)
        services.postbox.campaigns._processes[page.state.folder]._process.kill()
        wait(qtbot, lambda: page.view.cards)
        hold.set()
        offered = []
        notice = CampaignNotice(window, services, lambda said, act: offered.append((said, act)))
        notice.look()
        wait(qtbot, lambda: offered)
        assert offered[0][0] == "1 campaign is not done."
        (card,) = page.view.cards.values()
        assert "3 people" in card.heading.text()
        card.leave.click()
        wait(qtbot, lambda: not page.view.cards)
        assert "3 left" in page.view.counts.text()
        dialog.close()


def test_copy_to_oneself_first(qtbot, window, tmp_path, mms_sandbox):
    """One's own number gets the very text of the recipient who is shown."""
    keep_account(window.services, mms_sandbox.account().url)
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3))
    window.document.show_place(2)
    dialog = open_dialog(window)
    QTest.keyClicks(dialog.form.own.field, "139 0000 0009")
    dialog.form.own.button.click()
    wait(qtbot, lambda: mms_sandbox.inbox)
    (received,) = mms_sandbox.inbox
    assert list(received.recipients) == ["13900000009"]
    assert received.message.frames[0].text == "尊敬的客户2，您有20分"
    wait(qtbot, lambda: "Accepted" in dialog.form.own.note.said)
    dialog.close()


def test_export_is_what_would_be_sent(qtbot, window, tmp_path):
    """The files hold everyone once, with manifest and rejected rows; the folder is offered."""
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3, rows=BAD), large_picture())
    window.exporting.export(tmp_path)
    wait(qtbot, lambda: "manifest.json" in window.notices.said)
    (folder,) = (path for path in tmp_path.iterdir() if (path / "manifest.json").exists())
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["recipients"] == 3
    (xml,) = folder.glob("*.xml")
    mobiles = [each.text for each in etree.parse(xml).iter("mmsMobile")]
    assert mobiles == ["13800000000", "13800000001", "13800000002"]
    assert "3 people in 1 file" in window.notices.said


def test_rejected_rows_are_saved(qtbot, window, tmp_path):
    """The rows that are left out are saved with cell and reason, those of the text among them."""
    rows = [*BAD, ",13900000001,7"]
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3, rows=rows), text="{姓名}")
    window.exporting.save(tmp_path / "rejected.csv")
    wait(qtbot, lambda: "rejected.csv" in window.notices.said)
    with (tmp_path / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *saved = csv.reader(file)
    assert len(header) == 4
    assert [row[0] for row in saved] == ["5", "6", "7"]
    assert saved[0][1:3] == ["手机号", "12345"]
    assert all(row[3] for row in saved)


def test_problems_lead_to_their_place(qtbot, window, tmp_path):
    """Each problem leads where it is mended: the list, the text, the rows."""
    window.activateWindow()
    issues = {issue.kind: issue for issue in window.document.issues}
    window.wiring.go_to(issues["list"])
    assert window.list_card.empty.hasFocus()
    window.wiring.go_to(issues["text"])
    assert window.text.editor.hasFocus()
    window.wiring.go_to(issues["picture"])
    assert window.picture.empty.hasFocus()
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3, rows=BAD))
    (issue,) = window.document.issues
    window.wiring.go_to(issue)
    assert window.rows_model.shown == "left_out"


def test_sheet_is_chosen_in_place(qtbot, window, tmp_path):
    """A workbook with two lists asks which one is meant, leads there, and reads what is chosen."""
    book = openpyxl.Workbook()
    for name in ("会员", "员工"):
        sheet = book.create_sheet(name)
        sheet.append(["姓名", "手机号"])
        sheet.append([name, 13900000001])
    book.save(tmp_path / "list.xlsx")
    window.activateWindow()
    window.choosing.open_list(tmp_path / "list.xlsx")
    wait(qtbot, window.list_card.sheets.isVisible)
    assert window.document.issues[0].kind == "sheet"
    window.wiring.go_to(window.document.issues[0])
    assert window.list_card.sheets.hasFocus()
    window.list_card.sheets.textActivated.emit("员工")
    wait(qtbot, lambda: window.document.people == 1)
    assert window.document.index.find_fields(0) == {"姓名": "员工", "手机号": "13900000001"}
    wait(qtbot, lambda: window.list_card.sheets.currentText() == "员工")


def test_pages_are_turned_by_keys_and_rows(qtbot, window, tmp_path):
    """Keys, the phone, the row field and the table all show the same recipient."""
    fill(qtbot, window, write_list(tmp_path / "list.csv", 30))
    window.menus["next"].trigger()
    assert window.document.place == 1
    qtbot.keyClick(window.phone.view, Qt.Key.Key_Right)
    assert window.document.place == 2
    assert window.rows.view.currentIndex().row() == 2
    window.rows.view.selectRow(11)
    assert window.phone.paging.row.value() == 13
    window.phone.paging.row.setValue(20)
    assert window.document.place == 18
    window.menus["last"].trigger()
    assert "客户29" in "".join(window.phone.view.screen_shown.text)
    window.menus["longest"].trigger()
    assert window.document.place == window.document.measures.longest


def test_starting_anew_can_be_taken_back(qtbot, window, tmp_path):
    """Beginning with nothing asks nothing, and everything can be brought back."""
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3))
    before = window.document.draft
    window.top.anew.click()
    settle(qtbot, window)
    assert window.document.draft.empty
    window.notices._act()
    settle(qtbot, window)
    assert window.document.draft == before
    wait(qtbot, lambda: window.document.people == 3)


def test_closing_keeps_the_draft(qtbot, services, tmp_path):
    """A window that is closed is as it was when it is opened again."""
    first = BatchWindow(services)
    fill(qtbot, first, write_list(tmp_path / "list.csv", 3))
    draft = first.document.draft
    first.close()
    second = BatchWindow(services)
    settle(qtbot, second)
    assert second.document.draft == draft
    assert second.text.editor.toPlainText() == TEXT
    assert second.document.draft.listed == ListChoice(tmp_path / "list.csv")
    second.close()


def test_language_is_switched_at_once(qtbot, window, services, tmp_path):
    """Every word of the window changes with the language."""
    fill(qtbot, window, write_list(tmp_path / "list.csv", 3, rows=BAD))
    services.languages.choose("zh_CN")
    wait(qtbot, lambda: "个性化群发" in window.windowTitle())
    assert "3 人" in window.list_card.people.text()
    assert "排除" in window.problems.text()
    services.languages.choose("en")
