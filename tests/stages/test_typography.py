"""Flattened marks: what shows that they were, and what stays all the same."""

from __future__ import annotations

import pytest

from shanben.config import Config
from shanben.stages.typography import restore_marks
from shanben.view import View

FLATTENED = "今年夏天,雨水很多,河里的水涨得很高,没有人下河游泳。"


def restored(text: str, **options: str) -> str:
    view = View.of(text, Config(**options))
    return view.after(restore_marks(view)).text


def test_every_mark_between_ideographs_is_restored():
    assert restored(FLATTENED + "他说:走!好吗?也行;(真的)") == FLATTENED.replace(",", "，") + "他说：走！好吗？也行；（真的）"


def test_keep_keeps():
    assert restored(FLATTENED, punctuation="keep") == FLATTENED


@pytest.mark.parametrize("part", ["9:30", "1,000", "https://a.example/b,c?d", "Yes, it is!", "f(x)", "3:0", "(see above)"])
def test_numbers_times_addresses_and_latin_text_stay(part):
    assert part in restored(f"{FLATTENED}见 {part} 为准。")


def test_a_bracket_in_two_lines_is_no_pair():
    assert "(注\n释)" in restored(FLATTENED + "(注\n释)")


def test_nested_brackets_are_paired():
    assert restored(FLATTENED + "甲(乙(丙)丁)戊").endswith("甲（乙（丙）丁）戊")


def test_one_fullwidth_comma_in_ten_is_an_exception():
    text = FLATTENED * 4
    assert "," not in restored(text + "是的，没错。")
    assert "," in restored(text + "是的，没错，好的，行的。")


def test_a_second_run_changes_nothing():
    once = restored(FLATTENED + "他说:“好,走吧!”(笑)")
    assert restored(once) == once
