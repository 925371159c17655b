"""The answers of the documented calls, asked for by hand."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlencode

import pytest
from raw_calls import (
    APIKEY,
    BATCH,
    CLEAR,
    GIF,
    HASHED,
    JPEG,
    QUERY,
    QUERY_INDEX,
    RECV,
    SEND,
    TEXT,
    b64,
    batch_xml,
    content,
    element,
    get,
    post,
    pull,
    request,
    send,
    submission,
)

from mmskit.sandbox.server import Server
from mmskit.sandbox.settings import Settings
from mmskit.wire.result import REFUSALS

OURS = {"username": "blocked", "password": "secret", "apikey": "b" * 32}
ELSEWHERE = {"username": "elsewhere", "password": "secret", "apikey": "e" * 32}
POOR = {"username": "poor", "password": "secret", "apikey": "f" * 32}


def test_a_submission_is_accepted(desk):
    """A proper submission is answered ``success:`` and 14 digits, as a PHP page in UTF-8."""
    reply = send(desk)
    assert reply.status == 200
    assert re.fullmatch(r"success:[0-9]{14}", reply.text)
    assert reply.headers["content-type"] == "text/html; charset=UTF-8"
    assert reply.notes == []


def test_msgids_increase(desk):
    """Every submission gets a msgid of its own, larger than the one before."""
    msgids = [send(desk, title=f"t{index}").text for index in range(20)]
    assert msgids == sorted(set(msgids))


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"apikey": ""}, "error:Missing apikey"),
        ({"apikey": None}, "error:Missing apikey"),
        ({"username": ""}, "error:Missing username"),
        ({"password": ""}, "error:Missing password"),
        ({"mobile": ""}, "error:Missing recipient"),
        ({"mobile": " , ,"}, "error:Missing recipient"),
        ({"title": ""}, "Error:Missing message title"),
        ({"content": ""}, "error:Missing message content"),
        (OURS, "error:Account is blocked"),
        ({"content": "nonsense"}, "error:Unrecognized encoding"),
        ({"apikey": "0" * 32}, "error:APIKEY or password error"),
        ({"password": "wrong"}, "error:APIKEY or password error"),
        ({"username": "nobody"}, "error:APIKEY or password error"),
        (ELSEWHERE, "error:Unauthorized IP address"),
        (
            POOR | {"mobile": "13811299901,13811299902,13811299903"},
            "error:Account balance is insufficient",
        ),
        ({"title": "长" * 41}, "Error:MMS body too long."),
    ],
)
def test_every_refusal_of_send(desk, changes, answer):
    """Each refusal of MMS §2.2 is answered with the document's exact text."""
    assert send(desk, **changes).text == answer


def test_the_sandbox_says_nothing_that_no_document_lists(desk):
    """All refusals that a send can get stand in the table of documented answers."""
    changes = [{}, {"apikey": ""}, {"title": ""}, {"content": "x"}, OURS, {"password": "no"}]
    said = {send(desk, **change).text for change in changes}
    assert {answer for answer in said if not answer.startswith("success:")} <= set(
        REFUSALS.values()
    )


def test_the_order_of_the_checks(desk):
    """Credentials come before the recipient, the recipient before the title, then the content."""
    empty = {"mobile": "", "title": "", "content": ""}
    assert send(desk, password="wrong", **empty).text == "error:APIKEY or password error"
    assert send(desk, **empty).text == "error:Missing recipient"
    assert send(desk, **empty | {"mobile": "13811299901"}).text == "Error:Missing message title"
    assert (
        send(desk, **empty | {"mobile": "13811299901", "title": "t"}).text
        == "error:Missing message content"
    )


def test_a_title_of_forty_characters_passes(desk):
    """40 characters are characters, not bytes (R6)."""
    assert send(desk, title="长" * 39 + "🎉").text.startswith("success:")


