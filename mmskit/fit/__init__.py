"""Making a message fit: its pictures and sounds share the bytes, and every change is told."""

from mmskit.fit.changes import Change
from mmskit.fit.cuts import Cut, apply_cut, find_cuts
from mmskit.fit.making import remake
from mmskit.fit.message import Fitted, fit

__all__ = ["Change", "Cut", "Fitted", "apply_cut", "find_cuts", "fit", "remake"]
