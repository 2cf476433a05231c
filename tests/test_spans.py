"""Spans follow edits when they are asked for, and are the same then as if they had been carried along at once."""

import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shanben.edits import Edit, Edits
from shanben.spans import Spans


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=4), st.booleans())
def test_they_are_carried_as_the_log_carries_them(pairs, pickled):
    start, end = np.sort(np.array(pairs, np.int64), axis=1).T
    first, second = Edits.of(8, [Edit(1, 3, "", "r"), Edit(6, 6, "xy", "r")]), Edits.of(8, [Edit(0, 1, "", "r")])
    spans = Spans(start, end).after(first).after(second)
    expected = second.from_source(*first.from_source(start, end))
    if pickled:
        spans = pickle.loads(pickle.dumps(spans))
    assert np.array_equal((spans.start, spans.end), expected)
    back = spans.before(second)
    assert np.array_equal((back.start, back.end), second.to_source(*expected))
