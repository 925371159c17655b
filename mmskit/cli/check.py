"""``mmskit check``: every problem of a message at once."""

from __future__ import annotations

from pathlib import Path

import click

from mmskit.cli.parts import (
    describe_problem,
    json_option,
    limit_option,
    message_argument,
    print_json,
    print_problems,
)
from mmskit.cli.words import say, show


@click.command("check", help=say("help_check"))
@message_argument
@limit_option
@json_option
def command(path: Path, *, limit: int, as_json: bool) -> int:
    """Print the problems; 1 when one of them keeps the message from being sent."""
    from mmskit.bundle import open_message  # noqa: PLC0415 - the help must stay quick
    from mmskit.check import check, find_errors  # noqa: PLC0415
    from mmskit.wire.content import find_size  # noqa: PLC0415

    message = open_message(path)
    problems = check(message, limit=limit)
    size = find_size(message.frames)
    errors = find_errors(problems)
    if as_json:
        print_json(
            {
                "title": message.title,
                "frames": len(message.frames),
                "size": size,
                "limit": limit,
                "sendable": not errors,
                "problems": [describe_problem(problem) for problem in problems],
            }
        )
        return int(bool(errors))
    print_problems(problems)
    key = "check_bad" if errors else "check_good"
    show(
        say(
            key,
            title=message.title,
            frames=len(message.frames),
            size=size,
            limit=limit,
            count=len(errors),
        )
    )
    return int(bool(errors))
