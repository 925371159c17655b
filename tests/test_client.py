"""The client: four ways to end, and never a second POST."""

from __future__ import annotations

import shutil
from urllib.parse import parse_qs

import pytest
from faulty_server import answer, answering, faulty_server, reset
from making import message, still

import mmskit
from mmskit.account import Account
from mmskit.client import Client
from mmskit.journal import Journal

KEY = "0123456789abcdef0123456789abcdef"
TO = ["138 1129 9999", "+86-13811299998", "13811299999"]


def client(url: str, **options) -> Client:
    return Client(Account("demo", "demo1234", KEY, url), **{"timeout": 5.0, **options})


def test_accepted_gives_a_receipt():
    """success: an id for all recipients; the form is the documents', the same number goes once."""
    with faulty_server(answering(answer(b"success:30911175558600"))) as server:
        receipt = client(server.url).send(message(), TO)
    assert receipt.msgid == "30911175558600"
    assert receipt.recipients == ("13811299999", "13811299998")
    assert receipt.time.tzinfo is not None
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /api/send/caixin_send.php HTTP/1.1")
    fields = {
        name: value[0] for name, value in parse_qs(body.decode(), strict_parsing=True).items()
    }
    assert fields == {
        "apikey": KEY,
        "username": "demo",
        "password": "demo1234",
        "mobile": "13811299999,13811299998",
        "title": "双十一大促",
        "content": mmskit.encode(message()),
    }


@pytest.mark.parametrize(
    ("wire", "kind"),
    [
        ("error:APIKEY or password error", mmskit.AuthenticationError),
        ("error:Unauthorized IP address", mmskit.AuthenticationError),
        ("error:Account balance is insufficient", mmskit.InsufficientBalanceError),
        ("ERROR:account is blocked.", mmskit.AccountBlockedError),
        ("error:Throughput Rate Exceeded", mmskit.ThroughputError),
        ("Error:MMS body too long.", mmskit.RejectedError),
        ("error:30911175558600", mmskit.RejectedError),
        ("error:Black keywords is:发票", mmskit.RejectedError),
    ],
)
def test_refused_is_a_typed_error_with_the_platforms_words(wire, kind):
    """error: a typed error that keeps what was said, word for word."""
    with faulty_server(answering(answer(wire.encode()))) as server, pytest.raises(kind) as caught:
        client(server.url).send(message(), TO)
    assert caught.value.text == wire
    assert server.posts == 1


@pytest.mark.parametrize(
    "raw",
    [
        answer(b"<html>Welcome</html>"),
        answer(b" "),
        answer(b"success:"),
        answer(b'{"success": 1}'),
        answer(b"success:123", "500 Oops"),
        answer(b"error:Missing apikey", "404 Not Found"),
        answer(b"success:123", "302 Found", b"Location: /elsewhere\r\n"),
        answer(b"\xff\xfe\x00"),
        answer(b"success:" + b"1" * 100_000),
    ],
)
def test_anything_else_is_unknown_and_never_sent_again(raw):
    """R11: an answer that is neither leaves the outcome unknown; one POST was made."""
    with (
        faulty_server(answering(raw)) as server,
        pytest.raises(mmskit.OutcomeUnknownError) as caught,
    ):
        client(server.url).send(message(), TO)
    assert server.posts == 1
    assert "not sent again" in str(caught.value)


def test_a_broken_connection_is_unknown():
    """A reset after the request left is unknown."""
    with faulty_server(reset) as server, pytest.raises(mmskit.OutcomeUnknownError):
        client(server.url).send(message(), TO)
    assert server.posts == 1


def test_an_echo_of_the_request_is_masked():
    """A server that echoes the form does not get secrets or numbers into an error."""
    echo = f"<pre>{KEY} demo1234 13811299999</pre>".encode()
    with (
        faulty_server(answering(answer(echo))) as server,
        pytest.raises(mmskit.OutcomeUnknownError) as caught,
    ):
        client(server.url).send(message(), TO)
    for language in ("en", "zh_CN"):
        said = caught.value.render(language)
        assert KEY not in said
        assert "demo1234" not in said
        assert "13811299999" not in said
    assert KEY.encode() in caught.value.answer


