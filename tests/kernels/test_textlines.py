"""The kernel of lines: the same compiled and not, and no line that is made of words is missed."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import textlines
from shanben.rules import made_of
from shanben.rules.match import SEPARATORS, Matcher, matcher
from shanben.scan import Scan
from shanben.stages.lines.comments import _STAMP
from shanben.stages.lines.text import lines_of

WORDS = sorted(matcher().vocabulary)
PIECES = st.sampled_from([*WORDS[:: len(WORDS) // 40], *SEPARATORS[:6], "、", "_", "7", "字", "\U00020000"])


def arguments(found: Matcher, text: str) -> tuple[object, ...]:
    spans = np.array([[0], [len(text)]], np.int64)
    return (text, codes_of(text).data, spans[0].data, spans[1].data, *found._tables)


@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_a_line_of_words_is_found(line: str) -> None:
    found = textlines.wordy_lines(*arguments(matcher(), line))
    assert found == interpreted("textlines").wordy_lines(*arguments(matcher(), line))
    if made_of(line, matcher().vocabulary) and matcher()._of_words(line) is not None and len(line) <= 100:
        assert found == [0]


@given(st.text(max_size=9))
def test_compiled_and_interpreted_hash_alike(text: str) -> None:
    codes = codes_of(text).data
    assert textlines.run_hash(codes, 0, len(text)) == interpreted("textlines").run_hash(codes, 0, len(text))


def test_most_other_lines_are_not_looked_at() -> None:
    lines = [f"{word}了{word}" for word in WORDS]
    assert sum(bool(textlines.wordy_lines(*arguments(matcher(), line))) for line in lines) < len(lines) / 10


@given(
    st.lists(
        st.sampled_from([*"0123459:-/. \n", "年", "月", "日", "前", "以", "小时", "ago", " 19", " 20", "may", "字"]), max_size=24
    )
)
@example(["3 天 前"])
@example(["5小时以前"])
@example(["12 days前"])
@example(["1 hour ago"])
@example(["3rd, may, 2019"])
@example(["23年1.5"])
def test_every_stamp_is_in_a_dated_line(parts: list[str]) -> None:
    lines = lines_of(Scan("".join(parts)), matcher())
    spans = (lines.codes.data, lines.start.data, lines.end.data)
    found = textlines.dated_lines(*spans)
    assert found == interpreted("textlines").dated_lines(*spans)
    assert {row for row, text in enumerate(lines.texts) if _STAMP.search(text)} <= set(found)


@given(st.lists(st.sampled_from(["甲", "乙乙", "甲乙", "x"]), max_size=20))
def test_equal_lines_are_counted(lines: list[str]) -> None:
    end = np.array([len(line) for line in lines], np.int64).cumsum() + np.arange(len(lines))
    start = end - np.array([len(line) for line in lines], np.int64)
    spans = (codes_of("\n".join(lines)).data, start.data, end.data)
    for kernel in (textlines, interpreted("textlines")):
        assert kernel.count_equal(*spans) == [lines.count(line) for line in lines]
