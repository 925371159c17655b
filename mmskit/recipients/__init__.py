"""Lists of recipients: read part by part, every bad row explained, every number once."""

from mmskit.recipients.bad_rows import BAD_KINDS, BadKind, BadRow
from mmskit.recipients.blocks import Block
from mmskit.recipients.reading import Recipient, RecipientList, read_recipients
from mmskit.recipients.stopping import StopList, read_stop_list

__all__ = [
    "BAD_KINDS",
    "BadKind",
    "BadRow",
    "Block",
    "Recipient",
    "RecipientList",
    "StopList",
    "read_recipients",
    "read_stop_list",
]
