"""One POST, once, and the truth about what became of it."""

from __future__ import annotations

import _thread
import socket
import threading

import pytest
from faulty_server import answer, answering, faulty_server, reset

from mmskit.errors import JournalError, NotSentError, OutcomeUnknownError
from mmskit.texts import text
from mmskit.transport import Answer, Transport

BODY = b"apikey=k&content=1_1.txt%2C5L2g"
GOOD = answer(b"success:30911175558600")


def post(url: str, *, timeout: float = 5.0, most_bytes: int = 65536, **options) -> Answer:
    transport = Transport(url, timeout=timeout, proxy=options.pop("proxy", None))
    return transport.post("/api/send/caixin_send.php", BODY, most_bytes=most_bytes, **options)


def test_a_whole_answer_comes_back_with_its_status():
    """A whole answer comes back with its status, and the body went out as it was."""
    with faulty_server(answering(GOOD)) as server:
        assert post(server.url) == Answer(200, b"success:30911175558600")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert body == BODY
    assert head.startswith(b"POST /api/send/caixin_send.php HTTP/1.1\r\n")
    assert b"Content-Type: application/x-www-form-urlencoded; charset=UTF-8" in head
    assert b"Accept-Encoding: identity" in head


@pytest.mark.parametrize("cut", range(len(GOOD)))
def test_an_answer_cut_at_any_byte_is_unknown(cut):
    """An answer cut at any byte is unknown, and is asked for once only."""
    with faulty_server(answering(GOOD[:cut])) as server, pytest.raises(OutcomeUnknownError):
        post(server.url)
    assert server.posts == 1


def test_a_chunked_answer_cut_before_its_end_is_unknown():
    """A chunked answer without its last chunk is unknown; with it, it is whole."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    whole = head + b"8\r\nsuccess:\r\ne\r\n30911175558600\r\n0\r\n\r\n"
    with faulty_server(answering(whole)) as server:
        assert post(server.url).body == b"success:30911175558600"
    for cut in range(len(head), len(whole) - 4):
        with faulty_server(answering(whole[:cut])) as server, pytest.raises(OutcomeUnknownError):
            post(server.url)
        assert server.posts == 1


def test_a_reset_after_the_request_is_unknown():
    """A connection reset after the request is unknown, and never tried again."""
    with faulty_server(reset) as server, pytest.raises(OutcomeUnknownError):
        post(server.url)
    assert server.posts == 1


def test_a_connection_closed_without_an_answer_is_unknown():
    """A connection closed without an answer is unknown."""
    with faulty_server(lambda _: None) as server, pytest.raises(OutcomeUnknownError):
        post(server.url)
    assert server.posts == 1


def test_garbage_instead_of_http_is_unknown():
    """An answer that is not HTTP is unknown."""
    with (
        faulty_server(answering(b"\x00\xff\x00 what \r\n\r\n" * 50)) as server,
        pytest.raises(OutcomeUnknownError),
    ):
        post(server.url)
    assert server.posts == 1


def test_silence_ends_at_the_deadline_as_unknown():
    """A server that takes the request and says nothing leaves an unknown outcome at the deadline."""
    release = threading.Event()
    with faulty_server(lambda _: release.wait(10)) as server:
        with pytest.raises(OutcomeUnknownError) as caught:
            post(server.url, timeout=0.3)
        release.set()
    assert "0.3 seconds" in str(caught.value)
    assert server.posts == 1


def test_an_answer_that_drips_for_ever_ends_at_the_deadline():
    """A byte at a time keeps every read alive, but not the deadline; what came is in the error."""
    release = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not release.wait(0.02):
            connection.sendall(b"x")

    with faulty_server(drip) as server:
        with pytest.raises(OutcomeUnknownError) as caught:
            post(server.url, timeout=0.5)
        release.set()
    assert set(caught.value.answer) == {ord("x")}


def test_headers_without_end_end_at_the_deadline():
    """Headers that drip for ever end at the deadline too."""
    release = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not release.wait(0.02):
            connection.sendall(b"X-A: b\r\n")

    with faulty_server(drip) as server:
        with pytest.raises(OutcomeUnknownError):
            post(server.url, timeout=0.5)
        release.set()
    assert server.posts == 1


def test_an_endless_answer_is_cut_off_at_its_cap():
    """An answer longer than any of the platform's is not read to its end."""
    raw = answer(b"a" * 200_000)
    with faulty_server(answering(raw)) as server, pytest.raises(OutcomeUnknownError) as caught:
        post(server.url, most_bytes=1_000)
    assert len(caught.value.answer) < 200_000


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
)
def test_a_redirect_is_not_followed(status):
    """A redirect is an answer like any other: the key goes to no second address."""
    with faulty_server(answering(GOOD)) as other:
        raw = answer(b"", status, b"Location: " + other.url.encode() + b"/x\r\n")
        with faulty_server(answering(raw)) as server:
            assert not post(server.url).good
        assert server.posts == 1
    assert other.requests == []


