"""The rows of a list as a table: made as they are seen, however many there are."""

from __future__ import annotations

from batch_making import small_picture, write_list
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mmskit.personal import Template
from mmskit_gui.batch_draft import ListChoice
from mmskit_gui.batch_list import read_index
from mmskit_gui.batch_measures import measure
from mmskit_gui.models.batch_rows import BatchRowsModel

ROWS = [",13900000001,7", "坏,12345,1"]


def make(tmp_path, text: str = "{姓名}") -> BatchRowsModel:
    index = read_index(ListChoice(write_list(tmp_path / "list.csv", 3, rows=ROWS)), lambda _: None)
    template = Template(text)
    model = BatchRowsModel()
    model.tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    model.show_index(index)
    model.show_messages(template, measure(index, template, small_picture(), lambda _: None))
    return model


def say(model: BatchRowsModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_people_with_their_texts(qapp, tmp_path):
    """Everyone has row, number and text; who cannot be sent to is told apart, with the reason."""
    model = make(tmp_path, "{姓名}\n")
    assert model.rowCount() == 4
    assert say(model, 1) == ["3", "13800000001", "客户1"]
    marks = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(4)]
    assert marks == ["good", "good", "good", "bad"]
    row, reason = model.find_reason(3)
    assert row == 5
    assert reason.key == "batch.text_empty"


def test_left_out_rows_say_why(qapp, tmp_path):
    """What is left out has its row, its cell and the reason, in the language of now."""
    model = make(tmp_path)
    model.choose("left_out")
    assert model.rowCount() == 1
    english = say(model, 0)
    assert english[:2] == ["6", "手机号: 12345"]
    model.speak("zh_CN")
    assert say(model, 0)[2] != english[2]
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == say(model, 0)[2]


def test_other_lists_and_texts(qapp, tmp_path):
    """Another text is shown at once; without a template there is none, without a list no row."""
    model = make(tmp_path)
    model.show_messages(Template("您好{积分}"), None)
    assert say(model, 2)[2] == "您好20"
    model.show_messages(None, None)
    assert say(model, 2)[2] == ""
    model.show_index(None)
    assert model.rowCount() == 0
