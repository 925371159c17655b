"""mmskit batch send, status, pause, resume, resolve, resend and check, against a real sandbox."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from making import still
from postgres_server import serving_database

from mmskit.cli.campaign_parts import open_campaign
from mmskit.outbox import find_campaigns
from mmskit.outbox.lock import Lock
from mmskit.testing import sandbox

LOST = "13800009998"
"""The sandbox takes what goes to this number, and does not say so."""

REJECTED = "13800009996"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "picture.jpg").write_bytes(still("JPEG"))
    return tmp_path


def write_list(folder: Path, numbers: list[str]) -> Path:
    rows = "".join(f"客户{place},{number}\n" for place, number in enumerate(numbers))
    path = folder / "list.csv"
    path.write_text(f"姓名,手机号\n{rows}", encoding="utf-8")
    return path


def words(folder: Path, numbers: list[str], *more: object) -> list[object]:
    given = ["--title", "积分", "--text", "尊敬的{姓名}", "--picture", folder / "picture.jpg"]
    path = write_list(folder, numbers)
    return ["batch", "send", path, *given, "--rate", 100_000, "--yes", *more]


def numbers(count: int, ending: str = "01") -> list[str]:
    return [f"1380000{number:02}{ending}" for number in range(count)]


def the_one() -> str:
    (path,) = find_campaigns()
    return path.name


def test_a_campaign_from_list_to_reports(mmskit, as_demo, folder, monkeypatch):
    """Frozen, sent, followed, written into a table, and sent once more to the failed alone."""
    listed = [*numbers(20), *numbers(3, "02"), "1.3811E+10"]
    done = mmskit(*words(folder, listed, "--max-recipients", 10))
    assert done.code == 0, done.err
    assert "row 25" in done.err
    assert [len(received.recipients) for received in as_demo.inbox] == [10, 10, 3]
    assert as_demo.inbox[0].texts[3] == "尊敬的客户3"
    name = the_one()
    shown = mmskit("batch", "status", name[:12], "--pull", "--csv", folder / "people.csv")
    assert shown.code == 0, shown.err
    assert "Delivered: 20" in shown.out
    assert "Failed, UNDELIV: 3" in shown.out
    rows = list(csv.reader((folder / "people.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 24
    with monkeypatch.context() as asking:
        asking.setattr("mmskit.cli.parts.is_terminal", lambda _: True)
        asking.setattr("click.confirm", lambda *_, **__: False)
        asked = mmskit("batch", "resend", name)
    assert "to 3 recipients in 1 submission," in asked.err
    assert "costs 3 messages" in asked.err
    assert len(mmskit("batch", "status", "--json").json["campaigns"]) == 1
    again = mmskit("batch", "resend", name, "--yes", "--json")
    assert again.code == 0, again.err
    assert again.json["recipients"] == 3
    assert sorted(as_demo.inbox[-1].recipients) == numbers(3, "02")
    nobody = mmskit("batch", "resend", name, "--yes")
    assert nobody.code == 1
    assert "sent once more already" in nobody.err
    assert len(mmskit("batch", "status", "--json").json["campaigns"]) == 2
    assert f"{name}  “积分”  23 recipients, sent; 0 in doubt" in mmskit("batch", "status").out


def test_one_message_to_a_list(mmskit, saved, as_demo, folder):
    """--message sends one message to everyone, in submissions."""
    path = write_list(folder, [*numbers(12), "+44 7874 321404"])
    given = ["--message", saved, "--max-recipients", 5, "--rate", 100_000, "--yes"]
    done = mmskit("batch", "send", path, *given)
    assert done.code == 0, done.err
    assert [len(received.recipients) for received in as_demo.inbox] == [5, 5, 3]
    assert as_demo.inbox[-1].recipients[-1] == "447874321404"


def test_a_doubt_is_shown_with_people_cost_and_evidence(mmskit, as_demo, folder):
    """Exit code 4, and how many people it concerns; reports settle it without a second POST."""
    listed = [*numbers(5), LOST, *numbers(4, "11")]
    done = mmskit(*words(folder, listed, "--max-recipients", 5))
    assert done.code == 4
    assert "In doubt: 1 submission, 5 recipients" in done.out
    assert "that costs 5 messages more" in done.out
    assert "No evidence so far" in done.out
    doubts = mmskit("batch", "resolve", the_one(), "--json")
    assert doubts.code == 4
    assert [(doubt["shard"], doubt["cost"]) for doubt in doubts.json] == [(2, 5)]
    shown = mmskit("batch", "status", the_one(), "--pull")
    assert shown.code == 0
    assert "Submission 2 was taken" in shown.out
    assert "Nothing is in doubt" in mmskit("batch", "resolve", the_one()).out
    assert len(as_demo.inbox) == 2


def test_a_person_decides(mmskit, as_demo, folder):
    """Accepted, sent again, or left: as it was said, and only with a shard."""
    assert mmskit(*words(folder, [LOST])).code == 4
    name = the_one()
    assert mmskit("batch", "resolve", name, 1).code == 2
    assert mmskit("batch", "resolve", name, "--again").code == 2
    assert mmskit("batch", "resolve", name, 1, "--again", "--abandon").code == 2
    asked = mmskit("batch", "resolve", name, 1, "--again")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert mmskit("batch", "resolve", name, 1, "--accepted", "x").code == 1
    assert mmskit("batch", "resolve", name, 1, "--again", "--yes").code == 0
    assert mmskit("batch", "resume", name, "--yes").code == 4
    assert len(as_demo.inbox) == 2
    left = mmskit("batch", "resolve", name, 1, "--abandon")
    assert left.code == 0
    assert "left" in left.err
    assert mmskit("batch", "resume", name).code == 0
    assert len(as_demo.inbox) == 2


def test_a_refusal_pauses_and_resume_goes_on(mmskit, as_demo, folder):
    """Without balance: code 3, and why; after a top-up the rest goes out."""
    as_demo.set_balance(10)
    done = mmskit(*words(folder, numbers(30), "--max-recipients", 10))
    assert done.code == 3
    assert "balance" in done.out
    as_demo.set_balance(100)
    assert mmskit("batch", "resume", the_one()).code == 2
    resumed = mmskit("batch", "resume", the_one(), "--yes", "--json")
    assert resumed.code == 0, resumed.err
    assert resumed.json["shards"]["accepted"] == {"shards": 3, "recipients": 30}
    assert as_demo.balance() == 80


def test_the_same_command_again_sends_nothing(mmskit, as_demo, folder):
    """Whoever repeats it after a crash is led to resume; --again says that it is meant."""
    mmskit(*words(folder, numbers(3)))
    repeated = mmskit(*words(folder, numbers(3)))
    assert repeated.code == 1
    assert f"mmskit batch resume {the_one()}" in repeated.err
    assert len(as_demo.inbox) == 1
    assert mmskit(*words(folder, numbers(3), "--again")).code == 0
    assert len(as_demo.inbox) == 2


def test_unasked_nothing_is_sent_and_nothing_stays(mmskit, as_demo, folder):
    """Without --yes and without a terminal: wrong usage, and no campaign is left behind."""
    given = [word for word in words(folder, numbers(3)) if word != "--yes"]
    assert mmskit(*given).code == 2
    assert find_campaigns() == ()
    assert as_demo.submissions == []


@pytest.mark.parametrize(
    "more", [["--title", "t"], ["--message", "m", "--title", "t"], [], ["--picture", "p"]]
)
def test_what_to_send_is_said_once(mmskit, as_demo, folder, more):
    """Either one message, or title, text and picture."""
    done = mmskit("batch", "send", write_list(folder, numbers(1)), "--yes", *more)
    assert done.code == 2
    assert as_demo.submissions == []


def test_names_of_campaigns(mmskit, as_demo, folder):
    """A name, the beginning of one, or a folder; what is none is said with those there are."""
    mmskit(*words(folder, numbers(1)))
    mmskit(*words(folder, numbers(2)))
    first, second = find_campaigns()
    for name in (first.name, first.name[:-1], str(first), "last"):
        with open_campaign(name, "") as campaign:
            assert campaign.folder == first
    unknown = mmskit("batch", "status", "nothing")
    assert unknown.code == 1
    assert second.name in unknown.err
    assert "Several" in mmskit("batch", "status", "2").err
    assert mmskit("batch", "status", "--pull").code == 2
    assert as_demo.inbox


def test_pausing_what_is_not_being_sent(mmskit, as_demo, folder):
    """Said, with code 1; while somebody sends it, the wish is kept for them."""
    mmskit(*words(folder, numbers(3)))
    idle = mmskit("batch", "pause", the_one())
    assert idle.code == 1
    assert "Nobody is sending" in idle.err
    with Lock(find_campaigns()[0]):
        assert mmskit("batch", "pause", the_one()).code == 0
        held = mmskit("batch", "resume", the_one(), "--yes")
    assert held.code == 1
    assert f"process {os.getpid()}" in held.err
    assert as_demo.inbox


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is another thing on Windows")
def test_interrupting_leaves_no_doubt(mmskit, folder, monkeypatch):
    """Ctrl+C lets the submission under way come to its end; resume sends the rest."""
    begun = threading.Event()
    with sandbox(log=lambda *_: begun.set()) as platform:
        account = platform.account()
        for name in ("url", "apikey", "username", "password"):
            monkeypatch.setenv(f"MMSKIT_{name.upper()}", getattr(account, name))
        given = [*words(folder, numbers(90), "--max-recipients", 1), "--rate", "20"]
        with subprocess.Popen(
            [sys.executable, "-m", "mmskit", *map(str, given)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert begun.wait(60)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        assert process.returncode == 130, out + err
        assert "Stopping after" in err
        assert "Somebody paused it" in out
        assert "In doubt" not in out
        assert 0 < len(platform.inbox) < 90
    assert re.search("ready: [0-9]+ submissions", mmskit("batch", "status", the_one()).out)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_help_in_both_languages(language):
    """Every verb explains itself, in English and in Chinese."""
    environment = {**os.environ, "MMSKIT_LANG": language}
    for verb in ("send", "status", "pause", "resume", "resolve", "resend", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "mmskit", "batch", verb, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert bool(re.search("[一-龥]", done.stdout)) == (language == "zh_CN")


def test_check_reads_back_what_export_wrote(mmskit, as_demo, folder):
    """The same recipients and texts, no problem; what is cut off is said with its place."""
    given = ["--title", "积分", "--text", "尊敬的{姓名}", "--picture", folder / "picture.jpg"]
    path = write_list(folder, numbers(3))
    assert mmskit("batch", "export", path, *given, "-o", folder / "out").code == 0
    (written,) = (folder / "out").glob("*.xml")
    done = mmskit("batch", "check", written, "--json")
    assert done.code == 0
    assert (done.json["title"], done.json["recipients"], done.json["problems"]) == ("积分", 3, [])
    assert "3 recipients" in mmskit("batch", "check", written).out
    raw = written.read_bytes()
    written.write_bytes(raw[: len(raw) // 2])
    cut = mmskit("batch", "check", written)
    assert cut.code == 1
    assert "not well-formed" in cut.err
    assert mmskit("batch", "check", written, "--json").json["problems"]
    assert mmskit("batch", "check", folder / "missing.xml").code == 1
    assert as_demo.inbox == []


def test_check_finds_what_cannot_be_sent(mmskit, folder):
    """A number twice, an empty text and one that is too long, each with its place."""
    given = ["--title", "积分", "--text", "{姓名}", "--picture", folder / "picture.jpg"]
    path = write_list(folder, numbers(3))
    mmskit("batch", "export", path, *given, "-o", folder / "out")
    (written,) = (folder / "out").glob("*.xml")
    raw = written.read_text(encoding="ascii").replace(numbers(3)[1], numbers(3)[0])
    raw = raw.replace("%E5%AE%A2%E6%88%B70", "").replace("%E5%AE%A2%E6%88%B72", "x" * 60_000)
    written.write_text(raw, encoding="ascii")
    done = mmskit("batch", "check", written)
    assert done.code == 1
    assert "row 1: the text is empty" in done.out
    assert "row 2: this number stands in row 1" in done.out
    assert "row 3: picture and text take" in done.out


def test_the_platform_s_records_settle_a_doubt(mmskit, as_demo, folder):
    """--records asks for them, and only where something is in doubt."""
    assert mmskit(*words(folder, [LOST, *numbers(3)])).code == 4
    asked = mmskit("batch", "status", "last", "--records")
    assert asked.code == 0, asked.err
    assert f"taken, as 4 of its recipients under msgid {as_demo.inbox[0].msgid}" in asked.out
    assert mmskit("batch", "status", "last", "--records", "--json").json["doubts"] == []
    assert len(as_demo.inbox) == 1


@pytest.mark.xdist_group("postgresql")
def test_an_outbox_that_several_machines_share(mmskit, as_demo, folder, monkeypatch):
    """The same verbs, with the campaign in a database; its name is enough on each machine."""
    with serving_database() as outbox:
        done = mmskit(*words(folder, numbers(20), "--max-recipients", 10, "--outbox", outbox))
        assert done.code == 0, done.err
        assert [len(received.recipients) for received in as_demo.inbox] == [10, 10]
        assert find_campaigns() == ()
        assert "There are no campaigns" in mmskit("batch", "status").out
        monkeypatch.setenv("MMSKIT_OUTBOX", outbox)
        (listed,) = mmskit("batch", "status", "--json").json["campaigns"]
        assert listed["folder"].startswith("postgresql://")
        shown = mmskit("batch", "status", "last", "--pull", "--csv", folder / "people.csv")
        assert shown.code == 0, shown.err
        assert "Delivered: 20" in shown.out
        assert len((folder / "people.csv").read_bytes().splitlines()) == 21
        resumed = mmskit("batch", "resume", listed["campaign"], "--yes")
        assert resumed.code == 0, resumed.err
        assert len(as_demo.inbox) == 2


def test_a_password_on_the_command_line_is_refused(mmskit):
    """Everyone on the machine could read it; it is not repeated either."""
    done = mmskit("batch", "status", "--outbox", "postgresql://me:geheim123@127.0.0.1:9/x")
    assert done.code == 2
    assert "MMSKIT_OUTBOX" in done.err
    assert "geheim123" not in done.err


def test_a_database_that_cannot_be_reached_is_said(mmskit, monkeypatch):
    """One sentence, without the password."""
    monkeypatch.setenv("MMSKIT_OUTBOX", "postgresql://me:geheim123@127.0.0.1:9/x")
    done = mmskit("batch", "status")
    assert done.code == 1
    assert "127.0.0.1" in done.err
    assert "geheim123" not in done.err
    assert "Traceback" not in done.err
