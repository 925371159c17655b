"""Making a message fit: its pictures and sounds share the bytes, and every change is told."""

from mmskit.fit.message import Change, Fitted, fit

__all__ = ["Change", "Fitted", "fit"]
