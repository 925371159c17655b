"""``mmskit batch``: campaigns, and ``mmskit batch export``, a list as the XML that is submitted."""

from __future__ import annotations

from pathlib import Path

import click

from mmskit.cli import batch_check, campaign_send, campaigns
from mmskit.cli.campaign_parts import show_bad_rows
from mmskit.cli.parts import json_option, print_json
from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import BundleError
from mmskit.limits import BATCH_BYTES
from mmskit.recipients import BadRow
from mmskit.texts import text


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
@click.option("--number-column", metavar="NAME", help=say("help_number_column"))
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
    output: Path,
    max_bytes: int,
    as_json: bool,
) -> None:
    """Write the batch's submissions, and say which rows were left out."""
    from mmskit.media import Picture  # noqa: PLC0415 - the help must stay quick
    from mmskit.personal import PersonalBatch  # noqa: PLC0415
    from mmskit.recipients import read_recipients  # noqa: PLC0415

    said = read_template(template, text_file)
    listed = read_recipients(list_path, number_column=number_column)
    batch = PersonalBatch(title, Picture.open(picture), said, listed)
    bad_rows: list[BadRow] = []
    files: list[dict[str, object]] = []
    count = 0
    try:
        for shard in batch.shards(max_bytes, on_bad_row=bad_rows.append):
            if not files:
                _make_folder(output)
            path = output / f"batch-{shard.number:04}.xml"
            shard.write(path)
            count += shard.count
            files.append({"path": path, "recipients": shard.count, "submitted_bytes": shard.size})
            if not as_json:
                show(say("batch_file", path=path, count=shard.count, size=shard.size))
    finally:
        if not as_json:
            show_bad_rows(bad_rows)
    if as_json:
        rows = [
            {"row": bad.row, "column": bad.column, "text": bad.render(LANGUAGE)} for bad in bad_rows
        ]
        print_json({"files": files, "left_out": rows})
        return
    show(say("batch_done", files=len(files), count=count, bad=len(bad_rows)))


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


def _make_folder(path: Path) -> None:
    """Make the folder for the files; one with older files is refused, they would go out again."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if next(path.glob("batch-*.xml"), None) is not None:
            raise BundleError(text("cli.holds_batches", path=path))
    except OSError as error:
        raise BundleError(
            text("bundle.cannot_save", path=path, reason=error.strerror or error)
        ) from None
