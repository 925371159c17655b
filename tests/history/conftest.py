"""What the tests of the history share: single submissions and campaigns in a home of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from making import message

from mmskit import Campaign, History
from mmskit.record import Record
from mmskit.records import Records

sys.path.insert(0, str(Path(__file__).parent.parent / "outbox"))
sys.path.insert(0, str(Path(__file__).parent))

from history_parts import NUMBERS, URL
from outbox_fakes import ACCOUNT, batch, people


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where everything is kept."""
    return tmp_path / "home"


@pytest.fixture
def records(home: Path) -> Records:
    """Single submissions."""
    return Records(home / "records")


@pytest.fixture
def history(home: Path) -> History:
    """The history, as another program would read it."""
    return History(home)


@pytest.fixture
def keep(records: Records, home: Path) -> Callable[..., Record]:
    """Write down a single submission that has ended."""

    def call(state: str = "accepted", msgid: str = "77", **options: object) -> Record:
        numbers = options.pop("numbers", NUMBERS)
        record = records.begin(
            message(), numbers, "shop", URL, reports=home / "reports" / "shop", **options
        )
        return records.finish(record, state, msgid=msgid if state == "accepted" else "")

    return call


@pytest.fixture
def report(home: Path) -> Callable[..., None]:
    """Put an answer into the journal, written by hand."""
    counter = iter(range(1000))

    def call(*rows: tuple[str, str, str, str]) -> None:
        folder = home / "reports" / "shop"
        folder.mkdir(parents=True, exist_ok=True)
        said = "".join(f"{','.join(row)};" for row in rows)
        (folder / f"answer-{next(counter):04}.raw").write_bytes(said.encode("ascii"))

    return call


@pytest.fixture
def make(home: Path) -> Callable[..., Campaign]:
    """Make a campaign, ten people to a submission."""

    def call(count: int = 20, *, kind: str = "personal") -> Campaign:
        options: dict[str, object] = {"max_recipients": 10, "folder": home / "campaigns"}
        if kind == "message":
            options["to"] = [number for number, _ in people(count)]
        content = batch(count) if kind == "personal" else message()
        return Campaign.create(content, ACCOUNT, **options)

    return call
