"""What it costs a text that all its words are of one language: the pairs of its letters, weighed for each language."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any


def discords(
    folded: Sequence[int],
    starts: list[int],
    numbers: Sequence[int],
    rows: Sequence[int],
    pairs: memoryview[Any],
    firsts: memoryview[Any],
    seconds: memoryview[Any],
    most: int,
    width: int,
) -> list[int]:
    """For each text the sum of the costs of its pairs of letters, for the language in which it is least.

    `folded`: the characters of all texts; `starts`: where they begin. `numbers`: the number of each character, 0 for what is no
    letter. `rows`: for each pair of numbers its row in `pairs`, the number of these where it has none; then `firsts` and
    `seconds` tell what either letter costs, and no pair costs more than `most`. Each row has `width` costs, of every language.
    """
    found: list[int] = []
    size, new = len(firsts), len(pairs)
    sums = array("i", [0]) * width
    for text in range(len(starts)):
        end = starts[text + 1] if text + 1 < len(starts) else len(folded)
        for language in range(width):
            sums[language] = 0
        for at in range(max(starts[text], 1), end):
            last = numbers[folded[at - 1]]
            here = numbers[folded[at]]
            if last == 0 and here == 0:
                continue
            row = rows[last * size + here]
            for language in range(width):
                if row < new:
                    sums[language] += pairs[row, language]
                else:
                    sums[language] += min(firsts[last, language] + seconds[here, language], most)
        least = sums[0]
        for language in range(width):
            least = min(least, sums[language])
        found.append(least)
    return found
