"""Which bug of a client's is behind what arrived: pure functions over the fields of a call.

The list comes from mistakes seen in public integrations (protocol §11). The wire answer stays the
documented one; what is found here is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from mmskit.errors import DecodeError
from mmskit.media.kinds import PICTURE_KINDS, SOUND_KINDS
from mmskit.message import Frame
from mmskit.sandbox.base64_spaces import find_spaces, is_whole
from mmskit.sandbox.findings import Finding, find
from mmskit.sandbox.numbers import is_mobile
from mmskit.wire.content import decode_content

_QUOTED: Final = re.compile(r"(?:[A-Za-z0-9_.~*+!()'-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}", re.ASCII)
_NAME_INSIDE: Final = re.compile(r"[0-9]+_[0-9]\.[A-Za-z0-9]+,", re.ASCII)
_ELEMENT_NAME: Final = re.compile(r"[0-9]+_([0-9])\.([^,;]*)", re.ASCII)
_EXTENSIONS: Final = frozenset({"txt", *PICTURE_KINDS, *SOUND_KINDS, "jpeg", "midi", "aac"})
_WRONG_SEPARATORS: Final = re.compile(r"[;|，；、\s]+")


@dataclass(frozen=True)
class Examined:
    """What a content turned out to be.

    Attributes:
        frames: its frames, or None when it cannot be read.
        findings: what was noticed.
    """

    frames: tuple[Frame, ...] | None
    findings: tuple[Finding, ...] = field(default=())


def examine_content(content: str) -> Examined:
    """Read a content strictly (R7, R8), and name the bug behind one that cannot be read."""
    spaces = find_spaces(content)
    if spaces is not None:
        return Examined(None, (find("raw_plus", where=spaces),))
    try:
        frames = decode_content(content)
    except DecodeError as error:
        return Examined(None, (*_find_content_bugs(content), _say(error)))
    return Examined(frames, tuple(_find_tolerated(content)))


def _say(error: DecodeError) -> Finding:
    return find("undecodable", where=error.where, said=error.sentence)


def _find_content_bugs(content: str) -> Iterator[Finding]:
    if content.lstrip().startswith(";"):
        yield find("leading_semicolon")
    if _is_content_quoted(content):
        yield find("content_encoded_twice")
        return
    for element in content.split(";"):
        name, _, encoded = element.partition(",")
        inside = _NAME_INSIDE.search(encoded)
        if inside:
            yield find("missing_semicolon", where=name.strip()[:40], next=inside[0][:-1])
        matched = _ELEMENT_NAME.fullmatch(name.strip())
        if matched and matched[2].lower() not in _EXTENSIONS and is_whole(matched[1], encoded):
            # What stands behind the name is fine: only its name was cut out wrongly, as "v2" or
            # "v2.jpg" is from "poster.v2.jpg".
            yield find("extension_after_first_dot", where=name.strip()[:40])


def _is_content_quoted(content: str) -> bool:
    if "%" not in content:
        return False
    try:
        decode_content(unquote(content))
    except DecodeError:
        return False
    return True


def _find_tolerated(content: str) -> Iterator[Finding]:
    """What a reader tolerates and a writer should not do. Source: R8."""
    if content.rstrip().endswith(";"):
        yield find("trailing_semicolon")
    if any(space in content for space in " \t\r\n"):
        yield find("white_space")
    extensions = {name.rpartition(".")[2] for name in _find_names(content)}
    loose = sorted(ext for ext in extensions if ext == "jpeg" or ext != ext.lower())
    if loose:
        yield find("loose_extension", extensions=loose)


def _find_names(content: str) -> Iterator[str]:
    return (element.partition(",")[0].strip() for element in content.split(";"))


def examine_title(title: str) -> Iterator[Finding]:
    """Notice a title that was URL-encoded twice. Source: R4, protocol §11."""
    if is_quoted_again(title):
        yield find("title_encoded_twice", title=unquote(title.replace("+", " ")))


def is_quoted_again(said: str) -> bool:
    """Whether a text looks URL-encoded still: nothing in it but safe characters and whole escapes."""
    if not _PERCENT.search(said) or not _QUOTED.fullmatch(said):
        return False
    try:
        unquote(said, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def split_recipients(mobile: str) -> tuple[list[str], list[Finding]]:
    """Split the recipients at ``,`` and notice what is wrong with the list. Source: MMS §2.1."""
    pieces = [piece.strip() for piece in mobile.split(",")]
    recipients = [piece for piece in pieces if piece]
    findings = []
    if recipients and len(recipients) < len(pieces):
        findings.append(find("empty_recipient", count=len(pieces) - len(recipients)))
    findings.extend(_find_separators(recipients))
    return recipients, findings


def _find_separators(recipients: Sequence[str]) -> Iterator[Finding]:
    for recipient in recipients:
        if is_mobile(recipient):
            continue
        if "%" in recipient and all(map(is_mobile, unquote(recipient).split(","))):
            yield find("mobile_encoded_twice")
            return
        parts = _WRONG_SEPARATORS.split(recipient)
        if len(parts) > 1 and all(map(is_mobile, parts)):
            separator = _WRONG_SEPARATORS.search(recipient)
            yield find("wrong_separator", separator=separator[0] if separator else "")
            return
