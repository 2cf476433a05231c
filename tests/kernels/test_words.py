"""The kernel of the words: the same compiled and not, and the same as an expression and `zlib`."""

import re
import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import words
from shanben.stages.metadata import licence_texts


@given(st.text("ab9 -木兰é\n\u4e00\u9fff\ua000A", max_size=30))
def test_words_and_their_hashes(text: str) -> None:
    expected = [(zlib.crc32(found[0].encode()), *found.span()) for found in re.finditer("[a-z0-9]+|[\u4e00-\u9fff]", text)]
    for kernel in (words, interpreted("words")):
        hashes, start, end = np.empty(len(text), np.uint32), np.empty(len(text), np.int64), np.empty(len(text), np.int64)
        count = kernel.hash_words(codes_of(text).data, licence_texts._CRC.data, hashes.data, start.data, end.data)
        assert list(zip(hashes[:count].tolist(), start[:count].tolist(), end[:count].tolist(), strict=True)) == expected
