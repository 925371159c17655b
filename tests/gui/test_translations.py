"""The app's words: nothing is left in English, and no figure is lost on the way."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from making import still
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QAction, QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

import mmskit
from mmskit.media.plan import PicturePlan
from mmskit_gui.dialogs.about import AboutDialog, find_surroundings, find_versions
from mmskit_gui.dialogs.account_editor import AccountEditor
from mmskit_gui.dialogs.crop import CropDialog
from mmskit_gui.dialogs.recording import RecordingDialog
from mmskit_gui.dialogs.send import SendDialog
from mmskit_gui.dialogs.settings import SettingsDialog
from mmskit_gui.languages import Languages
from mmskit_gui.samples import find_samples
from mmskit_gui.services import Services
from mmskit_gui.windows.actions import FRAME_MENU, MENUS, Actions
from mmskit_gui.windows.history_window import HistoryWindow
from mmskit_gui.windows.main_window import MainWindow

POSTER = mmskit.Picture(still("PNG", (400, 300)), "poster.png")
MESSAGE = mmskit.Message("开业", [mmskit.Frame("欢迎光临")])

ROOT = Path(__file__).parent.parent.parent
TOOLS = ROOT / "tools"
SOURCES = ROOT / "gui" / "mmskit_gui"
PLACEHOLDER = re.compile(r"\{[^}]*\}|%L?n|%%|%\d")
MNEMONIC = re.compile(r"&(?!&)(\w)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")

AS_THEY_ARE = {
    *(
        "mmskit",
        "Python",
        "Qt",
        "PySide",
        "Lucide",
        "English",
        "MIT",
        "ISC",
        "LGPL",
        "Windows",
        "Excel",
    ),
    *(
        "AMR",
        "GIF",
        "JPEG",
        "PNG",
        "WebP",
        "BMP",
        "EXIF",
        "MIDI",
        "MP",
        "WAV",
        "Ogg",
        "FLAC",
        "AAC",
        "WMA",
    ),
    *("KB", "MB", "kbit", "CSV", "XLSX", "XML", "URL", "API", "APIKEY", "https", "http"),
    *("Ctrl", "Shift", "Alt", "Tab", "PgUp", "PgDown", "Home", "Del"),
}
"""Names and units that are the same in both languages."""

SAYING = {
    *("setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle"),
    *("setPlaceholderText", "setStatusTip", "setTitle", "setLabelText", "setSuffix", "setPrefix"),
    *("setSpecialValueText", "setInformativeText", "setTabText", "setWhatsThis"),
    *("addItem", "addAction", "addMenu", "addTab", "addRow", "drawText"),
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QToolButton", "QAction"),
}
"""What shows its first words to a person."""


@dataclass(frozen=True)
class Asked:
    """A sentence that the code asks a translation for."""

    context: str
    source: str
    counts: bool


@dataclass(frozen=True)
class Code:
    """What the code of the app says.

    Attributes:
        asked: every sentence it asks a translation for.
        loose: where it asks with something that is not written there.
        untold: where it shows words without asking for their translation.
        bases: for each class, the classes it names as its bases.
    """

    asked: set[Asked]
    loose: list[str]
    untold: list[str]
    bases: Mapping[str, set[str]]


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """``tools/translations.py``, which is in no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        yield import_module("translations")


@pytest.fixture(scope="module")
def code() -> Code:
    """The app's code, read."""
    found = Code(set(), [], [], {})
    for path in sorted(SOURCES.rglob("*.py")):
        _Reader(path.relative_to(ROOT).as_posix(), found).visit(ast.parse(path.read_bytes()))
    return found


@pytest.fixture(scope="module")
def chinese(tool) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """What is said in Chinese, by context, English and comment."""
    return _read(tool, "zh_CN")


