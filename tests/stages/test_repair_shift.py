"""Bytes replaced out of step: the damage itself, made as the converters make it, and what comes back."""

from __future__ import annotations

import pytest

import shanben
from shanben.config import Config
from shanben.limits import LOST_BYTES, SHIFTED_RUN, SHIFTS
from shanben.stages.repair import unmarked
from shanben.stages.repair.lost_bytes import realign_lost
from shanben.stages.repair.shift import realign_bytes
from shanben.view import View

READINGS = {
    "關": "guān",
    "驅": "qū",
    "鎮": "zhèn",
    "現": "xiàn",
    "時": "shí",
    "產": "chǎn",
    "業": "yè",
    "設": "shè",
    "對": "duì",
    "開": "kāi",
}
LINES = [
    "全村現有三百戶人家，產業以種茶為主。現在正是採茶的時候，對外的公路也開通了；活動一直辦到月底。",
    "關于水庫的設計，專家提出了三點意見。合同已經簽訂，下個月開始動工：工期是兩年。",
    "對這個問題，大家的看法不同。火車站前的時候，現場很熱鬧。",
    "調查組驅車前往區域實地考察，認真辨別真偽。如何解決產業的問題，關系到每一個人！",
]


def damaged(text: str) -> str:
    """`text` as a converter leaves it that replaces bytes of GBK wherever they stand."""
    data = text.encode("gbk")
    for character, reading in READINGS.items():
        data = data.replace(character.encode("gbk"), character.encode("gbk") + f"({reading})".encode("gbk"))
    for mark in "，；：？！":
        data = data.replace(mark.encode("gbk"), bytes([mark.encode("gbk")[1] & 0x7F]))
    out, at = "", 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        try:
            out += data[at : at + size].decode("gbk")
        except UnicodeDecodeError:
            out, size = out + "?", 2 if data[at + 1 : at + 2] in (b"(", b"<") else 1
        at += size
    return out


def flattened(text: str) -> str:
    return text.translate(str.maketrans("，；：？！", ",;:?!"))


def test_the_damage_looks_as_it_does_on_pages():
    assert damaged("辨別區域實地。現在") == "辨別區域?qū)嵉亍,F(xiàn)在"


@pytest.mark.parametrize("text", LINES)
def test_a_page_comes_back(text):
    page = "\n".join(LINES)
    bad = damaged(page)
    assert bad != flattened(page)
    assert flattened(text) in shanben.repair(bad).text.split("\n")


def found(text: str) -> tuple[list, list]:
    outcome = realign_bytes(View.of(text, Config()))
    return list(outcome.edits), list(outcome.flags)


def test_a_run_longer_than_the_cap_is_left():
    run = "舆" * (SHIFTED_RUN + 5)
    assert found(f"集合?;{run}^")[0] == []


def test_more_shifts_than_the_cap_are_left():
    edits, _ = found("集合?,F人\n" * (SHIFTS + 3))
    assert len(edits) == SHIFTS


def test_more_shifts_without_marks_than_the_cap_are_left(monkeypatch):
    monkeypatch.setattr(unmarked, "SHIFTS", 3)
    text = "今年的收成不錯;哆@個原因，" * 5
    assert len(unmarked.realign_unmarked(View.of(text, Config())).edits) == 3


def test_what_left_no_mark_is_doubtful():
    revision = shanben.repair("今年的收成不錯;哆@個原因")
    assert revision.text == "今年的收成不錯。基於這個原因"
    assert [flag.name for flag in revision.flags] == ["repair.doubtful"]


def test_a_mark_that_a_person_flattened_is_none():
    for text in ("我們到了;車站B出口很擠", "他選了C方案!公司很快同意了D計劃", "關於這點:請見附件A"):
        assert shanben.repair(text).text == text


def test_a_reading_tells_the_character_that_lost_its_half():
    assert shanben.repair("他因?yàn)橐呀?jīng)走了").text == "他因為已經走了"


def test_what_is_sure_is_put_back_and_the_rest_flagged():
    edits, flags = found("因?yàn)橄卵?,大家都很急")
    assert [edit.replacement for edit in edits] == ["為下?"]
    assert [flag.name for flag in flags] == ["repair.shift"]


def test_a_guess_is_flagged():
    edits, flags = found("區域?qū)嵉乜疾?")
    assert [edit.replacement for edit in edits] == ["實地考察"]
    assert [flag.name for flag in flags] == ["repair.doubtful"]


def without_byte(text: str, at: int) -> str:
    """`text` as a browser shows its GBK bytes where the first byte of one character is missing."""
    data = text.encode("gb18030")
    return (data[: 2 * at] + data[2 * at + 1 :]).decode("gb18030", "replace")


@pytest.mark.parametrize(
    ("text", "at", "sure"),
    [
        ("村民们都说没有经过同意就开工了，后来才补了手续A类。", 4, "没有经过同意就开工了，后来才补了手续A类。"),
        ("老师表示没有收到通知，孩子们还是照常上课，后来才放假B。", 4, "有收到通知，孩子们还是照常上课，后来才放假B。"),
    ],
)
def test_a_passage_that_lost_a_byte_comes_back(text, at, sure):
    bad = without_byte(text, at)
    assert not bad.endswith(sure)
    repaired = shanben.repair(bad)
    assert repaired.text.startswith(text[: at - 1])
    assert repaired.text.endswith(sure)
    assert "repair.shift" in {flag.name for flag in repaired.flags}


def test_private_characters_of_other_kinds_are_no_lost_bytes():
    assert not realign_lost(View.of("\ue001首页\ue002电影\ue003剧集，今天更新了三部", Config())).edits


def test_more_passages_than_the_cap_are_left():
    passage = without_byte("村民们都说没有经过同意就开工了，后来才补了手续A类。", 4) + "\n"
    edits = realign_lost(View.of(passage * (LOST_BYTES + 3), Config())).edits
    assert len(edits) == LOST_BYTES
