"""The kernels of the hints: the same compiled and not, and the same as a search for every word in every line."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import hints
from shanben.rules.fold import fold
from shanben.stages.metadata.hints import Hints

WORDS = [["by ", "作者", "作 者", "由"], ["a", "ab", "aba", "\U00020000乙"], ["者", "aab"]]
TEXTS = st.lists(st.sampled_from([*"aAby 作者由讀\n\u3000", "\U00020000", "乙", "作者", "by "]), max_size=30).map("".join)


@given(TEXTS)
def test_compiled_and_interpreted_find_the_same(text: str) -> None:
    found = Hints(WORDS)
    arguments = (codes_of(text).data, *found._tables)
    assert hints.hint_lines(*arguments) == interpreted("hints").hint_lines(*arguments)


@given(TEXTS)
def test_every_line_is_found_by_its_words(text: str) -> None:
    expected = []
    for line in re.finditer(r"[^\n]*", fold(text)):
        topics = sum(1 << bit for bit, words in enumerate(WORDS) if any(word in line[0] for word in words))
        if topics:
            expected.append((*line.span(), topics))
    assert Hints(WORDS).find(codes_of(text)) == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=12), st.lists(st.integers(0, 9), max_size=8))
def test_rows_have_the_topics_of_the_lines_that_they_share_something_with(spans: list[tuple[int, int]], edges: list[int]) -> None:
    rows, at = [], 0
    for gap, size in spans:
        rows.append((at + gap, at + gap + size))
        at += gap + size + 1
    ends = [end + 5 * place for place, end in enumerate(sorted(edges))]
    found = [(start, end, 1 << bit) for bit, (start, end) in enumerate(zip([0, *(end + 1 for end in ends)], ends, strict=False))]
    expected = {
        at: topics
        for at, (low, high) in enumerate(rows)
        if (topics := sum(bit for start, end, bit in found if low <= end and high > start))
    }
    columns = np.array(rows, np.int64).reshape(-1, 2).T.copy()
    arguments = (columns[0].data, columns[1].data, found)
    assert hints.topics_of(*arguments) == interpreted("hints").topics_of(*arguments) == expected
