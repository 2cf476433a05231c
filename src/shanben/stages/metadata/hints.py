"""Words without which a line says nothing of a topic: what is asked first, so that ordinary text costs one pass.

The words of all topics are sought at once, in the text as it folds, by the kernel `hint_lines`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, codes_of
from shanben.kernels.hints import LINE_FEED, hint_lines
from shanben.rules.fold import fold_codes
from shanben.rules.pattern import DIGIT, needles

Hint = tuple[int, int, int]
"""A line with words of some topics: its start, its end and these topics, one bit each."""


class Hints:
    r"""The words of some topics, the first of which has the lowest bit. A word is one of folded text and of one line.

    >>> [tuple(line) for line in Hints([["转载"], ["来源", "转"]]).find(codes_of("甲\n來源：乙\n轉載"))]
    [(2, 6, 2), (7, 9, 3)]
    """

    def __init__(self, topics: Sequence[Iterable[str]], *, folded: bool = False) -> None:
        """Take the words of each topic; they are sought in texts that are not `folded`, unless it is said that they are."""
        self._topics: dict[str, int] = defaultdict(int)
        for bit, words in enumerate(topics):
            for word in words:
                self._topics[word] |= 1 << bit
        firsts = {word[0] for word in self._topics}
        characters = [*sorted(firsts), *sorted(set().union(*self._topics) - firsts)]
        self._kind = {character: kind for kind, character in enumerate(characters, LINE_FEED + 1)}
        tables = self._kinds(folded=folded), *self._words(LINE_FEED + 1 + len(firsts))
        self._tables = tuple(table.data for table in tables)

    def find(self, codes: Codes) -> list[Hint]:
        """The lines of a text that hold a word, with the topics of their words."""
        return hint_lines(codes.data, *self._tables)

    def _kinds(self, *, folded: bool) -> NDArray[np.uint16]:
        """The kind of each code point, or of what it folds to."""
        table = np.zeros(sys.maxunicode + 1, np.uint16)
        table[ord("\n")] = LINE_FEED
        table[codes_of("".join(self._kind))] = list(self._kind.values())
        if not folded:
            codes = np.arange(len(table), dtype=np.uint32)
            folds = fold_codes(codes)
            other = (folds != codes).nonzero()[0]
            table[other] = table[folds[other]]
        return table

    def _words(self, firsts: int) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """The words by the two kinds that they begin with: `heads` and `words` of `hint_lines`; `firsts` kinds begin words."""
        width = LINE_FEED + 1 + len(self._kind)
        begun: dict[int, list[int]] = defaultdict(list)
        third: dict[int, int] = defaultdict(int)
        for word, topics in self._topics.items():
            first, *rest = (self._kind[character] for character in word)
            for second in rest[:1] or range(width):
                begun[first * width + second] += topics, len(word), *rest
                third[first * width + second] |= 1 << (rest[1] & 63) if len(rest) > 1 else (1 << 64) - 1
        heads, words = np.zeros(firsts * width, np.uint16), [width]
        for cell, row in begun.items():
            heads[cell] = len(words)
            words += third[cell], *row, 0
        return heads, np.array(words, np.uint64)


def needed(pattern: str) -> set[str]:
    """Words of which every match of an expression holds one: as few as its parse tree tells.

    >>> sorted(needed("(?:来源|出处) ?[:|] ?20"))
    ['出处 :', '出处 |', '出处:', '出处|', '来源 :', '来源 |', '来源:', '来源|']
    """
    words = {max(word.split(DIGIT), key=len) for word in needles(pattern)[0].strings}
    return {word for word in words if not any(other in word for other in words - {word})}
