"""One POST, once: the only module that talks HTTP.

There is no retry, no redirect and no silent proxy. What matters most after a failure is whether
anything had left this machine, and that is not guessed from the error: the connection itself
notes the moment before its first byte goes out. Source: R1, R2, R11, protocol §9.
"""

from mmskit.transport.answer import Answer
from mmskit.transport.post import Transport

__all__ = ["Answer", "Transport"]
