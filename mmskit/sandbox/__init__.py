"""The platform on one's desk: the documents' calls, answered by a local server over SQLite.

It stands on :mod:`mmskit.wire` alone and never on the client, so that the two cannot agree on the
same mistake by sharing code above the wire. :mod:`mmskit.testing` wraps it for tests.
"""
