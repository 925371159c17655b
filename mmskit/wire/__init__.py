"""What crosses the wire, both ways: pure functions over bytes and values.

Every ``encode_x`` has its ``decode_x`` beside it. Nothing here opens a file or a socket, looks at
a clock or rolls dice; the client and the sandbox both stand on it.
"""
