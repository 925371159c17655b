"""The history window against a real sandbox: what was sent, its reports, and sending once more."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import making
import pytest
from faulty_server import answer, answering, faulty_server
from making import still
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mmskit import Account, Campaign, PersonalBatch, Picture
from mmskit_gui.account_book import AccountChoice
from mmskit_gui.app import Desk
from mmskit_gui.windows.history_window import HistoryWindow

GOOD, FAILS, BLOCKED = "13811299901", "13811299902", "13811299904"
_PATIENCE = 20_000


@pytest.fixture
def postbox(services):
    return services.postbox


@pytest.fixture
def window(qtbot, services) -> Iterator[HistoryWindow]:
    window = HistoryWindow(services)
    services.postbox.history.open()
    window.show()
    yield window
    window.close()


@pytest.fixture
def table(monkeypatch, tmp_path) -> Path:
    """The file that a person chooses when asked."""
    path = tmp_path / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def account(url: str) -> Account:
    return Account("demo", "demo1234", "0123456789abcdef" * 2, url, "shop")


def keep(postbox, url: str) -> AccountChoice:
    postbox.keep_for_session(account(url))
    return postbox.find_choice("shop")


def send(qtbot, postbox, choice, numbers):
    said = []
    postbox.send(choice, making.message(), numbers, said.append, said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=_PATIENCE)
    return said[0]


def wait(qtbot, there: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(there()), timeout=_PATIENCE)


def counts(window: HistoryWindow):
    return window.foot._details.counts if window.foot._details else None


def test_nothing_was_sent_yet(qtbot, window):
    """An empty history says so, and offers nothing that cannot be done."""
    wait(qtbot, lambda: window.empty.isVisible() and window.wiring._known == ())
    assert "Nothing was sent yet" in window.empty.said.text()
    assert not window.bar.fetch.isEnabled()


def test_send_see_it_and_send_to_the_failed_once(qtbot, postbox, window, mms_sandbox):
    """Sent, listed, reported; the failed one alone gets it once more, and then nobody is left."""
    choice = keep(postbox, mms_sandbox.url)
    outcome = send(qtbot, postbox, choice, [GOOD, FAILS])
    wait(qtbot, lambda: window.mailings.rows.rowCount() == 1)
    wait(qtbot, lambda: counts(window) and counts(window).failed_left == 1)
    assert counts(window).delivered == 1
    assert outcome.msgid in window.pane.head.msgids.accessibleName()
    assert window.phone.playback.message == making.message()
    window.pane.head.copy.click()
    assert QGuiApplication.clipboard().text() == outcome.msgid
    assert window.foot.resend.text() == "Send again to the 1 failed"
    window.foot.resend.click()
    wait(qtbot, lambda: window.wiring.again.dialog is not None)
    dialog = window.wiring.again.dialog
    wait(qtbot, lambda: dialog.form.numbers == (FAILS,))
    assert dialog.form.account.choice.key == "shop"
    wait(qtbot, dialog.form.send.isEnabled)
    dialog.form.send.click()
    dialog.form.confirm.go.click()
    wait(qtbot, lambda: len(mms_sandbox.inbox) == 2)
    received = sorted((one.recipients for one in mms_sandbox.inbox), key=len)
    assert received == [(FAILS,), (GOOD, FAILS)]
    wait(qtbot, lambda: window.mailings.rows.rowCount() == 2)
    dialog.close()
    window.mailings.choose(outcome.record.id)
    wait(qtbot, lambda: window.foot._details.mailing.id == outcome.record.id)
    wait(qtbot, lambda: counts(window).failed_left == 0)
    assert not window.foot.resend.isVisible()


def test_nobody_is_sent_to_a_third_time(qtbot, postbox, mms_sandbox):
    """Two windows that offer the same failed people send to them once."""
    choice = keep(postbox, mms_sandbox.url)
    parent = send(qtbot, postbox, choice, [GOOD, FAILS]).record
    for number in (1, 2):
        said = []
        postbox.send(choice, making.message(), [FAILS], said.append, said.append, parent=parent.id)
        wait(qtbot, lambda told=said: told)
        assert len(mms_sandbox.submissions) == 2, number
    assert "once more already" in said[0].render("en")


def make(postbox, url: str, *, count: int = 6) -> Campaign:
    people = [(f"1381129990{at}", {"姓名": f"客户{at}"}) for at in range(count)]
    batch = PersonalBatch("积分", Picture(still("JPEG")), "尊敬的{姓名}", people)
    return Campaign.create(batch, account(url), folder=postbox.campaigns.home, max_recipients=3)


def test_a_campaign_is_sent_to_its_failed_once(qtbot, postbox, window, mms_sandbox):
    """Confirmed with its count, a campaign of just the failed goes out through its own process."""
    keep(postbox, mms_sandbox.url)
    with make(postbox, mms_sandbox.url) as campaign:
        folder = campaign.folder
    postbox.history.refresh()
    wait(qtbot, window.foot.resume.isVisible)
    window.foot.resume.click()
    assert "6" in window.foot.confirm.question.text()
    window.foot.confirm.go.click()
    wait(qtbot, lambda: len(mms_sandbox.inbox) == 2)
    wait(qtbot, lambda: counts(window).delivered and not counts(window).not_sent)
    window.bar.fetch.click()
    wait(qtbot, lambda: sum(counts(window).failed.values()) == 3)
    failed = {
        one.mobile
        for one in postbox.history._history.page(window.foot._details.mailing, 0, 10, "failed")
    }
    assert failed == {"13811299902", "13811299904", "13811299905"}
    window.foot.resend.click()
    assert "3" in window.foot.confirm.question.text()
    said: list[object] = []
    mailing = window.foot._details.mailing
    postbox.history.resend(mailing, said.append, said.append, most=2)
    wait(qtbot, lambda: bool(said))
    assert "you agreed to 2" in str(said[0])  # more have failed than were asked about
    assert len(mms_sandbox.inbox) == 2
    window.foot.confirm.go.click()
    wait(qtbot, lambda: len(mms_sandbox.inbox) == 3)
    again = next(one for one in mms_sandbox.inbox if set(one.recipients) <= failed)
    assert set(again.recipients) == failed
    wait(qtbot, lambda: window.foot._details.mailing.parent == folder.name)
    wait(qtbot, lambda: window.foot._details.mailing.state == "accepted")
    window.mailings.choose(folder.name)
    wait(qtbot, lambda: window.foot._details.mailing.id == folder.name)
    wait(qtbot, lambda: counts(window).failed_left == 0)
    assert not window.foot.resend.isVisible()


def test_a_doubt_stands_out_and_is_settled_by_its_reports(qtbot, postbox, window, mms_sandbox):
    """The answer was lost; reports bring its msgid, and a person says that it was accepted."""
    choice = keep(postbox, mms_sandbox.url)
    lost = "13800009998"
    doubt = send(qtbot, postbox, choice, [lost])
    assert doubt.state == "unknown"
    wait(qtbot, window.doubts.isVisible)
    assert "may or may not have gone out" in window.doubts.accessibleName()
    wait(qtbot, lambda: window.pane.doubts and window.pane.doubts[0].isVisible())
    window.bar.fetch.click()
    card = window.pane.doubts[0]
    wait(qtbot, card.msgid.text)
    card.accepted.click()
    wait(qtbot, lambda: not window.doubts.isVisible())
    wait(qtbot, lambda: counts(window).delivered == 1)
    (record,) = postbox.records()
    assert (record.state, len(mms_sandbox.submissions)) == ("accepted", 1)


def test_a_doubt_that_is_sent_again_is_asked_for_once_more(qtbot, postbox, window):
    """Typed and decided, it is noted as not sent, and the dialog that sends is open with its people."""
    whole = answer(b"success:1234567890")
    with faulty_server(answering(whole[:-4])) as server:
        send(qtbot, postbox, keep(postbox, server.url), [GOOD, FAILS])
        wait(qtbot, lambda: window.pane.doubts and window.pane.doubts[0].isVisible())
        card = window.pane.doubts[0]
        card.count.setText("2")
        posts = sum(b"send" in one.split(b" ")[1].lower() for one in server.requests)
        card.again.click()
        wait(qtbot, lambda: window.wiring.again.dialog is not None)
        wait(qtbot, lambda: window.wiring.again.dialog.form.numbers == (GOOD, FAILS))
        window.wiring.again.dialog.close()
        after = sum(b"send" in one.split(b" ")[1].lower() for one in server.requests)
    assert [record.state for record in postbox.records()] == ["not_sent"]
    assert (posts, after) == (1, 1)


def test_the_message_is_used_again(qtbot, postbox, window, mms_sandbox):
    """What was sent becomes a new document."""
    send(qtbot, postbox, keep(postbox, mms_sandbox.url), [GOOD, FAILS])
    wait(qtbot, lambda: window.foot._details)
    with qtbot.waitSignal(window.message_wanted) as wanted:
        window.foot.use.click()
    assert wanted.args == [making.message()]


def test_everybody_in_a_table(qtbot, postbox, window, mms_sandbox, table):
    """Everybody is saved into a table, with whole numbers."""
    send(qtbot, postbox, keep(postbox, mms_sandbox.url), [GOOD, FAILS])
    wait(qtbot, lambda: window.foot._details)
    window.foot.table.click()
    wait(qtbot, table.exists)
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == [GOOD, FAILS]


def test_people_are_hidden_filtered_and_shown_their_own_text(qtbot, postbox, window, mms_sandbox):
    """Numbers are masked; who is chosen in a personalised campaign is shown what they get."""
    keep(postbox, mms_sandbox.url)
    make(postbox, mms_sandbox.url).close()
    postbox.history.refresh()
    people = window.pane.people
    wait(qtbot, lambda: people.model.rowCount() == 6)
    wait(qtbot, lambda: people.model.person_at(5) is not None)
    assert people.model.data(people.model.index(5, 0)) == "138****9905"
    people.table.selectRow(4)
    wait(qtbot, lambda: window.phone.playback.message.frames[0].text == "尊敬的客户4")


def test_what_does_not_fit_is_not_shown(qtbot, postbox, window, mms_sandbox):
    """A search without hits says so, and brings everything back when it is cleared."""
    send(qtbot, postbox, keep(postbox, mms_sandbox.url), [GOOD])
    wait(qtbot, lambda: window.mailings.rows.rowCount() == 1)
    window.bar.words.setText("nothing like this")
    wait(qtbot, lambda: "Nothing fits" in window.empty.said.text() and window.empty.isVisible())
    window.bar.states.setCurrentIndex(4)
    window.empty.button.click()
    wait(qtbot, lambda: window.mailings.isVisible() and window.foot._details)


def test_an_account_that_is_gone(qtbot, postbox, window, mms_sandbox):
    """What was sent is still there, and what needs the account is not offered."""
    choice = keep(postbox, mms_sandbox.url)
    send(qtbot, postbox, choice, [GOOD])
    wait(qtbot, lambda: window.foot._details)
    gone = []
    postbox.remove_account(choice, lambda _: gone.append(1))
    wait(qtbot, lambda: gone)
    window.wiring._show_fetching()
    assert not window.bar.fetch.isEnabled()
    assert window.pane.isVisible()


def test_reports_that_cannot_be_fetched(qtbot, postbox, window, mms_sandbox):
    """Why nothing could be fetched is said, and what was known stays."""
    choice = keep(postbox, mms_sandbox.url)
    send(qtbot, postbox, choice, [GOOD])
    wait(qtbot, lambda: counts(window) and counts(window).delivered == 1)
    wrong = Account("demo", "demo1234", "f" * 32, mms_sandbox.url, "shop")
    postbox.keep_for_session(wrong)
    window.bar.fetch.click()
    assert not window.bar.fetch.isEnabled()
    wait(qtbot, window.notices.isVisible)
    wait(qtbot, window.bar.fetch.isEnabled)
    assert counts(window).delivered == 1


def test_one_window_from_every_menu(qtbot, qapp, look, tmp_path):
    """Ctrl+H opens one history, whichever window asks, and a message from it a window of its own."""
    desk = Desk(qapp, tmp_path / "home")
    first, second = desk.open_window(), desk.open_window()
    for window in (first, second):
        action = window.actions_by_name["history"]
        assert action.shortcut().toString() == "Ctrl+H"
        action.trigger()
    history = desk.history
    assert history.isVisible()
    history.message_wanted.emit(making.message())
    assert [window.document.message for window in desk.windows][-1] == making.message()
    assert len(desk.windows) == 3
    history.close()
    assert desk.history is None
    desk.close_all()
    desk.stop()
