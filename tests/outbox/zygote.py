"""Starts senders that can be killed: a process that has everything loaded, and forks.

A line ``FOLDER TIMEOUT`` on standard input starts one; its process id is printed, and how it ended
once it has. The first argument names a way in which the senders are broken on purpose, to show that
the proof notices.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from contextlib import suppress

from mmskit import Account, Client
from mmskit.errors import MMSKitError
from mmskit.outbox import Campaign, shards
from mmskit.outbox.database import Store

PAUSED, FAILED = 3, 1


def break_it(way: str) -> None:
    """Make a mistake that must be noticed."""
    if way == "sends_doubts_again":
        shards.doubt = lambda store, shard, _said, _now: shards.step_back(store, shard)
    elif way == "sends_again_after_a_crash":

        def recover(store: Store, *_: object) -> int:
            with store.transaction() as db:
                db.execute("UPDATE shards SET state = 'ready' WHERE state = 'sending'")
            return 0

        shards.recover = recover
    elif way == "begins_before_it_is_durable":
        shards.begin = lambda *_: None

        def move(db: sqlite3.Connection, number: int, _was: str, became: str, **told: object):
            told = {"msgid": "", **told}
            db.execute(
                "UPDATE shards SET state = ?, msgid = ? WHERE number = ?",
                (became, told["msgid"], number),
            )

        shards.move = move
    elif way == "takes_doubts_for_refusals":
        shards.doubt = lambda store, shard, said, now: shards.refuse(
            store, shard, "other", said, now
        )
    elif way:
        raise SystemExit(f"no such way: {way}")


def find_account(url: str = "http://127.0.0.1:9") -> Account:
    """The account of every campaign here."""
    return Account("demo", "demo1234", "0123456789abcdef" * 2, url, name="demo")


def warm_up() -> None:
    """Load and compile whatever a submission needs: a sender is forked with it, and starts at once."""
    with suppress(MMSKitError), Client(find_account(), timeout=1) as client:
        client.send_batch(b"<mms></mms>")
    find_account().mask("")
    gc.collect()
    gc.freeze()  # else a child copies every page that its collector looks at


def send(folder: str, timeout: float) -> int:
    """Go on with a campaign."""
    with Campaign.open(folder) as campaign:
        try:
            status = campaign.run(Client(find_account(campaign.url), timeout=timeout))
        except MMSKitError as error:
            print(f"failed {error}", file=sys.stderr)
            return FAILED
    return PAUSED if status.stage == "paused" else 0


def main() -> None:
    """Fork for every line."""
    break_it(sys.argv[1] if len(sys.argv) > 1 else "")
    warm_up()
    for line in sys.stdin:
        folder, timeout = line.rstrip("\n").rsplit(" ", 1)
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                code = send(folder, float(timeout))
            except BaseException as error:  # noqa: BLE001 - told to whoever watches
                print(f"crashed {type(error).__name__} {error}", file=sys.stderr, flush=True)
            os._exit(code)
        print(pid, flush=True)
        _, how = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(how), flush=True)


if __name__ == "__main__":
    main()
