"""The kernel of the ends of words: the same compiled and not."""

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import ends
from shanben.stages.script.marks import Marks


@given(st.text("軟體印表機和的", max_size=30))
def test_ends_are_found_where_words_end(text: str) -> None:
    words = Marks({"T": ["軟體", "印表機"]})
    arguments = (codes_of(text).data, words._high, words._low)
    found = ends.ends(*arguments)
    assert found == interpreted("ends").ends(*arguments)
    assert {at for at in range(2, len(text) + 1) if text[at - 2 : at] in {"軟體", "表機"}} <= set(found)
