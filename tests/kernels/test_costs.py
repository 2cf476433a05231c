"""The kernels of costs: the same compiled and not, and hash tables that are read as they were written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import costs
from shanben.language import fold, model
from shanben.language.neighbours import kinds_and_costs
from shanben.language.texts import _caps

_TEXTS = st.text() | st.text("善本是一个好的 aeinéжш±…\ufffd\x85\x93\ud800", min_size=1)


@given(_TEXTS)
def test_costs_are_the_same_compiled_and_interpreted(text: str) -> None:
    folded = fold(text)
    one, other = np.empty((2, len(folded)), np.float32)
    costs.costs_of(folded.data, *model()._tables, one.data)
    interpreted("costs").costs_of(folded.data, *model()._tables, other.data)
    assert one.tolist() == other.tolist()


@given(_TEXTS)
def test_neighbours_are_the_same_compiled_and_interpreted(text: str) -> None:
    codes, costs_alone = codes_of(text), model().costs(fold(text))
    one, other = np.empty((2, len(codes)))
    arguments = (codes.data, costs_alone.data, *_caps(), *kinds_and_costs())
    costs.with_neighbours(*arguments, one.data)
    interpreted("costs").with_neighbours(*arguments, other.data)
    assert one.tolist() == other.tolist()


def test_a_pair_and_a_triple_that_are_held_are_found() -> None:
    alone, after_one, after_two = model().costs(fold("的")), model().costs(fold("是的")), model().costs(fold("中国人"))
    assert after_one[1] != alone[0] and after_two[2] < model().costs(fold("国人"))[1]
