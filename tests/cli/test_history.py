"""mmskit history: what was sent, by both ways, against a real sandbox."""

from __future__ import annotations

import csv

import pytest
from making import message

from mmskit.home import find_home
from mmskit.records import Records

DELIVERED, FAILED, BLOCKED = "13800000001", "13800000002", "13800000004"


def test_what_was_sent_stands_in_the_history(mmskit, saved, as_demo):
    """A single message and a campaign are listed, the newest first, and shown in full."""
    assert "Nothing was sent yet" in mmskit("history").out
    numbers = f"{DELIVERED},{FAILED},{BLOCKED}"
    assert mmskit("send", saved, "--to", numbers, "--yes").code == 0
    msgid = as_demo.inbox[0].msgid
    mmskit("reports", "pull")
    lines = mmskit("history").out.splitlines()
    assert len(lines) == 1
    assert "3 recipients, accepted" in lines[0]
    shown = mmskit("history", "last")
    assert shown.code == 0
    assert msgid in shown.out
    assert "Delivered: 1" in shown.out
    assert "UNDELIV (could not be delivered): 1" in shown.out
    assert "NOSEND (refused in review, or blocked): 1" in shown.out
    told = mmskit("history", msgid, "--json").json
    assert (told["state"], told["delivered"], told["msgids"]) == ("accepted", 1, [msgid])
    assert told["failed"] == {"UNDELIV": 1, "NOSEND": 1}


@pytest.mark.usefixtures("as_demo")
def test_the_chinese_words(mmskit, saved, monkeypatch):
    """In Chinese it reads as Chinese."""
    mmskit("send", saved, "--to", f"{DELIVERED},{FAILED}", "--yes")
    mmskit("reports", "pull")
    monkeypatch.setattr("mmskit.cli.history_words.LANGUAGE", "zh_CN")
    shown = mmskit("history", "last").out
    assert "“双十一大促”，所有人同一条，2 人，已接受" in shown
    assert "失败，UNDELIV（未送达）：1" in shown


@pytest.mark.usefixtures("as_demo")
def test_a_campaign_stands_beside_it(mmskit, saved, tmp_path):
    """A campaign has the same name in the history as in batch status."""
    (tmp_path / "list.csv").write_text(f"手机号\n{DELIVERED}\n{FAILED}\n", encoding="utf-8")
    assert mmskit("batch", "send", tmp_path / "list.csv", "--message", saved, "--yes").code == 0
    mmskit("send", saved, "--to", DELIVERED, "--yes")
    mmskit("batch", "status", "--pull", "last")
    told = mmskit("history", "--json").json["submissions"]
    assert [one["campaign"] for one in told] == [False, True]
    name = mmskit("batch", "status", "--json").json["campaigns"][0]["campaign"]
    assert told[1]["name"] == name
    full = mmskit("history", name, "--json").json
    assert (full["delivered"], full["failed"]) == (1, {"UNDELIV": 1})
    assert "and 1 earlier: --limit 2" in mmskit("history", "--limit", "1").out


@pytest.mark.usefixtures("as_demo")
def test_a_table_of_everyone(mmskit, saved, tmp_path):
    """--csv writes all recipients."""
    mmskit("send", saved, "--to", f"{DELIVERED},{FAILED}", "--yes")
    assert mmskit("history", "last", "--csv", tmp_path / "all.csv").code == 0
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == [DELIVERED, FAILED]


def doubt() -> str:
    """A single message whose answer never came."""
    records = Records(find_home() / "records")
    record = records.begin(message(), (DELIVERED,), "shop", "https://m.5c.com.cn")
    return records.finish(record, "unknown").id


def test_a_doubt_stands_out_and_is_settled(mmskit):
    """It is marked in the list, exits with 4, says what to do, and a person's word settles it."""
    name = doubt()
    assert "may have got it or not" in mmskit("history").out
    shown = mmskit("history", name)
    assert shown.code == 4
    assert f"mmskit history {name} --accepted MSGID" in shown.out
    settled = mmskit("history", name, "--accepted", "77")
    assert settled.code == 0
    assert "counts as accepted" in settled.err
    assert mmskit("history", "77").code == 0
    assert mmskit("history", name, "--not-sent").code == 1


def test_not_sent_after_all(mmskit):
    """A doubt of which nothing had gone out is noted so."""
    name = doubt()
    assert mmskit("history", name, "--not-sent", "--json").json["state"] == "not_sent"


@pytest.mark.parametrize(
    "words", [["--csv", "x.csv"], ["--not-sent"], ["last", "--accepted", "7", "--not-sent"]]
)
def test_wrong_words(mmskit, words):
    """What needs a submission, and two decisions at once, are wrong usage."""
    doubt()
    assert mmskit("history", *words).code == 2


def test_nobody_is_called_so(mmskit):
    """A name of nothing is a sentence."""
    found = mmskit("history", "none")
    assert found.code == 1
    assert "There is no submission none" in found.err


def test_what_cannot_be_read_is_said(mmskit):
    """A damaged record is named, and the rest is listed."""
    name = doubt()
    (find_home() / "records" / "2020.json").write_text("{")
    found = mmskit("history")
    assert found.code == 1
    assert "2020.json" in found.err
    assert name in found.out
