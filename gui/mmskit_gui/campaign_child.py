"""A campaign's own process: ``python -m mmskit_gui.campaign_child FOLDER``.

Its account comes as one line of JSON on standard input, so that no secret stands on a command line,
in an environment or on a disk. It says on standard output, in lines of JSON, that it began and how
it ended; how far it is stands in the campaign's own file. Nobody needs to listen: when the app is
closed or killed it goes on, and whoever asks it to pause finds a submission that came to its end.
"""

from __future__ import annotations

import json
import signal
import sys
from contextlib import suppress
from pathlib import Path

from mmskit.account import Account
from mmskit.client import Client
from mmskit.errors import MMSKitError
from mmskit.outbox import Campaign
from mmskit.outbox.reasons import write_text
from mmskit.texts import Text, text
from mmskit_gui.campaign_secret import read_account

_TIMEOUT = 60.0


def main(arguments: list[str] | None = None) -> int:
    """Send what is left of a campaign.

    Returns:
        0 when all was sent or something paused it, 1 when it could not be begun or kept.
    """
    (folder,) = sys.argv[1:] if arguments is None else arguments
    try:
        return _send(Path(folder), read_account(sys.stdin.buffer.readline()))
    except MMSKitError as error:
        return _fail(error.sentence)
    except Exception as error:  # noqa: BLE001 - nobody sees this process: what it knows, it tells
        return _fail(text("gui.campaign_broke", reason=type(error).__name__))


def _send(folder: Path, account: Account) -> int:
    with Campaign.open(folder) as campaign, Client(account, timeout=_TIMEOUT) as client:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: campaign.stop())
        _say({"event": "began"})
        status = campaign.run(client)
    _say({"event": "ended", "stage": status.stage})
    return 0


def _fail(sentence: Text) -> int:
    _say({"event": "failed", "said": write_text(sentence)})
    return 1


def _say(told: dict[str, object]) -> None:
    with suppress(OSError):  # a full disk must not end a submission that is under way
        print(json.dumps(told), flush=True)  # noqa: T201 - the app reads it


if __name__ == "__main__":
    sys.exit(main())
