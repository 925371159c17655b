"""Colours, sizes, type and icons, in one place."""
