"""How many sends a second the sandbox takes: 10 KB messages, 4 connections, everything on this machine."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

from mmskit import Frame, Message, encode
from mmskit.sandbox.settings import DEMO
from mmskit.wire.call import Credentials, send_call
from mmskit.wire.form import encode_form

CONNECTIONS = 4
SENDS = 600
"""For each connection; together they stay inside the account's balance."""


def send_many(url: str, body: bytes) -> None:
    """Send one after the other on one connection."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    for _ in range(SENDS):
        connection.request(
            "POST",
            "/api/send/caixin_send.php",
            body,
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse().read()
        if not answer.startswith(b"success:"):
            raise SystemExit(f"refused: {answer!r}")
    connection.close()


def main() -> None:
    """Start a sandbox as a process of its own, load it, print the rate."""
    message = Message("速", [Frame("x" * 7_500)])
    content = encode(message)
    credentials = Credentials(DEMO.apikey, "bench", DEMO.password)
    body = encode_form(send_call(credentials, ["13800000001"], message.title, content).fields)
    command = [sys.executable, "-u", "-m", "mmskit", "sandbox", "--port", "0"]
    command += ["--account", f"bench:{DEMO.password}:{DEMO.apikey}"]
    environment = os.environ | {"MMSKIT_LANG": "en"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None  # noqa: S101 - it is a pipe
        url = next(word for word in server.stdout.readline().split() if word.startswith("http"))
        drain = threading.Thread(target=server.stdout.read, daemon=True)
        drain.start()
        start = time.perf_counter()
        threads = [threading.Thread(target=send_many, args=(url, body)) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - start
        server.terminate()
    print(
        f"sandbox, messages of {len(content) / 1024:.1f} KB from {CONNECTIONS} connections (goal: at least 300 a second)"
    )
    print(
        f"  {CONNECTIONS * SENDS / took:.0f} sends a second   ({CONNECTIONS * SENDS} in {took:.1f} s)"
    )


if __name__ == "__main__":
    main()
