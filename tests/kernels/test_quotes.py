"""The kernel of quotes: the same compiled and not, and the same as Python's own search."""

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels.quotes import quoted


@given(st.text("甲乙a", max_size=60), st.lists(st.text("甲乙a", min_size=4, max_size=4), max_size=8))
def test_it_finds_what_stands_in_the_text(text: str, wanted: list[str]) -> None:
    arguments = (codes_of(text).data, codes_of("".join(wanted)).data, 4)
    assert quoted(*arguments) == interpreted("quotes").quoted(*arguments) == [string in text for string in wanted]
