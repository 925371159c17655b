"""The JSON API over what was received."""

from __future__ import annotations

import json

import pytest
from raw_calls import (
    BATCH,
    CLEAR,
    GIF,
    JPEG,
    MIDI,
    TEXT,
    batch_xml,
    content,
    get,
    post,
    pull,
    request,
    send,
)

API = "/sandbox/api"


def test_messages_and_submissions(desk):
    """Messages are what was accepted; submissions are all, with what was wrong in two languages."""
    send(desk)
    send(desk, content=";" + content())
    assert [one["id"] for one in get(desk, f"{API}/messages").json["messages"]] == [1]
    good, bad = get(desk, f"{API}/submissions").json["submissions"]
    assert (good["accepted"], bad["accepted"]) == (True, False)
    assert good["msgid"] == good["answer"].removeprefix("success:")
    assert (bad["msgid"], bad["answer"]) == (None, "error:Unrecognized encoding")
    finding = bad["findings"][0]
    assert (finding["code"], finding["severity"]) == ("leading_semicolon", "bug")
    assert finding["en"] != finding["zh_CN"]


def test_one_message(desk, clock):
    """A message has its frames, texts, media as links, recipients and their reports."""
    msgid = send(desk, mobile="13811299901,13811299908").text.removeprefix("success:")
    clock.now += 2
    pull(desk)
    one = get(desk, f"{API}/messages/1").json
    assert (one["title"], one["size"], one["recipient_count"]) == ("双十一大促", len(content()), 2)
    assert one["time"] == "2025-11-23T20:13:20.000+08:00"
    first, second = one["frames"]
    assert first["text"] == TEXT.decode()
    assert (first["picture"]["kind"], first["picture"]["width"], first["picture"]["bytes"]) == (
        "jpg",
        96,
        len(JPEG),
    )
    assert (second["text"], second["sound"]) == (None, None)
    assert [one["mobile"] for one in one["recipients"]] == ["13811299901", "13811299908"]
    (report,) = one["recipients"][0]["reports"]
    assert (report["msgid"], report["status"]) == (msgid, "DELIVRD")
    assert report["pulled"] is not None
    assert [report["pulled"] is None for report in one["recipients"][1]["reports"]] == [False, True]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("1_2.jpg", JPEG, "image/jpeg"),
        ("1_3.mid", MIDI, "audio/midi"),
        ("2_2.gif", GIF, "image/gif"),
    ],
)
def test_media_byte_for_byte(desk, name, data, kind):
    """A medium comes back byte for byte, with its type, and cannot run as a page."""
    send(desk)
    reply = get(desk, f"{API}/messages/1/media/{name}")
    assert reply.body == data
    assert reply.headers["content-type"] == kind
    assert reply.headers["content-security-policy"].endswith("sandbox")


@pytest.mark.parametrize(
    "path",
    [
        "messages/2",
        "messages/99999999999999999999999999",
        "nothing/1",
        "messages/x",
        "messages/1/media/9_2.jpg",
        "messages/1/media/1_1.txt",
        "messages/1/media/..%2F..%2Fx",
        "messages/2/content",
        "messages/2/recipients",
        "submissions/9/media/1_2.jpg",
    ],
)
def test_what_is_not_there(desk, path):
    """What is not there is 404, never an error of ours."""
    send(desk)
    assert get(desk, f"{API}/{path}").status == 404


def test_a_refused_submission_is_no_message(desk):
    """A refused submission is found under submissions, with its content, and not under messages."""
    send(desk, content=";" + content())
    assert get(desk, f"{API}/messages/1").status == 404
    one = get(desk, f"{API}/submissions/1").json
    assert one["frames"] == []
    assert get(desk, one["content"]).text == ";" + content()


def test_the_raw_content(desk):
    """The content comes back as it was submitted, as plain text."""
    send(desk)
    reply = get(desk, f"{API}/messages/1/content")
    assert reply.text == content()
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_batch(desk):
    """A batch has its picture once, every recipient's text, and its XML."""
    post(desk, BATCH, CLEAR | {"xmlData": batch_xml()})
    one = get(desk, f"{API}/messages/1").json
    assert get(desk, one["frames"][0]["picture"]["href"]).body == JPEG
    assert [recipient["text"] for recipient in one["recipients"]] == ["张三，您好", "李四，50% off"]
    assert get(desk, one["content"]).text == batch_xml()


