"""The page that plays a message."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
import wave
from dataclasses import replace
from html.parser import HTMLParser

import making
import pytest

from mmskit.media import Picture, Sound
from mmskit.media.drawing.screen import STANDARD
from mmskit.message import Frame, Message
from mmskit.preview.html import render_html
from mmskit.theme import DARK, LIGHT

ATTACK = "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "img", "input", "rect", "path", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if self._open:
            self.inside.setdefault(self._open[-1], []).append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def text(self, tag: str) -> str:
        return "".join(self.inside.get(tag, []))

    @property
    def policy(self) -> str:
        (meta,) = self.all("meta", **{"http-equiv": "Content-Security-Policy"})
        return meta["content"]


def page_of(*frames: Frame, title: str = "标题", language="en") -> Page:
    return Page(render_html(Message(title, frames), language=language))


def unpack(address: str) -> tuple[str, bytes]:
    head, _, body = address.partition(";base64,")
    return head, base64.b64decode(body, validate=True)


def test_text_never_becomes_markup():
    """A title and a text full of markup are shown as they are; there is still just one script."""
    page = page_of(Frame(ATTACK), Frame(ATTACK, Picture(making.still(), ATTACK)), title=ATTACK)
    assert len(page.all("script")) == 1
    assert len(page.all("style")) == 1
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    assert page.text("h1") == ATTACK
    assert page.text("title") == ATTACK
    assert page.text("p").count(ATTACK) == 2
    assert all(found["src"].startswith("data:image/") for found in page.all("img"))


@pytest.mark.parametrize("said", ["a\u202eb", "a\x00b", "a\u2066b", "\ud800", "<\u202e/script>"])
def test_text_never_steers_the_page(said):
    """No mark that turns the reading direction, no control character, no half of a character."""
    shown = render_html(Message(said, [Frame(said)])).decode()
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\ufffc]", shown)
    assert shown.count('<i class="neutral"></i>') >= 3


def test_emoji_and_chinese_arrive():
    """What people write is on the page, character by character."""
    page = page_of(Frame("扫码领券 🎉👨\u200d👩\u200d👧 e\u0301"), title="双十一 🎁")
    assert "扫码领券 🎉👨\u200d👩\u200d👧 e\u0301" in page.text("p")
    assert page.text("h1") == "双十一 🎁"


def test_the_page_asks_no_network():
    """Nothing on the page has an address but data; no style sheet imports anything."""
    data = render_html(making.message())
    page = Page(data)
    for _, attributes in page.elements:
        for name in ("src", "href", "action", "poster", "srcset", "data"):
            assert (attributes.get(name) or "data:").startswith("data:")
    assert "url(" not in page.text("style")
    assert "@import" not in page.text("style")
    assert not re.search(rb"https?://", data)
    assert not re.search(r"fetch|XMLHttp|WebSocket|import\(|eval|innerHTML", page.text("script"))


def test_the_policy_allows_this_page_and_nothing_else():
    """The page's own script and style are allowed by their hashes, pictures and sounds as data."""
    page = page_of(Frame("a"))
    rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        digest = base64.b64encode(hashlib.sha256(page.text(tag).encode()).digest()).decode()
        assert rules.pop(rule) == f"'sha256-{digest}'"
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "media-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not any("style" in attributes for _, attributes in page.elements)


def test_pictures_are_the_bytes_that_are_sent():
    """The page shows each picture byte for byte, as what it is."""
    gif, jpg = making.moving(), making.still()
    page = page_of(Frame(picture=Picture(gif)), Frame(picture=Picture(jpg)))
    moving, still = (
        found for found in page.all("img") if (found.get("class") or "").startswith("picture")
    )
    assert unpack(moving["src"]) == ("data:image/gif", gif)
    assert unpack(still["src"]) == ("data:image/jpeg", jpg)
    assert moving["alt"] == "GIF · 64×48 · 4 pictures, 0.8 s"