def _padded(size: int) -> str:
    """A content of exactly this many bytes: 51,200 leaves room for whole Base64 groups."""
    text = "t" * ((size - len("1_1.txt,")) // 4 * 3)
    return element("1_1.txt", text.encode())


def test_the_limit_is_51200_bytes(desk):
    """A content of 51,200 bytes as submitted is accepted; four more are too long (R9)."""
    longest = _padded(51_200)
    assert len(longest) == 51_200
    assert send(desk, content=longest).text.startswith("success:")
    reply = send(desk, content=_padded(51_204))
    assert reply.text == "Error:MMS body too long."
    assert reply.notes == ["content_too_long"]


def test_tittle_is_taken(desk):
    """``tittle``, as the samples spell it, is accepted and marked (R5)."""
    reply = send(desk, title=None, tittle="双十一")
    assert reply.text.startswith("success:")
    assert reply.notes == ["sent_as_tittle"]
    assert desk.state.list_submissions(accepted_only=True)[0].title == "双十一"


def test_what_arrives_is_what_was_sent(desk):
    """The content is kept byte for byte."""
    send(desk)
    assert b"".join(desk.state.read_parts(1)) == content().encode()


def test_a_rejected_submission(desk):
    """A test number makes the whole submission ``error:`` and an id; nothing is taken."""
    reply = send(desk, mobile="13811299901,13800009996")
    assert re.fullmatch(r"error:[0-9]{14}", reply.text)
    assert desk.state.find_account("demo").balance == 10_000
    assert send(desk, mobile="13800009997").text == "error:Black keywords is:sandbox"


def test_lost_answers(desk):
    """Two test numbers are accepted without the client being told so."""
    assert send(desk, mobile="13800009998").text == ""
    reply = send(desk, mobile="13800009999")
    assert reply.status == 502
    assert "success" not in reply.text
    assert desk.state.count_submissions(accepted_only=True) == 2
    assert desk.state.find_account("demo").balance == 9_998


def test_the_balance_shapes(desk):
    """A clear password is answered what is left, a hashed one ``left/total``, at both addresses."""
    send(desk, mobile="13811299901,13811299902,13811299903")
    for path in (QUERY, QUERY_INDEX):
        assert post(desk, path, CLEAR).text == "9997"
        assert post(desk, path, HASHED).text == "9997/10000"
        assert get(desk, path, HASHED).text == "9997/10000"


def test_an_md5_in_upper_case(desk):
    """The password's MD5 is accepted in either case (R3)."""
    upper = HASHED | {"password_md5": HASHED["password_md5"].upper()}
    assert post(desk, QUERY_INDEX, upper).text == "10000/10000"


def test_an_md5_of_another_length(desk):
    """A hash that has not 32 digits gets the answer of SMS §3.1.2."""
    assert pull(desk, password_md5="abc").text == "error:Invalid md5 password length"


def test_every_refusal_of_a_pull(desk):
    """A pull refuses what lacks credentials, and a time span that lacks an end."""
    assert pull(desk, apikey="").text == "error:Missing apikey"
    assert pull(desk, username="").text == "error:Missing username"
    assert pull(desk, password_md5="").text == "error:Missing password"
    assert pull(desk, apikey="0" * 32).text == "error:APIKEY or password error"
    assert pull(desk, mobile="13811299901").text == "error:Missing from parameter"
    assert pull(desk, mobile="13811299901", **{"from": "1"}).text == "error:Missing to parameter"
    assert pull(desk, to="2").text == "error:Missing from parameter"
    assert pull(desk, encode="latin-1").text == "error:Unrecognized encoding"


def test_a_pull_consumes(quick):
    """A report is shown once; then the answer is ``no record``."""
    assert pull(quick).text == "no record"
    msgid = send(quick).text.removeprefix("success:")
    assert pull(quick).text == f"{msgid},13811299901,DELIVRD,2025-11-23 20:13:20;"
    assert pull(quick).text == "no record"


def test_a_pull_for_numbers(quick):
    """With ``mobile``, ``from`` and ``to`` only those numbers' reports are taken."""
    send(quick, mobile="13811299911,13811299912,13811299913")
    span = {"from": "1763900000", "to": "1763900000"}
    assert pull(quick, mobile="13811299919", **span).text == "no record"
    assert pull(quick, mobile="13811299912", **{"from": "1", "to": "2"}).text == "no record"
    assert pull(quick, mobile="13811299912,13811299913", **span).text.count(";") == 2
    assert "13811299911" in pull(quick).text
    assert pull(quick).text == "no record"


def test_a_pull_by_get(quick):
    """Reports can be pulled by GET, as the document's sample does; that is noted."""
    send(quick)
    reply = get(quick, RECV, HASHED)
    assert "DELIVRD" in reply.text
    assert reply.notes == ["credentials_over_get"]


def test_a_page_in_gbk(quick):
    """``encode=GBK`` in any case is answered as a GBK page (MMS §5)."""
    send(quick)
    reply = pull(quick, encode="gbk")
    assert reply.headers["content-type"] == "text/html; charset=GBK"
    assert reply.body.decode("gbk").endswith(";")


def test_the_layouts(desk, clock):
    """An account's reports have four, five or six fields, as it is set up (R21)."""
    for name, key, fields in (("five", "5", 5), ("six", "6", 6)):
        secret = {"username": name, "password": "secret", "apikey": key * 32}
        send(desk, **secret)
        clock.now += 2
        hashed = hashlib.md5(b"secret", usedforsecurity=False).hexdigest()
        record = pull(desk, username=name, apikey=key * 32, password_md5=hashed).text
        assert record.startswith("3456,")
        assert len(record.rstrip(";").split(",")) == fields


def test_get_is_refused_where_the_document_wants_post(desk):
    """GET on a send is 405 and sends nothing."""
    for path in (SEND, BATCH):
        reply = get(desk, path, submission())
        assert reply.status == 405
        assert reply.headers["allow"] == "POST"
    assert desk.state.count_submissions(accepted_only=False) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/api/send/index.php",
        "/api/send/sms_batch.php",
        "/api/send/sms_webservice.php?wsdl",
        "/api/reply/index.php",
        "/api/bind/index.php",
        "/api/black/index.php",
    ],
)
def test_what_is_not_built_says_so(desk, path):
    """A documented call that is not built answers 501 and a sentence."""
    for reply in (post(desk, path, HASHED), get(desk, path)):
        assert reply.status == 501
        assert "not built" in reply.text


