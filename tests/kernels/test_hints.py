"""The kernel of the hints: the same compiled and not, and the same as a search for every word in every line."""

import re

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
