"""Which rules may match which lines of a text, by the grams that the rules need: one pass over its characters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

FACTOR = 0x9E3779B1
HEAD_BITS = 16
SLOT_BITS = 13
"""So many bits of a hash tell where it stands in a table; the tables are small so that they stay in the cache."""
SINGLE = 1
"""The bit of the number of a character that is a gram by itself."""
LONGEST = 5
"""The longest gram."""
HEAD = 40
"""So many characters are the head of a line: most grams are looked for only there."""


def hit_lines(
    codes: Sequence[int], start: Sequence[int], end: Sequence[int], numbers: Sequence[int], heads: Sequence[int],
    hashes: Sequence[int], slots: Sequence[int], ends: Sequence[int], parts: Sequence[int], near: Sequence[int],
    longest: Sequence[int], least: Sequence[int],
) -> list[tuple[int, int]]:  # fmt: skip
    """The lines that hold enough grams of a rule, near enough to their head, each with the rule.

    `codes`: the text; `start`, `end`: its lines. `numbers`: for each code point its number, 0 where no gram has it. `heads`:
    for each hash of two characters, shifted, the sizes of the grams that may begin with them, one bit each; then the same for
    three. `hashes`: those of the grams, in order; `slots`: for each hash, shifted, where they begin there. `ends`: for each
    gram where its part of `parts` and `near` begins, which say what it stands for, and how near to the head of a line. A rule
    has two parts, so numbers of parts are twice those of rules. `longest`: for each rule the longest line that it is tried
    on; `least`: for each part how many of its grams the line must hold.
    """
    factor, word, single, most = FACTOR, 0xFFFFFFFF, SINGLE, LONGEST
    head, slot, third, near_head = 32 - HEAD_BITS, 32 - SLOT_BITS, 1 << HEAD_BITS, HEAD
    found: list[tuple[int, int]] = []
    latest = array("i", [-1]) * len(longest)
    count = array("i", [0]) * len(least)
    for line in range(len(start)):
        first = start[line]
        last = end[line]
        for at in range(first, last):
            number = numbers[codes[at]]
            if number == 0:
                continue
            sizes = 1 if number & single else 0
            if at + 1 < last:
                value = ((number * factor & word) + numbers[codes[at + 1]]) * factor & word
                table = 0 if at - first < near_head else 2 * third
                begun = heads[table + (value >> head)]
                if begun > 3 and at + 2 < last:
                    value = (value + numbers[codes[at + 2]]) * factor & word
                    begun &= heads[table + third + (value >> head)] | 3
                sizes |= begun
            if sizes == 0:
                continue
            value = number * factor & word
            for size in range(1, min(most, last - at) + 1):
                if size > 1:
                    value = (value + numbers[codes[at + size - 1]]) * factor & word
                if sizes >> (size - 1) & 1 == 0:
                    continue
                gram = _gram(hashes, slots[value >> slot], value)
                if gram < 0:
                    continue
                for row in range(ends[gram], ends[gram + 1]):
                    part = parts[row]
                    rule = part >> 1
                    if at - first < near[row] and last - first <= longest[rule]:
                        if latest[rule] != line:
                            latest[rule] = line
                            count[2 * rule] = 0
                            count[2 * rule + 1] = 0
                        count[part] += 1
                        other = part ^ 1
                        if count[part] == least[part] and count[other] >= least[other]:
                            found.append((line, rule))
    return found


def _gram(hashes: Sequence[int], gram: int, value: int) -> int:
    """The gram of a hash, looked for from one on; -1 if there is none."""
    while gram < len(hashes) and hashes[gram] < value:
        gram += 1
    return gram if gram < len(hashes) and hashes[gram] == value else -1
