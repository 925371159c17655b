"""What the history does when its parts want something."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from mmskit.texts import Text
from mmskit_gui.history_desk import Decided
from mmskit_gui.history_details import Mailing, MailingDetails, Outcome, Person
from mmskit_gui.models.mailings import MailingFilter
from mmskit_gui.postbox import while_alive
from mmskit_gui.windows.history_pages import HistoryPages
from mmskit_gui.windows.sending_again import SendingAgain

if TYPE_CHECKING:
    import mmskit
    from mmskit_gui.windows.history_window import HistoryWindow


_SLOW_MS: Final = 300


class HistoryWiring(QObject):
    """Connects the parts of the history with what is known of it."""

    def __init__(self, window: HistoryWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.services.postbox.history
        self._known: Sequence[Mailing] | None = None
        self._details: MailingDetails | None = None
        self._chosen: Mailing | None = None
        self._pages = HistoryPages(window.pane.people, self._desk, self)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self.again = SendingAgain(window)
        self._connect()
        window.show_detail(on=False)
        self._show_fetching()

    def say_words(self) -> None:
        """Say what the window says of its own, in the language of now."""
        self._say_doubts()
        self._say_emptiness()

    def _connect(self) -> None:
        window, desk = self._window, self._desk
        desk.listed.connect(self._take_list)
        desk.detailed.connect(self._take_details)
        desk.failed.connect(lambda said: self.say(said, "warn"))
        desk.fetching_changed.connect(lambda _: self._show_fetching())
        window.bar.filter_changed.connect(self._filter)
        window.bar.fetch_wanted.connect(self._fetch)
        window.empty.button.clicked.connect(window.bar.show_all)
        window.doubts.acted.connect(lambda: window.bar.show_group("doubt"))
        window.mailings.chosen.connect(self._choose)
        window.pane.decided.connect(self._decide)
        window.pane.people.page_wanted.connect(self._read_page)
        window.pane.people.person_chosen.connect(self._show_person)
        foot = window.foot
        foot.use_wanted.connect(self._use)
        foot.table_wanted.connect(self._write_table)
        foot.resend_wanted.connect(self._resend)
        foot.resume_wanted.connect(self._resume)
        foot.pause_wanted.connect(self._pause)

    # --- what there is

    def _take_list(self, mailings: Sequence[Mailing]) -> None:
        first, self._known = self._known is None, mailings
        if first:
            self._window.mailings.setFocus()
        self._window.mailings.rows.show_mailings(mailings)
        self.say_words()

    def _filter(self, wanted: MailingFilter) -> None:
        self._window.mailings.rows.filter(wanted)
        self._say_emptiness()

    def _say_emptiness(self) -> None:
        window = self._window
        if self._known is None:
            window.show_empty(self.tr("Reading what was sent…"), "")
        elif not self._known:
            window.show_empty(
                self.tr("Nothing was sent yet"),
                self.tr("What you send stands here, with its delivery reports."),
            )
        elif not window.mailings.rows.rowCount():
            window.show_empty(
                self.tr("Nothing fits"),
                self.tr("Look for other words, states or times."),
                self.tr("Show everything"),
            )
        else:
            window.show_list()

    def _say_doubts(self) -> None:
        doubtful = [one for one in self._known or () if one.doubtful]
        people = sum(one.doubtful for one in doubtful)
        said = self.tr("%Ln submission(s) may or may not have gone out", "", len(doubtful))
        who = self.tr("%Ln people", "", people)
        whole = self.tr("{said}, to {who}. Nothing sends them again by itself.")
        told = whole.format(said=said, who=who) if doubtful else ""
        self._window.show_doubts(told, self.tr("Show them"))

    # --- one of them

    def _choose(self, mailing: Mailing | None) -> None:
        self._chosen = mailing
        self._desk.watch(mailing)
        self._show_fetching()
        if mailing is None:
            self._window.show_detail(on=False)
        else:
            self._slow.start()

    def _say_slow(self) -> None:
        """What takes long to be counted does not show another one's figures meanwhile."""
        shown = None if self._details is None else self._details.mailing.id
        if self._chosen is not None and self._chosen.id != shown:
            self._window.show_detail(on=False)

    def _take_details(self, details: MailingDetails) -> None:
        window = self._window
        self._slow.stop()
        others = self._details is None or self._details.mailing.id != details.mailing.id
        self._details = details
        window.pane.show_details(details)
        choice = self._desk.find_choice(details.mailing)
        window.foot.show_details(
            details,
            confirm_above=window.services.settings.confirm_above,
            free=choice is not None and choice.is_sandbox,
        )
        if others:
            window.notices.dismiss()
            self._show_message(details.message)
        window.show_detail(on=True)

    def _show_message(self, message: mmskit.Message | None) -> None:
        self._window.show_phone(on=message is not None)
        if message is not None:
            self._window.phone.playback.pause()
            self._window.phone.show_message(message)
            self._window.phone.show_frame(0)

    def _show_person(self, person: Person) -> None:
        """Show the very message of one person, where each has a text of their own."""
        mailing = self._chosen
        if mailing is not None and mailing.kind == "personal":
            show = while_alive(self, self._show_message)
            self._desk.read_message(mailing, person, show)

    def _read_page(self, offset: int, outcome: Outcome | None) -> None:
        if self._chosen is not None:
            self._pages.want(self._chosen, offset, outcome)

    def _fetch(self) -> None:
        if self._chosen is not None:
            self._desk.fetch(self._chosen)

    def _show_fetching(self) -> None:
        mailing = self._chosen
        possible = mailing is not None and self._desk.find_choice(mailing) is not None
        self._window.bar.show_fetching(on=self._desk.fetching, possible=possible)

    # --- what is done with it

    def _decide(self, decided: Decided) -> None:
        details = self._details
        if details is None:
            return

        def done() -> None:
            if decided.decision == "ready" and not details.mailing.is_campaign:
                self.again.send_doubtful(details)

        fail = while_alive(self, lambda said: self.say(said, "bad"))
        self._desk.settle(details.mailing, decided, while_alive(self, done), fail)

    def _use(self) -> None:
        if self._details is not None and self._details.message is not None:
            self._window.message_wanted.emit(self._details.message)

    def _write_table(self) -> None:
        details = self._details
        if details is None:
            return
        name = f"{details.mailing.title or details.mailing.id}.csv".replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save as a table"),
            str(Path.home() / name),
            self.tr("Tables (*.csv)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        said = self.tr("Everybody is in {name}").format(name=path.name)
        done = while_alive(self, lambda: self._window.notices.show_notice(said, "info", seconds=6))
        fail = while_alive(self, lambda sentence: self.say(sentence, "bad"))
        language = self._window.services.languages.current
        self._desk.write_csv(details.mailing, path, language, done, fail)

    def _resend(self) -> None:
        if self._details is not None:
            self.again.send_failed(self._details)

    def _resume(self) -> None:
        if self._details is not None:
            fail = while_alive(self, lambda said: self.say(said, "bad"))
            self._desk.resume(self._details.mailing, fail)

    def _pause(self) -> None:
        if self._details is not None:
            fail = while_alive(self, lambda said: self.say(said, "bad"))
            self._desk.pause(self._details.mailing, fail)

    def say(self, sentence: Text, kind: str) -> None:
        """Say above the mailing why something could not be done."""
        said = sentence.render(self._window.services.languages.current)
        self._window.notices.show_notice(said, "bad" if kind == "bad" else "warn")
