"""What a personalised batch is made of so far, kept on disk so that nothing is lost. No number in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import mmskit
from mmskit.errors import JournalError, MMSKitError
from mmskit.files import write_atomically
from mmskit.texts import text

_DRAFT: Final = "draft.json"
_PICTURE: Final = ".picture"
_OWNER_FILE: Final = 0o600
_OWNER_FOLDER: Final = 0o700


@dataclass(frozen=True)
class ListChoice:
    """Which list, and how it is read.

    Attributes:
        path: the file.
        sheet: the sheet of a workbook, or "" for the first.
        number_column: the column with the numbers, or "" for the one that is found.
        stop_list: a list of those who get nothing, or None.
    """

    path: Path
    sheet: str = ""
    number_column: str = ""
    stop_list: Path | None = None


@dataclass(frozen=True)
class BatchDraft:
    """A batch as far as it is written.

    Attributes:
        listed: which list, or None before there is one.
        title: for all.
        text: the template.
        original: the picture as the person gave it, or None.
        picture: the picture as it is sent, or None.
    """

    listed: ListChoice | None = None
    title: str = ""
    text: str = ""
    original: mmskit.Picture | None = None
    picture: mmskit.Picture | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing that could be lost."""
        return self == BatchDraft()


def save_draft(draft: BatchDraft, folder: Path) -> None:
    """Keep a draft: all of it, or what was there before.

    Pictures stand in files of their own, named by what is in them, and are written once.

    Raises:
        JournalError: it cannot be written.
    """
    pictures = {_name(each): each for each in (draft.original, draft.picture) if each is not None}
    told = {
        "list": _describe_list(draft.listed),
        "title": draft.title,
        "text": draft.text,
        "original": _describe_picture(draft.original),
        "picture": _describe_picture(draft.picture),
    }
    try:
        folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
        for name, picture in pictures.items():
            if not (folder / name).exists():
                write_atomically(folder / name, picture.data, mode=_OWNER_FILE)
        data = json.dumps(told, ensure_ascii=True).encode("ascii")
        write_atomically(folder / _DRAFT, data, mode=_OWNER_FILE)
        for path in folder.glob(f"*{_PICTURE}"):
            if path.name not in pictures:
                path.unlink()
    except (OSError, MMSKitError) as error:
        reason = getattr(error, "strerror", None) or error
        raise JournalError(text("gui.autosave_failed", reason=reason)) from None


def load_draft(folder: Path) -> BatchDraft:
    """What was kept; an empty draft where there is none or it cannot be read."""
    try:
        told = json.loads((folder / _DRAFT).read_bytes())
        return BatchDraft(
            _make_list(told["list"]),
            str(told["title"]),
            str(told["text"]),
            _make_picture(told["original"], folder),
            _make_picture(told["picture"], folder),
        )
    except (OSError, ValueError, KeyError, TypeError, MMSKitError):
        return BatchDraft()


def _describe_list(listed: ListChoice | None) -> dict[str, str] | None:
    if listed is None:
        return None
    return {
        "path": str(listed.path),
        "sheet": listed.sheet,
        "number_column": listed.number_column,
        "stop_list": "" if listed.stop_list is None else str(listed.stop_list),
    }


def _make_list(told: Any) -> ListChoice | None:
    if told is None:
        return None
    stop = str(told["stop_list"])
    return ListChoice(
        Path(told["path"]),
        str(told["sheet"]),
        str(told["number_column"]),
        Path(stop) if stop else None,
    )


def _name(picture: mmskit.Picture) -> str:
    return hashlib.sha256(picture.data).hexdigest()[:32] + _PICTURE


def _describe_picture(picture: mmskit.Picture | None) -> list[str] | None:
    return None if picture is None else [picture.name, _name(picture)]


def _make_picture(told: Any, folder: Path) -> mmskit.Picture | None:
    if told is None:
        return None
    name, file = (str(part) for part in told)
    return mmskit.Picture((folder / Path(file).name).read_bytes(), name)
