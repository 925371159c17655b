"""The sandbox of the app: a process of its own that ends with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import making

from mmskit.client import Client
from mmskit_gui.sandbox_process import SandboxProcess


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - loopback
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def start(qtbot, sandbox):
    ready = []
    sandbox.start(ready.append, ready.append)
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)
    return ready[0]


def test_starts_on_loopback_and_stops(qtbot, settings):
    """It answers on loopback while it runs, and no more after it was stopped."""
    sandbox = SandboxProcess(settings)
    account = start(qtbot, sandbox)
    assert account.url.startswith("http://127.0.0.1:")
    assert answers(account.url)
    sandbox.stop()
    assert (sandbox.state, sandbox.url, sandbox.account) == ("off", "", None)
    assert not answers(account.url)


def test_inbox_survives(qtbot, settings):
    """What was sent is still charged and there after another start."""
    sandbox = SandboxProcess(settings, delay=0.0)
    Client(start(qtbot, sandbox)).send(making.message(), ["13811299901"])
    sandbox.stop()
    account = start(qtbot, sandbox)
    assert Client(account).balance().left == 9_999
    sandbox.stop()


def test_waiting_calls_are_told_together(qtbot, settings):
    """Two that want it at the same time get the same one."""
    sandbox = SandboxProcess(settings)
    ready = []
    sandbox.start(ready.append)
    sandbox.start(ready.append)
    qtbot.waitUntil(lambda: len(ready) == 2, timeout=20_000)
    assert ready[0] == ready[1]
    sandbox.stop()


def test_unusable_file_is_said(qtbot, settings):
    """A file that is no sandbox's is not written to; a sentence says so."""
    settings.folder.mkdir(parents=True)
    (settings.folder / "sandbox.db").write_text("something else, and long enough to be a database")
    sandbox = SandboxProcess(settings)
    sentence = start(qtbot, sandbox)
    assert sentence.key.startswith("sandbox.")
    assert sentence.render("zh_CN")
    sandbox.stop()


def test_crash_is_noticed(qtbot, settings):
    """A sandbox that dies is off, and starts again when it is wanted."""
    sandbox = SandboxProcess(settings)
    start(qtbot, sandbox)
    with qtbot.waitSignal(sandbox.state_changed):
        sandbox._process.kill()
    assert sandbox.state == "off"
    assert start(qtbot, sandbox).url
    sandbox.stop()


def test_ends_when_the_app_is_killed(qtbot, tmp_path: Path):
    """When the app is killed its sandbox goes too."""
    script = f"""
import os, signal
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from mmskit_gui.sandbox_process import SandboxProcess
from mmskit_gui.settings import Settings
app = QCoreApplication([])
sandbox = SandboxProcess(Settings(Path({str(tmp_path / "home")!r})))
sandbox.start(lambda account: print(account.url, flush=True))
app.exec()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as app:
        url = app.stdout.readline().decode().strip()
        assert answers(url)
        os.kill(app.pid, signal.SIGKILL)
        app.wait()
    qtbot.waitUntil(lambda: not answers(url), timeout=10_000)


def test_takes_the_port_of_the_last_time(qtbot, settings):
    """It answers where it did before, so that a campaign can go on; elsewhere where that is taken."""
    sandbox = SandboxProcess(settings)
    first = start(qtbot, sandbox).url
    sandbox.stop()
    assert start(qtbot, sandbox).url == first
    sandbox.stop()
    port = int(first.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)):
        assert start(qtbot, sandbox).url != first
    sandbox.stop()
