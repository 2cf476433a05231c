"""Words that tell where a text comes from: each has a mark, a letter, and what is asked is how much of a text they make up.

Two tables of bits, small enough to stay in the processor's cache, say of every two neighbours whether a word may end there
(the end of a word is rarer than its beginning); what passes both is looked up, from right to left. Of words that end at one
place the longest counts; words do not overlap.

>>> marks = Marks({"T": ["軟體", "印表機"], "C": ["軟件"]})
>>> marks.count("軟體和印表機", pairs_of(codes_of("軟體和印表機")))
{'T': 5}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import numpy as np

from shanben.edits import Codes, Ints, codes_of
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
        pairs = pairs_of(codes_of("".join(self._words)))[::2]
        self._high = np.zeros(1 << _BITS, np.bool_)
        self._low = np.zeros(1 << _BITS, np.bool_)
        self._high[pairs >> _BITS] = True
        self._low[pairs & ((1 << _BITS) - 1)] = True

    def count(self, text: str, pairs: Ints) -> dict[str, int]:
        """How many characters of a text (given with the `pairs_of` its code points) belong to words of each mark that occurs."""
        found: dict[str, int] = {}
        places = self._high.take(pairs >> _BITS).nonzero()[0]
        places = places[self._low.take(pairs.take(places) & ((1 << _BITS) - 1))]
        free = len(text)
        for end in (places[::-1] + 2).tolist():
            if end <= free:
                for word, mark in self._words.get(text[end - 2 : end], ()):
                    if text.endswith(word, 0, end):
                        found[mark] = found.get(mark, 0) + len(word)
                        free = end - len(word)
                        break
        return found


def pairs_of(codes: Codes) -> Ints:
    """A hash of each character and the one after it, of twice `_BITS` bits."""
    return (codes[:-1] * np.uint32(0x9E3779B1) ^ codes[1:] * np.uint32(0x85EBCA77)).astype(np.int64)


@cache
def marks(name: str) -> Marks:
    """The words "regions" or "writings", with the marks that `build.marks` tells."""
    return Marks({row[0]: row[2:].split(" ") for row in lines(name)[1:]})
