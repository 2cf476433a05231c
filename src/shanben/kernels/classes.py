"""Of which class each character of a text is, and how many there are of each."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any


def tally(classes: bytes, count: int) -> tuple[int, list[int]]:
    """Which of `count` classes stand in `classes`, one bit each, and for each how often it does."""
    found = array("q", [0]) * (4 * count)
    for at in range(len(classes)):
        found[4 * classes[at] + (at & 3)] += 1  # by turns: neighbours are of one class, and a sum waits for the one before it
    present, bit, counts = 0, 1, []
    for each in range(count):
        held = found[4 * each] + found[4 * each + 1] + found[4 * each + 2] + found[4 * each + 3]
        if held:
            present |= bit
        bit <<= 1
        counts.append(held)
    return present, counts


def look_up(codes: Sequence[int], table: Sequence[int], out: Any) -> None:
    """Fill `out` with what the table holds of each code point."""
    for at in range(len(codes)):
        out[at] = table[codes[at]]
