"""mmskit sandbox: the platform as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

from making import message

from mmskit import Account, Client


def test_it_runs_answers_and_stops(tmp_path):
    """Started, sent to, stopped with Ctrl+C; started again on its file, it still knows."""
    for expected in (9_999, 9_998):
        command = [
            sys.executable,
            "-u",
            "-m",
            "mmskit",
            "sandbox",
            "--port",
            "0",
            "--db",
            tmp_path / "s.db",
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ
        ) as process:
            try:
                url = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
                with Client(
                    Account("demo", "demo1234", "0123456789abcdef0123456789abcdef", url)
                ) as client:
                    client.send(message(), ["13800000001"])
                    assert client.balance().left == expected
            finally:
                process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
        assert process.returncode == 0
        assert "13800000001" not in rest


def test_a_port_in_use_is_said(mmskit):
    """A port that is taken: exit 1 and the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = mmskit("sandbox", "--port", taken.getsockname()[1])
    assert done.code == 1
    assert "--port" in done.err


def test_a_bad_account_is_said(mmskit):
    """An account that the platform would not have is refused before anything starts."""
    assert mmskit("sandbox", "--port", "0", "--account", "demo").code == 1