class _Reader(ast.NodeVisitor):
    """Reads one file of the app."""

    def __init__(self, name: str, found: Code) -> None:
        self._name, self._found = name, found
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
        self._found.bases.setdefault(node.name, set()).update(bases)
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        place = f"{self._name}:{node.lineno}"
        literals = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        owner = called.value if isinstance(called, ast.Attribute) else None
        if name == "tr":
            mine = isinstance(owner, ast.Name) and owner.id == "self" and bool(self._classes)
            if not mine or not literals or not isinstance(literals[0], str):
                self._found.loose.append(place)
            else:
                self._ask(self._classes[-1], literals[0], counts=len(node.args) > 2)
        elif name == "QT_TRANSLATE_NOOP" or (
            name == "translate" and isinstance(owner, ast.Name) and owner.id == "QCoreApplication"
        ):
            if not isinstance(literals[0], str) or len(literals) < 2:
                self._found.loose.append(place)
            elif isinstance(literals[1], str):
                self._ask(literals[0], literals[1], counts=len(node.args) > 3)
            elif literals[0] not in {"Actions", "BatchMenus"}:
                self._found.loose.append(place)
        elif name in SAYING and any(map(_find_foreign, _find_shown(node))):
            self._found.untold.append(place)
        self.generic_visit(node)

    def _ask(self, context: str, source: str, *, counts: bool) -> None:
        self._found.asked.add(Asked(context, source, counts))


def _find_shown(node: ast.AST) -> Iterator[str]:
    """The words that a call is given as they are, also by way of ``if`` and f-strings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant):
            yield from [child.value] if isinstance(child.value, str) else []
        elif isinstance(child, ast.IfExp | ast.JoinedStr | ast.BinOp):
            yield from _find_shown(child)


def _read(tool: ModuleType, language: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {
        (sentence.context, sentence.source, sentence.comment): sentence.said
        for sentence in tool.read(tool.FOLDER / f"mmskit_gui_{language}.ts")
    }


def _find_placeholders(words: str) -> list[str]:
    return sorted(found.replace("%L", "%") for found in PLACEHOLDER.findall(words))


def _find_foreign(words: str) -> set[str]:
    """Which words of a sentence are English and no name."""
    plain = re.sub(r"\{[^}]*\}|%L?n|\S*\.\w+", " ", words)
    return set(WORD.findall(plain.replace("&", ""))) - AS_THEY_ARE


def test_nothing_waits_for_a_translator(tool):
    """`tools/translations.py --check` has nothing to say."""
    assert tool.check(tool.FOLDER) == []


def test_check_notices_what_is_stale_and_writes_nothing(tool, tmp_path):
    """A sentence that is not in the files yet is named, and the files stay as they were."""
    folder, sources = tmp_path / "translations", tmp_path / "code"
    shutil.copytree(tool.FOLDER, folder)
    shutil.copytree(tool.SOURCES, sources, ignore=shutil.ignore_patterns("*.ts", "*.qm"))
    (sources / "fresh.py").write_text('class Fresh(QObject):\n    def f(self): self.tr("Fresh")\n')
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    wrong = tool.check(folder, sources)
    assert any("mmskit_gui_zh_CN.ts is stale" in line for line in wrong)
    assert any("Fresh" in line and "not translated" in line for line in wrong)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_no_sentence_of_the_code_is_missed(code, chinese):
    """What lupdate gathers is what the code asks for, in the contexts it asks in."""
    asked = {(sentence.context, sentence.source) for sentence in code.asked}
    assert asked == {(context, source) for context, source, _ in chinese}


def test_sentences_stand_where_they_are_asked_for(code):
    """Lupdate sees only words that are written into the call, and only in ``self.tr``."""
    assert code.loose == []


def test_no_words_bypass_translation(code):
    """Nothing a person reads is shown in the code's English alone."""
    assert code.untold == []


def test_what_counts_says_so(code):
    """``%n`` is given a number, and what is given a number says ``%n``."""
    odd = [said for said in code.asked if said.counts != bool(re.search(r"%L?n", said.source))]
    assert odd == []


