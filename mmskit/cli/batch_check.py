"""``mmskit batch check``: read a batch's XML back, and say what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli.parts import json_option, print_json
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import BundleError, DecodeError
from mmskit.limits import BATCH_BYTES, CONTENT_BYTES
from mmskit.texts import Text, text

if TYPE_CHECKING:
    from mmskit.wire.batch import BatchDocument

_SHOWN = 20
_PIECE = 64 * 1024


@click.command("check", help=text("campaigns.cli.help_check").render(LANGUAGE))
@click.argument("path", metavar="FILE.xml", type=click.Path(path_type=Path))
@json_option
def command(path: Path, *, as_json: bool) -> int:
    """Read the whole file, and count."""
    from mmskit.personal.filling import find_picture_bytes  # noqa: PLC0415 - the help must stay quick
    from mmskit.wire.batch import decode_batch, find_submitted_size  # noqa: PLC0415

    size = 0

    def read() -> Iterator[bytes]:
        nonlocal size
        for piece in _read(path):
            size += find_submitted_size(piece.decode("utf-8", "replace"))
            yield piece

    try:
        document = decode_batch(read())
        picture_bytes = find_picture_bytes(document.picture)
        problems, count, longest = _look_through(document, picture_bytes)
    except DecodeError as error:
        problems, count, longest = [error.sentence], 0, 0
        if not as_json:
            raise
        print_json({"recipients": 0, "problems": [error.render(LANGUAGE)]})
        return 1
    if size > BATCH_BYTES:
        problems.append(text("campaigns.cli.file_too_large", size=size, limit=BATCH_BYTES))
    problems += _check_title(document.title)
    if as_json:
        told = {
            "title": document.title,
            "picture": document.picture.kind,
            "recipients": count,
            "submitted_bytes": size,
            "longest_bytes": longest,
            "problems": [problem.render(LANGUAGE) for problem in problems],
        }
        print_json(told)
        return 1 if problems else 0
    for problem in problems[:_SHOWN]:
        show(f"{say('mark_error')} {problem.render(LANGUAGE)}")
    if len(problems) > _SHOWN:
        show(say("batch_more_bad", count=len(problems) - _SHOWN))
    kind = text(f"media.short.{document.picture.kind}").render(LANGUAGE)
    figures = {"title": document.title, "kind": kind, "count": count, "size": size}
    show(
        text("campaigns.cli.checked", **figures, longest=longest, limit=CONTENT_BYTES).render(
            LANGUAGE
        )
    )
    return 1 if problems else 0


def _look_through(document: BatchDocument, picture_bytes: int) -> tuple[list[Text], int, int]:
    """What is wrong with which recipient, how many there are, and the longest's encoded size."""
    from mmskit.personal.filling import find_text_bytes  # noqa: PLC0415
    from mmskit.recipients.seen import SeenNumbers  # noqa: PLC0415

    problems, seen, longest, count = [], SeenNumbers(), 0, 0
    for count, (number, said) in enumerate(document.entries, 1):
        size = picture_bytes + find_text_bytes(len(said.encode()))
        longest = max(longest, size)
        faults = []
        if size > CONTENT_BYTES:
            over = size - CONTENT_BYTES
            faults.append(text("batch.text_too_long", size=size, over=over, limit=CONTENT_BYTES))
        if not said.strip():
            faults.append(text("batch.text_empty"))
        if not number.startswith("0"):
            first = seen.remember(number[:19], count)
            if first is not None:
                faults.append(text("batch.number_twice", first=first))
        problems += [text("batch.at_row", row=count, said=fault) for fault in faults]
    return problems, count, longest


def _check_title(title: str) -> list[Text]:
    from mmskit.check import check, find_errors  # noqa: PLC0415 - the help must stay quick
    from mmskit.message import Frame, Message  # noqa: PLC0415

    found = find_errors(check(Message(title, [Frame(text=".")])))
    return [problem.sentence for problem in found if problem.slot == "title"]


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        reason = error.strerror or error
        raise BundleError(text("cli.unreadable", path=path, reason=reason)) from None
