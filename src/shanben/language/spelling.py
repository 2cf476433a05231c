"""Languages told apart by their pairs of letters: whether all words of a text are of one."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints

Floats = NDArray[np.float64]
Folded = NDArray[np.uint16]

RIVAL_STEP: Final = 0.5
"""What a pair of letters costs a language more than the one that likes it best is stored in these steps, in nats,"""
RIVAL_MOST: Final = 12.0
"""and no more than this: every language quotes others."""
ALPHABETS: Final = 1 << 13
"""The code points below which letters belong to alphabets."""
BLANK: Final = 0x20
"""What stands for all that is not such a letter."""
_MOST: Final = np.uint8(RIVAL_MOST / RIVAL_STEP)


class Spelling:
    """What letters and pairs of letters cost each language.

    Letters are numbered: 0 stands for all that is no letter, the last two numbers for letters, and for marks, that no
    language has. So a table of all pairs of numbers finds the costs of a pair at once.
    """

    def __init__(self, spellings: NDArray[np.uint32], rivals: NDArray[np.uint8]) -> None:
        pairs = spellings[spellings >= ALPHABETS]
        singles = spellings[: len(spellings) - len(pairs)]
        letters = np.setdiff1d(np.concatenate((singles, pairs >> 16, pairs & 0xFFFF)), BLANK)
        self.known = np.isin(np.arange(ALPHABETS), singles)
        self._size = len(letters) + 3
        self._numbers = np.zeros(1 << 16, np.uint32)
        alpha = np.array([chr(code).isalpha() for code in range(ALPHABETS)])
        self._numbers[:ALPHABETS] = np.where(is_letter(), np.where(alpha, self._size - 2, self._size - 1), 0)
        self._numbers[letters] = np.arange(1, self._size - 2)
        # What a letter costs by itself; one that no language has was counted already where it comes first.
        self._seconds = np.zeros((self._size, rivals.shape[1]), np.uint8)
        self._seconds[self._numbers[:ALPHABETS][alpha]] = _MOST
        self._firsts = np.zeros_like(self._seconds)
        self._seconds[self._numbers[singles]] = self._firsts[self._numbers[singles]] = rivals[: len(singles)]
        self._pairs = np.append(rivals[len(singles) :], self._seconds[:1], axis=0)
        self._rows = np.full(self._size**2, len(pairs), np.uint16)
        self._rows[self._numbers[pairs >> 16] * self._size + self._numbers[pairs & 0xFFFF]] = np.arange(len(pairs))

    def discord(self, folded: Folded, starts: Ints) -> Floats:
        """For each text, in nats, what it costs that all its words are of one language, the one that fits them best.

        The pairs of letters are weighed, each by what it costs a language more than the one that has most of it. A text
        begins at each of `starts`.

        >>> from shanben.language import fold, model
        >>> found = model().spelling.discord(fold("drzwi są zamknięte  drzwi sň zamkniůte"), np.array([0, 20]))
        >>> bool(found[0] + 6 < found[1])
        True
        """
        numbers = self._numbers.take(folded)
        pairs = numbers[:-1] * np.uint32(self._size) + numbers[1:]
        at = np.flatnonzero(pairs)
        pairs = pairs[at]
        at += 1  # a pair stands where its second letter does
        rows = self._rows.take(pairs)
        costs = self._pairs.take(rows, axis=0)
        new = np.flatnonzero(rows == len(self._pairs) - 1)
        first, second = np.divmod(pairs[new], np.uint32(self._size))
        costs[new] = np.minimum(self._firsts.take(first, axis=0) + self._seconds.take(second, axis=0), _MOST)
        cuts = np.append(np.searchsorted(at, starts), len(at))
        costs = np.append(costs, np.zeros((1, costs.shape[1]), np.uint8), axis=0)  # where a last text without pairs begins
        sums = np.add.reduceat(costs, cuts[:-1], axis=0, dtype=np.int32)
        sums[cuts[1:] == cuts[:-1]] = 0
        discord: Floats = sums.min(axis=1) * RIVAL_STEP
        return discord


@cache
def is_letter() -> NDArray[np.bool_]:
    """Which of the first code points are letters of alphabets, or marks on them."""
    return np.array([unicodedata.category(chr(code))[0] in "LM" for code in range(ALPHABETS)])
