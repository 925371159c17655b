"""The command line as a person meets it: words in, sentences and an exit code out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from making import message

from mmskit.bundle import save_message
from mmskit.cli.program import run


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def mmskit(capsys) -> Run:
    """Run a command in this process; no traceback may ever be in what it prints."""

    def call(*words: object) -> Outcome:
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert code != 70, err
        return Outcome(code, out, err)

    return call


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A small message that can be sent, in a folder."""
    save_message(message(), tmp_path / "message")
    return tmp_path / "message"


@pytest.fixture
def as_demo(mms_sandbox, monkeypatch) -> Any:
    """The sandbox's account in the environment, as a person would set it."""
    account = mms_sandbox.account()
    monkeypatch.setenv("MMSKIT_URL", account.url)
    monkeypatch.setenv("MMSKIT_APIKEY", account.apikey)
    monkeypatch.setenv("MMSKIT_USERNAME", account.username)
    monkeypatch.setenv("MMSKIT_PASSWORD", account.password)
    return mms_sandbox
