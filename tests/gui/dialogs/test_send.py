"""Sending from its window: nothing blocks, nothing is lost, nothing goes out by mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import making
import pytest
import shiboken6
from faulty_server import answer, answering, faulty_server, reset
from memory_keyring import MemoryKeyring
from PySide6.QtCore import QMimeData, Qt, QUrl

from mmskit.account import Account, AccountStore
from mmskit_gui.dialogs.send import SendDialog
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox

GOOD, FAILS, LOST, BLACK = "13811299901", "13811299902", "13800009998", "13800009997"


@pytest.fixture
def postbox(tasks, settings, tmp_path: Path):
    store = AccountStore(tmp_path / "accounts", MemoryKeyring())
    postbox = Postbox(tasks, settings, store, sandbox_delay=0.0)
    yield postbox
    postbox.stop()


@pytest.fixture
def dialog(qtbot, qapp, look, postbox, settings, tasks):  # noqa: PLR0917 - fixtures
    languages = Languages(qapp)
    languages.choose("en")
    dialog = SendDialog(making.message(), postbox, settings, tasks, languages)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.form.account.left is not None, timeout=20_000)
    return dialog


def write(qtbot, dialog, said):
    dialog.form.recipients.set_text(said)
    qtbot.waitUntil(lambda: not dialog.form.recipients.busy, timeout=10_000)


def use(qtbot, dialog, postbox, url, *, apikey="0123456789abcdef" * 2):
    postbox.keep_for_session(Account("demo", "demo1234", apikey, url, "shop"))
    dialog.form.account.choose(postbox.find_choice("shop"))


def click(qtbot, button):
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def wait_outcome(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.page._find_state() != "busy", timeout=20_000)
    return dialog.page._find_state()


def test_sandbox_without_confirmation(qtbot, dialog):
    """The sandbox is free: one click sends, and the deliveries fill in."""
    write(qtbot, dialog, f"{GOOD}\n{FAILS}\n{GOOD}\nx")
    counter = dialog.form.recipients.counter.text()
    assert counter == "2 recipients · 1 duplicate · 1 not usable"
    assert dialog.form.cost.text() == "2 messages · balance after: 9,998"
    click(qtbot, dialog.form.send)
    assert wait_outcome(qtbot, dialog) == "accepted"
    counts = dialog.page.deliveries.counts
    qtbot.waitUntil(lambda: counts.text() == "1 delivered  ·  1 failed", timeout=20_000)
    assert dialog.page.deliveries.codes.text() == "UNDELIV: 1"
    click(qtbot, dialog.page.back)
    assert dialog.form.recipients.field.toPlainText().startswith(GOOD)
    assert "already" in dialog.form.warning.said


def test_real_account_asks_once_more(qtbot, dialog, postbox, mms_sandbox):
    """A real account is asked about in place; going back sends nothing."""
    use(qtbot, dialog, postbox, mms_sandbox.url)
    write(qtbot, dialog, GOOD)
    click(qtbot, dialog.form.send)
    assert dialog.form.foot.currentWidget() is dialog.form.confirm
    assert "shop" in dialog.form.confirm.question.text()
    click(qtbot, dialog.form.confirm.back)
    assert mms_sandbox.submissions == []
    click(qtbot, dialog.form.send)
    click(qtbot, dialog.form.confirm.go)
    assert wait_outcome(qtbot, dialog) == "accepted"
    assert len(mms_sandbox.submissions) == 1


def test_many_recipients_must_be_typed(qtbot, dialog, postbox, settings, mms_sandbox):
    """Above the threshold the count has to be typed before it can go out."""
    settings.confirm_above = 2
    use(qtbot, dialog, postbox, mms_sandbox.url)
    write(qtbot, dialog, "\n".join(str(13811200000 + place) for place in range(3)))
    click(qtbot, dialog.form.send)
    confirm = dialog.form.confirm
    assert not confirm.go.isEnabled()
    qtbot.keyClicks(confirm.field, "2")
    qtbot.keyClick(confirm.field, Qt.Key.Key_Return)
    assert not confirm.go.isEnabled()
    confirm.field.setText("3")
    qtbot.keyClick(confirm.field, Qt.Key.Key_Return)
    assert wait_outcome(qtbot, dialog) == "accepted"
    assert len(mms_sandbox.submissions) == 1


def test_changing_recipients_leaves_the_confirmation(qtbot, dialog, postbox, mms_sandbox):
    """What was confirmed is what goes out: other recipients ask anew."""
    use(qtbot, dialog, postbox, mms_sandbox.url)
    write(qtbot, dialog, GOOD)
    click(qtbot, dialog.form.send)
    write(qtbot, dialog, f"{GOOD}\n{FAILS}")
    assert dialog.form.foot.currentIndex() == 0


def test_return_sends_nothing(qtbot, dialog):
    """Return in the field for one's own number or the recipients presses no button by itself."""
    write(qtbot, dialog, GOOD)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.form.recipients.field, Qt.Key.Key_Return)
    assert dialog.pages.currentWidget() is dialog.form


