"""``mmskit batch check``: read a batch's XML or an export back, and say what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli.parts import json_option, print_json
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import DecodeError
from mmskit.limits import CONTENT_BYTES
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.personal.reading_back import Checked

_SHOWN = 20


@click.command("check", help=text("campaigns.cli.help_check").render(LANGUAGE))
@click.argument("path", metavar="FILE.xml|DIR", type=click.Path(path_type=Path))
@json_option
def command(path: Path, *, as_json: bool) -> int:
    """Read everything, and count."""
    from mmskit.personal.reading_back import check_export, check_file  # noqa: PLC0415 - see the help

    try:
        checked = check_export(path) if path.is_dir() else check_file(path)
    except DecodeError as error:
        if not as_json:
            raise
        print_json({"recipients": 0, "problems": [error.render(LANGUAGE)]})
        return 1
    if as_json:
        print_json(_describe(checked))
    else:
        _print(checked, is_export=path.is_dir())
    return 1 if checked.problem_count else 0


def _describe(checked: Checked) -> dict[str, object]:
    return {
        "title": checked.title,
        "picture": checked.picture,
        "files": checked.files,
        "recipients": checked.recipients,
        "submitted_bytes": checked.submitted_bytes,
        "longest_bytes": checked.longest_bytes,
        "problems": [problem.render(LANGUAGE) for problem in checked.problems],
        "problem_count": checked.problem_count,
    }


def _print(checked: Checked, *, is_export: bool) -> None:
    for problem in checked.problems[:_SHOWN]:
        show(f"{say('mark_error')} {problem.render(LANGUAGE)}")
    if checked.problem_count > _SHOWN:
        show(say("batch_more_bad", count=checked.problem_count - _SHOWN))
    if checked.files:
        kind = text(f"media.short.{checked.picture}").render(LANGUAGE)
        figures = {
            "title": checked.title,
            "kind": kind,
            "count": checked.recipients,
            "size": checked.submitted_bytes,
            "longest": checked.longest_bytes,
            "limit": CONTENT_BYTES,
        }
        show(text("campaigns.cli.checked", **figures).render(LANGUAGE))
    if is_export and not checked.problem_count:
        show(text("campaigns.cli.checked_folder", files=checked.files).render(LANGUAGE))
