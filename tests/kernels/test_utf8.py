"""The kernel of UTF-8: the same compiled and not, and what Python's decoder replaces."""

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.kernels import utf8

_PLAIN = interpreted("utf8")
_PIECES = (
    st.binary(max_size=4)
    | st.text().map(str.encode)
    | st.sampled_from([b"\xe4\xb8", b"\xf4\x8f\xbf", b"\xed\xa0\x80", b"\xc1\x80"])
)


@given(st.lists(_PIECES).map(b"".join))
def test_errors_are_those_that_the_decoder_replaces(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    whole = data.decode("utf-8", "ignore")
    expected = (sum(not char.isascii() for char in whole), text.count("\ufffd") - whole.count("\ufffd"))
    assert utf8.sequences(data, len(data)) == _PLAIN.sequences(data, len(data)) == expected
