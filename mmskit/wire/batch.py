"""The XML of a personalised batch: one title, one picture, and a text for every recipient.

Writing and reading are streams, so a million recipients take no more memory than ten. Title and
texts are percent-encoded inside the XML (R12), which leaves nothing that XML would have to
escape, and lets every character through, control characters included.

Source: MMS §3.3, R12 (percent-encoding), R13 (size), R15 (what a reader tolerates), R16 (kinds).
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from string import ascii_letters, digits
from typing import Final

from mmskit.errors import InvalidMessageError, UnsupportedMediaError
from mmskit.limits import BATCH_PICTURE_KINDS
from mmskit.media.picture import Picture
from mmskit.problem import Problem
from mmskit.texts import Text, text
from mmskit.wire.batch_elements import (
    BLANKS,
    HEADER_TAGS,
    limit_entries,
    read_elements,
    refuse,
)
from mmskit.wire.batch_lines import LineReader
from mmskit.wire.percent import quote, unquote

CHUNK_BYTES: Final = 64 * 1024
"""About how much is written at a time."""

FOOTER: Final = "</mmsBody></mms>"
"""What closes the document."""

_DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' ?>\n"
_BEFORE_MOBILE: Final = "<mmsBodyData><mmsMobile>"
_BEFORE_TEXT: Final = "</mmsMobile><mmsTextContent>"
_AFTER_TEXT: Final = "</mmsTextContent></mmsBodyData>\n"

_LAYOUT: Final = re.compile(r"[\t\r\n]")
_MOBILE: Final = re.compile(r"[0-9]{5,20}")
_MOBILES: Final = re.compile(r"[0-9]{5,20}(?:\n[0-9]{5,20})*")
_BLOCK: Final = 256
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_ASCII: Final = bytes(range(0x80, 0x100))
_SAFE_IN_FORMS: Final = (ascii_letters + digits + "_.~ -").encode("ascii")


@dataclass(frozen=True)
class BatchProblem(Problem):
    """One thing that keeps a batch from being written; its sentence is ``batch.<code>``.

    Attributes:
        row: the recipient's row in the list, or its position in the batch, from 1; None for
            the batch as a whole.
    """

    row: int | None = None

    @property
    def reason(self) -> Text:
        """The sentence for a person, without its place."""
        return Text(f"batch.{self.code}", self.figures)

    @property
    def sentence(self) -> Text:
        """The sentence for a person, with its row in front."""
        if self.row is None:
            return self.reason
        return text("batch.at_row", row=self.row, said=self.reason)

    def __hash__(self) -> int:
        return hash((self.code, self.row))


@dataclass(frozen=True)
class BatchDocument:
    """A personalised batch as it crossed the wire.

    Attributes:
        title: shared by all. Its length is not judged here.
        picture: shared by all.
        entries: number and text of every recipient, read as they are asked for, once. A document
            that turns out to be malformed or cut off raises DecodeError on the way.
    """

    title: str
    picture: Picture = field(repr=False)
    entries: Iterator[tuple[str, str]] = field(repr=False)


def encode_batch(
    title: str, picture: Picture, entries: Iterable[tuple[str, str]]
) -> Iterator[bytes]:
    """Write a batch in chunks of about 64 KB.

    Args:
        title: any text. Its length is judged by whoever composes the batch.
        picture: jpg, gif or png. Source: R16.
        entries: number and text of every recipient; read once, as the chunks are asked for.

    Raises:
        InvalidMessageError: the title cannot be encoded, or the picture is of another kind (at
            once); there are no entries, or one has no proper number or a text that cannot be
            encoded (on the way).

    Source: MMS §3.3, R12.
    """
    return _stream(encode_header(title, picture), entries)


def encode_header(title: str, picture: Picture) -> str:
    """Everything in front of the first recipient.

    Raises:
        InvalidMessageError: the title cannot be encoded, or a batch does not carry this picture.
    """
    problems = []
    try:
        quoted = quote_text(title)
    except UnicodeEncodeError:
        problems.append(BatchProblem("title_not_encodable", slot="title"))
    if picture.kind not in BATCH_PICTURE_KINDS:
        kind = text(f"media.kind.{picture.kind}")
        problems.append(BatchProblem("picture_kind", slot="picture", figures={"kind": kind}))
    if problems:
        raise InvalidMessageError(problems)
    encoded = b2a_base64(picture.data, newline=False).decode("ascii")
    return (
        f"{_DECLARATION}<mms>\n<mmsTitle>{quoted}</mmsTitle>\n"
        f"<mmsPictureType>{picture.kind}</mmsPictureType>\n"
        f"<mmsPictureContent>{encoded}</mmsPictureContent>\n<mmsBody>\n"
    )


def quote_text(said: str) -> str:
    """Percent-encode a title or text; ``~`` too, since PHP's form encoding would make it longer.

    Raises:
        UnicodeEncodeError: it holds a lone surrogate.

    Source: R12, R13.
    """
    return quote(said).replace("~", "%7E")


def quote_texts(texts: Sequence[str]) -> list[str]:
    """What :func:`quote_text` makes of each, all at once, which is several times as fast.

    Raises:
        UnicodeEncodeError: one of them holds a lone surrogate.
    """
    different = set(texts)
    if len(different) * 2 < len(texts):
        known = {said: quote_text(said) for said in different}
        return [known[said] for said in texts]
    raw = "\n".join(texts).encode()
    if raw.count(b"\n") == len(texts) - 1:
        bare = raw.translate(None, b"\n")
        if not bare or bare.isalnum():
            return [*texts]
        if not bare.translate(None, _NOT_ASCII):
            # Every byte is escaped, the ends of lines as well, which are where one text ends.
            return ("%" + raw.hex("%").upper()).split("%0A")
    joined = "~".join(texts)
    if joined.count("~") != len(texts) - 1:
        return [quote_text(said) for said in texts]
    return quote(joined).split("~")


def encode_entries(mobiles: Iterable[str], *parts: Iterable[str]) -> Iterator[str]:
    """The XML of recipients, from their numbers and the parts of their texts, percent-encoded."""
    columns = (repeat(_BEFORE_MOBILE), mobiles, repeat(_BEFORE_TEXT), *parts, repeat(_AFTER_TEXT))
    return map("".join, zip(*columns, strict=False))


def join_entries(mobiles: Iterable[str], *parts: str | Sequence[str]) -> str:
    """The same as one text, a line each. A part is what all texts share, or a column of values."""
    shared = (_BEFORE_MOBILE, mobiles, _BEFORE_TEXT, *parts, _AFTER_TEXT)
    columns = [repeat(part) if isinstance(part, str) else part for part in shared]
    return "".join(chain.from_iterable(zip(*columns, strict=False)))


def find_submitted_size(xml: str) -> int:
    """How many bytes a part of the document takes in the form, without making it. Source: R13."""
    return count_submitted(xml.encode())


def count_submitted(xml: bytes) -> int:
    """The same of bytes, cut anywhere. Source: R13."""
    return len(xml) + 2 * len(xml.translate(None, _SAFE_IN_FORMS))


ENTRY_SIZE: Final = find_submitted_size(_BEFORE_MOBILE + _BEFORE_TEXT + _AFTER_TEXT)
"""What an entry takes in the form beside its number and its text."""

_ENTRY_ESCAPES: Final = ENTRY_SIZE - len(_BEFORE_MOBILE + _BEFORE_TEXT + _AFTER_TEXT)


def find_entry_size(entry: str) -> int:
    """What :func:`find_submitted_size` says of an entry, much quicker."""
    return len(entry) + _ENTRY_ESCAPES + 2 * entry.count("%")


def _stream(header: str, entries: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    parts, size, first = [header], len(header), 1
    for block in _gather(entries):
        written = _encode_block(first, block)
        first += len(block)
        parts.append(written)
        size += len(written)
        if size >= CHUNK_BYTES:
            yield "".join(parts).encode("ascii")
            parts, size = [], 0
    if first == 1:
        raise InvalidMessageError([BatchProblem("no_recipients")])
    parts.append(FOOTER)
    yield "".join(parts).encode("ascii")


def _gather(entries: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Entries in blocks of some, and of no more than a chunk holds."""
    block, room = [], CHUNK_BYTES // 6
    for entry in entries:
        block.append(entry)
        room -= len(entry[1])
        if room <= 0 or len(block) == _BLOCK:
            yield block
            block, room = [], CHUNK_BYTES // 6
    if block:
        yield block


