"""Starts a campaign's own process, and reads what it says. Nothing here waits for its end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from mmskit.account import Account
from mmskit.errors import CampaignError
from mmskit.texts import Text, text
from mmskit_gui.campaign_secret import write_account

SAID: Final = "sender.jsonl"
"""The file in a campaign's folder with what its process says; it holds no number and no secret."""

_OWNER: Final = 0o600
_DETACHED: Final = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
    subprocess, "CREATE_NO_WINDOW", 0
)


class CampaignProcess:
    """One process that sends a campaign. It outlives this object, and the app."""

    def __init__(self, folder: Path, account: Account) -> None:
        """Start it, and give it the account through its standard input.

        Args:
            folder: the campaign's.
            account: the one that the campaign was made for.

        Raises:
            CampaignError: it cannot be started; nothing was sent.
        """
        self.folder = folder
        try:
            said = os.open(folder / SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER)
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-m", "mmskit_gui.campaign_child", str(folder)],
                    stdin=subprocess.PIPE,
                    stdout=said,
                    stderr=subprocess.DEVNULL,
                    # Neither Ctrl+C in the app's terminal nor the app's end is for it.
                    start_new_session=True,
                    creationflags=_DETACHED,
                )
            finally:
                os.close(said)
        except OSError as error:
            reason = error.strerror or str(error)
            raise CampaignError(text("gui.campaign_not_started", reason=reason)) from None
        self._hand_over(write_account(account))

    def _hand_over(self, line: bytes) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        with suppress(OSError), pipe:  # one that is gone already has said why
            pipe.write(line)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def hurry(self) -> None:
        """Let it stop after the submission under way, without waiting for anything else."""
        if sys.platform != "win32" and self.alive:
            self._process.terminate()

    def let_go(self) -> None:
        """Ask no more what becomes of it: the app ends, and it may go on."""
        if self.alive:
            self._process.returncode = 0  # else Python complains that nobody waited for it

    def wait(self, seconds: float) -> bool:
        """Wait for its end, which it comes to by itself. Returns whether it came."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def read_failure(folder: Path) -> Text | None:
    """Why the latest process of a campaign gave up, where it could say so, or None."""
    from mmskit.outbox.reasons import read_text  # noqa: PLC0415 - the app starts without it

    try:
        lines = (folder / SAID).read_text(encoding="utf-8").splitlines()
        told = json.loads(lines[-1]) if lines else {}
        return read_text(told["said"]) if told.get("event") == "failed" else None
    except (OSError, ValueError, KeyError, AttributeError):
        return None