def test_a_server_error_is_an_answer_but_not_a_good_one():
    """A 502 comes back as an answer that is not good."""
    with faulty_server(answering(answer(b"error:Missing apikey", "502 Bad Gateway"))) as server:
        got = post(server.url)
    assert (got.good, got.status) == (False, 502)


def test_a_503_with_retry_after_is_not_retried():
    """No answer makes the transport ask again, not even one that invites it."""
    raw = answer(b"later", "503 Busy", b"Retry-After: 0\r\n")
    with faulty_server(answering(raw)) as server:
        assert post(server.url).status == 503
    assert server.posts == 1


def test_a_refused_connection_sent_nothing():
    """A refused connection means that nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSentError, match="refused"):
        post(f"http://127.0.0.1:{port}")


def test_an_unknown_host_sent_nothing():
    """A host without an address means that nothing was sent."""
    with pytest.raises(NotSentError):
        post("http://host.invalid", timeout=20)


def test_plain_text_where_tls_is_expected_sent_nothing():
    """A failed TLS handshake means that nothing of the request was sent."""
    plain = answering(b"HTTP/1.1 400 no TLS here\r\n\r\n")
    with faulty_server(plain, read=False) as server, pytest.raises(NotSentError, match="secure"):
        post(server.url.replace("http:", "https:"))


def test_a_server_that_never_finishes_the_handshake_sent_nothing():
    """A deadline that passes during the handshake means that nothing was sent, then or later."""
    release = threading.Event()
    with faulty_server(lambda _: release.wait(10), read=False) as server:
        with pytest.raises(NotSentError):
            post(server.url.replace("http:", "https:"), timeout=0.4)
        release.set()


def test_no_proxy_is_taken_from_the_environment(monkeypatch):
    """A proxy named in the environment is not used."""
    with (
        faulty_server(answering(answer(b"success:1"))) as proxy,
        faulty_server(answering(GOOD)) as server,
    ):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("no_proxy", "")
        assert post(server.url).body == b"success:30911175558600"
    assert proxy.requests == []


def test_a_proxy_is_used_when_it_is_named():
    """A proxy that is asked for is used, and counts as this machine's way out."""
    with faulty_server(answering(GOOD)) as proxy:
        assert post("http://platform.invalid", proxy=proxy.url).good
    assert proxy.requests[0].startswith(b"POST http://platform.invalid/api/send/caixin_send.php ")


