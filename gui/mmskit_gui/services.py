"""What the windows of one app share, put together in ``app`` and handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mmskit_gui.imagery import Imagery
from mmskit_gui.languages import Languages
from mmskit_gui.settings import Settings
from mmskit_gui.tasks import Tasks

if TYPE_CHECKING:
    from mmskit_gui.postbox import Postbox
    from mmskit_gui.sound_player import SoundPlayer


@dataclass(frozen=True)
class Services:
    """The collaborators of a window.

    Attributes:
        settings: what is remembered between starts.
        languages: which language is spoken.
        tasks: slow work.
        imagery: decoded pictures.
        player: plays sounds.
        postbox: accounts, sending, and what was sent.
    """

    settings: Settings
    languages: Languages
    tasks: Tasks
    imagery: Imagery
    player: SoundPlayer
    postbox: Postbox
