"""What was sent, as rows: which are wanted, and how they are said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mmskit.history import Mailing
from mmskit_gui.models.mailings import GROUPS, MailingFilter, MailingsModel

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def mailing(name: str, **options: object) -> Mailing:
    """A mailing of two people that was accepted."""
    told: dict[str, object] = {
        "time": NOW,
        "kind": "message",
        "title": "双十一大促",
        "account": "门店",
        "url": "https://m.5c.com.cn",
        "recipients": 2,
        "state": "accepted",
        "msgids": ("6112",),
        **options,
    }
    return Mailing(name, **told)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (MailingFilter(), "abcd"),
        (MailingFilter(words="双十一"), "ad"),
        (MailingFilter(words="门店  十一"), "ad"),
        (MailingFilter(words="6112"), "abcd"),
        (MailingFilter(words="MEMBERS"), "b"),
        (MailingFilter(words="双十一 members"), ""),
        (MailingFilter(group="doubt"), "cd"),
        (MailingFilter(group="open"), "d"),
        (MailingFilter(group="not"), "b"),
        (MailingFilter(kind="personal"), "c"),
        (MailingFilter(since=NOW - timedelta(days=1)), "abd"),
    ],
)
def test_what_is_looked_for(wanted, kept):
    """Words in any case, a group of states, a kind, a time: all that is said must fit."""
    model = MailingsModel()
    model.filter(wanted)
    model.show_mailings(
        [
            mailing("a"),
            mailing("b", title="Members", state="refused"),
            mailing(
                "c",
                title="",
                state="unknown",
                kind="personal",
                doubtful=2,
                time=NOW - timedelta(days=9),
            ),
            mailing("d", state="paused", doubtful=1),
        ]
    )
    assert "".join(model.mailing_at(row).id for row in range(model.rowCount())) == kept


def test_a_model_as_qt_wants_it(qtmodeltester):
    """Rows that come, go and change obey Qt's rules, and what only changes resets nothing."""
    model = MailingsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_mailings([mailing("a"), mailing("b")])
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_mailings([mailing("a", state="unknown"), mailing("b")])
    assert resets == []
    assert "In doubt" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    model.filter(MailingFilter(group="doubt"))
    assert (resets, model.rowCount(), model.find_row("b")) == ([1], 1, -1)
    qtmodeltester.check(model)


def test_every_state_is_in_one_group():
    """No state is looked for in vain, and none in two groups."""
    grouped = [state for states in GROUPS.values() for state in states]
    assert len(grouped) == len(set(grouped)) == 10
