"""``mmskit encode``: a message as the content that is submitted."""

from __future__ import annotations

from pathlib import Path

import click

from mmskit.cli.parts import (
    fit_with_progress,
    json_option,
    limit_option,
    message_argument,
    print_json,
    refuse_message,
)
from mmskit.cli.words import say, show


@click.command("encode", help=say("help_encode"))
@message_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("help_encode_output"),
)
@click.option("--fit", "wants_fit", is_flag=True, help=say("help_fit_first"))
@limit_option
@json_option
def command(path: Path, *, output: Path | None, wants_fit: bool, limit: int, as_json: bool) -> None:
    """Print the content, or write it to a file, without a line break at its end."""
    from mmskit.bundle import open_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.encoding import encode  # noqa: PLC0415
    from mmskit.files import write_atomically  # noqa: PLC0415

    if output is not None:
        refuse_message(output)
    message = open_message(path)
    if wants_fit:
        message = fit_with_progress(message, limit).message
    content = encode(message, limit=limit)
    if output is not None:
        write_atomically(output, content.encode("ascii"))
    if as_json:
        print_json(
            {"title": message.title, "size": len(content), "content": None if output else content}
        )
    elif output is None:
        click.echo(content, nl=False)
    else:
        show(say("encode_saved", size=len(content), path=output))
