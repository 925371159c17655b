"""mmskit account: secrets from a pipe or a hidden prompt, never from the command line."""

from __future__ import annotations

import io
import sys

import keyring
import pytest
from keyring.backends import fail
from memory_keyring import MemoryKeyring

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def _memory_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield
    keyring.set_keyring(before)


def feed(monkeypatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.usefixtures("_memory_keyring")
def test_the_life_of_an_account(mmskit, saved, mms_sandbox, monkeypatch):
    """Added, listed, tested, sent with, removed."""
    feed(monkeypatch, "demo", "demo1234", KEY)
    added = mmskit("account", "add", "desk", "--url", mms_sandbox.url)
    assert added.code == 0, added.err
    assert KEY not in added.out + added.err
    assert "not encrypted" in added.out
    assert mmskit("account", "list", "--json").json == [{"name": "desk", "url": mms_sandbox.url}]
    assert "works; left: 10000" in mmskit("account", "test", "desk").out
    assert mmskit("send", saved, "--to", "13800000001", "--yes", "--account", "desk").code == 0
    assert len(mms_sandbox.inbox) == 1
    assert mmskit("account", "remove", "desk", "--yes").code == 0
    assert mmskit("account", "test", "desk").code == 1


def test_a_machine_without_a_keyring(mmskit, monkeypatch):
    """Without a keyring: exit 1 and the way out."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        feed(monkeypatch, "demo", "demo1234", KEY)
        done = mmskit("account", "add", "desk")
    finally:
        keyring.set_keyring(before)
    assert done.code == 1
    assert "MMSKIT_APIKEY" in done.err
    assert KEY not in done.err


def test_too_few_lines(mmskit, monkeypatch):
    """A pipe that ends early says what it should have had."""
    feed(monkeypatch, "demo")
    done = mmskit("account", "add", "desk")
    assert done.code == 1
    assert "username, password, apikey" in done.err
