"""``mmskit batch``: campaigns, and ``mmskit batch export``, a list as the XML that is submitted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli import batch_check, campaign_send, campaigns
from mmskit.cli.campaign_parts import show_bad_rows
from mmskit.cli.parts import json_option, list_options, open_list, print_json, show_progress
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import BundleError
from mmskit.limits import BATCH_BYTES
from mmskit.recipients.bad_rows import BAD_KINDS, BadRow
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.personal import Exported


@click.group("batch", help=say("help_batch"))
def command() -> None:
    """Hold export, check, and the verbs of campaigns."""


for _verb in (
    batch_check.command,
    campaign_send.command,
    campaigns.status,
    campaigns.pause,
    campaigns.resume,
    campaigns.resolve,
    campaigns.resend,
):
    command.add_command(_verb)


@command.command("export", help=say("help_batch_export"))
@click.argument("list_path", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--title", required=True, help=say("help_title"))
@click.option("--text", "template", metavar="TEXT", help=say("help_template"))
@click.option(
    "--text-file", metavar="FILE", type=click.Path(path_type=Path), help=say("help_template_file")
)
@click.option(
    "--picture",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("help_picture"),
)
@list_options
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help=say("help_batch_output"),
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=BATCH_BYTES,
    show_default=True,
    help=say("help_max_bytes"),
)
@json_option
def export(
    list_path: Path,
    *,
    title: str,
    template: str | None,
    text_file: Path | None,
    picture: Path,
    number_column: str | None,
    sheet: str | None,
    stop_lists: tuple[Path, ...],
    output: Path,
    max_bytes: int,
    as_json: bool,
) -> None:
    """Write the batch's submissions, and say which rows were left out."""
    from mmskit.media import Picture  # noqa: PLC0415 - the help must stay quick
    from mmskit.personal import PersonalBatch  # noqa: PLC0415

    said = read_template(template, text_file)
    listed = open_list(list_path, number_column=number_column, sheet=sheet, stop_lists=stop_lists)
    batch = PersonalBatch(title, Picture.open(picture), said, listed)
    bad_rows: list[BadRow] = []
    try:
        with show_progress(say("exporting")) as advance:
            exported = batch.export(
                output,
                max_bytes=max_bytes,
                language=LANGUAGE,
                on_bad_row=bad_rows.append,
                on_progress=advance,
            )
    finally:
        if not as_json:
            show_bad_rows(bad_rows)
    if as_json:
        print_json(_describe(exported, bad_rows))
        return
    for path, shard in zip(exported.files, exported.manifest.shards, strict=True):
        figures = {"path": path, "count": shard.recipients, "size": shard.submitted_bytes}
        show(say("batch_file", **figures))
    for kind in (kind for kind in BAD_KINDS if kind in exported.manifest.left_out):
        said_kind = text(f"batch.kind.{kind}")
        show(say("batch_kind", kind=said_kind, count=exported.manifest.left_out[kind]))
    count = exported.manifest.recipients
    show(say("batch_done", files=len(exported.files), count=count, bad=len(bad_rows)))
    if bad_rows:
        show(say("batch_rejected", path=exported.rejected))


def _describe(exported: Exported, bad_rows: list[BadRow]) -> dict[str, object]:
    return {
        "files": [
            {
                "path": path,
                "recipients": shard.recipients,
                "submitted_bytes": shard.submitted_bytes,
                "sha256": shard.sha256,
            }
            for path, shard in zip(exported.files, exported.manifest.shards, strict=True)
        ],
        "left_out": [
            {"row": bad.row, "column": bad.column, "kind": bad.kind, "text": bad.render(LANGUAGE)}
            for bad in bad_rows
        ],
    }


def read_template(template: str | None, text_file: Path | None) -> str:
    """The text that was given, or the file's, UTF-8, without its last line break.

    Raises:
        click.UsageError: neither was given, or both were.
        BundleError: the file cannot be read, or is not UTF-8.
    """
    if (template is None) == (text_file is None):
        raise click.UsageError(say("one_text"))
    if text_file is None:
        return template or ""
    try:
        return text_file.read_text(encoding="utf-8-sig").rstrip("\n")
    except UnicodeDecodeError:
        raise BundleError(text("cli.text_not_utf8", path=text_file)) from None
    except OSError as error:
        raise BundleError(
            text("cli.unreadable", path=text_file, reason=error.strerror or error)
        ) from None
