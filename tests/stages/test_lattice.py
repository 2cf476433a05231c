"""Among all texts that the sets allow the cheapest is found, and each of its characters is as sure as its share of their weight."""

from itertools import product

import numpy as np
import pytest

from shanben.language import fold, model
from shanben.stages.repair.lattice import Place, ways

SETS = ("书舒输", "店典电垫", "里理", "有友")


def places(*sets):
    return [Place(chars, np.zeros(len(chars))) for chars in sets]


def cost(text):
    return float(model().costs(fold("\n\n" + text + "\n"))[2:].sum())


def test_the_cheapest_of_all_texts_is_found():
    best = next(ways(places(*SETS)))
    texts = {"".join(chars): cost("".join(chars)) for chars in product(*SETS)}
    assert best.text == min(texts, key=texts.get)
    assert best.cost == pytest.approx(texts[best.text], abs=1e-3)


def test_there_is_a_text_for_each_last_character_the_cheapest_first():
    found = list(ways(places(*SETS)))
    assert {way.text[-1] for way in found} == set(SETS[-1])
    assert [way.cost for way in found] == sorted(way.cost for way in found)


def test_what_stands_alone_is_sure_and_what_is_strange_beside_it_is_not():
    best = next(ways(places("图", "书", "馆管冠", "的")))
    assert best.text == "图书馆的"
    assert best.sure[:2] == pytest.approx([1, 1])
    assert 0.5 < best.sure[2] < 1
    alike = next(ways([Place("他她它", np.zeros(3))]))
    assert alike.sure[0] < 0.9


def test_costs_beside_the_model_and_between_neighbours_count():
    sets = places("书", "店电")
    assert next(ways(sets)).text == "书店"
    sets[1] = Place("店电", np.array([30.0, 0.0]))
    assert next(ways(sets)).text == "书电"
    sets[1] = Place("店电", np.zeros(2), apart=np.array([[30.0, 0.0]]))
    assert next(ways(sets)).text == "书电"
