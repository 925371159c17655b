"""The documentation: every command in it works as printed, every link and every source leads somewhere."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from doc_pages import Block, Step, Window, find_steps, make_environment, matches, read_blocks

from mmskit.sandbox.numbers import ANSWERS, FATES
from mmskit.sandbox.settings import DEFAULT_PORT

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROTOCOL = DOCS / "explanation" / "protocol.md"
PAGES = [
    ROOT / "README.md",
    *sorted(DOCS.glob("tutorial*.md")),
    *sorted((DOCS / "how-to").glob("*.md")),
]
LINKED = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]

SANDBOX = Step(Block("bash", "second", "mmskit sandbox\n", 0), None)

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@contextmanager
def hold_usual_port() -> Iterator[None]:
    """Wait until no other test uses the port that a reader would use, and keep it for this one.

    A lock, because the groups of pytest-xdist 3.8 have no effect under pytest 9.2.
    """
    import fcntl  # noqa: PLC0415 - Windows has none, and skips the pages

    lock = Path(tempfile.gettempdir()) / f"mmskit-usual-port-{os.getuid()}.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", DEFAULT_PORT))
            except OSError:
                pytest.skip(f"port {DEFAULT_PORT} is in use: stop the sandbox that runs there")
        yield


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    """The folder of a reader who has a working copy: what the pages use of it."""
    folder = tmp_path / "copy"
    (folder / "build").mkdir(parents=True)  # as `make demo` leaves it
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


@pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None,
    reason="the pages' commands are written for bash",
)
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_does_what_it_says(page: Path, reader: Path, tmp_path: Path):
    """Every command of a page works as printed, and prints what the page shows."""
    steps = list(find_steps(page.read_text(encoding="utf-8")))
    if page.name == "README.md":
        steps.insert(0, SANDBOX)  # it only says so in a sentence
    if any("php" in step.block.language for step in steps) and shutil.which("php") is None:
        pytest.skip("PHP is not installed (Debian: php-cli)")
    language = "zh_CN" if "zh-CN" in page.name else "en"
    home = tmp_path / "home"
    home.mkdir()
    alone = any(step.block.second for step in steps)
    with (
        hold_usual_port() if alone else nullcontext(),
        Window(reader, make_environment(home, language)) as window,
    ):
        for step in steps:
            window.follow(step)


def test_the_tutorials_do_the_same():
    """Both tutorials have the same commands, apart from the words that a person reads."""

    def find_commands(page: str) -> list[tuple[str, str, str]]:
        blocks = [step.block for step in find_steps((DOCS / page).read_text(encoding="utf-8"))]
        return [
            (block.language, block.rest, re.sub(r'"[^"\n]*"|#.*', "", block.body))
            for block in blocks
            if block.language != "csv"
        ]

    assert find_commands("tutorial.md") == find_commands("tutorial.zh-CN.md") != []


def test_every_ruling_has_its_place():
    """R1 to R25 stand on the protocol's page, each once and under its own anchor."""
    page = PROTOCOL.read_text(encoding="utf-8")
    assert re.findall(r'^<a id="r(\d+)"></a>\n### R(\d+): ', page, re.MULTILINE) == [
        (str(number), str(number)) for number in range(1, 26)
    ]


def test_every_source_in_the_code_leads_somewhere():
    """A ruling or section of the protocol that the code names is on the protocol's page."""
    page = PROTOCOL.read_text(encoding="utf-8")
    rulings, sections = set(), set()
    for path in (ROOT / "mmskit").rglob("*.py"):
        written = path.read_text(encoding="utf-8")
        rulings.update(re.findall(r"\bR(\d{1,2})\b", written))
        sections.update(re.findall(r"\bprotocol §(\d+)", written))
    assert rulings
    assert sections
    assert rulings <= set(re.findall(r"^### R(\d+): ", page, re.MULTILINE))
    assert sections <= set(re.findall(r"^## (\d+)\. ", page, re.MULTILINE))


def test_modules_named_in_the_explanations_exist():
    """A module that an explanation names is there."""
    named = set()
    for page in (DOCS / "explanation").glob("*.md"):
        named.update(re.findall(r"`mmskit((?:\.[a-z_]+)+)", page.read_text(encoding="utf-8")))
    assert named
    for dotted in named:
        parts = dotted.strip(".").split(".")
        place = (ROOT / "mmskit").joinpath(*parts)
        # The last part may be a function of its module.
        assert any(
            found.exists()
            for found in (place, place.with_suffix(".py"), place.parent.with_suffix(".py"))
        ), dotted


def test_every_test_number_is_explained():
    """The how-to of the sandbox lists every test number that the sandbox knows."""
    page = (DOCS / "how-to" / "test-your-integration.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(?:…)?(\d+)`", page, re.MULTILINE)
    assert listed == [*(fate.ending for fate in FATES), *ANSWERS]


@pytest.mark.parametrize("page", LINKED, ids=name)
def test_every_link_leads_somewhere(page: Path):
    """A link to a file or a heading of the project has something behind it."""
    written = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for found in _LINK.findall(written):
        target = found[0] or found[1]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        assert place.exists(), target
        if anchor:
            assert anchor in _find_anchors(place.read_text(encoding="utf-8")), target


def test_a_difference_in_output_is_noticed():
    """Figures, paths and asides may differ from what a page shows, words and lines may not."""
    shown = "Left: 9998 of 10000\nKept in /home/you/reports\n"
    assert matches("Left: 17 of 20\nKept in /tmp/x-1/reports\n", shown)
    assert matches("sent (12 KB)\n", "sent (9 KB, twice)\n")
    assert matches("Left: 1 of 2\na\nb\nKept in /r\n", "Left: 9 of 10\n…\nKept in /x\n")
    assert not matches("Left: 9998\nKept in /home/you/reports\n", shown)
    assert not matches("Left: 9998 of 10000\n", shown)


@pytest.mark.parametrize(
    "page",
    [
        "```bash\nfalse\ntrue\n```\n",
        "```bash exit=1\ntrue\n```\n",
        "```bash\necho no\n```\n\n```text\nyes\n```\n",
        "```python\nassert False\n```\n",
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the pages' commands are written for bash")
def test_a_page_that_lies_is_noticed(page: str, tmp_path: Path):
    """A command that fails, one that should fail, and other output than shown are all noticed."""
    with (
        Window(tmp_path, make_environment(tmp_path, "en")) as window,
        pytest.raises(AssertionError),
    ):
        window.follow(*find_steps(page))


def test_blocks_are_found_with_their_words():
    """A fence's language, its other words and its body are told apart."""
    page = "a\n```bash exit=1\ncd x\n```\n\n```text\nno\n```\n```toml a/b.toml\nc = 1\n```\n"
    assert [(block.language, block.rest, block.line) for block in read_blocks(page)] == [
        ("bash", "exit=1", 2),
        ("text", "", 6),
        ("toml", "a/b.toml", 9),
    ]
    run, save = find_steps(page)
    assert (run.block.body, run.block.exit_code, run.printed) == ("cd x\n", 1, "no\n")
    assert (save.block.rest, save.block.body) == ("a/b.toml", "c = 1\n")


def _find_anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to headings, and those written out."""
    titles = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
    return {*plain, *re.findall(r'<a id="([^"]+)">', page)}
