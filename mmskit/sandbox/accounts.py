"""The accounts' rows. Every function works inside a transaction that its caller holds."""

from __future__ import annotations

import sqlite3

from mmskit.sandbox.settings import PlatformAccount

_COLUMNS = "name, password, apikey, balance, total, blocked, addresses, layout, ext"


def add_account(db: sqlite3.Connection, account: PlatformAccount) -> None:
    """Add an account. One that exists keeps its balance and takes everything else."""
    db.execute(
        f"INSERT INTO accounts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant
        " ON CONFLICT (name) DO UPDATE SET password = excluded.password, apikey = excluded.apikey,"
        " blocked = excluded.blocked, addresses = excluded.addresses, layout = excluded.layout,"
        " ext = excluded.ext",
        _row(account),
    )


def find_account(db: sqlite3.Connection, name: str) -> PlatformAccount | None:
    """The account of this name, or None."""
    row = db.execute(f"SELECT {_COLUMNS} FROM accounts WHERE name = ?", (name,)).fetchone()  # noqa: S608
    return None if row is None else _account(row)


def list_accounts(db: sqlite3.Connection) -> list[PlatformAccount]:
    """All accounts, by name."""
    return [_account(row) for row in db.execute(f"SELECT {_COLUMNS} FROM accounts ORDER BY name")]  # noqa: S608


def replace_account(db: sqlite3.Connection, account: PlatformAccount) -> None:
    """Write an account as it is now, its balance included."""
    db.execute(
        f"INSERT OR REPLACE INTO accounts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        _row(account),
    )


def charge(db: sqlite3.Connection, name: str, cost: int) -> bool:
    """Take ``cost`` from an account's balance, or nothing and return False when it does not suffice."""
    taken = db.execute(
        "UPDATE accounts SET balance = balance - ? WHERE name = ? AND balance >= ?",
        (cost, name, cost),
    )
    return taken.rowcount == 1


def _row(account: PlatformAccount) -> tuple[object, ...]:
    return (
        account.name,
        account.password,
        account.apikey,
        account.balance,
        account.total,
        account.blocked,
        ",".join(account.addresses),
        account.layout,
        account.ext,
    )


def _account(row: tuple[str, str, str, int, int, int, str, int, str]) -> PlatformAccount:
    name, password, apikey, balance, total, blocked, addresses, layout, ext = row
    allowed = tuple(addresses.split(",")) if addresses else ()
    return PlatformAccount(
        name, password, apikey, balance, total, bool(blocked), allowed, layout, ext
    )
