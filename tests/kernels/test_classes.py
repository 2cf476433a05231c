"""The kernel of classes: the same compiled and not, and the same as arrays count."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import classes
from shanben.scan import class_table


@given(st.text(max_size=30))
def test_compiled_and_interpreted_look_up_and_count_the_same(text: str) -> None:
    codes = codes_of(text)
    expected = class_table().take(codes)
    for kernel in (classes, interpreted("classes")):
        found = np.empty(len(text), np.uint8)
        kernel.look_up(codes.data, class_table().data, found.data)
        assert np.array_equal(found, expected)
        counts = np.bincount(expected, minlength=60).tolist()
        assert kernel.tally(found.tobytes(), 60) == (sum(1 << kind for kind in set(expected.tolist())), counts)
