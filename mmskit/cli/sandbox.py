"""``mmskit sandbox``: the platform on one's desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mmskit.cli.words import LANGUAGE, say, show

if TYPE_CHECKING:
    from mmskit.sandbox.server import Server


@click.command("sandbox", help=say("help_sandbox"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8052, show_default=True, help=say("help_port")
)
@click.option("--host", default="127.0.0.1", show_default=True, help=say("help_host"))
@click.option("--db", metavar="FILE", type=click.Path(path_type=Path), help=say("help_db"))
@click.option(
    "--account",
    "accounts",
    multiple=True,
    metavar="USER:PASSWORD:APIKEY",
    help=say("help_sandbox_account"),
)
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help=say("help_delay"),
)
def command(
    *, port: int, host: str, db: Path | None, accounts: tuple[str, ...], delay: float
) -> None:
    """Run until it is stopped."""
    from mmskit.sandbox.server import run_forever  # noqa: PLC0415 - the help must stay quick
    from mmskit.sandbox.settings import DEMO, PlatformAccount, Settings  # noqa: PLC0415

    own = {account.name: account for account in (DEMO, *map(PlatformAccount.parse, accounts))}
    settings = Settings(
        host=host, port=port, db=db, accounts=tuple(own.values()), delay=delay, language=LANGUAGE
    )
    run_forever(settings, log=show, on_ready=_announce)


def _announce(server: Server) -> None:
    demo = server.settings.accounts[0]
    show(say("sandbox_ready", url=server.url, db=server.settings.db or say("sandbox_memory")))
    show(say("sandbox_account", username=demo.name, password=demo.password, apikey=demo.apikey))
    show(say("sandbox_stop"))