def test_a_message_with_errors_is_not_sent():
    """What check finds wrong stays here."""
    bad = mmskit.Message("", [mmskit.Frame(picture=mmskit.Picture(still("PNG")))])
    with (
        faulty_server(answering(answer(b"success:1"))) as server,
        pytest.raises(mmskit.InvalidMessageError) as caught,
    ):
        client(server.url).send(bad, TO)
    assert server.requests == []
    assert [problem.code for problem in caught.value.problems] == ["title_missing", "picture_kind"]


@pytest.mark.parametrize(
    "to", [[], ["1381129999"], ["13811299999", "1.3811E+10"], ["13811299999,13811299998"]]
)
def test_bad_numbers_are_not_sent_to(to):
    """No number, a short one, or one that Excel rounded: nothing leaves."""
    with (
        faulty_server(answering(answer(b"success:1"))) as server,
        pytest.raises(mmskit.InvalidNumberError),
    ):
        client(server.url).send(message(), to)
    assert server.requests == []


def test_balance_is_exact():
    """A balance is a Decimal, whichever document's shape it has."""
    with faulty_server(answering(answer(b"30029.000/30110.000"))) as server:
        balance = client(server.url).balance()
    assert (str(balance.left), str(balance.total)) == ("30029.000", "30110.000")
    assert b"password_md5=" in server.requests[0]
    assert b"demo1234" not in server.requests[0]


def test_a_page_of_html_is_no_balance():
    """An answer that is no balance says so."""
    with faulty_server(answering(answer(b"<html>"))) as server, pytest.raises(mmskit.DecodeError):
        client(server.url).balance()


RECORDS = b"30911175558600,13811299999,DELIVRD,2026-01-02 09:09:31;what is this;"


def test_reports_are_kept_raw_before_they_are_read(tmp_path):
    """The journal has the very bytes; the page has what could be read and what could not."""
    journal = Journal(tmp_path)
    with faulty_server(answering(answer(RECORDS))) as server:
        page = client(server.url).pull_reports(keep=journal.entry)
    assert [raw for _, raw in journal.read()] == [RECORDS]
    assert [report.mobile for report in page.reports] == ["13811299999"]
    assert page.unread == ("what is this",)


def test_reports_cut_off_are_kept_and_said(tmp_path):
    """A pull that breaks off keeps what came, and says that its end is unknown."""
    journal = Journal(tmp_path)
    raw = answer(RECORDS)[:-20]
    with (
        faulty_server(answering(raw)) as server,
        pytest.raises(mmskit.OutcomeUnknownError) as caught,
    ):
        client(server.url).pull_reports(keep=journal.entry)
    assert [kept for _, kept in journal.read()] == [RECORDS[:-20]] == [caught.value.answer]
    assert server.posts == 1


def test_no_record_leaves_no_entry(tmp_path):
    """`no record` told nothing and is not kept."""
    journal = Journal(tmp_path)
    with faulty_server(answering(answer(b"no record"))) as server:
        page = client(server.url).pull_reports(keep=journal.entry)
    assert (page.reports, page.unread, list(journal.read())) == ((), (), [])


def test_a_journal_that_cannot_be_kept_asks_nothing(tmp_path):
    """Without a place to keep the answer, the consuming question is not asked."""
    (tmp_path / "file").write_text("x")
    with faulty_server(answering(answer(RECORDS))) as server, pytest.raises(mmskit.JournalError):
        client(server.url).pull_reports(keep=Journal(tmp_path / "file" / "j").entry)
    assert server.requests == []


def test_a_refused_pull_is_a_refusal():
    """An error line in answer to a pull is the platform's no."""
    refusal = answering(answer(b"error:APIKEY or password error"))
    with faulty_server(refusal) as server, pytest.raises(mmskit.AuthenticationError):
        client(server.url).pull_reports()
    assert server.posts == 1


