"""The language of this run, chosen once from the environment."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final, TextIO

from mmskit.texts import Language, choose_language, text

LANGUAGE: Final[Language] = choose_language(os.environ)


def say(key: str, /, **figures: object) -> str:
    """A sentence of the command line, in the language of this run."""
    return text(f"cli.{key}", **figures).render(LANGUAGE)


def show(said: str, *, err: bool = False) -> None:
    """Print a sentence; control characters of somebody's text do not reach the terminal.

    What cannot be printed on standard output or error goes to the other one.
    """
    clean = "".join(char if char in "\n\t" or char.isprintable() else "\ufffd" for char in said)
    streams = (sys.stderr, sys.stdout) if err else (sys.stdout, sys.stderr)
    for stream in streams:
        if stream is None:
            continue
        try:
            print(clean, file=stream, flush=True)
        except BrokenPipeError:
            abandon(stream)  # whoever was reading has seen enough
        except OSError:
            abandon(stream)
            continue
        return


def abandon(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere; Python would complain of it once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
