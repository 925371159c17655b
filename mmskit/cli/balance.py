"""``mmskit balance``: what an account has left."""

from __future__ import annotations

import click

from mmskit.cli.parts import account_options, find_account, json_option, print_json
from mmskit.cli.words import say, show


@click.command("balance", help=say("help_balance"))
@account_options
@json_option
def command(*, account_name: str | None, timeout: float, as_json: bool) -> None:
    """Ask, and print the exact amounts."""
    from mmskit.client import Client  # noqa: PLC0415 - the help must stay quick

    account = find_account(account_name)
    with Client(account, timeout=timeout) as client:
        balance = client.balance()
    if as_json:
        print_json({"left": balance.left, "total": balance.total, "url": account.url})
    elif balance.total is None:
        show(say("balance", left=balance.left))
    else:
        show(say("balance_of_total", left=balance.left, total=balance.total))
