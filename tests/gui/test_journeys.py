"""Four whole journeys in the real window, on a real display, against a real sandbox."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("journey_parts.py")
_PATIENCE = 300

pytestmark = [
    pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs an X display"),
    pytest.mark.xdist_group("journeys"),
]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A display of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
        server.terminate()


@pytest.fixture
def environment(display, tmp_path) -> dict[str, str]:
    """A person who was never here before."""
    return os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_MEDIA_BACKEND": "ffmpeg",
        "MMSKIT_HOME": str(tmp_path / "home"),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONFAULTHANDLER": "1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def travel(name: str, folder: Path, environment: dict[str, str]) -> None:
    """Make a journey, and fail with what it said where it does not arrive."""
    done = subprocess.run(
        [sys.executable, str(_SCRIPT), name, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "arrived" in done.stdout
    assert "Traceback" not in done.stderr, done.stderr


def test_composed_from_files_fitted_sent_and_delivered(tmp_path, environment):
    """Twelve photos, words and a song: composed, undone and redone, fitted, played, sent, delivered."""
    travel("compose", tmp_path, environment)


def test_the_suggested_cuts_make_an_oversize_message_fit(tmp_path, environment):
    """An over-size message fits after the suggested cuts were clicked, and is sent."""
    travel("cut", tmp_path, environment)


def test_work_is_offered_back_after_a_kill(tmp_path, environment):
    """What was typed before a kill is offered back at the next start, restored, saved and equal."""
    typed = tmp_path / "typed"
    command = [sys.executable, str(_SCRIPT), "type", str(tmp_path)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as app:
        end = time.monotonic() + _PATIENCE
        while not find_kept(tmp_path / "home") and time.monotonic() < end:
            assert app.poll() is None, app.stderr.read()
            time.sleep(0.1)  # a person waits too; nothing tells that another process has written
        app.send_signal(signal.SIGKILL)
    assert typed.exists()
    travel("recover", tmp_path, environment)


def test_languages_are_switched_while_editing(tmp_path, environment):
    """Chinese and English are switched while editing; nothing is lost and nothing untranslated."""
    travel("languages", tmp_path, environment)


def find_kept(home: Path) -> bool:
    """Whether unsaved work that is worth something stands in the recovery folder."""
    kept = (home / "recovery").glob("*/message/message.toml")
    return any("text" in path.read_text(encoding="utf-8") for path in kept)
