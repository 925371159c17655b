"""Lists of recipients: read row by row, every bad row explained, every number once."""

from mmskit.recipients.reading import BadRow, Recipient, RecipientList, read_recipients

__all__ = ["BadRow", "Recipient", "RecipientList", "read_recipients"]
