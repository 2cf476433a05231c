"""The kernel of UTF-8: the same compiled and not, and what Python's decoder replaces."""

import re

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
    assert utf8.sequences(data, len(data), 0) == _PLAIN.sequences(data, len(data), 0) == expected


@given(st.lists(_PIECES, max_size=12).map(b"".join), st.integers(1, 9))
def test_the_count_ends_only_where_errors_are_too_many(data: bytes, odds: int) -> None:
    (whole, broken), (some, errors) = (utf8.sequences(data, len(data), least) for least in (0, odds))
    assert _PLAIN.sequences(data, len(data), odds) == (some, errors)
    assert (some >= odds * errors) == (whole >= odds * broken)


_STRETCH = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]"
    rb"|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2})+"
)


@given(st.lists(_PIECES | st.binary(max_size=1), max_size=12).map(b"".join), st.integers(0, 5), st.integers(1, 6))
def test_stretches_are_all_that_is_valid_and_tells_enough(data: bytes, enough: int, shortest: int) -> None:
    found = [(match.span(), match[0].decode()) for match in _STRETCH.finditer(data)]
    tells = {span: sum((char >= "\x80") + (char >= "\u0800") for char in text) for span, text in found}
    expected = [span for span in tells if tells[span] >= enough and span[1] - span[0] >= shortest]
    assert utf8.stretches(data, enough, shortest) == _PLAIN.stretches(data, enough, shortest) == expected
