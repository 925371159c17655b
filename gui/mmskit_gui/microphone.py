"""The microphone: delivers samples from the system's sound device, if it has one and may use it."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import (
    QCoreApplication,
    QIODevice,
    QMicrophonePermission,
    QObject,
    Qt,
    Slot,
)

from mmskit.texts import Text, text

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource

RATE: Final = 16_000
"""Samples a second that are asked for; AMR takes half of them."""

_SAMPLE_BYTES: Final = 2


class Microphone(Protocol):
    """Something that delivers samples."""

    @property
    def rate(self) -> int:
        """Samples a second."""

    def start(self, heard: Callable[[bytes], None], failed: Callable[[Text], None]) -> None:
        """Begin.

        Args:
            heard: takes samples of one channel, signed 16-bit little-endian, as they come.
            failed: takes a sentence if nothing more can come; nothing does then.
        """

    def stop(self) -> None:
        """End it; nothing is told any more."""


def find_microphone() -> bool:
    """Whether this machine has a microphone. Never raises."""
    return _find_device() is not None


def open_device_microphone() -> Microphone | None:
    """The system's microphone, or None where there is none."""
    device = _find_device()
    return None if device is None else _DeviceMicrophone(device)


def _find_device() -> QAudioDevice | None:
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - slow, and may lack libraries

        device = QMediaDevices.defaultAudioInput()
    except (ImportError, OSError, RuntimeError):
        return None
    return None if device.isNull() else device


class _DeviceMicrophone(QObject):
    """Reads from the system's device, once the system allows it."""

    def __init__(self, device: QAudioDevice) -> None:
        super().__init__()
        self._device = device
        self._form = _choose_form(device)
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None
        self._heard: Callable[[bytes], None] | None = None
        self._failed: Callable[[Text], None] | None = None
        self._rest = b""

    @property
    def rate(self) -> int:
        """Samples a second."""
        return self._form.sampleRate()

    def start(self, heard: Callable[[bytes], None], failed: Callable[[Text], None]) -> None:
        """Begin, or ask the system first."""
        self.stop()
        self._heard, self._failed = heard, failed
        app, permission = QCoreApplication.instance(), QMicrophonePermission()
        if app is None:
            return
        allowed = app.checkPermission(permission)
        if allowed == Qt.PermissionStatus.Undetermined:
            app.requestPermission(permission, self, self._answer)
        else:
            self._begin(allowed=allowed == Qt.PermissionStatus.Granted)

    def stop(self) -> None:
        """End it."""
        source, self._source, self._stream = self._source, None, None
        self._heard = self._failed = None
        self._rest = b""
        if source is not None:
            source.stateChanged.disconnect(self._follow)
            source.reset()
            source.deleteLater()

    def _answer(self, permission: object) -> None:
        granted = getattr(permission, "status", lambda: None)() == Qt.PermissionStatus.Granted
        self._begin(allowed=granted)

    def _begin(self, *, allowed: bool) -> None:
        from PySide6.QtMultimedia import QAudioSource  # noqa: PLC0415 - see above

        if self._heard is None:
            return  # not wanted any more
        if not allowed:
            self._fail(text("gui.recording_refused"))
            return
        self._source = QAudioSource(self._device, self._form, self)
        self._source.stateChanged.connect(self._follow)
        stream = cast("QIODevice | None", self._source.start())
        if stream is None:
            self._fail(text("gui.recording_refused"))
            return
        self._stream = stream
        stream.readyRead.connect(self._read)

    @Slot()
    def _read(self) -> None:
        if self._stream is None or self._heard is None:
            return
        channels = self._form.channelCount()
        raw = self._rest + bytes(self._stream.readAll().data())
        whole = len(raw) - len(raw) % (_SAMPLE_BYTES * channels)
        raw, self._rest = raw[:whole], raw[whole:]
        if channels > 1:
            samples = array("h", raw)
            parts = [samples[channel::channels] for channel in range(channels)]
            raw = array("h", (sum(part) // channels for part in zip(*parts, strict=True))).tobytes()
        if raw:
            self._heard(raw)

    @Slot()
    def _follow(self) -> None:
        from PySide6.QtMultimedia import QtAudio  # noqa: PLC0415 - see above

        if self._source is not None and self._source.state() == QtAudio.State.StoppedState:
            opened = self._source.error() != QtAudio.Error.OpenError
            self._fail(text("gui.recording_lost" if opened else "gui.recording_refused"))

    def _fail(self, why: Text) -> None:
        failed = self._failed
        self.stop()
        if failed is not None:
            failed(why)


def _choose_form(device: QAudioDevice) -> QAudioFormat:
    """What is asked for, or else what the device likes best, in 16 bit."""
    from PySide6.QtMultimedia import QAudioFormat  # noqa: PLC0415 - see above

    liked = device.preferredFormat()
    chosen = QAudioFormat()
    chosen.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    for rate, channels in (
        (RATE, 1),
        (liked.sampleRate(), 1),
        (liked.sampleRate(), liked.channelCount()),
    ):
        chosen.setSampleRate(rate)
        chosen.setChannelCount(channels)
        if device.isFormatSupported(chosen):
            return chosen
    return chosen
