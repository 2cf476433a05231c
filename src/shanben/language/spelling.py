"""Languages told apart by their pairs of letters: whether all words of a text are of one."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.kernels.spelling import discords

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
        size = len(letters) + 3
        numbers = np.zeros(1 << 16, np.uint16)
        alpha = np.array([chr(code).isalpha() for code in range(ALPHABETS)])
        numbers[:ALPHABETS] = np.where(is_letter(), np.where(alpha, size - 2, size - 1), 0)
        numbers[letters] = np.arange(1, size - 2)
        # What a letter costs by itself; one that no language has was counted already where it comes first.
        seconds = np.zeros((size, rivals.shape[1]), np.uint8)
        seconds[numbers[:ALPHABETS][alpha]] = _MOST
        firsts = np.zeros_like(seconds)
        seconds[numbers[singles]] = firsts[numbers[singles]] = rivals[: len(singles)]
        rows = np.full((size, size), len(pairs), np.uint16)
        rows[numbers[pairs >> 16], numbers[pairs & 0xFFFF]] = np.arange(len(pairs))
        self._tables = (
            numbers.data,
            rows.ravel().data,
            rivals[len(singles) :].data,
            firsts.data,
            seconds.data,
            int(_MOST),
            rivals.shape[1],
        )

    def discord(self, folded: Folded, starts: list[int]) -> Floats:
        """For each text, in nats, what it costs that all its words are of one language, the one that fits them best.

        The pairs of letters are weighed, each by what it costs a language more than the one that has most of it. A text
        begins at each of `starts`.

        >>> from shanben.language import fold, model
        >>> found = model().spelling.discord(fold("drzwi są zamknięte  drzwi sň zamkniůte"), [0, 20])
        >>> bool(found[0] + 6 < found[1])
        True
        """
        return np.array(discords(folded.data, starts, *self._tables)) * RIVAL_STEP


@cache
def is_letter() -> NDArray[np.bool_]:
    """Which of the first code points are letters of alphabets, or marks on them."""
    return np.array([unicodedata.category(chr(code))[0] in "LM" for code in range(ALPHABETS)])