def test_pages(desk):
    """Pages are newest last; ``after`` goes on, ``before`` goes back."""
    for index in range(5):
        send(desk, title=f"t{index}")
    send(desk, content="bad")

    def ids(query: str) -> list[int]:
        return [one["id"] for one in get(desk, f"{API}/messages?{query}").json["messages"]]

    assert ids("") == [1, 2, 3, 4, 5]
    assert ids("limit=2") == [4, 5]
    assert ids("limit=2&before=4") == [2, 3]
    assert ids("limit=2&after=1") == [2, 3]
    assert ids("after=5") == []
    assert ids("limit=x&after=-1&before=%FF") == [1, 2, 3, 4, 5]
    assert ids("limit=0") == [5]
    assert get(desk, f"{API}/messages?limit=1").json["total"] == 5


def test_pages_of_recipients(desk):
    """Recipients can be read page by page."""
    send(desk, mobile=",".join(f"139123400{index:02}" for index in range(30)))
    page = get(desk, f"{API}/messages/1/recipients?after=9&limit=5").json
    assert page["total"] == 30
    assert [one["mobile"] for one in page["recipients"]] == [f"139123400{n}" for n in range(10, 15)]


def test_accounts_show_no_secret(desk):
    """Accounts are listed with their balance and without password or apikey."""
    reply = get(desk, f"{API}/accounts")
    demo = next(one for one in reply.json["accounts"] if one["name"] == "demo")
    assert (demo["balance"], demo["total"]) == (10_000, 10_000)
    assert "demo1234" not in reply.text
    assert CLEAR["apikey"] not in reply.text


def test_setting_a_balance(desk):
    """A balance can be set, with or without the total."""
    path = f"{API}/accounts/demo/balance"
    assert post(desk, path, '{"balance": 5}').json["balance"] == 5
    assert post(desk, path, '{"balance": 6, "total": 9}').json["total"] == 9
    assert post(desk, f"{API}/accounts/nobody/balance", '{"balance": 5}').status == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"5",
        b"{}",
        b'{"balance": -1}',
        b'{"balance": 1.5}',
        b'{"balance": true}',
        b'{"balance": "5"}',
        b'{"balance": 99999999999999999999}',
        b'{"balance": 1, "password": "x"}',
        b"\xff",
        b"[" * 60_000,
        b'{"balance": 1}' + b" " * 100_000,
    ],
)
def test_a_balance_that_is_none(desk, body):
    """Anything but whole numbers from 0 on is refused with a sentence, and changes nothing."""
    reply = request(desk, "POST", f"{API}/accounts/demo/balance", body)
    assert reply.status == 422
    assert "balance" in reply.json["error"]
    assert desk.state.find_account("demo").balance == 10_000


def test_emptying_the_inbox(desk, clock):
    """Emptying the inbox takes the submissions; balance and reports stay."""
    send(desk)
    send(desk, content="bad")
    assert request(desk, "DELETE", f"{API}/messages").json == {"deleted": 2}
    assert get(desk, f"{API}/submissions").json == {"submissions": [], "total": 0}
    assert desk.state.find_account("demo").balance == 9_999
    clock.now += 2
    assert "DELIVRD" in pull(desk).text
    send(desk, title="next")
    assert get(desk, f"{API}/messages").json["messages"][0]["id"] == 3


def test_what_is_here(desk):
    """The API says what the sandbox answers, and what it does not."""
    here = get(desk, API).json
    assert "/api/send/caixin_send.php" in here["calls"]
    assert "/api/bind/index.php" in here["not_built"]
    for path in here["links"].values():
        assert get(desk, path).status == 200


def test_markup_stays_data(desk):
    """Markup in titles and numbers comes back as JSON, never as a page."""
    send(desk, title="<script>alert(1)</script>", mobile="<b>1</b>")
    reply = get(desk, f"{API}/messages/1")
    assert reply.headers["content-type"] == "application/json"
    assert json.loads(reply.text)["title"] == "<script>alert(1)</script>"
