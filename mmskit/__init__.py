"""mmskit: compose, check, fit, preview, send and follow MMS on the 5C platform.

The public names, and nothing else. They are loaded on first use, so that ``import mmskit`` and
a quick command stay quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mmskit import testing as testing
    from mmskit.account import Account as Account
    from mmskit.bundle import open_message as open_message
    from mmskit.bundle import save_message as save_message
    from mmskit.check import check as check
    from mmskit.client import Client as Client
    from mmskit.client import Receipt as Receipt
    from mmskit.encoding import decode as decode
    from mmskit.encoding import encode as encode
    from mmskit.errors import AccountBlockedError as AccountBlockedError
    from mmskit.errors import AccountError as AccountError
    from mmskit.errors import AuthenticationError as AuthenticationError
    from mmskit.errors import BundleError as BundleError
    from mmskit.errors import CampaignError as CampaignError
    from mmskit.errors import CampaignHeldError as CampaignHeldError
    from mmskit.errors import DecodeError as DecodeError
    from mmskit.errors import FontError as FontError
    from mmskit.errors import InsufficientBalanceError as InsufficientBalanceError
    from mmskit.errors import InvalidMessageError as InvalidMessageError
    from mmskit.errors import InvalidNumberError as InvalidNumberError
    from mmskit.errors import JournalError as JournalError
    from mmskit.errors import MessageTooLargeError as MessageTooLargeError
    from mmskit.errors import MMSKitError as MMSKitError
    from mmskit.errors import NotSentError as NotSentError
    from mmskit.errors import OutcomeUnknownError as OutcomeUnknownError
    from mmskit.errors import PlatformError as PlatformError
    from mmskit.errors import RecipientListError as RecipientListError
    from mmskit.errors import RejectedError as RejectedError
    from mmskit.errors import SandboxError as SandboxError
    from mmskit.errors import TemplateError as TemplateError
    from mmskit.errors import ThroughputError as ThroughputError
    from mmskit.errors import TransportError as TransportError
    from mmskit.errors import UnsupportedMediaError as UnsupportedMediaError
    from mmskit.fit import Cut as Cut
    from mmskit.fit import apply_cut as apply_cut
    from mmskit.fit import find_cuts as find_cuts
    from mmskit.fit import fit as fit
    from mmskit.fit import remake as remake
    from mmskit.history import History as History
    from mmskit.history import Mailing as Mailing
    from mmskit.journal import Journal as Journal
    from mmskit.media import Crop as Crop
    from mmskit.media import Picture as Picture
    from mmskit.media import PicturePlan as PicturePlan
    from mmskit.media import PictureSource as PictureSource
    from mmskit.media import Sound as Sound
    from mmskit.media import SoundPlan as SoundPlan
    from mmskit.media import SoundSource as SoundSource
    from mmskit.media import fit_picture as fit_picture
    from mmskit.media import fit_sound as fit_sound
    from mmskit.message import Frame as Frame
    from mmskit.message import Message as Message
    from mmskit.outbox import Campaign as Campaign
    from mmskit.outbox import find_campaigns as find_campaigns
    from mmskit.outbox import find_shared_campaigns as find_shared_campaigns
    from mmskit.personal import PersonalBatch as PersonalBatch
    from mmskit.personal import Template as Template
    from mmskit.problem import Problem as Problem
    from mmskit.recipients import read_recipients as read_recipients
    from mmskit.recipients import read_stop_list as read_stop_list
    from mmskit.record import Record as Record
    from mmskit.records import Records as Records

__version__ = "0.1.0"

_HOMES = {
    "account": ("Account",),
    "bundle": ("open_message", "save_message"),
    "check": ("check",),
    "client": ("Client", "Receipt"),
    "encoding": ("decode", "encode"),
    "errors": (
        "AccountBlockedError",
        "AccountError",
        "AuthenticationError",
        "BundleError",
        "CampaignError",
        "CampaignHeldError",
        "DecodeError",
        "FontError",
        "InsufficientBalanceError",
        "InvalidMessageError",
        "InvalidNumberError",
        "JournalError",
        "MMSKitError",
        "MessageTooLargeError",
        "NotSentError",
        "OutcomeUnknownError",
        "PlatformError",
        "RecipientListError",
        "RejectedError",
        "SandboxError",
        "TemplateError",
        "ThroughputError",
        "TransportError",
        "UnsupportedMediaError",
    ),
    "fit": ("Cut", "apply_cut", "find_cuts", "fit", "remake"),
    "history": ("History", "Mailing"),
    "journal": ("Journal",),
    "media": (
        "Crop",
        "Picture",
        "PicturePlan",
        "PictureSource",
        "Sound",
        "SoundPlan",
        "SoundSource",
        "fit_picture",
        "fit_sound",
    ),
    "message": ("Frame", "Message"),
    "outbox": ("Campaign", "find_campaigns", "find_shared_campaigns"),
    "personal": ("PersonalBatch", "Template"),
    "problem": ("Problem",),
    "recipients": ("read_recipients", "read_stop_list"),
    "record": ("Record",),
    "records": ("Records",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [*_HOME_OF, "testing"]  # noqa: PLE0604 - the table above is the list


class _Package(ModuleType):
    """Keeps ``check`` and ``fit`` the functions of that name, whoever imports their modules."""

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and _HOME_OF.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name == "testing":
        return import_module("mmskit.testing")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'mmskit' has no attribute {name!r}")
    value = getattr(import_module(f"mmskit.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
