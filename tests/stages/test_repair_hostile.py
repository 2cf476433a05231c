"""Hostile texts: time grows with the text and not faster, caps are told, and nothing raises."""

from __future__ import annotations

import time

import pytest

from shanben.config import Config
from shanben.limits import MARK_RUN, REPAIR_ROUNDS
from shanben.stages import repair
from shanben.stages.repair import repair_text
from shanben.stages.repair.normal_form import compose
from shanben.stages.typography import restore_marks
from shanben.view import View

STAGES = [stage for stage in repair.FAMILIES if stage.__module__.rpartition(".")[2] not in ("latin", "mojibake", "lossy")]
PUMPS = {
    "brackets": "網(", "closed": "網(wǎng)", "doubled": "國(guo)(", "marks": "中?;顒", "questions": "?", "quotes": "“中?!?", "entities": "&amp;",
    "references": "&#", "hex": "4e2d;", "percent": "%E4%B8", "units": "\\u4e2d", "tags": "&lt;a", "opens": "<a ", "attributes": 'a="b" ',
    "spaces": " ", "lines": "\n", "blank lines": " \n", "spaced": "中 ", "wide": "　", "overrides": "\u202e\u202c", "controls": "\x1b[", "invisible": "\u200b",
    "marked": "e\u0301", "jamo": "\u1112\u1161\u11ab", "private": "\ue600", "radicals": "\u2f00中", "kana": "ﾊﾞ", "mixed": "1１", "symbols": "≦",
    "hosts": "中www.a1.", "brands": "金沙现金", "sentences": "这一句话由于模板的错误在页面上写了两遍。", "flat": "中,", "nested": "(", "closing": ")", "ids": '<b id="abcde">',
    "pictures": "研🌳究", "unopened": "每zǒng)月", "bytes": "\\xe6\\x98", "mail": "=E6=98", "decimal": "#26149;", "unended": "&nbsp",
}  # fmt: skip


def seconds(stage, text: str) -> float:
    best = 9e9
    for _ in range(3):
        start = time.process_time()
        stage(View.of(text, Config()))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("pump", PUMPS.values(), ids=PUMPS)
def test_time_grows_with_the_text(pump):
    text = "中文，" + pump * (8_000 // len(pump))
    for stage in (*STAGES, restore_marks):
        once = seconds(stage, text)
        if once > 0.02:
            assert seconds(stage, text * 4) < 9 * once, stage.__name__


def test_a_run_of_marks_beyond_the_cap_is_told_and_left():
    text = "z" + "\u0301\u0316" * MARK_RUN
    outcome = compose(View.of(text, Config()))
    assert list(outcome.edits) == []
    assert [flag.name for flag in outcome.flags] == ["repair.marks"]


def test_a_text_that_does_not_settle_is_told(monkeypatch):
    assert REPAIR_ROUNDS > 1
    monkeypatch.setattr(repair, "REPAIR_ROUNDS", 1)
    outcome = repair_text(View.of("标\u200b题", Config()))
    assert [flag.name for flag in outcome.flags] == ["repair.unsettled"]


@pytest.mark.parametrize("text", ["", "?", "(", "\ufeff", "\n", "\ud800", "\x00" * 9, "a" * 9, "中"])
def test_tiny_texts(text):
    repair_text(View.of(text, Config()))
    restore_marks(View.of(text, Config()))