def test_other_actions_of_the_query_are_not_built(desk):
    """Billing answers 501, as plain text that shows no markup of the asker's."""
    for action in ("billing", "<script>"):
        reply = post(desk, QUERY_INDEX, HASHED | {"action": action})
        assert reply.status == 501
        assert reply.headers["content-type"].startswith("text/plain")


def test_records_of_what_was_accepted(desk):
    """In the document's layout, of this account and this span alone; the span is asked for."""
    msgid = send(desk).text.removeprefix("success:")
    asked = HASHED | {"action": "record", "encode": "UTF-8"}
    assert post(desk, QUERY_INDEX, asked).text == "error:Missing from parameter"
    assert post(desk, QUERY_INDEX, asked | {"from": "1", "to": "2"}).text == ""
    listed = post(desk, QUERY_INDEX, asked | {"from": "1", "to": "9999999999"}).text
    assert listed.startswith(f"demo,{msgid},")
    assert listed.endswith(";")
    assert post(desk, QUERY_INDEX, asked | {"from": "1", "to": "2", "encode": "x"}).text.startswith(
        "error:"
    )


def test_an_unknown_address(desk):
    """An address of neither document is 404, with a sentence."""
    reply = get(desk, "/api/send/caixin.php")
    assert reply.status == 404
    assert "/sandbox/api" in reply.text


def test_the_balance_is_taken_whole_or_not_at_all(desk):
    """Three recipients with two messages left: refused, and two are still left."""
    assert "insufficient" in send(desk, **POOR, mobile="13811299901,13811299902,13811299903").text
    assert desk.state.find_account("poor").balance == 2
    assert desk.state.list_reports() == []
    assert send(desk, **POOR, mobile="13811299901,13811299902").text.startswith("success:")
    assert desk.state.find_account("poor").balance == 0


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"apikey": ""}, "error:Missing apikey"),
        ({"password": ""}, "error:Missing password"),
        (OURS, "error:Account is blocked"),
        (ELSEWHERE, "error:Unauthorized IP address"),
        ({"password": "wrong"}, "error:APIKEY or password error"),
        ({"xmlData": ""}, "error:Missing message content"),
        ({"xmlData": "<mms>"}, "error:Unrecognized encoding"),
        ({"xmlData": batch_xml(entries=[])}, "error:Unrecognized encoding"),
        ({"xmlData": batch_xml(title="")}, "Error:Missing message title"),
        ({"xmlData": batch_xml(title="t" * 41)}, "Error:MMS body too long."),
        (
            {"xmlData": batch_xml(entries=[("13811299901", "x" * 40_000)])},
            "Error:MMS body too long.",
        ),
        (
            POOR | {"xmlData": batch_xml([(f"138112999{n:02}", "x") for n in range(3)])},
            "error:Account balance is insufficient",
        ),
    ],
)
def test_every_refusal_of_a_batch(desk, changes, answer):
    """Each refusal of MMS §3.2 is answered with the document's exact text, and nothing is taken."""
    assert post(desk, BATCH, CLEAR | {"xmlData": batch_xml()} | changes).text == answer
    assert [
        account.balance for account in desk.state.list_accounts() if account.name == "demo"
    ] == [10_000]
    assert desk.state.list_reports() == []


def test_a_batch_is_accepted(quick):
    """A batch gives every recipient their own text, for one message each."""
    reply = post(quick, BATCH, CLEAR | {"xmlData": batch_xml()})
    assert reply.text.startswith("success:")
    assert reply.notes == []
    kept = quick.state.list_recipients(1)
    assert [(one.mobile, one.said) for one in kept] == [
        ("13811299901", "张三，您好"),
        ("13811299902", "李四，50% off"),
    ]
    assert quick.state.find_account("demo").balance == 9_998
    assert pull(quick).text.count(reply.text.removeprefix("success:")) == 2


def test_pictures_and_texts_survive(desk):
    """File bytes received equal the bytes sent, for every element."""
    send(desk)
    one = get(desk, "/sandbox/api/messages/1").json
    assert one["frames"][0]["text"].encode() == TEXT
    assert get(desk, one["frames"][0]["picture"]["href"]).body == JPEG
    assert get(desk, one["frames"][1]["picture"]["href"]).body == GIF


