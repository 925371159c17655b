"""``mmskit decode``: any content back into a message."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mmskit.cli.parts import json_option, print_json, refuse_message
from mmskit.cli.words import say, show
from mmskit.errors import DecodeError
from mmskit.limits import FILE_BYTES
from mmskit.texts import text


@click.command("decode", help=say("help_decode"))
@click.argument("source", metavar="CONTENT", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help=say("help_decode_output"),
)
@click.option("--title", default="", help=say("help_title"))
@json_option
def command(source: Path, *, output: Path, title: str, as_json: bool) -> None:
    """Read content from a file or standard input, and save it as a message."""
    from mmskit.bundle import save_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.encoding import decode  # noqa: PLC0415

    refuse_message(output)
    message = decode(_read(source), title=title)
    save_message(message, output)
    if as_json:
        frames = [
            {
                "text": frame.text,
                "picture": frame.picture and frame.picture.name,
                "sound": frame.sound and frame.sound.name,
            }
            for frame in message.frames
        ]
        print_json({"title": message.title, "output": output, "frames": frames})
        return
    show(say("decoded", frames=len(message.frames), path=output))


def _read(source: Path) -> str:
    try:
        if str(source) == "-":
            raw = sys.stdin.buffer.read(FILE_BYTES + 1) if sys.stdin else b""
        else:
            with source.open("rb") as file:
                raw = file.read(FILE_BYTES + 1)
    except OSError as error:
        said = text("cli.unreadable", path=source, reason=error.strerror or error)
        raise DecodeError(said, what="content", where=str(source)) from None
    if len(raw) > FILE_BYTES:
        raise DecodeError(
            text("cli.content_huge", limit=FILE_BYTES >> 20), what="content", where=str(source)
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise DecodeError(
            text("cli.content_binary", path=source), what="content", where=str(source)
        ) from None
