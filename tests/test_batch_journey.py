"""A personalised batch from a list out of Excel to what became of everyone's message."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from making import still

from mmskit.cli.program import run
from mmskit.media import Picture
from mmskit.outbox import Campaign, find_campaigns
from mmskit.personal import PersonalBatch
from mmskit.recipients import read_recipients, read_stop_list

TITLE = "积分提醒"
TEXT = "尊敬的{姓名|客户}，您好。{?积分:您有{积分}分。}回复TD退订"

ROWS = [
    ["姓名", "手机号", "积分"],
    ["张三", 13800000101, 3200],
    ["李四", "１３８-００００-０２０１", "150 + 5%25"],
    [None, "+86 13800000301", None],
    [None, None, None],
    ["小数", "1.3811E+10", 7],
    ["又是张三", "13800000101.0", 1],
    ["退订的", "13800000401", 9],
    ["关机的", "13800000502", 12],
]

WANTED = {
    "13800000101": "尊敬的张三，您好。您有3200分。回复TD退订",
    "13800000201": "尊敬的李四，您好。您有150 + 5%25分。回复TD退订",
    "13800000301": "尊敬的客户，您好。回复TD退订",
    "13800000502": "尊敬的关机的，您好。您有12分。回复TD退订",
}


@pytest.fixture
def folder(tmp_path: Path, mms_sandbox, monkeypatch) -> Path:
    """The list, a stop list and a picture; the sandbox's account is in the environment."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "会员"
    for row in ROWS:
        workbook.active.append(row)
    workbook.create_sheet("说明").append(["请勿修改"])
    workbook.save(tmp_path / "members.xlsx")
    (tmp_path / "stop.txt").write_text("138 0000 0401\n", encoding="utf-8")
    (tmp_path / "card.jpg").write_bytes(still("JPEG"))
    account = mms_sandbox.account()
    for name in ("url", "apikey", "username", "password"):
        monkeypatch.setenv(f"MMSKIT_{name.upper()}", getattr(account, name))
    return tmp_path


def words(folder: Path, verb: str, *more: object) -> list[str]:
    given = ["batch", verb, folder / "members.xlsx", "--title", TITLE, "--text", TEXT]
    given += ["--picture", folder / "card.jpg", "--stop-list", folder / "stop.txt", *more]
    return [str(word) for word in given]


def test_from_a_workbook_to_what_became_of_everyone(folder, mms_sandbox, capsys):
    """What is previewed is exported, is sent, arrives, and is followed; the rest is explained."""
    listed = read_recipients(folder / "members.xlsx", stop_list=read_stop_list(folder / "stop.txt"))
    batch = PersonalBatch(TITLE, Picture.open(folder / "card.jpg"), TEXT, listed)
    assert {one.number: one.text for one in batch.preview()} == WANTED

    assert run(words(folder, "export", "-o", folder / "out")) == 0
    tree = etree.parse(folder / "out" / "batch-0001.xml")
    exported = dict(
        zip(tree.xpath("//mmsMobile/text()"), tree.xpath("//mmsTextContent/text()"), strict=True)
    )
    assert set(exported) == set(WANTED)
    manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert "13800000101" not in json.dumps(manifest), "a manifest may be passed on"
    with (folder / "out" / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        rejected = list(csv.reader(file))
    assert [row[0] for row in rejected[1:]] == ["6", "7", "8"]
    assert run(["batch", "check", str(folder / "out")]) == 0
    assert mms_sandbox.inbox == [], "an export sends nothing"

    assert run(words(folder, "send", "--max-recipients", 3, "--rate", 100_000, "--yes")) == 0
    arrived = [
        pair for one in mms_sandbox.inbox for pair in zip(one.recipients, one.texts, strict=True)
    ]
    assert sorted(arrived) == sorted(WANTED.items())

    assert run(["batch", "status", "last", "--pull", "--csv", str(folder / "people.csv")]) == 0
    with Campaign.open(find_campaigns()[0]) as campaign:
        status = campaign.status()
    assert (status.delivered, sum(status.failed.values()), status.waiting) == (3, 1, 0)
    with (folder / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        followed = {row[0] for row in list(csv.reader(file))[1:]}
    assert followed == set(WANTED)

    assert run(["batch", "resend", "last", "--yes"]) == 0
    assert list(mms_sandbox.inbox[-1].recipients) == ["13800000502"]
    assert "Traceback" not in "".join(capsys.readouterr())
