"""The platform on this desk: started when it is first wanted, gone when the app is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from mmskit.account import Account
from mmskit.sandbox.settings import DEMO
from mmskit.texts import Text, text
from mmskit_gui.settings import Settings

SandboxState = Literal["off", "starting", "on"]

NAME: Final = "sandbox"
"""What the sandbox is called in records; no stored account may have this name."""

_STOP_MS: Final = 3_000


class SandboxProcess(QObject):
    """A sandbox in a process of its own, on a free loopback port. Its inbox survives in a file.

    Signals:
        state_changed: it is now ``off``, ``starting`` or ``on``.
    """

    state_changed = Signal(str)

    def __init__(
        self, settings: Settings, parent: QObject | None = None, *, delay: float = 2.0
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._delay = delay
        self._process: QProcess | None = None
        self._state: SandboxState = "off"
        self._url = ""
        self._read = b""
        self._waiting: list[tuple[Callable[[Account], None], Callable[[Text], None]]] = []

    @property
    def state(self) -> SandboxState:
        """Whether it runs."""
        return self._state

    @property
    def url(self) -> str:
        """Where it answers, and where a browser shows its inbox; ``""`` while it does not."""
        return self._url

    @property
    def account(self) -> Account | None:
        """The ready-made account, while it runs."""
        if not self._url:
            return None
        return Account(DEMO.name, DEMO.password, DEMO.apikey, self._url, NAME)

    def start(
        self,
        on_ready: Callable[[Account], None] = lambda _: None,
        on_failed: Callable[[Text], None] = lambda _: None,
    ) -> None:
        """Start it unless it runs, and tell when it answers."""
        account = self.account
        if account is not None:
            on_ready(account)
            return
        self._waiting.append((on_ready, on_failed))
        if self._state == "off":
            self._launch()

    def stop(self) -> None:
        """End it, and wait for that."""
        process, self._process = self._process, None
        self._fail(text("gui.sandbox_stopped"))
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if not process.waitForFinished(_STOP_MS):
            process.kill()
            process.waitForFinished(_STOP_MS)
        process.deleteLater()

    def _launch(self) -> None:
        try:
            self._settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            self._fail(text("gui.sandbox_failed", reason=error.strerror or error))
            return
        self._read = b""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.setProgram(sys.executable)
        process.setArguments(
            [
                *("-m", "mmskit_gui.sandbox_child", str(self._settings.folder / "sandbox.db")),
                *("--delay", str(self._delay)),
            ]
        )
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._hear)
        process.errorOccurred.connect(self._break)
        process.finished.connect(self._end)
        self._process = process
        self._be("starting")
        process.start()

    def _hear(self) -> None:
        if self._process is None:
            return
        self._read += bytes(self._process.readAllStandardOutput().data())
        line, ended, _ = self._read.partition(b"\n")
        if not ended or self._url:
            return
        try:
            told = json.loads(line)
        except ValueError:
            told = {}
        if "url" in told:
            self._url = str(told["url"])
            self._be("on")
            waiting, self._waiting = self._waiting, []
            account = self.account
            for on_ready, _failed in waiting:
                if account is not None:
                    on_ready(account)
        elif "key" in told:
            self._fail(Text(str(told["key"]), told.get("figures", {})))

    def _break(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self._fail(text("gui.sandbox_failed", reason=sys.executable))

    def _end(self) -> None:
        self._hear()
        process, self._process = self._process, None
        code = -1 if process is None else process.exitCode()
        self._fail(text("gui.sandbox_failed", reason=code))
        if process is not None:
            process.deleteLater()

    def _fail(self, sentence: Text) -> None:
        self._url = ""
        self._be("off")
        waiting, self._waiting = self._waiting, []
        for _ready, on_failed in waiting:
            on_failed(sentence)

    def _be(self, state: SandboxState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
