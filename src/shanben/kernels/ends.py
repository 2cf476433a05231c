"""Where words may end in a text, by the hashes of two neighbours."""

from __future__ import annotations

from collections.abc import Sequence

_FIRST, _SECOND, _WORD = 0x9E3779B1, 0x85EBCA77, 0xFFFFFFFF


def ends(codes: Sequence[int], high: Sequence[int], low: Sequence[int]) -> list[int]:
    """The places behind which a word may end, from the last to the first.

    `high` and `low`: sets of the upper and the lower 16 bits of hashes, one bit each.
    """
    found = []
    for at in range(len(codes) - 1, 0, -1):
        value = pair_of(codes[at - 1], codes[at])
        upper, lower = value >> 16, value & 0xFFFF
        if high[upper >> 3] >> (upper & 7) & 1 and low[lower >> 3] >> (lower & 7) & 1:
            found.append(at + 1)
    return found


def pair_of(first: int, second: int) -> int:
    """A hash of two neighbours, of 32 bits."""
    return (first * _FIRST & _WORD) ^ (second * _SECOND & _WORD)
