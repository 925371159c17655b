"""``mmskit demo``: the whole trip, on real messages and the embedded sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli.words import LANGUAGE, say, show
from mmskit.errors import BundleError
from mmskit.samples_folder import find_samples
from mmskit.texts import text

if TYPE_CHECKING:
    from mmskit.cli.trip import Trip

DELAY_SECONDS = 0.5


@click.command("demo", help=say("help_demo"))
@click.option("--samples", metavar="DIR", type=click.Path(path_type=Path), help=say("help_samples"))
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("build/demo"),
    show_default=True,
)
def command(*, samples: Path | None, output: Path) -> None:
    """Start a sandbox, send every sample to test numbers, wait for the reports, leave pictures."""
    from mmskit.cli.trip import Trip  # noqa: PLC0415 - the help must stay quick
    from mmskit.journal import Journal  # noqa: PLC0415
    from mmskit.testing import sandbox  # noqa: PLC0415

    folder = samples or find_samples()
    output.mkdir(parents=True, exist_ok=True)
    with sandbox(delay=DELAY_SECONDS) as platform:
        show(say("demo_sandbox", url=platform.url))
        with platform.client() as client:
            before = client.balance().left
            trip = Trip(client, Journal(output / "reports"))
            _send_all(trip, folder)
            show(say("demo_waiting"))
            trip.wait_for_reports()
            trip.print_reports()
            show(say("demo_balance", before=before, after=client.balance().left))
        _leave_pictures(platform.inbox, output)
    show(say("demo_pictures", path=output))
    show(say("demo_next"))


def _send_all(trip: Trip, folder: Path) -> None:
    found = 0
    for path in sorted(folder.iterdir()):
        if (path / "message.toml").is_file():
            trip.send_message(path)
        elif (path / "recipients.csv").is_file():
            trip.send_batch(path)
        else:
            continue
        found += 1
    if not found:
        raise BundleError(text("cli.no_samples", path=folder))


def _leave_pictures(inbox: object, output: Path) -> None:
    from mmskit.preview import write_preview  # noqa: PLC0415 - loads the drawing

    for number, received in enumerate(inbox, 1):  # type: ignore[var-annotated,arg-type]
        for extension in ("png", "gif"):
            write_preview(
                received.message, output / f"received-{number}.{extension}", language=LANGUAGE
            )
