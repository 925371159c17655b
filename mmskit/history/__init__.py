"""The history: every submission of this machine, single ones and campaigns, in one list.

Single submissions are kept as records (:mod:`mmskit.records`), campaigns in files of their own
(:mod:`mmskit.outbox`). Here they are read, counted and settled alike.
"""

from mmskit.history.history import History
from mmskit.history.mailing import Counts, Mailing, MailingState, find_meaning

__all__ = ["Counts", "History", "Mailing", "MailingState", "find_meaning"]
