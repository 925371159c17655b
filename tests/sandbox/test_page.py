"""The inbox page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from raw_calls import get

INBOX = Path(__file__).parent.parent.parent / "mmskit" / "sandbox" / "inbox"
SCRIPT = (INBOX / "inbox.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("/", "inbox.html", "text/html; charset=utf-8"),
        ("/sandbox/inbox.css", "inbox.css", "text/css; charset=utf-8"),
        ("/sandbox/inbox.js", "inbox.js", "text/javascript; charset=utf-8"),
        ("/sandbox/icon.svg", "icon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_the_files_are_served(desk, path, name, kind):
    """Each file of the page is answered as it stands, with its type and a strict policy."""
    reply = get(desk, path)
    assert reply.body == (INBOX / name).read_bytes()
    assert reply.headers["content-type"] == kind
    assert "script-src 'self'" in reply.headers["content-security-policy"]


def test_everything_is_the_sandboxs_own():
    """The page fetches nothing from elsewhere, and has no script or style inside it."""
    html = (INBOX / "inbox.html").read_text(encoding="utf-8")
    for source in re.findall(r'(?:src|href)="([^"]*)"', html):
        assert source.startswith("/")
        assert not source.startswith("//")
    assert not re.search(r"<style|style=|<script>|\son\w+=", html)
    assert not re.search(r"https?://|@import", SCRIPT + (INBOX / "inbox.css").read_text("utf-8"))


def test_data_is_never_markup():
    """The script has no way to turn what a message says into markup or code."""
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|Function\(|srcdoc",
        SCRIPT,
    )


def test_both_languages_say_the_same():
    """Every word of the page stands in English and in Chinese, and every word used is there."""
    english, chinese = re.search(
        r"en: \{(.*?)\n  \},\n  zh: \{(.*?)\n  \},", SCRIPT, re.DOTALL
    ).groups()
    keys = [re.findall(r'(\w+): "', part) for part in (english, chinese)]
    assert sorted(keys[0]) == sorted(keys[1])
    html = (INBOX / "inbox.html").read_text(encoding="utf-8")
    used = set(re.findall(r"words\.(\w+)", SCRIPT)) | set(re.findall(r'data-say="(\w+)"', html))
    assert used <= set(keys[0])
