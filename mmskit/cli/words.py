"""The language of this run, chosen once from the environment."""

from __future__ import annotations

import os
from typing import Final

from mmskit.texts import Language, choose_language, text

LANGUAGE: Final[Language] = choose_language(os.environ)


def say(key: str, /, **figures: object) -> str:
    """A sentence of the command line, in the language of this run."""
    return text(f"cli.{key}", **figures).render(LANGUAGE)