def _encode_block(first: int, block: Sequence[tuple[str, str]]) -> str:
    mobiles, texts = zip(*block, strict=True)
    if not _MOBILES.fullmatch("\n".join(mobiles)):
        row, mobile = _find_bad(first, mobiles, _MOBILE.fullmatch)
        raise InvalidMessageError(
            [BatchProblem("bad_mobile", figures={"mobile": mobile[:40]}, row=row)]
        )
    try:
        return "".join(encode_entries(mobiles, quote_texts(texts)))
    except UnicodeEncodeError:
        row, _ = _find_bad(first, texts, _encodable)
        raise InvalidMessageError([BatchProblem("text_not_encodable", row=row)]) from None


def _find_bad(first: int, values: Sequence[str], good: Callable[[str], object]) -> tuple[int, str]:
    return next((row, value) for row, value in enumerate(values, first) if not good(value))


def _encodable(said: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in said)


def decode_batch(chunks: Iterable[bytes]) -> BatchDocument:
    """Read a batch, its header now and its entries as they are asked for.

    White space and line breaks inside elements, several tags on a line, ``+`` for a space,
    ``jpeg`` and a type in upper case are tolerated. Source: R12, R15, R16. A lone space inside
    the Base64 is not: that is a ``+`` which was sent unencoded.

    Args:
        chunks: the XML in UTF-8, cut anywhere.

    Raises:
        DecodeError: anything else that is malformed; ``where`` is the element, numbered where
            there are many (``mmsMobile #3``). A document type is refused before it is parsed.
    """
    lines = LineReader(chunks)
    elements = read_elements(lines.feed_parser(), lambda: lines.count)
    title, kind, encoded = (next(elements)[1] for _ in HEADER_TAGS)
    entries = chain(lines.read(), _pair_entries(elements))
    return BatchDocument(
        _decode_text(title, "mmsTitle"), _decode_picture(kind, encoded), limit_entries(entries)
    )


