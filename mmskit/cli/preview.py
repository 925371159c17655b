"""``mmskit preview``: what a phone will show, as a picture, a film or a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from mmskit.cli.parts import json_option, message_argument, print_json
from mmskit.cli.words import LANGUAGE, say, show

PHONE_NAMES: Final = ("standard", "small", "tall", "large-text")


@click.command("preview", help=say("help_preview"))
@message_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("help_preview_output"),
)
@click.option(
    "--phone",
    "phone_name",
    type=click.Choice(PHONE_NAMES),
    default="standard",
    help=say("help_phone"),
)
@click.option("--dark", is_flag=True, help=say("help_dark"))
@json_option
def command(path: Path, *, output: Path | None, phone_name: str, dark: bool, as_json: bool) -> None:
    """Write the preview that the output's extension asks for; a page beside the message by default."""
    from mmskit.bundle import open_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.media.drawing.screen import PHONES  # noqa: PLC0415
    from mmskit.preview import write_preview  # noqa: PLC0415

    message = open_message(path)
    place = output or Path(f"{path.resolve().stem}.html")
    write_preview(message, place, language=LANGUAGE, phone=replace(PHONES[phone_name], dark=dark))
    if as_json:
        print_json({"output": place, "frames": len(message.frames)})
    else:
        show(say("preview_saved", path=place))
