"""Every number of the platform, each with its source and ruling.

A source such as ``MMS §2.1`` names a section of the platform's MMS document (API 2.0),
``SMS §3.6`` one of its SMS document (API 7.0), and ``R9`` one of our rulings on a gap in
them; ``docs/explanation/protocol.md`` restates both in our own words.

The last part holds our own safety caps, which the platform knows nothing of.
"""

from __future__ import annotations

from typing import Final

KIB: Final = 1024

# --- one message -----------------------------------------------------------------------------

CONTENT_BYTES: Final = 50 * KIB
"""The most bytes one encoded ``content`` may have, before URL-encoding.

Names, commas, semicolons and Base64 count. This is the size that is shown to people.
Source: MMS §2.1, R9.
"""

TITLE_CHARACTERS: Final = 40
"""The most characters (Unicode code points, not bytes) of a title. Source: MMS §2.1, R6."""

FRAME_PICTURE_KINDS: Final = ("gif", "jpg")
"""Pictures that a frame may carry. Source: MMS §2.3."""

FRAME_SOUND_KINDS: Final = ("mid", "amr")
"""Sounds that a frame may carry. Source: MMS §2.3."""

# --- the personalised batch ------------------------------------------------------------------

BATCH_PICTURE_KINDS: Final = ("jpg", "gif", "png")
"""Pictures that a personalised batch may carry (``jpeg`` is read as ``jpg``). Source: MMS §3.3, R16."""

BATCH_BYTES: Final = 100 * KIB * KIB
"""The most bytes of ``xmlData``, counted on the form-encoded value. Source: MMS §3.1, R13."""

# --- sending in bulk -------------------------------------------------------------------------

SEND_BYTES: Final = 7 * KIB * KIB
"""The most bytes of a submission that a campaign sends: PHP servers drop a form over 8 MB.

Source: protocol §11.
"""

SEND_RECIPIENTS: Final = 1_000
"""The most recipients of a submission that a campaign sends, since one doubt concerns them all."""

MESSAGES_PER_SECOND: Final = {"notice": 600, "personal": 200, "marketing": 150}
"""How fast an account may send, by its kind of business. Source: SMS §3.6."""

# --- credentials -----------------------------------------------------------------------------

APIKEY_CHARACTERS: Final = 32
"""Length of an apikey. Source: MMS §2.1."""

USERNAME_CHARACTERS: Final = (3, 15)
"""Shortest and longest user name of an MMS call. Source: MMS §2.1."""

PASSWORD_CHARACTERS: Final = (3, 15)
"""Shortest and longest password. Source: MMS §2.1."""

# --- hosts -----------------------------------------------------------------------------------

NODES: Final = {
    "qingdao": "m.5c.com.cn",
    "beijing": "bj.5c.com.cn",
    "hongkong": "hk.5c.com.cn",
    "us": "us.5c.com.cn",
}
"""The platform's nodes by name; the first is the default. Source: SMS §2.2."""

# --- our own safety caps: what a stranger's file may cost before it is refused -----------------

FILE_BYTES: Final = 64 * KIB * KIB
"""The largest media file that is read into memory at all."""

JPEG_PIXELS: Final = 120_000_000
"""The largest JPEG; its decoder scales while it reads, so even this stays affordable."""

PICTURE_PIXELS: Final = 40_000_000
"""The largest picture of any other kind, which must be decoded whole."""

PICTURE_SIDE: Final = 20_000
"""The longest side of any picture, in pixels."""

ANIMATION_FRAMES: Final = 2_000
"""The most frames of an animated picture."""

ANIMATION_PIXELS: Final = 1_000_000_000
"""The most pixels of an animation, all of its frames together."""

SOUND_SECONDS: Final = 7_200
"""The longest sound that is taken in, in seconds."""

MIDI_TRACKS: Final = 256
"""The most tracks of a MIDI file."""

MIDI_EVENTS: Final = 200_000
"""The most events of a MIDI file, all tracks together."""
