"""Gather the app's sentences into ``.ts`` files for translators, and compile those for the app.

    python tools/translations.py            gather, compile, say what waits for a translator
    python tools/translations.py --check    say what is stale or unfinished, and write nothing

The sentences stand in the code in English. ``mmskit_gui_zh_CN.ts`` has all of them, and
``mmskit_gui_en.ts`` only those that count something ("1 frame", "2 frames"). Translate them in Qt
Linguist (``.venv/bin/pyside6-linguist``) or in an editor: write the translation and remove
``type="unfinished"``. The ``.qm`` files are what the app reads.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import PySide6

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "gui" / "mmskit_gui"
FOLDER: Final = SOURCES / "translations"


@dataclass(frozen=True)
class Tongue:
    """One language the app speaks.

    Attributes:
        name: its code, as in the files' names.
        options: what lupdate is told besides.
    """

    name: str
    options: Sequence[str] = ()

    @property
    def stem(self) -> str:
        """Its files' name without ending."""
        return f"mmskit_gui_{self.name}"


TONGUES: Final = (Tongue("zh_CN"), Tongue("en", ("-pluralonly",)))


@dataclass(frozen=True)
class Sentence:
    """One sentence in a ``.ts`` file.

    Attributes:
        context: the class that says it.
        source: the English of the code.
        comment: what tells it from another with the same words, or "".
        said: the translation; more than one for what counts something.
        counts: whether it says ``%n`` of something.
        finished: whether a translator is done with it.
    """

    context: str
    source: str
    comment: str
    said: tuple[str, ...]
    counts: bool
    finished: bool


class TranslationsError(Exception):
    """A program of Qt's failed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or compare them with what is there."""
    parser = argparse.ArgumentParser(description="Gather and compile the app's sentences.")
    parser.add_argument("--check", action="store_true", help="only say what is stale or unfinished")
    options = parser.parse_args(arguments)
    if not options.check:
        build(FOLDER)
        for tongue in TONGUES:
            print(f"{tongue.name}: {describe(read(FOLDER / f'{tongue.stem}.ts'))}")
        return 0
    wrong = check(FOLDER)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def build(folder: Path, sources: Path = SOURCES) -> None:
    """Bring every ``.ts`` in a folder up to date with the code, and compile it beside.

    Raises:
        TranslationsError: a program of Qt's failed.
    """
    files = [str(path) for path in sorted(sources.rglob("*.py"))]
    for tongue in TONGUES:
        ts, qm = folder / f"{tongue.stem}.ts", folder / f"{tongue.stem}.qm"
        languages = ["-source-language", "en", "-target-language", tongue.name]
        kept = ["-locations", "none", "-no-obsolete", *tongue.options]
        run("lupdate", "-silent", *files, *languages, *kept, "-ts", str(ts))
        run("lrelease", "-silent", str(ts), "-qm", str(qm))


def check(folder: Path, sources: Path = SOURCES) -> list[str]:
    """What is stale or unfinished in a folder, in sentences. Nothing is written there."""
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        for path in folder.glob("*.ts"):
            shutil.copy(path, fresh)
        build(fresh, sources)
        for path in sorted(fresh.iterdir()):
            mine = folder / path.name
            if not mine.exists() or mine.read_bytes() != path.read_bytes():
                wrong.append(f"{path.name} is stale; run `make translations`.")
        for tongue in TONGUES:
            wrong += [
                f"{tongue.name}: {sentence.context} says “{sentence.source}”, not translated yet."
                for sentence in read(fresh / f"{tongue.stem}.ts")
                if not sentence.finished
            ]
    return wrong


def read(ts: Path) -> list[Sentence]:
    """The sentences of a ``.ts`` file."""
    sentences = []
    for context in ET.parse(ts).getroot().iter("context"):  # noqa: S314 - a file of ours
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else translation.findall("numerusform")
            if translation is not None and not forms:
                forms = [translation]
            said = tuple(form.text or "" for form in forms)
            marked = translation is not None and translation.get("type") is not None
            sentences.append(
                Sentence(
                    context=context.findtext("name", ""),
                    source=message.findtext("source", ""),
                    comment=message.findtext("comment", ""),
                    said=said,
                    counts=message.get("numerus") == "yes",
                    finished=bool(said) and all(said) and not marked,
                )
            )
    return sentences


def describe(sentences: Sequence[Sentence]) -> str:
    """How many sentences there are, and which of them wait for a translator."""
    waiting = [sentence for sentence in sentences if not sentence.finished]
    lines = [f"{len(sentences)} sentences, {len(waiting)} unfinished"]
    lines += [f"    {sentence.context}: {sentence.source}" for sentence in waiting]
    return "\n".join(lines)


def run(program: str, *arguments: str) -> None:
    """Run one of the programs that come with PySide6.

    Raises:
        TranslationsError: it is missing, or it failed.
    """
    found = shutil.which(program, path=str(Path(PySide6.__file__).parent))
    if found is None:
        raise TranslationsError(f"PySide6 came without {program}.")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise TranslationsError(f"{program} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
