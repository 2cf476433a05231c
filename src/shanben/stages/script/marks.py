"""Words that tell where a text comes from: each has a mark, a letter, and what is asked is how much of a text they make up.

Two tables of bits, small enough to stay in the processor's cache, say of every two neighbours whether a word may end there
(the end of a word is rarer than its beginning); what passes both is looked up, from right to left. Of words that end at one
place the longest counts; words do not overlap.

>>> from shanben.edits import codes_of
>>> marks = Marks({"T": ["軟體", "印表機"], "C": ["軟件"]})
>>> marks.count("軟體和印表機", codes_of("軟體和印表機"))
{'T': 5}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import numpy as np

from shanben.edits import Codes, Ints
from shanben.kernels.ends import ends, pair_of
from shanben.stages.script.table import lines

_BITS: Final = 16


class Marks:
    """Words by their marks; a word has two characters or more."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._words: dict[str, list[tuple[str, str]]] = {}
        for mark, some in words.items():
            for word in some:
                self._words.setdefault(word[-2:], []).append((word, mark))
        for candidates in self._words.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))
        pairs = np.array([pair_of(*map(ord, end)) for end in self._words])
        self._high, self._low = _set_of(pairs >> _BITS), _set_of(pairs & ((1 << _BITS) - 1))

    def count(self, text: str, codes: Codes) -> dict[str, int]:
        """How many characters of a text, also given as code points, belong to words of each mark that occurs."""
        found: dict[str, int] = {}
        free = len(text)
        for end in ends(codes.data, self._high, self._low):
            if end <= free:
                for word, mark in self._words.get(text[end - 2 : end], ()):
                    if text.endswith(word, 0, end):
                        found[mark] = found.get(mark, 0) + len(word)
                        free = end - len(word)
                        break
        return found


def _set_of(numbers: Ints) -> bytes:
    """A set of numbers of `_BITS` bits, one bit each."""
    held = np.zeros(1 << _BITS, np.bool_)
    held[numbers] = True
    return np.packbits(held, bitorder="little").tobytes()


@cache
def marks(name: str) -> Marks:
    """The words "regions" or "writings", with the marks that `build.marks` tells."""
    return Marks({row[0]: row[2:].split(" ") for row in lines(name)[1:]})
