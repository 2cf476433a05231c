"""Where grams stand in a text: one pass with hashed tables, in time that hardly grows with the number of grams.

A rule needs one of a few strings; of each string one gram is kept, the rarest of up to three characters, of five in ASCII,
where letters tell less. All digits, of whatever script, are one character here. Hashes have 32 bits: two grams of one hash do no
harm but a rule that is tried in vain.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of
from shanben.kernels.grams import FACTOR, HEAD, HEAD_BITS, SINGLE, SIZES, SLOT_BITS, hit_lines
from shanben.language import character_costs, model
from shanben.rules.pattern import DIGIT, Needles

_HEAD: Final = np.uint32(32 - HEAD_BITS)
_FITTING: Final = tuple(max((size for size in SIZES if size <= limit), default=1) for limit in range(SIZES[-1] + 1))
"""The largest size of a gram that a string of so many characters has room for."""


class Grams:
    """The grams of the strings that rules need.

    Every place of a text is asked whether a gram may begin there, by two characters; the few that are left are asked for
    whole grams.
    """

    def __init__(self, needed: Sequence[Sequence[Needles]], longest: Ints, times: Sequence[int]) -> None:
        """Choose a gram for every string.

        For each rule `needed` are the sets of strings that it needs, two at most; it must match `times` times, in a line that is
        not longer than `longest`.
        """
        grams = _grams(needed)
        self._numbers = _numbers(grams)
        hashed = self._hashed(grams)
        order = np.argsort(hashed, kind="stable")
        hashes, rules = hashed[order], list(grams.values())
        slots = hashes.searchsorted(np.arange(1 << SLOT_BITS, dtype=np.uint32) << np.uint32(32 - SLOT_BITS))
        ends = np.cumsum([0, *(len(rules[at]) for at in order)])
        part, near = np.array([pair for at in order for pair in rules[at]]).reshape(-1, 2).T
        least = [(count, int(len(sets) > 1)) for sets, count in zip(needed, times, strict=True)]
        columns = [np.array(column, np.int32).ravel() for column in (slots, ends, part, near, longest, least)]
        self._tables = (self._numbers.data, self._heads(grams).data, hashes.data, *[column.data for column in columns])

    def find(self, codes: Codes, start: Ints, end: Ints) -> list[tuple[int, int]]:
        """The lines that hold as many grams of a rule as it must match times, near enough to their head, each with the rule."""
        return hit_lines(codes.data, start.data, end.data, *self._tables)

    def _heads(self, grams: Mapping[str, Sequence[tuple[int, int]]]) -> NDArray[np.uint8]:
        """The hashes, shifted, of two characters that grams begin with, of three, of both that may stand far on, and of all."""
        heads = np.zeros((5, 1 << HEAD_BITS), np.bool_)
        heads[4, self._hashed(grams) >> _HEAD] = True
        far = np.array([any(near > HEAD for _, near in parts) for parts in grams.values()], np.bool_)
        size = np.array([len(gram) for gram in grams])
        for count in (2, 3):
            hashed = self._hashed([gram[:count] for gram in grams]) >> _HEAD
            heads[count - 2, hashed[size >= count]] = True
            heads[count, hashed[(size >= count) & far]] = True
        return np.packbits(heads, bitorder="little")

    def _hashed(self, grams: Collection[str]) -> Codes:
        """The hashes of grams, as `hit_lines` computes them."""
        width = SIZES[-1]
        numbers = self._numbers[codes_of("".join([gram.ljust(width, "\n") for gram in grams]))].reshape(len(grams), width)
        value, size = np.zeros(len(numbers), np.uint32), np.array([len(gram) for gram in grams])
        for place in range(width):
            value = np.where(place < size, (value + numbers[:, place]) * np.uint32(FACTOR), value)
        return value


def _grams(needed: Sequence[Sequence[Needles]]) -> dict[str, list[tuple[int, int]]]:
    """For each gram the sets that it stands for, two to a rule, each with how near to the head of a line it stands."""
    places = _rarest(sorted(set().union(*(found.strings for sets in needed for found in sets))))
    grams: dict[str, dict[int, int]] = defaultdict(dict)
    for rule, sets in enumerate(needed):
        for number, (strings, reach) in enumerate(sets):
            for string in strings:
                place = places[string]
                near = grams[string[place : place + _size(string)]]
                part = 2 * rule + number
                near[part] = max(near.get(part, 0), reach - len(string) + place + 1)
    return {gram: sorted(near.items()) for gram, near in grams.items()}


def _size(string: str) -> int:
    """How long the gram of a string is."""
    return _FITTING[min(len(string), 5 if string.isascii() else 3)]


def _rarest(strings: Iterable[str]) -> dict[str, int]:
    """For each string the place of its rarest gram, by the language model."""
    sizes = ((string, _size(string)) for string in strings)
    parts = {string: [string[at : at + size] for at in range(len(string) - size + 1)] for string, size in sizes}
    grams = sorted(set().union(*parts.values()))
    width = SIZES[-1]
    codes = codes_of("".join("\n" + gram.ljust(width) for gram in grams)).reshape(-1, width + 1)
    costs = character_costs(codes.ravel()).reshape(codes.shape)
    costs[:, 1] = model().alone(codes[:, 1])
    costs *= np.arange(width + 1) <= np.array([len(gram) for gram in grams], np.int64)[:, None]
    rare = dict(zip(grams, costs[:, 1:].sum(axis=1).tolist(), strict=True))
    return {string: -max((rare[part], -at) for at, part in enumerate(found))[1] for string, found in parts.items()}


@cache
def _digits() -> list[int]:
    """The digits of all scripts, as expressions mean them."""
    return [code for code in range(0x20000) if chr(code).isdecimal()]  # there are none beyond


def _numbers(grams: Iterable[str]) -> NDArray[np.uint16]:
    """A number for each character that a gram has, the same for all digits; 0 for the others."""
    table = np.zeros(sys.maxunicode + 1, np.uint16)
    known = codes_of("".join(sorted(set().union(*grams))))
    table[known] = np.arange(1, len(known) + 1) << SINGLE
    table[[ord(gram) for gram in grams if len(gram) == 1]] |= SINGLE
    table[_digits()] = table[ord(DIGIT)]
    return table
