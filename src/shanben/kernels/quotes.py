"""Which of many short strings of one length stand in a text: one pass with a rolling hash."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

FACTOR = 0x9E3779B1
BITS = 12


def quoted(codes: Sequence[int], wanted: Sequence[int], size: int) -> list[bool]:
    """For each string of `size` characters of `wanted`, where they stand one after the other, whether `codes` hold it."""
    factor, word, shift = FACTOR, 0xFFFFFFFF, 32 - BITS
    count = len(wanted) // size
    found = [False] * count
    if len(codes) < size:
        return found
    first = array("i", [-1]) * (1 << BITS)
    following = array("i", [-1]) * (count + 1)
    hashes = array("I", [0]) * (count + 1)
    for number in range(count):
        value = 0
        for at in range(number * size, (number + 1) * size):
            value = (value * factor + wanted[at]) & word
        hashes[number] = value
        following[number] = first[value >> shift]
        first[value >> shift] = number
    leaving = 1
    for _ in range(size):
        leaving = (leaving * factor) & word
    value = 0
    for at in range(len(codes)):
        value = (value * factor + codes[at]) & word
        if at >= size:
            value = (value - leaving * codes[at - size]) & word
        if at + 1 < size:
            continue
        number = first[value >> shift]
        while number >= 0:
            if hashes[number] == value and not found[number]:
                place = 0
                while place < size and wanted[number * size + place] == codes[at + 1 - size + place]:
                    place += 1
                if place == size:
                    found[number] = True
            number = following[number]
    return found
