"""The elements of a batch document, one after the other, in constant memory.

Only the document's own names in the document's own order pass; what has been read is freed. What
the elements say is not looked at here.

Source: MMS §3.3, R15.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, NoReturn

from mmskit.errors import DecodeError
from mmskit.texts import text

PIECE_BYTES: Final = 64 * 1024
"""How much is parsed at a time."""

MOST_ENTRIES: Final = 5_000_000
"""The most recipients that are read from one document."""

MOST_CHARACTERS: Final = 1024 * 1024
"""The most characters that are read from one element."""

HEADER_TAGS: Final = ("mmsTitle", "mmsPictureType", "mmsPictureContent")
BLANKS: Final = " \t\r\n"

_CHILDREN: Final = {
    "": ("mms",),
    "mms": (*HEADER_TAGS, "mmsBody"),
    "mmsBody": ("mmsBodyData",),
    "mmsBodyData": ("mmsMobile", "mmsTextContent"),
}


def read_elements(
    chunks: Iterable[bytes], count_before: Callable[[], int] = lambda: 0
) -> Iterator[tuple[str, str]]:
    """Place and text of every element that has a text: three of the header, then two per recipient.

    Args:
        chunks: the document.
        count_before: how many recipients, a line each, were taken off behind the header.

    Raises:
        DecodeError: it is no XML, is cut off, has a document type, or has any other element,
            order, attribute or text than the document describes.
    """
    return _read_elements(_parse(chunks, count_before), count_before)


def limit_entries(entries: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """No more recipients than a document may have.

    Raises:
        DecodeError: there are more; on the way.
    """
    yield from islice(entries, MOST_ENTRIES)
    if next(entries, None) is not None:
        refuse("too_many", "mmsBody", most=MOST_ENTRIES)


def refuse(code: str, where: str, **figures: object) -> NoReturn:
    """Raise DecodeError with the sentence ``batch.xml.<code>``."""
    said = text(f"batch.xml.{code}", where=where, **figures)
    raise DecodeError(said, what="batch", where=where) from None


def _parse(chunks: Iterable[bytes], count_before: Callable[[], int]) -> Iterator[tuple[str, Any]]:
    """The events of a document: what starts and what ends."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only readers need it

    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for piece in _refuse_doctype(_slice(chunks)):
            parser.feed(piece)
            yield from parser.read_events()
        parser.close()
    except etree.XMLSyntaxError as error:
        first = next(iter(parser.feed_error_log), None)
        line, reason = (first.line, first.message) if first else (1, error.msg)
        line += count_before()
        refuse("xml", f"line {line}", line=line, reason=reason)
    yield from parser.read_events()


def _slice(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut what comes in large pieces, so that no more than one of them is a tree at a time."""
    for chunk in chunks:
        for start in range(0, len(chunk), PIECE_BYTES):
            yield chunk[start : start + PIECE_BYTES]


def _refuse_doctype(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Nothing that a document type could declare is ever parsed."""
    mark, tail = b"<!DOCTYPE", b""
    for piece in pieces:
        seen = tail + piece
        if mark in seen:
            refuse("doctype", "DOCTYPE")
        tail = seen[1 - len(mark) :]
        yield piece


def _read_elements(
    events: Iterator[tuple[str, Any]], count_before: Callable[[], int]
) -> Iterator[tuple[str, str]]:
    """Place and text of every element that has one, in the document's order and no other."""
    path: list[str] = []
    counts = [0]
    entry = 0
    for event, element in events:
        if event == "start":
            if element.tag == "mmsBodyData":
                entry = (entry or count_before()) + 1
            _check_start(element, path, counts, entry)
            path.append(element.tag)
            counts[-1] += 1
            counts.append(0)
        else:
            tag, count = path.pop(), counts.pop()
            where = _name(tag, entry, "mmsBodyData" in path)
            if tag in _CHILDREN:
                more = count_before() if tag == "mmsBody" else 0
                _check_container(element, count + more, where)
            else:
                yield where, _find_text(element, where)


def _check_start(element: Any, path: list[str], counts: list[int], entry: int) -> None:
    parent, count = (path[-1] if path else ""), counts[-1]
    expected = _CHILDREN.get(parent, ())
    wanted = expected[0 if parent == "mmsBody" else count :][:1]
    where = _name(element.tag, entry, parent == "mmsBodyData")
    if (element.tag,) != wanted:
        code = "unexpected" if wanted else "unexpected_inside"
        refuse(code, where[:60], wanted=wanted, parent=parent)
    if element.attrib:
        refuse("attributes", where)
    if entry > MOST_ENTRIES:
        refuse("too_many", "mmsBody", most=MOST_ENTRIES)


def _check_container(element: Any, count: int, where: str) -> None:
    """Nothing is missing in it and nothing stands between its elements; what was read is freed."""
    tag = element.tag
    if tag == "mmsBody" and not count:
        refuse("no_entries", where)
    if tag != "mmsBody" and count < len(_CHILDREN[tag]):
        refuse("missing", where, wanted=_CHILDREN[tag][count])
    stray = [element.text, *(child.tail for child in element)]
    if tag == "mmsBodyData":
        before = element.getprevious()
        if before is not None:
            stray.append(before.tail)
            element.getparent().remove(before)
    if any((said or "").strip(BLANKS) for said in stray):
        refuse("stray", where)


def _name(tag: str, entry: int, numbered: bool) -> str:  # noqa: FBT001 - private, two callers
    return f"{tag} #{entry}" if numbered or tag == "mmsBodyData" else tag


def _find_text(element: Any, where: str) -> str:
    said = element.text or ""
    if len(said) > MOST_CHARACTERS:
        refuse("too_long", where, most=MOST_CHARACTERS)
    return str(said)
