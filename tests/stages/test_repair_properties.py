"""What holds for every repair: it takes any text, a second run changes nothing, and its edits lead back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben.config import Config
from shanben.limits import REPAIR_ROUNDS
from shanben.stages import repair
from shanben.stages.repair.escapes import decode_escapes
from shanben.stages.repair.shift import realign_bytes
from shanben.stages.repair.unmarked import realign_unmarked
from shanben.stages.typography import restore_marks
from shanben.view import View

# An escape may lay bare another, and a place read again gives the next one another context: these come to rest in rounds, as the
# whole room does.
IN_ROUNDS = (decode_escapes, realign_bytes, realign_unmarked)
STAGES = (*repair.FAMILIES, repair.repair_text, restore_marks)
PIECES = [
    "这一句话由于模板的错误在页面上写了两遍。", "另外一句同样长的话也在这里出现而且不止一次。", "至尊威尼斯人娱乐城网址：", "<del id=\"abcde\">", "</del>",
    'size="20"\n', "\nclass=\"a\"", "&lt;b&gt;", "?lt;", "%E4%BD%A0%E5%A5%BD", "767e;5ea6;4e00;4e0b;", "\\u4f60\\u597d", "wωw.a1χ.cοm", "ﾊﾞﾅﾅ", "2０",
    "關(guān)係", "網(wǎng)絡(luò )", "國(guo)(guo)", "開(kāi)", "(", ")", "Copyright ?", "Copyright?",
    "2014", "版权所有 ?", "日电?", "\n??", "，", "？", "?", ",", "清晨,渡口", "\u202e", "\u202c", "\u202d",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\ufe0f", "\U000e0061", "\U0001f3f4", "👩", "ة", "א",
    "ก", "\x08", "\x1b[31m", "\r", "\n", "\u2028", "\x0b", "\xa0", "\u2003", "\u3000", " ",
    "k\xa0nám", "中", "国", "人民。", "这是", "á", "ü", "e", "\u0301", "\ud83d", "\ude00", "\udfff",
    "\uffff", "\U0010ffff", "&#20013;", "&amp;", "&lt;", "\\u4e2d", "%E4%B8%AD", "%u4e2d", "\ue5e5",
    "\ue139", "⺠", "⼀", "數", "﨑", "ＡＢＣ", "１２", "ｶﾞ", "中 国 人 民 共 ", "www.abc123.com", "≯小说网≦≤＜≦≤",
    "?;顒舆^", "?,F(xiàn)如", "域?qū)嵉乜", "🧒", "한", "カ", "不錯;哆@個", "每zǒng)月", "每?zǒng)?月", "效率(lv)", "&nbsp", "&ldquo；",
    "=E6=98=A5=E5=A4=A9", "\\xe6\\x98\\xa5\\xe5\\xa4\\xa9", "#26149;#22825;#26469;#20102;", "今 天 天 气 很 好 ， 2 0 年 。", "：?", "A。B。", "\ufe0f", "研🌳究", "发🎃现", "，🚗这",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def repaired(text: str, *stages) -> View:
    view = View.of(text, Config())
    for stage in stages:
        view = view.after(stage(view))
    return view


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_stage_takes_any_text_and_a_second_run_changes_nothing(stage, text):
    once = repaired(text, *[stage] * (REPAIR_ROUNDS if stage in IN_ROUNDS else 1))
    assert repaired(once.text, stage).text == once.text


@given(text=TEXTS)
@settings(max_examples=600, deadline=None)
def test_the_whole_room_is_idempotent_and_its_log_leads_back(text):
    once = repaired(text, repair.repair_text)
    assert repaired(once.text, repair.repair_text).text == once.text
    assert once.log.invert(once.log.removed(text)).apply(once.text) == text


@given(text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_repair_does_not_depend_on_the_width_or_script_asked_for(text):
    plain = View.of(text, Config(script="keep", punctuation="keep"))
    for stage in (repair.repair_text,):
        plain = plain.after(stage(plain))
    assert plain.text == repaired(text, repair.repair_text).text
