"""Bodies: how large, how slow, and cut off."""

from __future__ import annotations

import socket
import threading
from urllib.parse import quote_plus, urlencode

import pytest
from raw_calls import (
    BATCH,
    CLEAR,
    FORM,
    SEND,
    batch_xml,
    content,
    element,
    post,
    pull,
    send,
    submission,
)

from mmskit.sandbox import app, bodies
from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import Settings


def talk(server, head: str, body: bytes = b"", *, cut: bool = False) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head.encode() + body)
        if cut:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer


def head(length: int, path: str = SEND) -> str:
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )


def test_a_form_over_the_cap_is_dropped(desk, monkeypatch):
    """A form larger than a PHP server takes is answered as if it were empty (protocol §11)."""
    monkeypatch.setattr(app, "SEND_BODY_BYTES", 100_000)
    reply = send(desk, mobile=",".join(["13811299901"] * 20_000))
    assert reply.status == 200
    assert reply.text == "error:Missing apikey"
    assert reply.notes == ["form_dropped"]
    assert desk.state.count_submissions(accepted_only=False) == 0


def test_the_cap_takes_a_hundred_thousand_recipients(desk):
    """A send to 100,000 numbers is well under the cap, and charged for each."""
    desk.state.change_account("demo", balance=100_000)
    mobile = ",".join(f"139{index:08}" for index in range(100_000))
    assert send(desk, mobile=mobile).text.startswith("success:")
    assert desk.state.find_account("demo").balance == 0


def test_a_batch_over_the_cap(desk, monkeypatch):
    """A batch body over its cap is answered as too long."""
    monkeypatch.setattr(app, "BATCH_BODY_BYTES", 10_000)
    reply = post(desk, BATCH, CLEAR | {"xmlData": "x" * 20_000})
    assert (reply.text, reply.notes) == ("Error:MMS body too long.", ["form_dropped"])


def send_for_ever(connection: socket.socket) -> None:
    connection.sendall(head(10**12).encode())
    for _ in range(10_000):
        connection.sendall(b"x" * 65536)


def test_a_client_that_never_ends(desk, monkeypatch):
    """Past what is thrown away, the sandbox hangs up while the client is still sending."""
    with monkeypatch.context() as patched:
        patched.setattr(app, "SEND_BODY_BYTES", 1_000)
        patched.setattr(bodies, "DISCARDED_BYTES", 10_000)
        with (
            socket.create_connection(("127.0.0.1", desk.port), timeout=30) as connection,
            pytest.raises(OSError, match=r"reset|pipe|aborted"),
        ):
            send_for_ever(connection)
    assert send(desk).text.startswith("success:")


def test_a_cut_off_request_leaves_nothing(lines):
    """A request that breaks off in its body is not accepted, not even in part."""
    body = urlencode(submission()).encode()
    with Server(Settings(), log=lines.append) as server:
        talk(server, head(len(body)), body[:-10], cut=True)
        assert send(server, title="next").text.startswith("success:")
        assert server.state.count_submissions(accepted_only=False) == 1
    assert any("went away" in line for line in lines)


def test_a_slow_request_is_given_up():
    """A body that does not arrive in time is answered 408, and nothing is kept."""
    with Server(Settings(read_seconds=0.05)) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(head(1000).encode() + b"apikey=")
            answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert server.state.count_submissions(accepted_only=False) == 0


def test_a_body_in_chunks(desk):
    """A form sent with chunked transfer encoding is read like any other."""
    body = urlencode(submission()).encode()
    pieces = b"".join(
        b"%x\r\n%s\r\n" % (len(body[at : at + 777]), body[at : at + 777])
        for at in range(0, len(body), 777)
    )
    start = (
        f"POST {SEND} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\n"
        "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert b"success:" in talk(desk, start, pieces + b"0\r\n\r\n")


@pytest.mark.parametrize(
    "junk", [b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/9\r\n\r\n", b"\0" * 5000]
)
def test_what_is_no_http(desk, junk):
    """Bytes that are no HTTP, such as TLS, are hung up on; the next call works."""
    talk(desk, "", junk, cut=True)
    assert send(desk).text.startswith("success:")


def test_many_fields(desk):
    """A form of absurdly many fields is refused like an empty one."""
    reply = post(desk, SEND, "&".join(f"f{index}=x" for index in range(100_000)))
    assert reply.text == "error:Missing apikey"


def test_a_batch_whose_fields_come_in_any_order(desk):
    """The large field may come first, last or between the credentials."""
    xml = quote_plus(batch_xml())
    names = [f"{name}={value}" for name, value in CLEAR.items()]
    for place in range(4):
        fields = [*names[:place], f"xmlData={xml}", *names[place:]]
        assert post(desk, BATCH, "&".join(fields)).text.startswith("success:")


def test_a_large_batch(desk):
    """A batch of 20,000 different texts is taken whole, each text to its number."""
    entries = [(f"139{index:08}", f"尊敬的客户{index}，您好") for index in range(20_000)]
    desk.state.change_account("demo", balance=20_000)
    reply = post(desk, BATCH, CLEAR | {"xmlData": batch_xml(entries)})
    assert reply.text.startswith("success:")
    kept = desk.state.list_recipients(1)
    assert [(one.mobile, one.said) for one in kept] == entries
    assert desk.state.find_account("demo").balance == 0


def test_a_batch_that_goes_wrong_at_its_end(desk):
    """One bad recipient at the end undoes the whole batch."""
    entries = [(f"139{index:08}", "hi") for index in range(3_000)]
    xml = batch_xml(entries).replace("13900002999", "nonsense")
    reply = post(desk, BATCH, CLEAR | {"xmlData": xml})
    assert reply.text == "error:Unrecognized encoding"
    assert desk.state.find_account("demo").balance == 10_000
    assert desk.state.list_reports() == []


def test_calls_during_a_large_batch(desk):
    """Other calls are answered while a batch is being taken."""
    entries = [(f"139{index:08}", "hi") for index in range(10_000)]
    desk.state.change_account("demo", balance=10_001)
    answers = []
    large = threading.Thread(
        target=lambda: answers.append(
            post(desk, BATCH, CLEAR | {"xmlData": batch_xml(entries)}).text
        )
    )
    large.start()
    answers.append(send(desk, content=element("1_1.txt", b"hello")).text)
    large.join()
    kept = desk.state.list_submissions(accepted_only=True)
    assert sorted(answers) == [one.answer for one in kept]
    assert desk.state.find_account("demo").balance == 0


def test_a_long_page_of_reports(quick):
    """More reports than one page are pulled page by page, none twice, none lost."""
    quick.state.change_account("demo", balance=10**6)
    mobile = ",".join(f"1391{index:06}1" for index in range(11_000))
    send(quick, mobile=mobile, content=content())
    first, second = pull(quick).text, pull(quick).text
    assert (first.count(";"), second.count(";")) == (10_000, 1_000)
    assert pull(quick).text == "no record"
    assert not set(first.split(";")[:-1]) & set(second.split(";")[:-1])
