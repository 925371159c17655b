"""Where this person's accounts, journals and records are kept."""

from __future__ import annotations

import os
from pathlib import Path


def find_home() -> Path:
    """The folder that ``MMSKIT_HOME`` names, or the system's place."""
    if os.environ.get("MMSKIT_HOME"):
        return Path(os.environ["MMSKIT_HOME"])
    from platformdirs import user_data_path  # noqa: PLC0415 - only needed here

    return user_data_path("mmskit", appauthor=False)
