"""The program around the verbs: languages, usage, exit codes, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from mmskit.cli.program import VERBS, program

LOCALE = Path(__file__).parents[2] / "mmskit" / "locale"


def start(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mmskit", *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_version():
    """--version is one line."""
    done = start("--version")
    assert (done.returncode, done.stdout) == (0, "mmskit 0.1.0\n")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("language", "sign"), [("zh_CN", "。"), ("en", ".")])
def test_every_verb_has_help_in_both_languages(verb, language, sign):
    """Every verb explains itself, in Chinese and in English."""
    done = start(verb, "--help", MMSKIT_LANG=language)
    assert done.returncode == 0
    assert sign in done.stdout
    assert "{" not in done.stdout.replace("{列名}", "").replace("{column}", "")


def find_commands(group: click.Group, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        here = (*words, name)
        found += find_commands(command, here) if isinstance(command, click.Group) else [here]
    return found


@pytest.mark.parametrize("words", find_commands(program), ids=" ".join)
def test_a_wrong_option_is_wrong_usage(mmskit, words):
    """An unknown option ends with 2 and a hint at the help."""
    done = mmskit(*words, "--no-such-option")
    assert done.code == 2
    assert "--help" in done.err


def test_a_wrong_verb_is_wrong_usage(mmskit):
    """An unknown verb ends with 2."""
    assert mmskit("sned").code == 2


def test_usage_errors_are_in_the_language_of_the_run():
    """A missing argument is said in Chinese where the run is Chinese."""
    done = start("check", LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 2
    assert "缺少 MESSAGE" in done.stderr


def test_errors_are_in_the_language_of_the_run(tmp_path):
    """An error of the input is said in Chinese where the run is Chinese."""
    done = start("check", str(tmp_path / "nowhere"), MMSKIT_LANG="zh")
    assert done.returncode == 1
    assert "没有彩信" in done.stderr


def test_a_reader_that_leaves_early_is_no_error(saved):
    """`mmskit encode … | head -c 10` ends quietly."""
    command = f'"{sys.executable}" -m mmskit encode "{saved}" | head -c 10'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert done.stdout == "1_1.txt,5Y"
    assert done.stderr == ""


def test_a_full_disk_is_a_sentence(saved):
    """Output that cannot be written is said, without a traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mmskit", "encode", saved],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_without_unicode_still_works(saved):
    """Chinese on a terminal that has none becomes escapes, not a crash."""
    done = start("check", str(saved), PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def read_catalogue(language: str) -> dict[str, str]:
    found = {}

    def walk(prefix: str, table: dict) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}.{name}", value)
            else:
                found[f"{prefix}.{name}"] = value

    for path in (LOCALE / language).glob("*.toml"):
        walk(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def test_both_catalogues_have_the_same_sentences_with_the_same_figures():
    """No key and no figure is in one language only."""
    import string  # noqa: PLC0415

    def figures(said: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(said) if name}

    english, chinese = read_catalogue("en"), read_catalogue("zh_CN")
    assert english.keys() == chinese.keys()
    assert {key: figures(said) for key, said in english.items()} == {
        key: figures(said) for key, said in chinese.items()
    }


def test_every_sentence_that_code_asks_for_is_in_the_catalogues():
    """A key written in code has its sentence; a forgotten one would be a crash where it hurts most."""
    import ast  # noqa: PLC0415

    known = read_catalogue("en").keys()
    prefixes = {"text": "", "Text": "", "say": "cli."}
    missing = []
    for path in (LOCALE.parent).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if (
                node.func.id in prefixes
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                key = prefixes[node.func.id] + first.value
                if "." in key and key not in known:
                    missing.append(f"{path.name}:{node.lineno} {key}")
    assert missing == []


@pytest.mark.parametrize(
    "words", [("send", "x", "--to"), ("sned",), ("send", "x", "--timeout", "abc"), ()]
)
def test_usage_in_chinese_is_chinese(words):
    """Wrong usage is said in Chinese where the run is Chinese."""
    done = start(*words, MMSKIT_LANG="zh")
    assert done.returncode == 2
    assert any("\u4e00" <= char <= "\u9fff" for char in done.stderr)
    assert "No such" not in done.stderr


def test_json_stays_json_where_chinese_cannot_be_printed(saved):
    """--json on a terminal in Latin-1 is still JSON."""
    import json  # noqa: PLC0415

    done = start("check", str(saved), "--json", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert json.loads(done.stdout)["title"] == "双十一大促"


def test_closed_streams_are_no_crash(saved):
    """Without standard input or error, commands still end with their own exit codes."""
    for words, code in (
        (f'send "{saved}" --to 13800000001 <&-', 1),
        ("account add desk <&-", 1),
        ("check nowhere 2>&-", 1),
    ):
        done = subprocess.run(
            ["bash", "-c", f'"{sys.executable}" -m mmskit {words}'],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, (words, done.stderr)
        assert "Traceback" not in done.stderr
