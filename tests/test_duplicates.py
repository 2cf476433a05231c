"""Duplicates: the same text again in any dress, nearly the same, and texts that only resemble each other."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben.duplicates import PLACES, Duplicates, mark_duplicates, similarity, sketch
from site_pages import pages

ARTICLES = [page.body for page in pages("blog.example.cn", 40)]
ENGLISH = "The bookseller by the river opens his stall when the rain is over, and old books dry in the sun. "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ARTICLES[0], ARTICLES[0].replace("，", ", ").replace("。", ".\n")),
        ("圖書館的舊書", "图书馆的旧书"),
        (ENGLISH, ENGLISH.upper()),
        ("ＡＢＣ１２３", "abc123"),
    ],
)
def test_the_same_text_in_another_dress(one, other):
    seen = Duplicates()
    assert (seen.of("one", one), seen.of("other", other)) == (None, "one")


def test_a_text_with_a_line_more_is_nearly_the_same():
    seen = Duplicates()
    for at, text in enumerate(ARTICLES):
        assert seen.of(f"{at}", text) is None
    for at, text in enumerate(ARTICLES):
        assert seen.of(f"{at} again", f"{text}\n分享到朋友圈") == f"{at}"


def test_estimates_are_near_the_truth():
    def grams(text):
        return {text[at : at + 5] for at in range(len(text) - 4)}

    letters = ["".join(c for c in text if c not in "，。\n") for text in ARTICLES]
    for one, other in pairwise(letters):
        for text in (other, one[: len(one) // 2] + other):
            truth = len(grams(one) & grams(text)) / len(grams(one) | grams(text))
            assert abs(similarity(sketch(one), sketch(text)) - truth) < 0.15


def test_texts_without_letters_repeat_nothing():
    seen = Duplicates()
    assert [seen.of(name, text) for name, text in (("a", ""), ("b", ""), ("c", "。。"), ("d", "。。"))] == [None] * 4


def test_records_are_marked_in_order():
    rows = [{"id": f"{at}", "text": text} for at, text in enumerate([*ARTICLES[:2], ARTICLES[0]])]
    assert [row["duplicate_of"] for row in mark_duplicates(rows)] == [None, None, "0"]


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_has_a_sketch(text):
    assert sketch(text).shape == (PLACES,)
    assert similarity(sketch(text), sketch(text)) == 1.0
