"""Where the sample messages are."""

from __future__ import annotations

from pathlib import Path

from mmskit.errors import BundleError
from mmskit.texts import text


def find_samples() -> Path:
    """Find the sample messages: packed into an installed mmskit, or beside a working copy's.

    Raises:
        BundleError: they are in neither place.
    """
    package = Path(__file__).parent
    for folder in (package / "samples", package.parent / "samples"):
        if folder.is_dir():
            return folder
    raise BundleError(text("cli.no_samples", path=package / "samples"))