def test_a_sound_can_be_heard():
    """AMR, which no browser plays, is on the page as WAV."""
    page = page_of(Frame("a", sound=Sound(making.speech(2))))
    (audio,) = page.all("audio")
    kind, data = unpack(audio["src"])
    assert kind == "data:audio/wav"
    with wave.open(io.BytesIO(data)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(2, abs=0.1)


def test_midi_without_a_soundfont_has_a_visible_note(monkeypatch):
    """Where MIDI cannot be played, the page says so and how it could."""
    monkeypatch.setattr("mmskit.preview.html.find_soundfont", lambda: None)
    page = page_of(Frame("a", sound=Sound(making.tune())), language="zh_CN")
    assert not page.all("audio")
    assert "MIDI" in page.text("p")
    assert "音色库" in page.text("p")


def test_every_frame_has_its_seconds_and_size():
    """The strip and the details tell what each frame takes."""
    page = page_of(Frame("文" * 600, seconds=2.5), Frame("b"))
    assert [found["data-seconds"] for found in page.all("article")] == ["2.5", "5"]
    # 1,800 bytes are 2,400 in Base64; "1_1.txt," and a separator make 2,409 = 2.4 KB
    assert "2.4 KB" in page.text("span")
    assert "2.5 s" in page.text("span")
    assert "600 characters" in page.text("dd")


def test_only_the_first_frame_is_shown_at_first():
    """Without its script the page shows the first frame."""
    page = page_of(Frame("a"), Frame("b"), Frame("c"))
    assert ["hidden" in found for found in page.all("article")] == [False, True, True]


@pytest.mark.parametrize(
    ("language", "tag", "word"), [("en", "en", "Play"), ("zh_CN", "zh-CN", "播放")]
)
def test_labels_speak_both_languages(language, tag, word):
    """The page is marked with its language, and its buttons are named in it."""
    page = page_of(Frame("a"), language=language)
    assert page.all("html", lang=tag)
    assert page.all("button", **{"aria-label": word})


def test_a_dark_phone_makes_a_dark_page():
    """A phone in dark mode is dark for every reader; any other follows the reader's system."""
    message = Message("", [Frame("a")])
    dark = Page(render_html(message, phone=replace(STANDARD, dark=True))).text("style")
    assert f"--page:{DARK.page}" in dark
    assert "prefers-color-scheme" not in dark
    usual = Page(render_html(message)).text("style")
    assert f"--page:{LIGHT.page}" in usual
    assert "@media (prefers-color-scheme:dark)" in usual


def test_a_message_over_the_limit_says_so():
    """The meter of a message that is too large says by how much."""
    page = page_of(Frame(picture=Picture(making.photo((900, 700)))))
    assert re.search(r"[0-9.]+ KB over", page.text("span"))


def test_a_message_without_frames_has_a_page():
    """Nothing to show yet is said, and nothing can be played."""
    page = page_of(title="")
    assert "Nothing to show yet" in page.text("p")
    assert all("disabled" in found for found in page.all("button"))


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt install chromium)")
def test_a_browser_plays_the_page(tmp_path):
    """A real browser runs the script under the policy and shows the frame of the instant asked for."""
    message = Message(
        ATTACK,
        [
            Frame("一", Picture(making.moving()), seconds=4),
            Frame("二" + ATTACK, sound=Sound(making.speech(1)), seconds=4),
        ],
    )
    place = tmp_path / "page.html"
    place.write_bytes(render_html(message))
    command = [
        CHROMIUM,
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
        *("--no-first-run", "--enable-logging=stderr", "--virtual-time-budget=1000"),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        f"file://{place}#t=5",
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    page = Page(done.stdout)
    assert ["hidden" in found for found in page.all("article")] == [True, False]
    assert [found["aria-current"] for found in page.all("button", **{"class": "card"})] == [
        "false",
        "true",
    ]
    assert "0:05 / 0:08" in page.text("span")
    assert len(page.all("script")) == 1
    assert b"CONSOLE" not in done.stderr