def test_a_batch_goes_out_encoded_once_more():
    """MMS §3.1: the XML arrives, after one decoding, as it was written."""
    xml = b"<?xml version='1.0' encoding='UTF-8' ?><mms><mmsTitle>%E6%A0%87 +</mmsTitle></mms>"
    with faulty_server(answering(answer(b"success:7"))) as server:
        receipt = client(server.url).send_batch(xml, ["13811299999"])
    body = server.requests[0].partition(b"\r\n\r\n")[2]
    assert parse_qs(body.decode())["xmlData"][0].encode() == xml
    assert receipt.recipients == ("13811299999",)


def test_nobody_to_send_to_is_a_sentence():
    """An empty list of numbers is said, in both languages; one number may come alone."""
    with faulty_server(answering(answer(b"success:1"))) as server:
        with pytest.raises(mmskit.InvalidNumberError, match="nobody") as caught:
            client(server.url).send(message(), [])
        assert "没有收件人" in caught.value.render("zh_CN")
        assert client(server.url).send(message(), "13811299999").recipients == ("13811299999",)


def test_an_echo_in_answer_to_a_question_is_masked():
    """A balance that echoes the request shows no secret."""
    echo = f"apikey={KEY}&password=demo1234".encode()
    with (
        faulty_server(answering(answer(echo))) as server,
        pytest.raises(mmskit.DecodeError) as caught,
    ):
        client(server.url).balance()
    assert KEY not in str(caught.value)
    assert "demo1234" not in str(caught.value)


def test_a_failed_question_does_not_speak_of_sending():
    """A balance that does not come says that it may be asked again."""
    with faulty_server(reset) as server, pytest.raises(mmskit.OutcomeUnknownError) as caught:
        client(server.url).balance()
    assert "try again" in str(caught.value)
    assert "send" not in str(caught.value)


@pytest.mark.parametrize(
    "raw", [answer(b"<html>13811299999</html>"), answer(b""), answer(RECORDS, "500 Oops")]
)
def test_a_pull_that_is_no_page_is_kept_and_said(tmp_path, raw):
    """A portal page, an empty answer or an error status is no empty page; what came is kept, not shown."""
    journal = Journal(tmp_path)
    with (
        faulty_server(answering(raw)) as server,
        pytest.raises(mmskit.OutcomeUnknownError) as caught,
    ):
        client(server.url).pull_reports(keep=journal.entry)
    body = raw.partition(b"\r\n\r\n")[2]
    assert [kept for _, kept in journal.read()] == ([body] if body else [])
    assert caught.value.answer == body
    assert "13811299999" not in str(caught.value)


def test_a_refused_pull_leaves_no_entry(tmp_path):
    """A refusal is no report, and is not kept as one."""
    journal = Journal(tmp_path)
    refusal = answering(answer(b"error:APIKEY or password error"))
    with faulty_server(refusal) as server, pytest.raises(mmskit.AuthenticationError):
        client(server.url).pull_reports(keep=journal.entry)
    assert list(journal.read()) == []


def test_a_journal_that_fails_at_the_end_does_not_lose_the_answer(tmp_path):
    """When the entry cannot be made durable, the reports are in the error."""
    journal = Journal(tmp_path / "journal")

    def answer_and_remove(connection) -> None:
        shutil.rmtree(tmp_path / "journal")
        connection.sendall(answer(RECORDS))

    with faulty_server(answer_and_remove) as server, pytest.raises(mmskit.JournalError) as caught:
        client(server.url).pull_reports(keep=journal.entry)
    assert caught.value.answer == RECORDS


def test_a_batch_that_is_not_utf8_is_not_sent():
    """Bytes that are no text are a sentence, and nothing leaves."""
    with (
        faulty_server(answering(answer(b"success:1"))) as server,
        pytest.raises(mmskit.DecodeError),
    ):
        client(server.url).send_batch(b"\xff")
    assert server.requests == []
