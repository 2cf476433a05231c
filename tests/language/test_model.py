"""The model tells language from noise, in every script it knows, and its parts agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben.edits import codes_of
from shanben.language import character_costs, fold, kinds, model, odd_pairs, text_costs

SENTENCES = {
    "hans": "图书馆收藏了许多珍贵的古籍", "hant": "圖書館收藏了許多珍貴的古籍", "ja": "図書館には貴重な本がたくさんあります",
    "ko": "도서관에는 귀중한 책이 많이 있습니다", "ru": "в библиотеке много редких книг",
    "uk": "у бібліотеці багато рідкісних книг",
    "el": "η βιβλιοθήκη έχει πολλά σπάνια βιβλία", "he": "בספרייה יש ספרים נדירים רבים",
    "ar": "في المكتبة كتب نادرة كثيرة",
    "th": "ห้องสมุดมีหนังสือหายากมากมาย", "vi": "thư viện có nhiều sách quý hiếm", "pl": "w bibliotece są rzadkie książki",
}  # fmt: skip


@pytest.mark.parametrize("language", SENTENCES)
def test_language_costs_less_than_the_same_characters_shuffled(language):
    text = SENTENCES[language]
    shuffled = "".join(np.random.default_rng(1).permutation(list(text)))
    (cost, noise), _ = text_costs([text, shuffled])
    assert cost < noise * 0.9


def test_texts_weighed_together_cost_what_each_costs_alone():
    texts = list(SENTENCES.values())
    together, means = text_costs(texts)
    alone = [text_costs([text]) for text in texts]
    assert np.allclose(together, [cost[0] for cost, _ in alone])
    assert np.allclose(means, [mean[0] for _, mean in alone])


@given(st.text(max_size=80))
def test_every_character_has_a_cost(text):
    codes = codes_of(text)
    costs = model().costs(fold(text))
    assert len(costs) == len(codes)
    assert (costs >= 0).all()
    if len(codes):
        assert len(character_costs(codes)) == len(codes)


def test_odd_pairs_are_those_that_cost_but_latin_words_stand_in_asian_text():
    pairs = {"жa": True, "aж": True, "ab": False, "漢a": False, "É漢": False, "漢ж": True, "aB": True}
    assert {pair: bool(odd_pairs()[16 * kinds()[ord(pair[0])] + kinds()[ord(pair[1])]]) for pair in pairs} == pairs


def test_letters_of_unknown_scripts_are_not_rare():
    rare = model().rare(10.5)
    assert not rare[ord("ক")]
    assert rare[ord("鏍")]
