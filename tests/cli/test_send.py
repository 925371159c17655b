"""send, balance and reports against a real sandbox."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest
from faulty_server import answer, answering, faulty_server, reset
from making import message, photo

from mmskit import Frame, Message, Picture, save_message
from mmskit.home import find_home
from mmskit.records import Records


def test_a_message_is_sent_and_followed(mmskit, saved, as_demo):
    """Sent, charged, arrived as it was, reported, kept."""
    done = mmskit(
        "send", saved, "--to", "13800000001,13800000002", "--to", "+86 138-0000-0001", "--yes"
    )
    assert done.code == 0, done.err
    (received,) = as_demo.inbox
    assert received.message == message()
    assert received.recipients == ("13800000001", "13800000002")
    assert received.msgid in done.out
    assert "9998 of 10000" in mmskit("balance").out
    pulled = mmskit("reports", "pull")
    assert pulled.code == 0
    assert "delivered (DELIVRD)" in pulled.out
    assert "failed (UNDELIV)" in pulled.out
    assert "0 reports" in mmskit("reports", "pull").out
    kept = mmskit("reports", "list", "--json").json["reports"]
    assert {(report["mobile"], report["outcome"]) for report in kept} == {
        ("13800000001", "delivered"),
        ("13800000002", "failed"),
    }


def test_send_as_json(mmskit, saved, as_demo):
    """--json tells the msgid as data."""
    done = mmskit("send", saved, "--to", "13800000001", "--yes", "--json")
    assert done.json["msgid"] == as_demo.inbox[0].msgid
    assert done.json["recipients"] == 1


def test_a_list_of_numbers(mmskit, saved, as_demo, tmp_path):
    """--to-file sends to the good rows and says which are bad."""
    (tmp_path / "list.csv").write_text(
        "姓名,手机号\n甲,13800000001\n乙,1380000\n丙,1380000 0002\n", encoding="gb18030"
    )
    done = mmskit("send", saved, "--to-file", tmp_path / "list.csv", "--yes")
    assert done.code == 0
    assert as_demo.inbox[0].recipients == ("13800000001", "13800000002")
    assert "row 3" in done.err


def test_fit_on_the_way(mmskit, as_demo, tmp_path):
    """--fit fits in memory, says what it changed, and what arrives can be read."""
    save_message(Message("大图", [Frame(picture=Picture(photo(), "a.jpg"))]), tmp_path / "m")
    refused = mmskit("send", tmp_path / "m", "--to", "13800000001", "--yes")
    assert refused.code == 1
    assert as_demo.submissions == []
    done = mmskit("send", tmp_path / "m", "--to", "13800000001", "--yes", "--fit")
    assert done.code == 0, done.err
    assert len(as_demo.inbox[0].content) <= 51_200
    assert "frame 1" in done.err


def test_without_a_terminal_nothing_is_sent_unasked(mmskit, saved, as_demo):
    """Without --yes and without a terminal, sending is wrong usage."""
    done = mmskit("send", saved, "--to", "13800000001")
    assert done.code == 2
    assert "--yes" in done.err
    assert as_demo.submissions == []


@pytest.mark.parametrize("numbers", ["1380000000", "1.38E+10", "abc"])
def test_a_bad_number_stops_everything(mmskit, saved, as_demo, numbers):
    """One bad number on the command line, and nothing is sent to anybody."""
    done = mmskit("send", saved, "--to", f"13800000001,{numbers}", "--yes")
    assert done.code == 1
    assert as_demo.submissions == []


def test_nobody_to_send_to(mmskit, saved, as_demo):
    """No numbers: wrong usage."""
    assert mmskit("send", saved, "--yes").code == 2
    assert as_demo.submissions == []


def test_no_account(mmskit, saved):
    """Without an account the sentence names the variables."""
    done = mmskit("send", saved, "--to", "13800000001", "--yes")
    assert done.code == 1
    assert "MMSKIT_APIKEY" in done.err


def test_a_wrong_key_is_a_refusal(mmskit, saved, as_demo, monkeypatch):
    """A wrong key: exit 3, the platform's words, and no secret in the sentence."""
    monkeypatch.setenv("MMSKIT_APIKEY", "f" * 32)
    for words in (
        ("send", saved, "--to", "13800000001", "--yes"),
        ("balance",),
        ("reports", "pull"),
    ):
        done = mmskit(*words)
        assert done.code == 3
        assert "APIKEY or password error" in done.err
        assert "f" * 32 not in done.err
    assert as_demo.inbox == []


def test_not_enough_balance_is_a_refusal(mmskit, saved, as_demo):
    """Too little balance: exit 3, nothing taken."""
    as_demo.set_balance(1)
    assert mmskit("send", saved, "--to", "13800000001,13800000002", "--yes").code == 3
    assert as_demo.balance() == 1


