"""Findings: every one has its sentences, and survives the store."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from mmskit.sandbox.findings import NOTES, decode_findings, encode_findings, find
from mmskit.sandbox.numbers import ANSWERS, FATES
from mmskit.texts import text

PACKAGE = Path(__file__).parent.parent.parent / "mmskit"


def _catalogue(language: str) -> dict:
    return tomllib.loads(
        (PACKAGE / "locale" / language / "sandbox.toml").read_text(encoding="utf-8")
    )


def _find_codes() -> set[str]:
    """Every code that the sources give to ``find``."""
    codes = set()
    for path in (PACKAGE / "sandbox").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "find":
                first = node.args[0]
                given = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                codes |= {one.value for one in given if isinstance(one, ast.Constant)}
    return codes


def test_every_finding_has_a_sentence():
    """The codes made in the sources are those of the catalogue; notes are among them."""
    known = set(_catalogue("en")["finding"])
    assert _find_codes() == known
    assert known >= NOTES


def test_both_languages_have_the_same_keys_and_figures():
    """English and Chinese name the same figures in every sentence."""

    def figures(language: str) -> dict:
        flat = {}
        for key, value in _catalogue(language).items():
            for name, said in value.items() if isinstance(value, dict) else [("", value)]:
                flat[key, name] = set(re.findall(r"\{(\w+)", said.replace("{{", "")))
        return flat

    assert figures("en") == figures("zh_CN")


def test_no_exclamation_marks_in_chinese():
    """The Chinese sentences speak calmly."""
    assert "！" not in (PACKAGE / "locale/zh_CN/sandbox.toml").read_text(encoding="utf-8")


def test_findings_survive_the_store():
    """Codes, figures and nested sentences come back as they were, in either language."""
    findings = (
        find("sent_again", msgid="61123140827827", seconds=5),
        find("undecodable", where="1_2.jpg", said=text("content.no_comma", where="1_2.jpg")),
        find("address_not_authorised", address="127.0.0.1", known=("203.0.113.7", "203.0.113.8")),
    )
    back = decode_findings(encode_findings(findings))
    for language in ("en", "zh_CN"):
        assert [one.render(language) for one in back] == [one.render(language) for one in findings]
    assert [one.code for one in back] == [one.code for one in findings]


def test_every_test_number_has_a_sentence():
    """Every row of the tables can be explained."""
    for code in (*(fate.code for fate in FATES), *ANSWERS.values()):
        said = text(f"sandbox.number.{code}")
        assert said.render("en") != said.render("zh_CN")
