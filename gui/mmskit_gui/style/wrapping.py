"""Long paths in sentences."""

from __future__ import annotations

import re
from typing import Final

_BREAK: Final = "\u200b"


def let_wrap(said: str) -> str:
    """A sentence, for a label nobody copies from, whose paths may be wrapped after each folder."""
    return re.sub(r"[/\\]", rf"\g<0>{_BREAK}", said)
