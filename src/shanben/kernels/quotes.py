"""Which lines begin or end with words that stand in a text, by a rolling hash over it; which ones a title holds."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

FACTOR = 0x9E3779B1
BITS = 12
SPACE = 0x20


def edges_of(codes: Sequence[int], start: Sequence[int], end: Sequence[int], size: int) -> tuple[list[int], array[int]]:
    """The lines that have so many characters besides space, and the first and the last of those of each, one after the other."""
    lines, space = [], SPACE
    edges = array("I", [0]) * (2 * size * len(start))
    put = 0
    for line in range(len(start)):
        count, at = 0, start[line]
        while at < end[line] and count < size:
            if codes[at] != space:
                edges[put + count] = codes[at]
                count += 1
            at += 1
        if count < size:
            continue
        at = end[line]
        while count:
            at -= 1
            if codes[at] != space:
                count -= 1
                edges[put + size + count] = codes[at]
        put += 2 * size
        lines.append(line)
    return lines, edges


def quoted(codes: Sequence[int], wanted: Sequence[int], count: int, size: int) -> list[bool]:
    """For each of `count` strings of `size` characters, one after the other in `wanted`, whether `codes` hold it."""
    factor, word, shift = FACTOR, 0xFFFFFFFF, 32 - BITS
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


def held_lines(codes: Sequence[int], start: Sequence[int], end: Sequence[int], least: int, title: Sequence[int]) -> bytearray:
    """For each line whether a title, which is short, holds it, and it has at least so many characters."""
    held = bytearray(len(start))
    for line in range(len(start)):
        first, size = start[line], end[line] - start[line]
        if size < least:
            continue
        for begin in range(len(title) - size + 1):
            at = 0
            while at < size and title[begin + at] == codes[first + at]:
                at += 1
            if at == size:
                held[line] = 1
                break
    return held
