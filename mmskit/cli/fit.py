"""``mmskit fit``: make a message small enough, and say what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from mmskit.cli.parts import (
    find_root,
    fit_with_progress,
    json_option,
    limit_option,
    message_argument,
    print_changes,
    print_json,
)
from mmskit.cli.words import LANGUAGE, say, show


@click.command("fit", help=say("help_fit"))
@message_argument
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=say("help_fit_output")
)
@limit_option
@click.option(
    "--speed", type=click.Choice(["best", "fast"]), default="best", help=say("help_fit_speed")
)
@json_option
def command(
    path: Path, *, output: Path | None, limit: int, speed: Literal["best", "fast"], as_json: bool
) -> None:
    """Fit, print the changes, and save where asked to."""
    from mmskit.bundle import open_message, save_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.wire.content import find_size  # noqa: PLC0415

    message = open_message(path)
    if output is not None and find_root(output) == find_root(path):
        raise click.UsageError(say("fit_onto_itself"))
    before = find_size(message.frames)
    fitted = fit_with_progress(message, limit, speed)
    if output is not None:
        # Without the originals: they are in the message that was given, and this is to be sent.
        save_message(fitted.message.without_sources(), output)
    if as_json:
        changes = [describe_change(change) for change in fitted.changes]
        print_json(
            {
                "before": before,
                "size": fitted.size,
                "limit": limit,
                "speed": fitted.speed,
                "missing": fitted.missing,
                "output": output,
                "advice": fitted.advice.render(LANGUAGE) if fitted.advice else None,
                "changes": changes,
            }
        )
        return
    print_changes(fitted)
    if fitted.missing:
        show(say("fit_without_best", missing=fitted.missing))
    show(
        say(
            "fit_done" if fitted.changes else "fit_nothing",
            before=before,
            size=fitted.size,
            limit=limit,
        )
    )
    show(say("fit_saved", path=output) if output is not None else say("fit_not_saved"))


def describe_change(change: Any) -> dict[str, object]:
    """A change as JSON."""
    return {
        "frame": change.frame,
        "slot": change.slot,
        "before": {
            "kind": change.before_kind,
            "bytes": change.before_bytes,
            "pixels": change.before_pixels,
        },
        "after": {
            "kind": change.after_kind,
            "bytes": change.after_bytes,
            "pixels": change.after_pixels,
        },
        "quality": change.quality,
        "notes": [note.render(LANGUAGE) for note in change.notes],
        "text": change.sentence.render(LANGUAGE),
    }