def test_counting_classes_have_no_heirs(code):
    """Qt asks for an heir's words first, and takes its English with the number filled in."""
    counting = {sentence.context for sentence in code.asked if sentence.counts}
    heirs = {name: bases & counting for name, bases in code.bases.items() if bases & counting}
    assert heirs == {}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_figures_survive_translation(tool, language):
    """Every placeholder is in the translation, and no other."""
    lost = {
        key: said
        for key, forms in _read(tool, language).items()
        for said in forms
        if _find_placeholders(said) != _find_placeholders(key[1])
    }
    assert lost == {}


def test_chinese_is_chinese(chinese):
    """No sentence is left in English; names and units may."""
    english = {key: forms for key, forms in chinese.items() if any(map(_find_foreign, forms))}
    assert english == {}


def test_chinese_has_chinese_punctuation(chinese):
    """No exclamation, no half-width comma after a Chinese sign, no shouting of success."""
    wrong = re.compile(r"[!！]|成功|[\u4e00-\u9fff][,;:?.](?!\w)|\.\.\.")
    assert {key: forms for key, forms in chinese.items() if any(map(wrong.search, forms))} == {}


def test_chinese_and_latin_stand_apart(chinese):
    """A space stands between Chinese signs and Latin words or figures."""
    close = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9%]|[A-Za-z0-9%n][\u4e00-\u9fff]")
    assert {key: forms for key, forms in chinese.items() if any(map(close.search, forms))} == {}


@pytest.mark.parametrize(
    ("spoken", "count", "said"),
    [("en", 1, "1 frame"), ("en", 2, "2 frames"), ("zh_CN", 2, "2 帧")],
    indirect=["spoken"],
)
def test_english_counts_properly(spoken, count, said):
    """One frame, two frames; Chinese needs no such thing."""
    assert QCoreApplication.translate("StartCard", "%n frame(s)", "", count) == said


def test_spaces_around_stay(tool):
    """What begins or ends with a space, such as a unit, does so in every language."""
    for language in ("zh_CN", "en"):
        for (_, source, _), forms in _read(tool, language).items():
            for said in forms:
                assert said.startswith(" ") == source.startswith(" "), (language, source)
                assert said.endswith(" ") == source.endswith(" "), (language, source)


def test_mnemonics_are_kept(chinese):
    """What has a key to press in English has one in Chinese."""
    for (_, source, _), forms in chinese.items():
        for said in forms:
            assert len(MNEMONIC.findall(said)) == len(MNEMONIC.findall(source)), source


@pytest.fixture
def window(services) -> Iterator[MainWindow]:
    """A window that is gone before its services are."""
    window = MainWindow(services)
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def spoken(qapp, request) -> Iterator[Languages]:
    """The app in one language; English afterwards."""
    languages = Languages(qapp)
    languages.choose(request.param)
    yield languages
    languages.choose("en")


@pytest.mark.parametrize("spoken", ["zh_CN", "en"], indirect=True)
def test_mnemonics_of_a_menu_differ(window, spoken):
    """Within a menu no key stands for two things, and every entry has one."""
    bar = [_find_mnemonic(action.text()) for action in window.menuBar().actions()]
    assert len(set(bar)) == len(MENUS)
    assert None not in bar
    for menu in (action.menu() for action in window.menuBar().actions()):
        entries = [action.text() for action in menu.actions() if not action.isSeparator()]
        keys = [_find_mnemonic(text) for text in entries]
        assert None not in keys, entries
        assert len(set(keys)) == len(keys), entries
    actions = Actions(window)
    keys = [_find_mnemonic(actions[name].text()) for name in FRAME_MENU if name != "-"]
    assert len(set(keys)) == len(keys)


def _find_mnemonic(text: str) -> str | None:
    found = MNEMONIC.search(text)
    return found.group(1).lower() if found else None


@pytest.mark.parametrize("spoken", ["zh_CN"], indirect=True)
def test_buttons_of_qt_speak_chinese(qapp, spoken):
    """Qt's own words, such as those of a standard dialog, are Chinese too."""
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    assert all(CHINESE.search(button.text()) for button in box.buttons())


def test_a_window_changes_its_language_at_once(services, window, in_english):
    """After the switch nothing in an open window is English any more."""
    window.new()
    window.show()
    services.languages.choose("zh_CN")
    QCoreApplication.processEvents()
    assert _find_english(window) == {}
    window.show_start()
    QCoreApplication.processEvents()
    assert _find_english(window) == {}


