"""What became of every recipient."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mmskit.ledger import WAITING, Delivery, Ledger
from mmskit.wire.reports import CHINA, DeliveryReport, encode_reports
from mmskit_gui.models.deliveries import (
    DeliveriesModel,
    count_codes,
    count_states,
    tabulate,
)

WHEN = datetime(2026, 11, 11, 9, 30, tzinfo=CHINA)


def report(msgid="1", mobile="13811299901", status="DELIVRD", minutes=0):
    return DeliveryReport(msgid, mobile, status, WHEN + timedelta(minutes=minutes))


def test_keyed_by_msgid_and_number():
    """A report counts for its own submission and number alone."""
    ledger = Ledger()
    assert ledger.add([report(), report("2", "13811299902")]) == {"1", "2"}
    found = ledger.find("1", ["13811299901", "13811299902"])
    assert found["13811299901"].state == "delivered"
    assert found["13811299902"] == WAITING
    assert not ledger.is_settled("1", ["13811299901", "13811299902"])
    assert ledger.is_settled("1", ["13811299901"])


def test_codes():
    """Failed and unexplained codes are counted, unexplained ones are neither."""
    ledger = Ledger()
    ledger.add([report(status="UNDELIV"), report(mobile="13811299902", status="MK:0015")])
    found = ledger.find("1", ["13811299901", "13811299902"])
    assert count_states(found) == {"failed": 1, "unknown": 1}
    assert count_codes(found) == [("UNDELIV", 1), ("MK:0015", 1)]
    assert ledger.is_settled("1", list(found))


@given(
    st.permutations(
        [
            report(),
            report(),
            report(status="UNDELIV", minutes=3),
            report(status="MK:0015", minutes=-2),
            report(minutes=9),
        ]
    )
)
def test_order_makes_no_difference(reports):
    """Reports that come twice or in another order give the same state."""
    ledger = Ledger()
    for one in reports:
        ledger.add([one])
    found = ledger.find("1", ["13811299901"])
    assert found == {"13811299901": Delivery("delivered", "DELIVRD", WHEN)}


def test_reading_kept_answers():
    """Answers as they were kept are read, odd bytes and all; reading them again changes nothing."""
    raw = encode_reports([report(), report("7", "13811299903")]).encode() + b"\xff;"
    ledger, other = Ledger(), Ledger()
    ledger.read([("a.raw", raw), ("b.raw", raw)])
    assert ledger.find_strays(["1"]) == {
        "7": {"13811299903": Delivery("delivered", "DELIVRD", WHEN)}
    }
    assert other.merge(ledger) == {"1", "7"}
    assert other.merge(ledger) == set()


def test_model(qapp):
    """The table puts what failed first and changes in place."""
    model = DeliveriesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(tabulate({"1": WAITING, "2": WAITING}).rows)
    told = tabulate({"1": WAITING, "2": Delivery("failed", "UNDELIV", WHEN)})
    model.show_rows(told.rows)
    cells = [model.index(0, column).data() for column in range(4)]
    assert cells == ["2", "Failed", "UNDELIV", "11-11 09:30:00"]
    assert model.index(1, 0).data(Qt.ItemDataRole.UserRole) == "waiting"
