"""The tables of a campaign, alike in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_TABLES: Final = """
CREATE TABLE campaign (
    kind TEXT NOT NULL, title TEXT NOT NULL, created TEXT NOT NULL,
    account TEXT NOT NULL, username TEXT NOT NULL, url TEXT NOT NULL,
    rate {integer} NOT NULL, content TEXT NOT NULL, contents TEXT NOT NULL, frozen TEXT NOT NULL,
    pausing {integer} NOT NULL DEFAULT 0, paused TEXT NOT NULL DEFAULT '',
    too_large {integer} NOT NULL DEFAULT 0, parent TEXT NOT NULL DEFAULT ''
);
CREATE TABLE shards (
    number {integer} PRIMARY KEY, part_of {integer}, recipients {integer} NOT NULL,
    size {integer} NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN
    ('draft', 'ready', 'sending', 'accepted', 'refused', 'unknown', 'abandoned')),
    began {real}, ended {real}, doubted {real}, msgid TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '', settled_by TEXT NOT NULL DEFAULT '', is_cut {integer} NOT NULL DEFAULT 0,
    reserve {blob}
);
CREATE INDEX shards_by_state ON shards (state, number);
CREATE TABLE recipients (
    mobile {integer} PRIMARY KEY, shard {integer} NOT NULL, status TEXT, reported {integer}, resent TEXT
);
CREATE INDEX recipients_by_shard ON recipients (shard, mobile);
CREATE INDEX recipients_by_status ON recipients (status, reported) WHERE status IS NOT NULL;
CREATE TABLE reports (
    msgid TEXT NOT NULL, mobile {integer} NOT NULL, status TEXT NOT NULL, time {integer} NOT NULL,
    PRIMARY KEY (msgid, mobile, status, time)
) {clustered};
CREATE TABLE others (msgid TEXT PRIMARY KEY) {clustered};
CREATE TABLE answers (name TEXT PRIMARY KEY) {clustered};
"""


def write_schema(integer: str, real: str, blob: str, clustered: str = "") -> Iterator[str]:
    """The statements that make them.

    Args:
        integer: what the database calls a whole number of 8 bytes.
        real: what it calls a number of 8 bytes with a fraction.
        blob: what it calls bytes.
        clustered: what makes it keep a table in the order of its primary key.
    """
    words = {"integer": integer, "real": real, "blob": blob, "clustered": clustered}
    for statement in _TABLES.format(**words).split(";"):
        if statement.strip():
            yield statement
