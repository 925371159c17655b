"""The person's own templates: messages to start new ones from, each one file in a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import mmskit
from mmskit.bundle import SUFFIX
from mmskit_gui.tasks import as_sentence

REMOVED: Final = "removed"

_LONGEST: Final = 60
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\ufeff]+')
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Template:
    """A message to start from.

    Attributes:
        path: what :func:`mmskit.open_message` opens.
        name: what the person called it.
    """

    path: Path
    name: str


def find_templates(folder: Path) -> list[Template]:
    """List the templates by name; none where the folder is missing or cannot be read."""
    try:
        paths = [path for path in folder.iterdir() if path.suffix.lower() == SUFFIX]
    except OSError:
        return []
    found = [Template(path, path.stem) for path in paths if path.is_file()]
    return sorted(found, key=lambda template: template.name.casefold())


def save_as_template(message: mmskit.Message, name: str, folder: Path) -> Template:
    """Keep a message as a template. A name that is taken gets a number.

    Args:
        message: the message.
        name: what the person calls it; what no system takes in a file name is left out, and
            where nothing is left, the message's title or its first text stands in.
        folder: where templates are kept.

    Raises:
        MMSKitError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {template.name.casefold() for template in find_templates(folder)}
    except OSError as error:
        raise as_sentence(error) from error
    texts = (frame.text or "" for frame in message.frames)
    wanted = next(filter(None, map(clean_name, (name, message.title, *texts))), "mmskit")
    free, number = wanted, 1
    while free.casefold() in taken:
        number += 1
        free = f"{wanted} {number}"
    path = folder / f"{free}{SUFFIX}"
    mmskit.save_message(message, path)
    return Template(path, free)


def remove_template(template: Template) -> None:
    """Take a template off the list. :func:`bring_back` undoes it, until the next one goes.

    Raises:
        MMSKitError: it cannot be moved.
    """
    kept = template.path.parent / REMOVED
    try:
        kept.mkdir(exist_ok=True)
        for old in kept.iterdir():
            old.unlink()
        template.path.replace(kept / template.path.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise as_sentence(error) from error


def bring_back(template: Template) -> None:
    """Put the template that was removed last back. Raises MMSKitError where it is gone."""
    try:
        (template.path.parent / REMOVED / template.path.name).rename(template.path)
    except OSError as error:
        raise as_sentence(error) from error


def clean_name(name: str) -> str:
    """What every system takes as a file's name, of what a person typed; may be empty."""
    cleaned = " ".join(_FORBIDDEN.sub(" ", name).split())[:_LONGEST].strip(" .")
    return f"_{cleaned}" if _DEVICE.match(cleaned) else cleaned
