"""Accounts: validated before use, secrets in the keyring, nothing shown."""

from __future__ import annotations

import json
import pickle

import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked
from memory_keyring import MemoryKeyring

from mmskit.account import Account, AccountStore, find_url
from mmskit.errors import AccountError

KEY = "0123456789abcdef0123456789abcdef"


def account(**changes) -> Account:
    return Account(
        **({"username": "demo", "password": "demo1234", "apikey": KEY, "name": "main"} | changes)
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "ab"}, "user name has 2 characters"),
        ({"username": "a" * 16}, "16 characters"),
        ({"password": ""}, "password has 0"),
        ({"password": "p" * 16}, "password has 16"),
        ({"apikey": KEY[:-1]}, "exactly 32"),
        ({"apikey": KEY[:-1] + " "}, "ASCII"),
    ],
)
def test_lengths_are_checked_before_anything_is_sent(changes, said):
    """R3, protocol §2: a length outside the bounds is refused at once, and not repeated in the sentence."""
    with pytest.raises(AccountError, match=said) as caught:
        account(**changes)
    assert not any(value and value in str(caught.value) for value in changes.values())


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("qingdao", "https://m.5c.com.cn"),
        ("Beijing", "https://bj.5c.com.cn"),
        ("hongkong", "https://hk.5c.com.cn"),
        ("us", "https://us.5c.com.cn"),
        ("https://m.5c.com.cn/", "https://m.5c.com.cn"),
        ("http://127.0.0.1:8025", "http://127.0.0.1:8025"),
        ("http://[::1]:8025", "http://[::1]:8025"),
        (" https://sms-1.example.com:443\n", "https://sms-1.example.com:443"),
    ],
)
def test_nodes_and_addresses(address, url):
    """SMS §2.2: nodes by name, over TLS; http only where it is written out (R1)."""
    assert find_url(address) == url


@pytest.mark.parametrize(
    "address",
    [
        "",
        "m.5c.com.cn",
        "ftp://x",
        "https://",
        "https://x/api",
        "https://x?y",
        "https://u:p@x",
        "https://x:abc",
        "shanghai",
        "https://x:0",
        "https://x:99999",
        "https://exa mple",
        "https://exa\nmple",
        "https://exa%20mple",
        "https://a..b",
        "https://@x",
        "https://[::1]x",
    ],
)
def test_other_addresses_are_refused(address):
    """An address with a path, a user or another scheme is refused, and a password in it not repeated."""
    with pytest.raises(AccountError) as caught:
        find_url(address)
    assert "u:p" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://demo:demo1234@host:99999",
        "https://demo:demo1234@host:abc",
        "https://" + "u" * 90 + ":demo1234@host",
        "https://demo:demo1234" + "x" * 90 + "@host",
        "https://demo:demo1234@[host",
        "https://demo:demo1234@host@",
        "https://demo:demo1234",
        "https://demo:demo1234\uff20host",
        "https://host?password=demo1234",
        "https://host#demo1234",
        "demo:demo1234@host",
    ],
)
def test_a_refused_address_shows_no_password(address):
    """Whatever is wrong with an address, what may be a password in it is not repeated."""
    with pytest.raises(AccountError) as caught:
        find_url(address)
    for said in (str(caught.value), caught.value.render("zh_CN"), repr(caught.value)):
        assert "demo1234" not in said


def test_a_refused_address_is_still_recognised():
    """What cannot be a password is shown, so that the person sees which address is meant."""
    for address in ("https://x/api", "ftp://sms.example.com:21", "shanghai", "https://x:99999"):
        with pytest.raises(AccountError, match=f"“{address}”"):
            find_url(address)


def test_the_default_is_https():
    """R1: without a word, the account goes to the default node over TLS."""
    assert account().url == "https://m.5c.com.cn"


def test_nothing_secret_is_shown():
    """A repr shows the address and the person's own name for it, no credentials."""
    shown = repr(account()) + str(account())
    assert KEY not in shown
    assert "demo" not in shown


def test_masking_takes_out_every_spelling():
    """A secret is masked raw, URL-encoded, and as its MD5 in any case; numbers keep their ends."""
    own = account(password="a+b c&d")
    md5 = own.credentials.password_md5
    masked = own.mask(f"{KEY} a+b c&d a%2Bb+c%26d {md5.upper()} 13811299999", ["13811299999"])
    for secret in (KEY, "a+b", "a%2Bb", md5.upper(), "13811299999"):
        assert secret not in masked


@pytest.mark.parametrize(
    "spelling",
    [
        "a%20b%26%3C%22%27c%25",
        "a+b%26%3c%22%27c%25",
        "a b&amp;&lt;&quot;&#x27;c%",
        "a b&#38;&#060;&#34;&#39;c&#37;",
        "a b&amp;<&quot;&apos;c%",
        r"a b&<\"'c%",
        r"a b\u0026\u003c\u0022\u0027c%",
        "A%20B&amp;&lt;%22'c%25",
    ],
)
def test_a_secret_is_masked_in_urls_and_pages(spelling):
    """Percent, entities, JSON, or a mixture: a secret is not shown, and nothing of it is left over."""
    own = account(password="a b&<\"'c%")
    assert own.mask(f"said [{spelling}]") == "said [••••]"


