"""The kernels of suspects: the same compiled and not, and the windows that a plain look at all of them finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import suspects
from shanben.language import odd_pairs
from shanben.stages.repair.suspects import _traits

_PLAIN = interpreted("suspects")
_TABLES = (_traits(), odd_pairs())
_TEXTS = st.text() | st.text("善本鏍″嫎鍙ょ睄Ã©â€™éжцaB 。あ𠀀\U0001b000\ufffd\n", min_size=1)
_COSTS = st.lists(st.sampled_from((0.0, 5.0, 11.0, 12.2, 13.0, 24.0)), min_size=1, max_size=40)


@given(_TEXTS)
def test_odd_lines_are_the_same_compiled_and_interpreted(text: str) -> None:
    arguments = (codes_of(text).data, *_TABLES)
    assert suspects.odd_lines(*arguments) == _PLAIN.odd_lines(*arguments)


@given(_TEXTS, _TEXTS)
def test_a_line_is_odd_whatever_the_other_lines_are(one: str, other: str) -> None:
    def odd(text: str) -> list[tuple[int, int, int]]:
        return suspects.odd_lines(codes_of(text).data, *_TABLES)

    behind = len(one) + 1
    assert odd(f"{one}\n{other}") == odd(one) + [(start + behind, end + behind, why) for start, end, why in odd(other)]


@given(st.lists(_COSTS, min_size=1, max_size=4), st.data())
def test_a_stretch_is_all_windows_that_are_strange_and_touch(texts: list[list[float]], data: st.DataObject) -> None:
    codes, costs, starts = [10], [0.0], [1]
    for text in texts:
        codes += data.draw(st.lists(st.sampled_from((0x61, 0x4E00, 0xFFFD, 0xFFFE)), min_size=len(text), max_size=len(text)))
        codes, costs = [*codes, 10], [*costs, *text, 0.0]
        starts.append(len(codes))
    arguments = (np.array(codes[:-1], np.uint32).data, np.array(costs[:-1]).data, starts)
    found = suspects.strange_runs(*arguments)
    assert found == _PLAIN.strange_runs(*arguments)
    assert found == [row for text in range(len(texts)) for row in _strange(codes, costs, starts, text)]


def _strange(codes: list[int], costs: list[float], starts: list[int], text: int) -> list[tuple[int, int, int, int, int]]:
    """The strange stretches of one text, window by window."""
    at = [place for place in range(starts[text], starts[text + 1] - 1) if codes[place] >= 0x80]
    weights = [0.0 if codes[place] == codes[place - 1] != suspects.LOST else costs[place] for place in at]
    size = min(suspects.WEIGHED, len(at))
    least = size * (suspects.STRANGE + (suspects.STRANGE_SHORT if 2 * size < suspects.WEIGHED else 0))
    inside: set[int] = set()
    for first in range(len(at) - size + 1 if size else 0):
        if sum(weights[first : first + size]) > least:
            inside.update(range(first, first + size))
    begins = [place for place in sorted(inside) if place - 1 not in inside]
    ends = [place + 1 for place in sorted(inside) if place + 1 not in inside]
    return [
        (text, end - begin, len(at), at[max(range(begin, end), key=weights.__getitem__)], at[(begin + end) // 2])
        for begin, end in zip(begins, ends, strict=True)
    ]