def test_the_ready_made_account(desk):
    """The account demo has the public credentials and 10,000 of 10,000."""
    assert APIKEY == "0123456789abcdef0123456789abcdef"
    assert post(desk, QUERY_INDEX, HASHED).text == "10000/10000"


def test_a_line_for_every_call(desk, lines):
    """Every call leaves a line with its answer, and neither secrets nor whole numbers."""
    send(desk, mobile="13811299901,13811299902,13811299903")
    post(desk, QUERY, CLEAR)
    send(desk, content=";" + content())
    assert "success:" in lines[0]
    assert "138****9901, 138****9902 +1" in lines[0]
    assert "9997" in lines[1]
    assert "leading_semicolon: " in lines[2]
    said = "\n".join(lines)
    assert "demo1234" not in said
    assert APIKEY not in said
    assert "13811299901" not in said


def test_a_log_line_is_one_line(desk, lines):
    """A user name cannot add lines or terminal commands to the log."""
    send(desk, username="x\r\n\x1b[31mfaked")
    assert not any(char in lines[0].splitlines()[0] for char in "\r\x1b")
    assert "\nfaked" not in lines[0]


def test_a_pull_leaves_no_number_in_the_log(desk, clock, lines):
    """The log says how many reports were pulled, not whose."""
    send(desk)
    clock.now += 2
    pull(desk)
    assert "reports: 1" in lines[-1]
    assert "13811299901" not in lines[-1]


def test_a_broken_request_is_no_crash(desk):
    """A body of another type, without credentials, is answered and not read."""
    reply = request(desk, "POST", SEND, b"\xff\xfe{", {"Content-Type": "application/json"})
    assert reply.text == "error:Missing apikey"
    assert reply.notes == ["not_a_form"]


def test_gbk_is_not_recognised(desk):
    """A title in GBK under the percent signs is ``error:Unrecognized encoding``."""
    fields = "&".join(
        f"{name}={value}"
        for name, value in {
            **CLEAR,
            "mobile": "13811299901",
            "title": "%D6%D0%CE%C4",
            "content": f"1_1.txt,{b64(b'hi')}",
        }.items()
    )
    reply = post(desk, SEND, fields)
    assert reply.text == "error:Unrecognized encoding"
    assert reply.notes == ["bad_form"]


def test_special_numbers_in_a_batch(desk):
    """The whole-submission numbers work in a batch too; its refusal takes an id that is not reused."""
    fields = CLEAR | {"xmlData": batch_xml([("13811299901", "a"), ("13800009996", "b")])}
    rejected = post(desk, BATCH, fields).text
    assert re.fullmatch(r"error:[0-9]{14}", rejected)
    fields["xmlData"] = batch_xml([("13800009997", "a")])
    assert post(desk, BATCH, fields).text == "error:Black keywords is:sandbox"
    assert desk.state.find_account("demo").balance == 10_000
    assert send(desk).text.removeprefix("success:") > rejected.removeprefix("error:")
    fields["xmlData"] = batch_xml([("13800009998", "a")])
    assert post(desk, BATCH, fields).text == ""
    assert desk.state.find_account("demo").balance == 9_998


def test_head_consumes_nothing(quick):
    """HEAD on a pull is refused; the reports are still there."""
    send(quick)
    reply = request(quick, "HEAD", f"{RECV}?{urlencode(HASHED)}")
    assert reply.status == 405
    assert "DELIVRD" in pull(quick).text


def test_bytes_that_are_not_url_encoded(desk):
    """A form with raw bytes beyond ASCII is refused, and named."""
    fields = submission(title=None)
    body = urlencode(fields).encode() + "&title=双十一".encode()
    reply = post(desk, SEND, body)
    assert (reply.text, reply.notes) == ("error:Unrecognized encoding", ["not_url_encoded"])


def test_a_log_that_has_gone_away(clock):
    """A log that fails, such as a closed pipe, changes no answer."""

    def fail(_line: str) -> None:
        raise BrokenPipeError

    with Server(Settings(), log=fail, clock=clock) as server:
        assert send(server).text.startswith("success:")


def test_a_bug_of_ours_is_confessed(desk, lines, monkeypatch):
    """An error inside the sandbox is answered 500 with a sentence, and keeps nothing."""

    def fail(*_arguments: object) -> None:
        raise ValueError("broken on purpose")

    monkeypatch.setattr("mmskit.sandbox.sends.examine_content", fail)
    reply = send(desk)
    assert reply.status == 500
    assert "ValueError: broken on purpose" in reply.text
    assert "Traceback" not in reply.text
    assert "broken on purpose" in lines[-1]
    assert desk.state.count_submissions(accepted_only=False) == 0
