"""``mmskit account``: keep accounts, their secrets in the system's keyring."""

from __future__ import annotations

import click

from mmskit.cli.parts import confirm, json_option, need_terminal_or_lines, print_json
from mmskit.cli.words import say, show
from mmskit.limits import NODES


@click.group("account", help=say("help_accounts"))
def command() -> None:
    """Hold add, list, test and remove."""


@command.command("add", help=say("help_account_add"))
@click.argument("name")
@click.option("--url", default=next(iter(NODES)), show_default=True, help=say("help_url"))
def add(name: str, *, url: str) -> None:
    """Ask for the secrets, or read them from a pipe; never from the command line."""
    from mmskit.account import Account, AccountStore, find_url  # noqa: PLC0415 - the help must stay quick

    find_url(url)  # before three secrets are typed in vain
    username, password, apikey = need_terminal_or_lines(("username", "password", "apikey"))
    account = Account(username, password, apikey, url, name)
    AccountStore.default().save(account)
    show(say("account_added", name=name, url=account.url))
    if account.url.startswith("http://"):
        show(say("account_plain_http", url=account.url))


@command.command("list", help=say("help_account_list"))
@json_option
def list_accounts(*, as_json: bool) -> None:
    """Print names and addresses."""
    from mmskit.account import AccountStore  # noqa: PLC0415 - the help must stay quick

    names = AccountStore.default().names()
    if as_json:
        print_json([{"name": name, "url": url} for name, url in names.items()])
        return
    for name, url in names.items():
        show(f"{name}  {url}")
    if not names:
        show(say("account_none"))


@command.command("test", help=say("help_account_test"))
@click.argument("name")
def test(name: str) -> None:
    """Ask for the balance, which sends nothing and costs nothing."""
    from mmskit.cli.parts import find_account  # noqa: PLC0415 - the help must stay quick
    from mmskit.client import Client  # noqa: PLC0415

    account = find_account(name)
    with Client(account, timeout=20) as client:
        balance = client.balance()
    show(say("account_works", name=name, url=account.url, left=balance.left))


@command.command("remove", help=say("help_account_remove"))
@click.argument("name")
@click.option("--yes", is_flag=True, help=say("help_yes"))
def remove(name: str, *, yes: bool) -> None:
    """Forget an account and its secrets."""
    from mmskit.account import AccountStore  # noqa: PLC0415 - the help must stay quick

    confirm(say("account_remove_question", name=name), yes=yes)
    AccountStore.default().remove(name)
    show(say("account_removed", name=name))
