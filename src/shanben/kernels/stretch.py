"""Which run of lines is the text of a document: the one whose prose outweighs what else stands within it."""

from __future__ import annotations

from collections.abc import Sequence

LONG = 20
"""The shortest line that counts as prose."""
MOST = 160
"""The most that a line counts for; no more of it is looked at."""
KEPT_FINE = 8
"""What a line that stays but is no prose takes away."""
FINE = 25
"""What a line takes away that goes."""


def stretch_of(starts: Sequence[int], ends: Sequence[int], kept: Sequence[int], folded: str) -> tuple[int, int]:
    """The first and the last line of the run whose worth adds up to most: of prose that stays its length, of others a fine.

    `starts`, `ends`: the spans of the lines in the `folded` text; `kept`: which of them stay.
    """
    long, most, fine, kept_fine, size = LONG, MOST, FINE, KEPT_FINE, len(folded)
    best = worth = run = first = 0
    last = max(len(starts) - 1, 0)
    for at in range(len(starts)):
        start, end, keep = starts[at], ends[at], kept[at] > 0
        length = end - start
        prose = False
        if keep and length >= long:
            stop = min(end, start + most, size)
            for place in range(start, stop):
                mark = folded[place]
                if mark in "。!?":
                    prose = place + 1 >= stop or folded[place + 1] != "\n" or place + 2 == stop
                elif mark in ";,":
                    prose = place + 1 < stop and folded[place + 1] != "\n"
                elif mark == ".":
                    prose = place + 1 < stop and folded[place + 1] == " "
                if prose:
                    break
        if worth <= 0:
            worth, run = 0, at
        worth += min(length, most) if prose else -kept_fine if keep else -fine
        if worth > best:
            best, first, last = worth, run, at
    return first, last
