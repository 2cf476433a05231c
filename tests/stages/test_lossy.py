"""Lost bytes guessed from what is left: under a rule and flags of their own, and only what leads back to the damage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben import limits
from shanben.config import Config
from shanben.stages.repair.lossy import best_guess
from shanben.stages.repair.mojibake import repair_mojibake
from shanben.view import View

TEXT = "中国古代的图书馆保存了大量的历史文献资料，其中有许多是非常重要的。"
HANT = "中國古代的圖書館保存了大量的歷史文獻資料，其中有許多是非常重要的。"


def repaired(text):
    view = View.of(text, Config())
    return view.after(repair_mojibake(view))


@pytest.mark.parametrize("reader", ["gbk", "cp932"])
@pytest.mark.parametrize("text", [TEXT, HANT])
def test_lost_bytes_are_found_again(text, reader):
    bad = text.encode().decode(reader, "replace")
    assert "\ufffd" in bad
    view = repaired(bad)
    assert view.text == text
    assert all(rule.startswith("repair.lossy.utf-8-as-") for rule in view.log.rules)
    assert "repair.lossy" in {flag.name for flag in view.flags}


def test_question_marks_stand_for_lost_bytes():
    bad = TEXT.encode().decode("gbk", "replace").encode("gbk", "replace").decode("gbk")
    assert repaired(bad).text == TEXT


def test_what_is_chosen_leads_back_to_the_damage():
    bad = TEXT.encode().decode("cp949", "replace")
    after = repaired(bad).text
    assert after == bad or after.encode().decode("cp949", "replace") == bad


def test_two_lost_bytes_that_meet_make_no_pair_that_the_reader_knew():
    text = "這裡的樹葉在秋天變紅，順應自然的節奏，一年又一年，誰也沒有覺得奇怪。"
    bad = text.encode("gbk").decode("big5", "replace")
    assert "\ufffd\ufffd\ufffd" in bad
    after = repaired(bad).text
    assert after.encode("gbk").decode("big5", "replace") == bad
    assert sum(a == b for a, b in zip(after, text, strict=True)) > 0.8 * len(text)


def test_where_most_is_lost_only_what_is_known_comes_back():
    text = "藏书楼前的石榴树今年结了许多果子"
    view = repaired(text.encode().decode("big5", "replace"))
    assert len(view.text) == len(text)
    assert all(char in (right, "\ufffd") for char, right in zip(view.text, text, strict=True))
    assert 4 < len(view.text.replace("\ufffd", "")) < len(text)
    assert "repair.doubtful" in {flag.name for flag in view.flags}
    assert repaired(view.text).text == view.text


@pytest.mark.parametrize("text", ["锟斤拷锟斤拷", "a\ufffdb", f"{TEXT}\ufffd\ufffd{TEXT}", "为什么?", "????", "\ufffd" * 50])
def test_what_is_lost_for_good_is_flagged_and_never_guessed(text):
    view = repaired(text)
    assert view.text == text
    lost = [text[flag.start : flag.end] for flag in view.flags if flag.name == "repair.lost"]
    assert bool(lost) == ("\ufffd" in text or "锟" in text)


def test_a_document_reaches_the_caps_and_says_so():
    bad = TEXT.encode().decode("gbk", "replace")
    view = repaired("\n".join([bad] * (limits.LOSSY_LINES + 2)))
    assert view.text.count(TEXT) == limits.LOSSY_LINES
    assert [flag.name for flag in view.flags].count("repair.unsearched") == 1
    noise = "\n".join(
        "".join(chr(0x7000 + (97 * i + 31 * j) % 5000) for j in range(9)) for i in range(limits.MOJIBAKE_FAILURES * 3)
    )
    assert "repair.unsearched" in {flag.name for flag in repaired(noise).flags}


def test_a_line_longer_than_the_cap_is_not_guessed():
    bad = (TEXT * 20).encode().decode("gbk", "replace")
    assert len(bad) > limits.LOSSY_LINE
    assert best_guess(bad) is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="浠ヤ负鍜屾俯宸炵殑\ufffd? aé莉･荳餓δ뭽", max_size=30))
def test_no_text_fails(text):
    best_guess(text)


@pytest.mark.parametrize(
    "text", ["打开 README 文件，阅读说明", "请先安装 Docker 再运行脚本", "图书馆的阅览室在三楼，周一到周五开放"]
)
def test_a_reader_may_swallow_the_byte_behind_the_one_it_does_not_know(text):
    bad = text.encode().decode("gbk", "shanben-two-for-one").replace("\ufffd", "?")
    assert "?" in bad
    assert repaired(bad).text == text
