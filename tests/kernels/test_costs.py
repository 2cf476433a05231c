"""The kernels of costs: the same compiled and not, and hash tables that are read as they were written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import costs
from shanben.language import character_costs, fold, mean_cost, model, text_costs
from shanben.language.neighbours import between_costs, neighbour_costs
from shanben.language.texts import _FIXED, _TOPS, BLANK_COST, _traits

_PLAIN = interpreted("costs")
_MODEL, _TRAITS = model(), _traits()
_TEXTS = st.text() | st.text("善本是一个好的 aeinéжш±…\ufffd\x85\x93\ud800", min_size=1)


@given(_TEXTS, st.integers(1, 40))
def test_costs_are_the_same_compiled_and_interpreted(text: str, size: int) -> None:
    folded = fold(text)
    one, other = np.empty((2, len(folded)), np.float32)
    costs.costs_of(folded.data, size, *_MODEL._tables, one.data)
    _PLAIN.costs_of(folded.data, size, *_MODEL._tables, other.data)
    assert one.tolist() == other.tolist()


@given(_TEXTS, st.integers(1, 4))
def test_texts_of_one_size_cost_what_each_costs_alone(text: str, size: int) -> None:
    folded = fold(text)
    parts = [folded[at : at + size] for at in range(0, len(folded), size)]
    assert _MODEL.costs(folded, size).tolist() == [cost for part in parts for cost in _MODEL.costs(part).tolist()]


@given(_TEXTS)
def test_neighbours_are_the_same_compiled_and_interpreted(text: str) -> None:
    codes, costs_alone = codes_of(text), model().costs(fold(text))
    one, other = np.empty((2, len(codes)))
    arguments = (codes.data, costs_alone.data, _TRAITS, _TOPS, _FIXED, neighbour_costs())
    costs.with_neighbours(*arguments, one.data)
    _PLAIN.with_neighbours(*arguments, other.data)
    assert one.tolist() == other.tolist()


@given(st.lists(_TEXTS, min_size=1, max_size=3))
def test_sums_are_the_same_compiled_and_interpreted(texts: list[str]) -> None:
    codes = codes_of("\n\n" + "\n\n".join(texts) + "\n\n")
    starts = [2 + sum(len(text) + 2 for text in texts[:at]) for at in range(len(texts) + 1)]
    arguments = (codes.data, character_costs(codes).data, _TRAITS, between_costs(), BLANK_COST, starts, 2)
    assert costs.text_sums(*arguments) == _PLAIN.text_sums(*arguments)


@given(_TEXTS)
def test_the_mean_cost_of_a_text_is_that_which_text_costs_tells(text: str) -> None:
    assert mean_cost(text) == text_costs([text])[1][0]


def test_a_pair_and_a_triple_that_are_held_are_found() -> None:
    alone, after_one, after_two = model().costs(fold("的")), model().costs(fold("是的")), model().costs(fold("中国人"))
    assert after_one[1] != alone[0] and after_two[2] < model().costs(fold("国人"))[1]