DIALOGS: Mapping[str, Callable[[Services], QWidget]] = {
    "about": lambda its: AboutDialog(its.languages),
    "account": lambda its: AccountEditor(its.postbox, its.languages),
    "crop": lambda its: CropDialog(POSTER, PicturePlan(), its.imagery),
    "record": lambda its: RecordingDialog(its.player, its.languages, open_microphone=lambda: None),
    "send": lambda its: SendDialog(MESSAGE, its.postbox, its.settings, its.tasks, its.languages),
    "settings": lambda its: SettingsDialog(its.settings, its.postbox, its.languages, its.tasks),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_changes_its_language_at_once(services, qtbot, in_english, name):
    """After the switch nothing in an open dialog is English any more."""
    dialog = DIALOGS[name](services)
    qtbot.addWidget(dialog)
    dialog.show()
    QCoreApplication.processEvents()
    services.languages.choose("zh_CN")
    QCoreApplication.processEvents()
    assert _find_english(dialog) == {}


def test_the_history_changes_its_language_at_once(services, qtbot, in_english):
    """After the switch nothing in an open history is English any more, a doubt included."""
    records = mmskit.Records(services.settings.folder / "records")
    begun = records.begin(MESSAGE, ("13800000001",), "门店", "https://example.com/")
    records.finish(begun, "unknown")
    window = HistoryWindow(services)
    services.postbox.history.open()
    window.show()
    qtbot.waitUntil(lambda: bool(window.pane.doubts) and window.pane.doubts[0].isVisible())
    qtbot.waitUntil(lambda: window.pane.people.model.person_at(0) is not None)
    services.languages.choose("zh_CN")
    QCoreApplication.processEvents()
    assert _find_english(window) == {}
    window.close()


@pytest.fixture
def in_english(services) -> Iterator[None]:
    """Whatever a test speaks, English afterwards."""
    yield
    services.languages.choose("en")


def _find_english(window: QWidget) -> dict[str, str]:
    """Which words of a window are English, by who says them."""
    names = [sample.title for sample in find_samples()] + QFontDatabase.families()
    names += [*find_versions(), *filter(None, find_surroundings().values())]
    named = re.compile("|".join(map(re.escape, names)) + r"|\S*/\S*")
    return {
        f"{type(owner).__name__} {owner.objectName()} {what}": said
        for owner, what, said in _listen(window)
        if _find_foreign(named.sub("", said))
    }


def _listen(window: QWidget) -> Iterator[tuple[QObject, str, str]]:
    """Everything the widgets and actions of a window say: who, how, what."""
    for widget in (window, *window.findChildren(QWidget)):
        yield widget, "tool tip", widget.toolTip()
        yield widget, "accessible name", widget.accessibleName()
        yield widget, "accessible description", widget.accessibleDescription()
        yield widget, "title", widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, "text", widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget, "placeholder", widget.placeholderText()
        if isinstance(widget, QMenu):
            yield widget, "menu", widget.title()
        if isinstance(widget, QComboBox):
            yield from ((widget, "item", widget.itemText(i)) for i in range(widget.count()))
        if isinstance(widget, QTabWidget):
            yield from ((widget, "tab", widget.tabText(i)) for i in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            yield from ((widget, "cell", said) for said in _find_cells(model))
    for action in window.findChildren(QAction):
        yield action, "action", action.text()
        yield action, "tool tip", action.toolTip()


def _find_cells(model: QAbstractItemModel) -> Iterator[str]:
    """What a table or list says, also over its columns and to a screen reader."""
    display, across = Qt.ItemDataRole.DisplayRole, Qt.Orientation.Horizontal
    table = isinstance(model, QAbstractTableModel)
    for column in range(model.columnCount(QModelIndex()) if table else 1):
        yield str(model.headerData(column, across, display) or "")
        for row in range(model.rowCount(QModelIndex())):
            for role in (display, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role) or "")
