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
from shanben.kernels.hints import FACTOR, LINE_FEED, TRIPLES, hint_lines
from shanben.rules.fold import fold_codes
from shanben.rules.pattern import DIGIT, needles

Hint = tuple[int, int, int]
"""A line with words of some topics: its start, its end and these topics, one bit each."""


class Hints:
    r"""The words of some topics, the first of which has the lowest bit. A word is one of folded text and of one line.

    >>> [tuple(line) for line in Hints([["转载"], ["来源", "转"]]).find(codes_of("甲\n來源：乙\n轉載"))]
    [(2, 6, 2), (7, 9, 3)]
    """

    def __init__(self, topics: Sequence[Iterable[str]]) -> None:
        self._topics: dict[str, int] = defaultdict(int)
        for bit, words in enumerate(topics):
            for word in words:
                self._topics[word] |= 1 << bit
        shorter = {word[0] for word in self._topics if len(word) < 3}
        longer = {word[0] for word in self._topics} - shorter
        others = set().union(*self._topics) - shorter - longer
        characters = [*sorted(longer), *sorted(shorter), *sorted(others)]
        self._kind = {character: kind for kind, character in enumerate(characters, LINE_FEED + 1)}
        first = LINE_FEED + 1 + len(longer)
        self._tables = tuple(table.data for table in (self._kinds(), *self._words(first, len(shorter))))

    def find(self, codes: Codes) -> list[Hint]:
        """The lines of a text that hold a word, with the topics of their words."""
        return hint_lines(codes.data, *self._tables)

    def _kinds(self) -> NDArray[np.uint16]:
        """For each code point the kind of what it folds to."""
        table = np.zeros(sys.maxunicode + 1, np.uint16)
        table[ord("\n")] = LINE_FEED
        table[codes_of("".join(self._kind))] = list(self._kind.values())
        return table.take(fold_codes(np.arange(len(table), dtype=np.uint32)))

    def _words(self, first: int, count: int) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """`heads` and `words` of `hint_lines`; from `first` on `count` kinds may begin words of less than three."""
        width = LINE_FEED + 1 + len(self._kind)
        begun: dict[int, list[int]] = defaultdict(list)
        for word, topics in self._topics.items():
            kinds = [self._kind[character] for character in word]
            for place in _places(kinds, first, width):
                begun[place] += topics, len(kinds), *kinds
        heads, words = np.zeros(TRIPLES + count * width, np.uint16), [width, first]
        for place, row in begun.items():
            heads[place] = len(words)
            words += *row, 0
        return heads, np.array(words, np.uint64)


def _places(kinds: Sequence[int], first: int, width: int) -> Iterable[int]:
    """Where in `heads` of `hint_lines` a word of these kinds is looked for."""
    if kinds[0] < first:
        return [((kinds[0] * FACTOR + kinds[1]) * FACTOR + kinds[2]) % TRIPLES]
    row = TRIPLES + (kinds[0] - first) * width
    return [row + kinds[1]] if len(kinds) > 1 else range(row, row + width)


def needed(pattern: str) -> list[str]:
    """Words of which every match of an expression holds one: as few as its parse tree tells.

    Raises:
        ValueError: its parse tree tells none.

    >>> sorted(needed("(?:来源|出处) ?[:|] ?20"))
    ['出处 :', '出处 |', '出处:', '出处|', '来源 :', '来源 |', '来源:', '来源|']
    """
    words = {max(word.split(DIGIT), key=len) for word in needles(pattern)[0].strings}
    if not all(words) or not words:
        raise ValueError(f"no words are needed by {pattern}")
    fewest: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(other in word for other in fewest):
            fewest.append(word)
    return fewest