def test_refused(qtbot, dialog):
    """A refusal is said with the platform's words; the recipients are still there."""
    write(qtbot, dialog, BLACK)
    click(qtbot, dialog.form.send)
    assert wait_outcome(qtbot, dialog) == "refused"
    assert "Black keywords" in dialog.page.detail.text()
    assert not dialog.page.again.isVisible()


def test_not_sent_can_be_tried_again(qtbot, dialog, postbox, mms_sandbox):
    """Where nothing left it may be tried again, and goes out once."""
    with faulty_server(reset) as server:
        url = server.url
    use(qtbot, dialog, postbox, url)
    write(qtbot, dialog, GOOD)
    click(qtbot, dialog.form.send)
    click(qtbot, dialog.form.confirm.go)
    assert wait_outcome(qtbot, dialog) == "not_sent"
    use(qtbot, dialog, postbox, mms_sandbox.url)
    click(qtbot, dialog.page.again)
    assert wait_outcome(qtbot, dialog) == "accepted"
    assert len(mms_sandbox.submissions) == 1


def test_unknown_stands_out_and_is_not_sent_again(qtbot, dialog, postbox):
    """An answer cut short is a doubt: one POST, no way to repeat it by a click, and a way to settle."""
    with faulty_server(answering(answer(b"success:1234567890")[:-4])) as server:
        use(qtbot, dialog, postbox, server.url)
        write(qtbot, dialog, GOOD)
        click(qtbot, dialog.form.send)
        click(qtbot, dialog.form.confirm.go)
        assert wait_outcome(qtbot, dialog) == "unknown"
        sends = [one for one in server.requests if b"title=" in one]
    assert len(sends) == 1
    assert dialog.page.doubt.isVisible()
    assert not dialog.page.again.isVisible()
    click(qtbot, dialog.page.doubt.was_not)
    assert postbox.records()[0].state == "not_sent"


def test_doubt_is_settled_by_reports(qtbot, dialog, postbox):
    """Delivery reports for the numbers of a doubt are shown as evidence; noting it shows them."""
    write(qtbot, dialog, LOST)
    click(qtbot, dialog.form.send)
    assert wait_outcome(qtbot, dialog) == "unknown"
    qtbot.waitUntil(lambda: bool(dialog.page.doubt.evidence.said), timeout=20_000)
    click(qtbot, dialog.page.doubt.was_accepted)
    assert dialog.page.deliveries.counts.text() == "1 delivered"
    assert postbox.doubts() == []


def test_copy_to_oneself(qtbot, dialog, settings, postbox):
    """The copy goes to one's own number alone, its delivery is shown, and sending stays possible."""
    write(qtbot, dialog, FAILS)
    own = dialog.form.own
    click(qtbot, own.button)
    assert "number" in own.note.said
    own.field.setText("138 1129 9901")
    click(qtbot, own.button)
    qtbot.waitUntil(lambda: own.note.said.startswith("Delivered"), timeout=20_000)
    assert settings.own_number == "138 1129 9901"
    assert [record.recipients for record in postbox.records()] == [(GOOD,)]
    assert dialog.form.send.isEnabled()


