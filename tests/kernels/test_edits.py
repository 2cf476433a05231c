"""The kernels of edits: the same compiled and not. That they are right is shown by `tests/test_edits.py`."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import edits


@st.composite
def logs(draw, length: int) -> tuple[np.ndarray, str]:
    """Columns of edits of a text of some length, and what they insert."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    rows = [(a, b, len(draw(st.text("新字", max_size=3)))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    columns = np.array([(*row, number % 2) for number, row in enumerate(rows)], np.int64).reshape(-1, 4).T.copy()
    return columns, "新字詞" * 12


@given(st.data())
def test_compiled_and_interpreted_do_the_same(data: st.DataObject) -> None:
    text = "一個句子，還有一個。"
    first, inserted = data.draw(logs(len(text)))
    middle = len(text) + int((first[2] - first[1] + first[0]).sum())
    later, more = data.draw(logs(middle))
    one, two = codes_of(inserted)[: first[2].sum()], codes_of(more)[: later[2].sum()]
    found = []
    for kernel in (edits, interpreted("edits")):
        out, target = np.zeros((4, first.shape[1] + later.shape[1]), np.int64), np.zeros(middle, np.uint32)
        joined = np.zeros(len(one) + len(two), np.uint32)
        low, high = np.zeros((2, middle + 1), np.int64)
        places = np.arange(middle + 1)
        count = kernel.compose(first.data, later.data, out.data)
        put = kernel.join(first.data, later.data, one.data, two.data, joined.data)
        kernel.apply(codes_of(text).data, *(column.data for column in first[:3]), one.data, target.data)
        near = (later[0].data, (later[1] - later[0]).data)
        kernel.carry(*near, later[0].data, later[2].data, places.data, places[::-1].copy().data, low.data, high.data)
        begins = np.zeros(later.shape[1], np.int64)
        kernel.shift(*(column.data for column in later[:3]), begins.data)
        held = kernel.total(later[0].data, later[1].data)
        wrong = [kernel.first_wrong(*(column.data for column in later), length, 2) for length in (middle, middle - 1)]
        found.append((count, put, held, wrong, *(each.tolist() for each in (out, joined, target, low, high, begins))))
    assert found[0] == found[1]
