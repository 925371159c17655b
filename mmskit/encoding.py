"""A message as content, and back."""

from __future__ import annotations

from mmskit.errors import MessageTooLargeError
from mmskit.limits import CONTENT_BYTES
from mmskit.message import Message
from mmskit.texts import text
from mmskit.wire.content import decode_content, encode_content


def encode(message: Message, *, limit: int = CONTENT_BYTES) -> str:
    """Write a message's frames as content; the title travels beside it.

    Args:
        message: its frames carry gif, jpg, mid and amr only (``fit`` sees to that).
        limit: the most bytes the content may have. Source: MMS §2.1, R9.

    Raises:
        InvalidMessageError: there are no frames, one is empty, or one carries what frames do
            not carry.
        MessageTooLargeError: the content is over the limit.

    Source: MMS §2.3, R7, R9.
    """
    content = encode_content(message.frames)
    size = len(content)
    if size > limit:
        said = text("check.too_large_to_encode", size=size, limit=limit, over=size - limit)
        raise MessageTooLargeError(said, size=size, limit=limit, smallest=size)
    return content


def decode(content: str, *, title: str = "") -> Message:
    """Read content as a message. Its size is not judged: what has arrived has arrived.

    Raises:
        DecodeError: the content is malformed; it names the element.

    Source: MMS §2.3, R8.
    """
    return Message(title, decode_content(content))
