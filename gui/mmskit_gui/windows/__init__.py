"""The windows: they wire parts together."""
