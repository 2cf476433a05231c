"""The kernel of line ends: the same compiled and not, on texts that are wrapped and texts that are not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import wraps
from shanben.stages.repair.spacing import _traits

_PLAIN = interpreted("wraps")
_TRAITS = _traits()
_LINES = st.integers(0, 40).map("善".__mul__) | st.sampled_from(["，善本", "。", "abc", "善本" * 10, "善本" * 10 + "a"])


@given(st.lists(_LINES))
def test_compiled_and_interpreted_find_the_same(lines: list[str]) -> None:
    arguments = (codes_of("\n".join(lines)).data, _TRAITS)
    assert wraps.line_ends(*arguments) == _PLAIN.line_ends(*arguments)


@given(st.integers(3, 9), st.integers(15, 40))
def test_lines_of_one_width_are_full(count: int, width: int) -> None:
    text = "\n".join(["善" * width] * count + ["善。"])
    unopened, full = wraps.line_ends(codes_of(text).data, _TRAITS)
    assert (unopened, full) == ([], [(line, (line + 1) * (width + 1) - 1) for line in range(count)])


@given(st.text("善 \n\u3000a", max_size=30))
def test_idle_blanks_are_what_stands_round_line_ends_in_vain(text: str) -> None:
    arguments = (codes_of(text).data, _TRAITS)
    runs = re.finditer(r"[ \u3000]*\n[ \u3000\n]*", text)
    ends = [(match.start(), match.start() + match[0].rindex("\n") + 1, match[0].count("\n")) for match in runs]
    assert wraps.idle_blanks(*arguments) == _PLAIN.idle_blanks(*arguments)
    assert wraps.idle_blanks(*arguments) == [(a, b, min(n, 2)) for a, b, n in ends if b - a > n or n > 2]