def test_no_network(mmskit, saved, as_demo, monkeypatch):
    """Nobody listens: exit 1, and the sentence says that it is safe to try again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("MMSKIT_URL", f"http://127.0.0.1:{port}")
    done = mmskit("send", saved, "--to", "13800000001", "--yes")
    assert done.code == 1
    assert "safe to try again" in done.err
    assert as_demo.submissions == []


@pytest.mark.parametrize("script", [reset, answering(answer(b"<html>busy</html>"))])
def test_a_doubt_has_an_exit_code_of_its_own(mmskit, saved, as_demo, monkeypatch, script):
    """A lost or odd answer: exit 4, one POST, and a warning not to send again on a guess."""
    del as_demo
    with faulty_server(script) as server:
        monkeypatch.setenv("MMSKIT_URL", server.url)
        done = mmskit("send", saved, "--to", "13800000001", "--yes")
    assert done.code == 4
    assert "not sent again by itself" in done.err
    assert server.posts == 1


def test_the_deadline_is_the_commands(mmskit, saved, as_demo, monkeypatch):
    """--timeout bounds the whole submission."""
    del as_demo
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("MMSKIT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        done = mmskit("send", saved, "--to", "13800000001", "--yes", "--timeout", "3")
    assert done.code == 4
    assert "3 seconds" in done.err


def test_reports_that_cannot_be_read_are_shown_and_kept(mmskit, as_demo, monkeypatch):
    """An odd record is shown as it came, now and later."""
    del as_demo
    with faulty_server(
        answering(answer(b"1,13800000001,DELIVRD,2026-01-01 00:00:00;odd;"))
    ) as server:
        monkeypatch.setenv("MMSKIT_URL", server.url)
        assert "odd" in mmskit("reports", "pull").out
        assert "odd" in mmskit("reports", "list").out


def test_reports_that_cannot_be_kept_are_printed(mmskit, as_demo, monkeypatch, tmp_path):
    """Without a place for the journal, nothing is asked."""
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MMSKIT_HOME", str(tmp_path / "file"))
    assert mmskit("reports", "pull").code == 1
    assert as_demo.submissions == []


@pytest.mark.parametrize("where", ["> /dev/full", ">&-", "> /dev/full 2> /dev/full"])
def test_an_accepted_message_is_a_success_whatever_becomes_of_the_words(saved, as_demo, where):
    """Once the platform has taken it, no trouble with printing may look like a failure to a script."""
    command = f'"{sys.executable}" -m mmskit send "{saved}" --to 13800000001 --yes {where}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert len(as_demo.inbox) == 1


def test_a_doubt_stays_a_doubt_when_it_cannot_be_printed(saved, as_demo, monkeypatch):
    """The exit code tells an unknown outcome also where standard error is full."""
    del as_demo
    with faulty_server(reset) as server:
        monkeypatch.setenv("MMSKIT_URL", server.url)
        command = f'"{sys.executable}" -m mmskit send "{saved}" --to 13800000001 --yes 2> /dev/full'
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 4


def test_ctrl_c_while_the_platform_thinks_is_a_doubt(saved, as_demo, monkeypatch):
    """Interrupted after the request left: exit 4 and the warning, not just "stopped"."""
    del as_demo
    command = [sys.executable, "-m", "mmskit", "send", saved, "--to", "13800000001", "--yes"]
    started: list[subprocess.Popen[str]] = []

    def interrupt(connection: socket.socket) -> None:
        started[0].send_signal(signal.SIGINT)
        connection.settimeout(20)
        connection.recv(1)  # until the client goes

    with faulty_server(interrupt) as server:
        monkeypatch.setenv("MMSKIT_URL", server.url)
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            started.append(process)
            _, said = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "not sent again by itself" in said


def test_a_list_of_bad_rows_only_is_a_problem_of_the_list(mmskit, saved, as_demo, tmp_path):
    """Nobody in the list can be sent to: exit 1, with the rows' reasons."""
    (tmp_path / "list.csv").write_text("手机号\n138\n", encoding="utf-8")
    done = mmskit("send", saved, "--to-file", tmp_path / "list.csv", "--yes")
    assert done.code == 1
    assert "row 2" in done.err
    assert as_demo.submissions == []


def test_a_number_abroad(mmskit, saved, as_demo, tmp_path):
    """A number outside the mainland is sent to, from the command line and from a list."""
    (tmp_path / "list.csv").write_text("手机号\n+44 7874 321404\n", encoding="utf-8")
    done = mmskit(
        "send", saved, "--to", "+852 9123 4567", "--to-file", tmp_path / "list.csv", "--yes"
    )
    assert done.code == 0, done.err
    assert as_demo.inbox[0].recipients == ("85291234567", "447874321404")


def test_what_is_sent_is_recorded(mmskit, saved, as_demo):
    """The record of a submission has its numbers, its msgid, and its message."""
    mmskit("send", saved, "--to", "13800000001,+852 9876 5432", "--yes")
    records = Records(find_home() / "records")
    (record,) = records.list()
    assert record.recipients == ("13800000001", "85298765432")
    assert (record.state, record.msgid) == ("accepted", as_demo.inbox[0].msgid)
    assert records.read_message(record) == message()


def test_a_disk_that_keeps_nothing_stops_before_the_post(mmskit, saved, as_demo):
    """Where the record cannot be written, nothing is sent."""
    find_home().mkdir(exist_ok=True)
    (find_home() / "records").write_text("")
    failed = mmskit("send", saved, "--to", "13800000001", "--yes")
    assert failed.code == 1
    assert "nothing was sent" in failed.err
    assert as_demo.submissions == []
