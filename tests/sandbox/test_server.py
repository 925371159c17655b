"""Starting and stopping."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from raw_calls import get, send

from mmskit.errors import SandboxError
from mmskit.sandbox.server import Server, bind
from mmskit.sandbox.settings import Settings


def _refusal(settings: Settings) -> str:
    with pytest.raises(SandboxError) as caught:
        Server(settings).start()
    assert caught.value.render("en") != caught.value.render("zh_CN")
    return str(caught.value)


def test_a_port_in_use():
    """A port that is taken is named, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _refusal(Settings(port=port))
    assert str(port) in said
    assert "--port" in said


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_no_port_at_all(port):
    """A number outside 0 to 65535 is no port."""
    assert str(port) in _refusal(Settings(port=port))


def test_an_address_of_another_machine():
    """An address that is not this machine's is named."""
    assert "192.0.2.1" in _refusal(Settings(host="192.0.2.1"))


def test_an_address_that_is_none():
    """A host that cannot be found is named."""
    assert "not an address" in _refusal(Settings(host="not an address"))


def test_a_bad_file_leaves_the_port_free(tmp_path):
    """When the file cannot be used, the port is free again at once."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    _refusal(Settings(port=port, db=tmp_path))
    bind("127.0.0.1", port).close()


def test_the_default_is_loopback():
    """Unless told otherwise the sandbox listens on a loopback address alone."""
    with Server(Settings()) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"
        assert server._socket.getsockname()[0] == "127.0.0.1"


def test_ipv6():
    """It can listen on IPv6, and its address is written with brackets."""
    try:
        bind("::1", 0).close()
    except SandboxError:
        pytest.skip("this machine has no IPv6 loopback")
    with Server(Settings(host="::1")) as server, socket.create_connection(("::1", server.port)):
        assert server.url == f"http://[::1]:{server.port}"


def test_stopping_is_clean(clock):
    """After the end no thread is left, the port is closed, and stopping again is fine."""
    server = Server(Settings(), clock=clock).start()
    assert send(server).text.startswith("success:")
    server.stop()
    server.stop()
    assert "mmskit-sandbox" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(ConnectionRefusedError):
        get(server, "/sandbox/api")


def test_stopping_with_an_idle_connection():
    """A client that keeps its connection open does not keep the sandbox from stopping."""
    server = Server(Settings()).start()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /sandbox/api HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(10).startswith(b"HTTP/1.1 2")
        server.stop()
    assert "mmskit-sandbox" not in [thread.name for thread in threading.enumerate()]


def test_stopping_in_the_middle_of_a_request(monkeypatch):
    """A client that never finishes its request is hung up on, and nothing of it is left open."""
    monkeypatch.setattr("mmskit.sandbox.serving.STOP_SECONDS", 0)
    server = Server(Settings()).start()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /sandbox/api HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(10).startswith(b"HTTP/1.1 2")
        connection.sendall(
            b"POST /api/send/caixin_send.php HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"
        )
        server.stop()
    assert "mmskit-sandbox" not in [thread.name for thread in threading.enumerate()]


def test_stopping_while_nobody_reads(monkeypatch):
    """A client that asks for much and stops reading is hung up on, and nothing is left open."""
    monkeypatch.setattr("mmskit.sandbox.serving.STOP_SECONDS", 0)
    server = Server(Settings()).start()
    server.state.refuse("send", "demo", "", answer="", content=b"x" * 30_000_000)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            b"GET /sandbox/api/submissions/1/content HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        begun = 0
        while begun < 200_000:
            begun += len(connection.recv(65536))
        server.stop()
    gc.collect()
    assert "mmskit-sandbox" not in [thread.name for thread in threading.enumerate()]


def test_stopping_while_clients_arrive():
    """Clients that arrive in the very moment of stopping leave nothing open."""
    for _ in range(20):
        server = Server(Settings()).start()
        with contextlib.ExitStack() as stack:
            for _ in range(5):
                stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            server.stop()


def test_two_at_a_time():
    """Two sandboxes in one process know nothing of each other."""
    with Server(Settings()) as one, Server(Settings()) as other:
        send(one)
        assert one.state.count_submissions(accepted_only=True) == 1
        assert other.state.count_submissions(accepted_only=True) == 0


PROGRAM = """
import sys
from mmskit.sandbox.server import run_forever
from mmskit.sandbox.settings import Settings
run_forever(Settings(), log=print, on_ready=lambda server: print(server.url, flush=True))
print("ended")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_running_until_told_to_end(number):
    """Ctrl+C and SIGTERM end it in order, without a traceback."""
    program = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout.readline().startswith("http://127.0.0.1:")
        program.send_signal(number)
        said, errors = program.communicate(timeout=30)
    finally:
        with contextlib.suppress(OSError):
            program.kill()
        program.wait()
    assert (program.returncode, said, errors) == (0, "ended\n", "")


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_a_kill_loses_nothing(tmp_path):
    """What was answered ``success`` before SIGKILL is there after a restart."""
    path = tmp_path / "desk.db"
    code = PROGRAM.replace("Settings()", f"Settings(db=__import__('pathlib').Path({str(path)!r}))")
    program = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        server = _At(int(program.stdout.readline().rpartition(":")[2]))
        answers = [send(server, title=f"t{index}").text for index in range(25)]
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
    assert all(answer.startswith("success:") for answer in answers)
    with Server(Settings(db=path), clock=lambda: time.time() + 60) as again:
        kept = again.state.list_submissions(accepted_only=True)
        assert [one.answer for one in kept] == answers
        assert again.state.find_account("demo").balance == 10_000 - 25


class _At:
    def __init__(self, port: int) -> None:
        self.port = port
