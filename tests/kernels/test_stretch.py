"""The kernel of the stretch: the same compiled and not, and prose is what the expression finds."""

import re
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.kernels import stretch
from shanben.labelled import Labelled, Line

PROSE = re.compile(r"[。!?;,][^\n]|[。!?]$|\. ")
LINES = st.lists(st.tuples(st.text("字a。,. \n", max_size=30), st.sampled_from(["body", "nav", "title"])), max_size=8)


def worth(line: Line, text: str) -> int:
    size = line.end - line.start
    if line.keep and size >= stretch.LONG and PROSE.search(text, line.start, min(line.end, line.start + stretch.MOST)):
        return min(size, stretch.MOST)
    return -stretch.KEPT_FINE if line.keep else -stretch.FINE


@given(LINES, st.integers(1, 8))
def test_the_run_is_worth_most(rows: list[tuple[str, str]], times: int) -> None:
    texts = [text * times for text, _ in rows]
    ends = list(accumulate(map(len, texts)))
    lines = [Line(end - len(text), end, label, 1.0) for end, text, (_, label) in zip(ends, texts, rows, strict=True)]
    columns = Labelled.of(lines)
    arguments = (columns.start.data, columns.end.data, columns.keep.tobytes(), "".join(texts))
    first, last = found = stretch.stretch_of(*arguments)
    assert interpreted("stretch").stretch_of(*arguments) == found
    values = [worth(line, "".join(texts)) for line in lines]
    runs = [sum(values[a:b]) for a in range(len(values)) for b in range(a + 1, len(values) + 1)]
    if max(runs, default=0) > 0:
        assert sum(values[first : last + 1]) == max(runs)
    else:
        assert (first, last) == (0, max(len(lines) - 1, 0))