def test_from_the_environment():
    """An account from the environment; what is missing is named."""
    environment = {"MMSKIT_APIKEY": KEY, "MMSKIT_USERNAME": "demo", "MMSKIT_PASSWORD": "demo1234"}
    assert Account.from_environment(environment).url == "https://m.5c.com.cn"
    assert (
        Account.from_environment(environment | {"MMSKIT_URL": "http://127.0.0.1:1"}).url
        == "http://127.0.0.1:1"
    )
    with pytest.raises(AccountError, match="MMSKIT_APIKEY, MMSKIT_PASSWORD"):
        Account.from_environment({"MMSKIT_USERNAME": "demo"})


def test_a_stored_account_comes_back_and_goes(tmp_path):
    """Saved, listed, loaded, removed; the file never holds a secret."""
    keyring = MemoryKeyring()
    store = AccountStore(tmp_path, keyring)
    store.save(account(url="beijing"))
    assert store.names() == {"main": "https://bj.5c.com.cn"}
    assert store.load("main") == account(url="beijing")
    on_disk = (tmp_path / "accounts.json").read_text()
    assert KEY not in on_disk
    assert "demo" not in on_disk
    store.remove("main")
    assert store.names() == {}
    assert keyring.kept == {}
    with pytest.raises(AccountError, match="no account named"):
        store.load("main")


def test_a_secret_is_bound_to_its_address(tmp_path):
    """Whoever changes the address in the file does not get the secret sent there."""
    store = AccountStore(tmp_path, MemoryKeyring())
    store.save(account())
    listed = json.loads((tmp_path / "accounts.json").read_text())
    listed["main"]["url"] = "https://elsewhere.example"
    (tmp_path / "accounts.json").write_text(json.dumps(listed))
    with pytest.raises(AccountError, match="no secrets"):
        store.load("main")


def test_a_moved_account_leaves_no_secret_behind(tmp_path):
    """Saved for another address, then removed: the keyring holds nothing of either."""
    keyring = MemoryKeyring()
    store = AccountStore(tmp_path, keyring)
    store.save(account(url="beijing"))
    store.save(account(url="qingdao"))
    assert list(keyring.kept) == [("mmskit https://m.5c.com.cn", "main")]
    assert store.load("main") == account(url="qingdao")
    store.remove("main")
    assert keyring.kept == {}


@pytest.mark.parametrize("name", ["sandbox", "Sandbox"])
def test_the_name_of_the_sandbox_is_reserved(tmp_path, name):
    """The command line's own account cannot be shadowed; nothing reaches the keyring."""
    keyring = MemoryKeyring()
    with pytest.raises(AccountError, match="choose another name"):
        AccountStore(tmp_path, keyring).save(account(name=name))
    assert keyring.kept == {}


def test_a_machine_without_a_keyring_is_told_the_way_out(tmp_path):
    """Without a keyring the sentence names the environment variables."""
    store = AccountStore(tmp_path, fail.Keyring())
    with pytest.raises(AccountError, match="MMSKIT_APIKEY"):
        store.save(account())
    assert store.names() == {}


def test_a_locked_keyring_is_said(tmp_path):
    """A keyring that does not open is a sentence, not a traceback."""

    class Locked(MemoryKeyring):
        def set_password(self, *secret):
            raise KeyringLocked(secret)

    with pytest.raises(AccountError, match="unlock") as caught:
        AccountStore(tmp_path, Locked()).save(account())
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"a": 1}', '{"a": {"url": "nonsense"}}', "\xff"]
)
def test_a_broken_list_is_said(tmp_path, content):
    """A damaged list of accounts is an error that names the file."""
    (tmp_path / "accounts.json").write_text(content, encoding="latin-1")
    with pytest.raises(AccountError, match=r"accounts\.json|no address"):
        AccountStore(tmp_path, MemoryKeyring()).names()


@pytest.mark.parametrize("name", ["", "a b", "a/b", "x" * 65])
def test_odd_names_are_refused(tmp_path, name):
    """A name that no command line can carry is refused."""
    with pytest.raises(AccountError, match="cannot be an account's name"):
        AccountStore(tmp_path, MemoryKeyring()).save(account(name=name))


def test_errors_survive_another_process():
    """An error that crosses processes keeps its sentence and figures."""
    with pytest.raises(AccountError) as caught:
        account(username="ab")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert str(copy) == str(caught.value)
    assert copy.render("zh_CN") == caught.value.render("zh_CN")


def test_a_keyring_is_there_or_not(tmp_path):
    """A backend that takes secrets counts; one that only fails, or breaks when asked, does not."""

    class Broken(MemoryKeyring):
        @property
        def priority(self) -> float:
            raise RuntimeError

    assert AccountStore(tmp_path, MemoryKeyring()).has_keyring()
    assert not AccountStore(tmp_path, fail.Keyring()).has_keyring()
    assert not AccountStore(tmp_path, Broken()).has_keyring()
    assert AccountStore(tmp_path).has_keyring() in {True, False}
