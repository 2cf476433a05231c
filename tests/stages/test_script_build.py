"""How the tables of script conversion are built, on a handful of words."""

from __future__ import annotations

from collections import Counter

from shanben.stages.script.build.graph import Graph, with_seams
from shanben.stages.script.build.marks import Pieces, misspelled, unsaid
from shanben.stages.script.build.rivals import rival
from shanben.stages.script.build.tables import apply, needed, pairs
from shanben.stages.script.build.words import believed, counted, regional, spellings, standard, usual
from shanben.stages.script.dictionaries import entries
from shanben.stages.script.table import Table

FOLD = {"发": "發", "头": "頭", "现": "現", "范": "範", "布": "布", "里": "裏"}
COUNTS = {
    "先生": 9000,
    "生发": 50,
    "发": 9000,
    "发现": 8000,
    "头发": 500,
    "先": 900,
    "生": 900,
    "现": 900,
    "现在": 9000,
    "的": 90000,
}


def graph():
    made = Graph(COUNTS)
    made.add({})
    return made


def test_the_best_path_is_that_of_the_likeliest_words():
    assert graph().best("先生发现") == ["先生", "发现"]
    assert graph().best("未知") == ["未", "知"]


def test_a_seam_becomes_an_entry_where_the_best_path_disagrees():
    words = {"生发": "生髮", "头发": "頭髮"}
    kept = with_seams(FOLD, needed(FOLD, words), words, graph())
    assert kept["先生发"] == "先生*"
    assert kept["生发现"] == "*發現"
    table = Table.of(pairs(FOLD), kept)
    assert apply(table, "先生发现头发，生发") == "先生發現頭髮，生髮"


def test_only_needed_words_are_kept_and_long_ones_as_the_window_that_decides():
    words = {
        "头发": "頭髮",
        "发现": "發現",
        "白头发": "白頭髮",
        "一二三四五头发六": "一二三四五頭髮六",
        "披头散发长": "披頭散髮長",
    }
    assert needed(FOLD, words) == {"头发": "頭髮", "披头散发长": "披頭散髮長"}


def test_characters_that_others_become_are_not_folded():
    assert pairs({"麼": "么", "么": "幺", "一": "一", "怎": "怎麼"}) == {"麼": "么"}


def test_native_spellings_are_believed_if_they_are_frequent_and_clear():
    native = spellings(
        {"范志強": 20, "範志強": 1, "公布": 500, "公佈": 60, "心裡": 90, "頭發": 3}, Table.of({"範": "范", "佈": "布"}, {})
    )
    assert native["范志強"] == Counter({"范志強": 20, "範志強": 1})
    found = believed(
        FOLD, {"公布": "公佈"}, {"范志强": Counter({"范志强": 20}), "公布": native["公布"], "头发": Counter({"頭发": 3})}, COUNTS
    )
    assert found == {"范志强": "范志强", "公布": "公布"}
    assert regional("裏臺") == "裡台"
    assert standard("心里", "心裏", "心裡") == "心裏"
    assert standard("心里", "心裏", "心外") is None


def test_the_rival_takes_the_second_choice():
    fold, words = rival(entries("STCharacters.txt"), {}, {"公布": 9}, {"公布": Counter({"公布": 500, "公佈": 60})})
    assert apply(Table.of(pairs(fold), words), "公布") == "公佈"


def test_what_a_table_of_characters_makes_of_a_word_is_misspelled():
    table = Table.of({"关": "關", "于": "於", "系": "系"}, {"关系": "關係"})
    found = misspelled((table, table), {"关于": 500, "关系": 500, "于是": 1}, {"關係": 900, "關於": 900})
    assert found["關于"] == "X"
    assert "關於" not in found
    assert "於是" not in found  # too rare to be asked


def test_what_a_converter_of_vocabulary_never_writes_is_told_from_what_it_writes():
    found = unsaid({"软件": 500, "平台": 500, "项目": 100}, {"項目": 900, "專案": 900, "了解": 900, "軟體": 900, "山水": 900})
    assert found.keys() >= {"項目", "了解"}
    assert found.keys().isdisjoint({"專案", "軟體", "山水"})


def test_pieces_know_what_is_in_words_and_between_them():
    pieces = Pieces({"里面": 1, "公里": 1})
    assert (pieces.share("里面"), pieces.share("公面")) == (0.5, 0)
    assert pieces.chance("里里") == 0.25


def test_known_words_say_how_a_character_is_usually_written():
    native = {
        "岩石": Counter({"岩石": 90}),
        "岩洞": Counter({"岩洞": 9}),
        "头岩": Counter({"頭巖": 3}),
        "钟头": Counter({"鐘頭": 9}),
    }
    fold = entries("STCharacters.txt")
    assert usual(fold, native, {"岩石": 5, "岩洞": 5, "钟头": 5})["岩"] == "岩"
    assert "岩" not in usual(fold, native, {"头岩": 5})
    assert "钟" not in usual(fold, native, {"钟头": 5})  # a surname


def test_a_measure_word_ends_a_phrase_and_an_adverb_does_not():
    assert counted()["只。"] == "隻。"
    assert counted()["不只，"] == "不只，"
