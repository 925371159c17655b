"""What arrived, as a message again: for the JSON API, the page and :mod:`mmskit.testing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mmskit.errors import DecodeError
from mmskit.media.picture import Picture
from mmskit.media.sound import Sound
from mmskit.message import Frame, Message
from mmskit.sandbox.state import State
from mmskit.sandbox.submissions import Submission
from mmskit.wire.batch import decode_batch
from mmskit.wire.content import decode_content


def read_message(
    submission: Submission, parts: Iterable[bytes], said: str | None = None
) -> Message:
    """Read a submission as the message that a phone shows.

    Args:
        submission: accepted or refused.
        parts: what was submitted.
        said: the recipient's own text, for a batch.

    Raises:
        DecodeError: what was submitted cannot be read.
    """
    if submission.call == "batch":
        frame = Frame(text=said, picture=decode_batch(parts).picture)
        return Message(submission.title, (frame,))
    content = b"".join(parts).decode(errors="replace")
    return Message(submission.title, decode_content(content))


def find_message(state: State, submission: Submission) -> Message | None:
    """The message without recipients' own texts, or None for a submission that cannot be read."""
    try:
        return read_message(submission, state.read_parts(submission.id))
    except DecodeError:
        return None


def list_media(message: Message) -> Iterator[tuple[str, Picture | Sound]]:
    """The pictures and sounds of a message, by the names that elements have. Source: MMS §2.3."""
    for number, frame in enumerate(message.frames, 1):
        if frame.picture is not None:
            yield f"{number}_2.{frame.picture.kind}", frame.picture
        if frame.sound is not None:
            yield f"{number}_3.{frame.sound.kind}", frame.sound
