"""The kernel of quotes: the same compiled and not, and the same as Python's own search."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import quotes
from shanben.kernels.quotes import quoted


@given(st.text("甲乙a", max_size=60), st.lists(st.text("甲乙a", min_size=4, max_size=4), max_size=8))
def test_it_finds_what_stands_in_the_text(text: str, wanted: list[str]) -> None:
    arguments = (codes_of(text).data, codes_of("".join(wanted)).data, len(wanted), 4)
    assert quoted(*arguments) == interpreted("quotes").quoted(*arguments) == [string in text for string in wanted]


@given(st.lists(st.text("甲乙 ", min_size=1, max_size=9), min_size=1, max_size=6))
def test_the_edges_of_lines_are_told_without_space(lines: list[str]) -> None:
    size = np.array([len(line) for line in lines])
    end = size.cumsum() + np.arange(len(lines))
    bare = ["".join(line.split()) for line in lines]
    for kernel in (quotes, interpreted("quotes")):
        long, edges = kernel.edges_of(codes_of("\n".join(lines)).data, (end - size).data, end.data, 3)
        assert long == [at for at, line in enumerate(bare) if len(line) >= 3]
        told = "".join(map(chr, edges))[: 6 * len(long)]
        assert told == "".join(line[:3] + line[-3:] for line in bare if len(line) >= 3)


@given(st.lists(st.text("甲乙", min_size=1, max_size=5), min_size=1, max_size=6), st.text("甲乙 ", max_size=9))
def test_lines_that_a_title_holds(lines: list[str], title: str) -> None:
    end = np.array([len(line) for line in lines]).cumsum() + np.arange(len(lines))
    start = end - [len(line) for line in lines]
    for kernel in (quotes, interpreted("quotes")):
        held = kernel.held_lines(codes_of("\n".join(lines)).data, start.data, end.data, 2, codes_of(title).data)
        assert list(held) == [len(line) >= 2 and line in title for line in lines]