def _pair_entries(elements: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for (where, mobile), (place, said) in zip(elements, elements, strict=True):
        number = mobile.strip(BLANKS)
        if not _MOBILE.fullmatch(number):
            refuse("mobile", where, mobile=number[:40])
        yield number, _decode_text(said, place)


def _decode_text(raw: str, where: str) -> str:
    """Undo the percent-encoding; line breaks with their indentation are layout. Source: R12, R15."""
    said = _strip_layout(raw).replace("+", " ")
    if _BAD_PERCENT.search(said):
        refuse("percent", where)
    try:
        return unquote(said)
    except UnicodeDecodeError:
        refuse("not_utf8", where)


def _strip_layout(raw: str) -> str:
    """Drop white space at the ends, and line breaks inside with their indentation. Source: R15."""
    trimmed = raw.strip(BLANKS)
    return "".join(part.strip(" ") for part in _LAYOUT.split(trimmed))


def _decode_picture(kind: str, encoded: str) -> Picture:
    named = kind.strip(BLANKS).lower()
    named = "jpg" if named == "jpeg" else named
    if named not in BATCH_PICTURE_KINDS:
        refuse("picture_type", HEADER_TAGS[1], found=named[:40], known=BATCH_PICTURE_KINDS)
    where = HEADER_TAGS[2]
    packed = _strip_layout(encoded)
    if " " in packed:
        refuse("plus_lost", where)
    try:
        picture = Picture(a2b_base64(packed, strict_mode=True))
    except (Base64Error, ValueError):
        refuse("base64", where)
    except UnsupportedMediaError as error:
        refuse("picture", where, found=error.found)
    if picture.kind != named:
        refuse("not_its_type", where, named=named, kind=text(f"media.kind.{picture.kind}"))
    return picture
