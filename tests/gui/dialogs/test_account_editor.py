"""Writing an account."""

from __future__ import annotations

from pathlib import Path

import pytest
from memory_keyring import MemoryKeyring
from PySide6.QtWidgets import QLineEdit

from mmskit.account import Account, AccountStore
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.languages import Languages
from mmskit_gui.postbox import Postbox
from mmskit_gui.widgets.account_list import AccountList

KEY = "0123456789abcdef" * 2


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def postbox(tasks, settings, tmp_path: Path, keyring):
    postbox = Postbox(tasks, settings, AccountStore(tmp_path / "accounts", keyring))
    yield postbox
    postbox.stop()


@pytest.fixture
def languages(qapp, look):
    languages = Languages(qapp)
    languages.choose("en")
    return languages


def open_editor(qtbot, postbox, languages, choice=None):
    editor = AccountEditor(postbox, languages, choice)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitUntil(lambda: editor._keyring is not None)
    return editor


def fill(editor, url):
    editor.form.name.setText("shop")
    editor.form.node.setCurrentIndex(4)
    editor.form.address.setText(url)
    editor.form.username.setText("demo")
    editor.form.password.line.setText("demo1234")
    editor.form.apikey.line.setText(KEY)


def test_test_and_save(qtbot, postbox, languages, mms_sandbox, keyring):
    """An account is tried before it is kept; its secrets go to the keyring."""
    editor = open_editor(qtbot, postbox, languages)
    fill(editor, mms_sandbox.url)
    editor.test.click()
    qtbot.waitUntil(lambda: editor.note.said == "It answers. Balance 10,000")
    with qtbot.waitSignal(editor.saved) as signal:
        editor.save.click()
    assert signal.args == ["shop"]
    assert postbox.find_choice("shop").kind == "stored"
    assert len(keyring.kept) == 1


def test_wrong_values_are_said(qtbot, postbox, languages):
    """A key of the wrong length is said, and what was typed stays."""
    editor = open_editor(qtbot, postbox, languages)
    fill(editor, "https://m.5c.com.cn")
    editor.form.apikey.line.setText("short")
    editor.save.click()
    assert "32" in editor.note.said
    assert editor.form.apikey.line.text() == "short"
    assert len(postbox.choices()) == 1


def test_unencrypted_needs_a_tick(qtbot, postbox, languages):
    """An address without TLS is explained and needs a tick; this computer's own does not."""
    editor = open_editor(qtbot, postbox, languages)
    fill(editor, "http://m.5c.com.cn")
    assert editor.form.insecure.isVisible()
    assert not editor.save.isEnabled()
    editor.form.insecure.setChecked(True)
    assert editor.save.isEnabled()
    editor.form.address.setText("http://127.0.0.1:8052")
    assert not editor.form.insecure.isVisible()


def test_no_keyring_keeps_for_the_session(qtbot, postbox, languages, tmp_path, monkeypatch):
    """Without a keyring the account can be used until the app is closed, and is not written down."""
    monkeypatch.setattr(AccountStore, "has_keyring", lambda _: False)
    editor = open_editor(qtbot, postbox, languages)
    fill(editor, "https://m.5c.com.cn")
    assert editor.session.isChecked()
    assert not editor.session.isEnabled()
    assert "no keyring" in editor.session_note.text()
    editor.save.click()
    assert postbox.find_choice("shop").kind == "session"
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(KEY.encode() not in path.read_bytes() for path in written)


def test_secrets_are_hidden_until_wanted(qtbot, postbox, languages):
    """Password and key are hidden, and can be looked at."""
    editor = open_editor(qtbot, postbox, languages)
    for field in (editor.form.password, editor.form.apikey):
        assert field.line.echoMode() == QLineEdit.EchoMode.Password
        field.reveal.click()
        assert field.line.echoMode() == QLineEdit.EchoMode.Normal


def test_change_shows_what_is_kept(qtbot, postbox, languages):
    """Changing an account starts from what is kept."""
    saved = []
    account = Account("demo", "demo1234", KEY, "https://hk.5c.com.cn", "shop")
    postbox.save_account(account, lambda: saved.append(True))
    qtbot.waitUntil(lambda: bool(saved))
    editor = open_editor(qtbot, postbox, languages, postbox.find_choice("shop"))
    qtbot.waitUntil(lambda: editor.form.username.text() == "demo")
    assert editor.form.node.currentIndex() == 2
    assert editor.read() == account


def test_removing_can_be_undone(qtbot, postbox, languages, settings):
    """A removed account comes back, secrets and all."""
    saved = []
    account = Account("demo", "demo1234", KEY, "https://hk.5c.com.cn", "shop")
    postbox.save_account(account, lambda: saved.append(True))
    qtbot.waitUntil(lambda: bool(saved))
    listed = AccountList(postbox, settings, languages)
    qtbot.addWidget(listed)
    listed.show()
    listed.list.setCurrentRow(1)
    listed.default.click()
    assert settings.account == "shop"
    listed.remove.click()
    qtbot.waitUntil(listed.note.button.isVisible)
    assert listed.list.count() == 1
    listed.note.button.click()
    qtbot.waitUntil(lambda: listed.list.count() == 2)
    loaded = []
    postbox.load_account(postbox.find_choice("shop"), loaded.append, loaded.append)
    qtbot.waitUntil(lambda: bool(loaded))
    assert loaded == [account]


def test_sandbox_cannot_be_removed(qtbot, postbox, languages, settings):
    """The built-in sandbox is always there."""
    listed = AccountList(postbox, settings, languages)
    qtbot.addWidget(listed)
    listed.list.setCurrentRow(0)
    assert not listed.remove.isEnabled()
    assert not listed.edit.isEnabled()
