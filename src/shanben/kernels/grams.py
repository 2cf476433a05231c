"""Which rules may match which lines of a text, by the grams that the rules need: one pass over its characters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

FACTOR = 0x9E3779B1
HASH_BITS = 17
SINGLE = 2
"""The bit of the number of a character that is a gram by itself."""
LONGEST = 5
"""The longest gram."""


def hit_lines(
    codes: Sequence[int],
    start: Sequence[int],
    end: Sequence[int],
    numbers: Sequence[int],
    heads: Sequence[int],
    hashes: Sequence[int],
    slots: Sequence[int],
    ends: Sequence[int],
    rules: Sequence[int],
    near: Sequence[int],
    longest: Sequence[int],
    times: Sequence[int],
) -> list[tuple[int, int]]:
    """The lines that hold enough grams of a rule, near enough to their head, each with the rule.

    `codes`: the text; `start`, `end`: its lines. `numbers`: for each code point its number, 0 where no gram has it. `heads`: for
    each hash of two characters, shifted, the sizes of the grams that may begin with them, one bit each. `hashes`: those of the
    grams, in order; `slots`: for each hash, shifted, where they begin there. `ends`: for each gram where its part of `rules` and
    `near` begins, which say what rules it stands for and how near to the head of a line. `longest`, `times`: for each rule the
    longest line that it is tried on, and how many grams the line must hold.
    """
    factor, word, single, shift, most = FACTOR, 0xFFFFFFFF, SINGLE, 32 - HASH_BITS, LONGEST
    found: list[tuple[int, int]] = []
    latest = array("i", [-1]) * len(longest)
    count = array("i", [0]) * len(longest)
    for line in range(len(start)):
        first = start[line]
        last = end[line]
        for at in range(first, last):
            number = numbers[codes[at]]
            if number == 0:
                continue
            sizes = 1 if number & single else 0
            if at + 1 < last:
                sizes |= heads[((number * factor + numbers[codes[at + 1]]) & word) >> shift]
            if sizes == 0:
                continue
            value = number
            for size in range(1, min(most, last - at) + 1):
                if size > 1:
                    value = (value * factor + numbers[codes[at + size - 1]]) & word
                if sizes >> (size - 1) & 1 == 0:
                    continue
                gram = slots[value >> shift]
                while gram < len(hashes) and hashes[gram] < value:
                    gram += 1
                if gram == len(hashes) or hashes[gram] != value:
                    continue
                for row in range(ends[gram], ends[gram + 1]):
                    rule = rules[row]
                    if at - first < near[row] and last - first <= longest[rule]:
                        if latest[rule] != line:
                            latest[rule] = line
                            count[rule] = 0
                        count[rule] += 1
                        if count[rule] == times[rule]:
                            found.append((line, rule))
    return found
