"""Which rules may match which lines of a text, by the grams that the rules need: one pass over its characters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

_FACTOR, _WORD = 0x9E3779B1, 0xFFFFFFFF
_HEAD_BITS, _SLOT_BITS = 16, 13
_SINGLE, _HEAD = 1, 40
FACTOR, HEAD_BITS, SLOT_BITS = _FACTOR, _HEAD_BITS, _SLOT_BITS
"""So many bits of a hash tell where it stands in a table; the tables are small so that they stay in the cache."""
SINGLE = _SINGLE
"""The bit of the number of a character that is a gram by itself."""
SIZES = (2, 3, 5)
"""How long the other grams are."""
HEAD = _HEAD
"""So many characters are the head of a line: most grams are looked for only there."""


def hit_lines(
    codes: Sequence[int], start: Sequence[int], end: Sequence[int], numbers: Sequence[int], heads: Sequence[int],
    hashes: Sequence[int], slots: Sequence[int], ends: Sequence[int], parts: Sequence[int], near: Sequence[int],
    longest: Sequence[int], least: Sequence[int],
) -> list[tuple[int, int]]:  # fmt: skip
    """The lines that hold enough grams of a rule, near enough to their head, each with the rule.

    `codes`: the text; `start`, `end`: its lines. `numbers`: for each code point its number, 0 where no gram has it. `heads`: five
    sets of hashes, shifted, one bit each: of two characters that grams begin with, of three, both again for the grams that may
    stand behind the head of a line, and of whole grams. `hashes`: those of the grams, in order; `slots`: for each hash, shifted,
    where they begin there. `ends`: for each gram where its part of `parts` and `near` begins, which say what it stands for, and
    how near to the head of a line. A rule has two parts, so numbers of parts are twice those of rules. `longest`: for each rule
    the longest line that it is tried on; `least`: for each part how many of its grams the line must hold.
    """
    found: list[tuple[int, int]] = []
    latest = array("i", [-1]) * len(longest)
    count = array("i", [0]) * len(least)
    values = array("I", [0]) * 4
    for line in range(len(start)):
        first, last = start[line], end[line]
        for at in range(first, last):
            far = 0 if at - first < _HEAD else 2
            number = numbers[codes[at]]
            pair = ((number * _FACTOR & _WORD) + (numbers[codes[at + 1]] if at + 1 < last else 0)) * _FACTOR & _WORD
            begins = at + 1 < last and _has(heads, far, pair)
            many = 0
            if number & _SINGLE:
                values[0] = number * _FACTOR & _WORD
                many = 1
            if begins:
                values[many] = pair
                many += 1
                if at + 2 < last:
                    value = (pair + numbers[codes[at + 2]]) * _FACTOR & _WORD
                    if _has(heads, far + 1, value):
                        values[many] = value
                        many += 1
                        if at + 4 < last:
                            value = (value + numbers[codes[at + 3]]) * _FACTOR & _WORD
                            values[many] = (value + numbers[codes[at + 4]]) * _FACTOR & _WORD
                            many += 1
            for each in range(many):
                if not _has(heads, 4, values[each]):
                    continue
                gram = slots[values[each] >> (32 - _SLOT_BITS)]
                while gram < len(hashes) and hashes[gram] < values[each]:
                    gram += 1
                if gram == len(hashes) or hashes[gram] != values[each]:
                    continue
                for row in range(ends[gram], ends[gram + 1]):
                    part = parts[row]
                    rule = part >> 1
                    if at - first < near[row] and last - first <= longest[rule]:
                        if latest[rule] != line:
                            latest[rule] = line
                            count[2 * rule], count[2 * rule + 1] = 0, 0
                        count[part] += 1
                        other = part ^ 1
                        if count[part] == least[part] and count[other] >= least[other]:
                            found.append((line, rule))
    return found


def _has(heads: Sequence[int], which: int, value: int) -> int:
    """Whether one of the sets of `heads` holds a hash."""
    bit = (value >> (32 - _HEAD_BITS)) + (which << _HEAD_BITS)
    return heads[bit >> 3] >> (bit & 7) & 1
