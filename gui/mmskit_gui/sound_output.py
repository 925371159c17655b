"""The loudspeaker: plays samples through the system's sound device, if it has one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Slot

from mmskit.media.fitting.pcm import Pcm, decode, to_wav

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink

_TAIL_SECONDS: Final = 0.15
_BUFFER_MICROSECONDS: Final = 200_000
"""Long enough for a busy window, short enough to tell where it plays."""

_SAMPLE_BYTES: Final = 2
_MICROSECONDS: Final = 1_000_000


class Output(Protocol):
    """Something that makes samples heard, one sound at a time."""

    def start(self, pcm: Pcm, ended: Callable[[], None]) -> None:
        """Play from the beginning, and tell when it is over; not told after :meth:`stop`."""

    def stop(self) -> None:
        """Fall silent at once."""

    @property
    def seconds(self) -> float:
        """How much of it was heard."""


def open_device_output() -> Output | None:
    """The system's sound device, or None where there is none or its library is missing."""
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - slow, and may lack libraries

        device = QMediaDevices.defaultAudioOutput()
    except (ImportError, OSError, RuntimeError):
        return None
    return None if device.isNull() else _DeviceOutput(device)


class _DeviceOutput(QObject):
    """Hands samples to the device, in a form that it takes."""

    def __init__(self, device: QAudioDevice) -> None:
        super().__init__()
        self._device = device
        self._sink: QAudioSink | None = None
        self._read: QBuffer | None = None
        self._ended: Callable[[], None] | None = None

    def start(self, pcm: Pcm, ended: Callable[[], None]) -> None:
        """Play from the beginning."""
        from PySide6.QtMultimedia import QAudioSink  # noqa: PLC0415 - see above

        self.stop()
        form, samples = _adapt(self._device, pcm)
        self._ended = ended
        self._read = QBuffer(self)
        self._read.setData(QByteArray(samples))
        self._read.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(self._device, form, self)
        self._sink.setBufferSize(form.bytesForDuration(_BUFFER_MICROSECONDS))
        self._sink.stateChanged.connect(self._follow)
        self._sink.start(self._read)

    def stop(self) -> None:
        """Fall silent at once."""
        sink, read = self._sink, self._read
        self._sink = self._read = self._ended = None
        if sink is not None:
            sink.stateChanged.disconnect(self._follow)
            sink.reset()
            sink.deleteLater()
        if read is not None:
            read.close()
            read.deleteLater()

    @property
    def seconds(self) -> float:
        """How much of it was heard."""
        return self._sink.processedUSecs() / _MICROSECONDS if self._sink is not None else 0.0

    @Slot()
    def _follow(self) -> None:
        from PySide6.QtMultimedia import QtAudio  # noqa: PLC0415 - see above

        if self._sink is not None and self._sink.state() in {
            QtAudio.State.IdleState,
            QtAudio.State.StoppedState,
        }:
            ended = self._ended
            self.stop()
            if ended is not None:
                ended()


def _adapt(device: QAudioDevice, pcm: Pcm) -> tuple[QAudioFormat, bytes]:
    """Samples as the device takes them, with a silent tail that may get lost."""
    form = next((form for form in _list_forms(device, pcm) if device.isFormatSupported(form)), None)
    if form is None:  # it is worth a try
        form = next(_list_forms(device, pcm))
    rate, channels = form.sampleRate(), form.channelCount()
    samples = pcm.samples if rate == pcm.rate else decode(to_wav(pcm), rate=rate).samples
    samples += bytes(round(_TAIL_SECONDS * rate) * _SAMPLE_BYTES)
    if channels == 1:
        return form, samples
    single = array("h", samples)
    spread = array("h", bytes(len(samples) * channels))
    for channel in range(channels):
        spread[channel::channels] = single
    return form, spread.tobytes()


def _list_forms(device: QAudioDevice, pcm: Pcm) -> Iterator[QAudioFormat]:
    """As the samples are, then nearer and nearer to what the device likes best."""
    from PySide6.QtMultimedia import QAudioFormat  # noqa: PLC0415 - see above

    liked = device.preferredFormat()
    rate, channels = max(liked.sampleRate(), 8_000), max(liked.channelCount(), 1)
    for wanted_rate, wanted_channels in ((pcm.rate, 1), (rate, 1), (rate, 2), (rate, channels)):
        form = QAudioFormat()
        form.setSampleRate(wanted_rate)
        form.setChannelCount(wanted_channels)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        yield form
