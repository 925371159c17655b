"""Who may talk to the sandbox, and what every answer carries."""

from __future__ import annotations

import http.client
from urllib.parse import urlencode

import pytest
from raw_calls import SEND, get, request, submission

from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import Settings

BALANCE = "/sandbox/api/accounts/demo/balance"


def status_for(server, host: str, path: str = "/sandbox/api") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:1", "127.0.0.1:8052", "[::1]", "[::1]:80"]
)
def test_loopback_names_are_known(desk, host):
    """Any spelling of this machine's own names is answered."""
    assert status_for(desk, host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8052",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.0.2.7",
        "",
        "localhost@evil.example",
        "[",
        "evil.example#localhost",
    ],
)
@pytest.mark.parametrize("path", ["/", "/sandbox/api", SEND, "/nothing"])
def test_other_names_are_refused(desk, host, path):
    """A name that is not this machine's is refused before anything is routed."""
    assert status_for(desk, host, path) in {400, 421}


def test_a_name_that_was_allowed():
    """A name given at the start is answered; others still are not."""
    with Server(Settings(hosts=("desk.test",))) as server:
        assert status_for(server, "desk.test:80") == 200
        assert status_for(server, "other.test") == 421


def test_listening_everywhere():
    """Listening on every address takes addresses as names, but no name that could be rebound."""
    with Server(Settings(host="0.0.0.0")) as server:  # noqa: S104 - what is tested
        assert status_for(server, "192.0.2.7:80") == 200
        assert status_for(server, "localhost") == 200
        assert status_for(server, "evil.example") == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", BALANCE), ("DELETE", "/sandbox/api/messages")]
)
def test_another_page_changes_nothing(desk, headers, method, path):
    """A page from elsewhere cannot change anything through the API."""
    reply = request(desk, method, path, b'{"balance": 1}', headers)
    assert reply.status == 403
    assert desk.state.find_account("demo").balance == 10_000


def test_our_own_page_may(desk):
    """The sandbox's own page, and programs without an Origin, may change things."""
    for origin in ({"Origin": f"http://127.0.0.1:{desk.port}"}, {}):
        assert request(desk, "POST", BALANCE, b'{"balance": 5}', origin).status == 200
    assert desk.state.find_account("demo").balance == 5


@pytest.mark.parametrize(
    "path",
    ["/", "/sandbox/api", "/sandbox/inbox.js", "/nothing", "/sandbox/api/messages/1/content"],
)
def test_every_answer_is_guarded(desk, path):
    """Every answer forbids sniffing, framing and anything that is not the sandbox's own."""
    request(
        desk,
        "POST",
        SEND,
        urlencode(submission()),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    headers = get(desk, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