def test_problem_blocks_and_leads_there(qtbot, dialog):
    """A message that cannot go out says why, and leads to the place."""
    write(qtbot, dialog, GOOD)
    dialog.show_message(replace(making.message(), title=""))
    qtbot.waitUntil(dialog.form.problem.isVisible)
    assert not dialog.form.send.isEnabled()
    assert not dialog.form.own.button.isEnabled()
    with qtbot.waitSignal(dialog.problem_wanted) as signal:
        click(qtbot, dialog.form.problem.button)
    assert signal.args[0].code == "title_missing"


def test_short_balance_is_warned_of(qtbot, dialog, postbox, mms_sandbox):
    """Where the balance does not suffice it is said before sending."""
    mms_sandbox.set_balance(1)
    use(qtbot, dialog, postbox, mms_sandbox.url)
    write(qtbot, dialog, f"{GOOD}\n{FAILS}")
    qtbot.waitUntil(lambda: "short" in dialog.form.warning.said)


def test_lists_by_drop_and_long_paste(qtbot, dialog, tmp_path: Path):
    """Files and long texts become lists beside the field; removing one takes its numbers away."""
    path = tmp_path / "customers.csv"
    path.write_text("手机号\n" + "\n".join(str(13911290000 + place) for place in range(3000)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    recipients = dialog.form.recipients
    recipients.field.insertFromMimeData(mime)
    pasted = QMimeData()
    pasted.setText("\n".join(str(13811290000 + place) for place in range(2500)))
    recipients.field.insertFromMimeData(pasted)
    qtbot.waitUntil(lambda: len(recipients.numbers) == 5500 and not recipients.busy)
    assert recipients.field.toPlainText() == ""
    click(qtbot, recipients.chips.buttons[0])
    qtbot.waitUntil(lambda: len(recipients.numbers) in {2500, 3000} and not recipients.busy)


def test_unclear_column_is_asked_for(qtbot, dialog, tmp_path: Path):
    """Where two columns hold numbers the person names one, in place."""
    path = tmp_path / "list.csv"
    path.write_text(f"甲,乙\n{GOOD},{FAILS}\n", encoding="utf-8")
    recipients = dialog.form.recipients
    recipients.open_list(path)
    qtbot.waitUntil(lambda: recipients.columns.isVisible() and recipients.columns.count() == 3)
    recipients.columns.setCurrentIndex(2)
    recipients.columns.activated.emit(2)
    qtbot.waitUntil(lambda: recipients.numbers == (FAILS,))
    assert not recipients.columns.isVisible()


def test_language_can_change_at_any_time(qtbot, dialog, qapp):
    """Switching the language says every page anew and keeps what was typed."""
    write(qtbot, dialog, f"{GOOD}\nx")
    languages = dialog._languages
    try:
        languages.choose("zh_CN")
        qtbot.waitUntil(lambda: "数字" in dialog.form.recipients.rows.reason.text())
    finally:
        languages.choose("en")
    qtbot.waitUntil(lambda: "digits" in dialog.form.recipients.rows.reason.text())
    assert dialog.form.recipients.field.toPlainText() == f"{GOOD}\nx"


def test_closed_while_sending(qtbot, qapp, postbox, settings, tasks):
    """A window that is gone when the answer comes harms nothing; the record is finished."""
    dialog = SendDialog(making.message(), postbox, settings, tasks, Languages(qapp))
    dialog.show()
    write(qtbot, dialog, GOOD)
    click(qtbot, dialog.form.send)
    shiboken6.delete(dialog)
    qtbot.waitUntil(lambda: [one.state for one in postbox.records()] == ["accepted"])
    qtbot.waitUntil(lambda: not postbox.sending)