def test_no_netrc_is_read(monkeypatch, tmp_path):
    """Credentials in a .netrc are not sent along."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with faulty_server(answering(GOOD)) as server:
        post(server.url)
    assert b"Authorization" not in server.requests[0]


def test_every_piece_is_kept_as_it_arrives_also_of_a_broken_answer():
    """What arrived before the break was handed on, and is in the error."""
    kept = []
    raw = answer(b"x" * 5_000)[:-1_000]
    with faulty_server(answering(raw)) as server, pytest.raises(OutcomeUnknownError) as caught:
        post(server.url, keep=kept.append)
    assert b"".join(kept) == b"x" * 4_000 == caught.value.answer


def test_a_failing_keeper_does_not_lose_the_answer():
    """When the answer cannot be kept, it is read to its end all the same and is in the error."""

    def fail(_: bytes) -> None:
        raise JournalError(
            text("journal.cannot_keep", path="journal", reason="No space left on device")
        )

    with (
        faulty_server(answering(answer(b"y" * 300_000))) as server,
        pytest.raises(JournalError) as caught,
    ):
        post(server.url, keep=fail, most_bytes=1 << 20)
    assert caught.value.answer == b"y" * 300_000


def test_the_sentences_name_no_secret():
    """An error's sentence does not repeat the request."""
    with faulty_server(reset) as server, pytest.raises(OutcomeUnknownError) as caught:
        post(server.url)
    assert "apikey" not in str(caught.value)
    assert "apikey" not in caught.value.render("zh_CN")


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\n\r\nsuccess:3",
        b"HTTP/1.0 200 OK\r\n\r\nsuccess:30911175558600",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n9\r\nsuccess:3\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\nsuccess:3",
    ],
)
def test_an_answer_without_a_marked_end_is_unknown(raw):
    """A body that ends with the connection may have been cut: its id may be the beginning of one."""
    with faulty_server(answering(raw)) as server, pytest.raises(OutcomeUnknownError) as caught:
        post(server.url)
    assert server.posts == 1
    assert caught.value.answer.startswith((b"success:3", b"9\r\nsucc")) or not caught.value.answer


def test_a_part_of_an_answer_is_no_good_answer():
    """206 Partial Content is no whole answer."""
    with faulty_server(answering(answer(b"success:1", "206 Partial Content"))) as server:
        assert not post(server.url).good


def test_the_body_of_a_redirect_is_capped_like_any_other():
    """A redirect with an endless body is cut off at the cap."""
    raw = answer(b"a" * 500_000, "302 Found", b"Location: http://127.0.0.1:9/x\r\n")
    with faulty_server(answering(raw)) as server, pytest.raises(OutcomeUnknownError) as caught:
        post(server.url, most_bytes=1_000)
    assert len(caught.value.answer) < 200_000


def test_a_proxy_that_refuses_the_tunnel_sent_nothing():
    """CONNECT names the host only: when the proxy says no, nothing of the request has left."""
    refusal = answering(answer(b"", "407 Proxy Authentication Required"))
    with faulty_server(refusal) as proxy, pytest.raises(NotSentError):
        post("https://platform.invalid", proxy=proxy.url)
    assert [request.split(b" ")[0] for request in proxy.requests] == [b"CONNECT"]


def test_stopping_after_the_request_left_is_unknown():
    """Stop, from another thread, while the server thinks: the outcome is unknown, at once."""
    release = threading.Event()
    transport: list[Transport] = []

    def think(_: socket.socket) -> None:
        transport[0].stop()
        release.wait(10)

    with faulty_server(think) as server:
        transport.append(Transport(server.url, timeout=30))
        with pytest.raises(OutcomeUnknownError, match="you stopped it"):
            transport[0].post("/x", BODY, most_bytes=100)
        release.set()
    assert server.posts == 1


def test_stopping_when_nothing_is_under_way_does_nothing():
    """Stop without an exchange is harmless, and the next one works."""
    with faulty_server(answering(GOOD)) as server:
        transport = Transport(server.url, timeout=5)
        transport.stop()
        assert transport.post("/x", BODY, most_bytes=100).good


def test_a_keyboard_interrupt_while_waiting_is_unknown():
    """Ctrl+C while the server thinks is told as an unknown outcome, never as nothing."""
    release = threading.Event()

    def think(_: socket.socket) -> None:
        _thread.interrupt_main()
        release.wait(10)

    with faulty_server(think) as server:
        with pytest.raises(OutcomeUnknownError, match="you stopped it"):
            post(server.url, timeout=30)
        release.set()
    assert server.posts == 1
