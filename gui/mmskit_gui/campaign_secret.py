"""An account on its way to a campaign's process: one line, through a pipe and nowhere else."""

from __future__ import annotations

import json

from mmskit.account import Account
from mmskit.errors import AccountError
from mmskit.texts import text


def write_account(account: Account) -> bytes:
    """An account as a line for the process. It holds its secrets."""
    parts = (account.username, account.password, account.apikey, account.url, account.name)
    return json.dumps(parts).encode() + b"\n"


def read_account(line: bytes) -> Account:
    """What :func:`write_account` wrote. Raises AccountError; nothing of the line is in it."""
    try:
        return Account(*map(str, json.loads(line)))
    except (ValueError, TypeError):
        raise AccountError(text("gui.campaign_no_account")) from None
