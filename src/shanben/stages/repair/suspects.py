"""Which lines of a text may be mojibake: a cheap look at all characters, a dearer one at the few lines that it leaves.

The first look reads one byte table: is the character rare in every language, does it stand beside one that it never stands
beside. From then on only those few count. Lines where they crowd are weighed by the language model, all at once. Clean
text pays for the first look only.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np

from shanben import limits
from shanben.edits import Ints, codes_of
from shanben.kernels import suspects as kernel
from shanben.language import character_costs, kinds, model, odd_pairs
from shanben.scan import HAN_COMMON, HANS, KANA, PLANE, class_table, in_classes
from shanben.view import View

_COST: Final = 11.5
"""The cost of a character alone, in nats, from which it is rare;"""
_COST_ASIAN: Final = 12.5
"""the same of East Asian ones, where the many characters of a language are each less likely."""
_LATIN_END: Final = 0x180
"""Latin letters and signs, and C1 controls, end here: what encodings of one byte make of other bytes."""
_DASHES: Final = "–—"
"""Dashes count as such: Cyrillic read as Mac Roman has one before every letter."""


class Suspect(NamedTuple):
    """A line, or a part of a very long one, that may be mojibake.

    `share`: how much of what is beyond ASCII is strange. `cores`: the places of the strangest character and of the middle one
    of each strange stretch, counted from `start`.
    """

    start: int
    end: int
    share: float
    cores: tuple[int, ...]


def suspects(view: View) -> list[Suspect]:
    """The lines that may be mojibake, in order."""
    if view.text.isascii():
        return []
    lines = kernel.odd_lines(view.scan.codes.data, _traits(), odd_pairs())
    found = _second_look(view.text, _spans(lines, kernel.CROWDED))
    if japanese := _spans(lines, kernel.HALF_JAPANESE):
        by_start = {suspect.start: suspect for suspect in found}
        for start, end in japanese:
            by_start[start] = Suspect(start, end, 1.0, by_start[start].cores if start in by_start else ())
        found = sorted(by_start.values())
    return found


@cache
def _traits() -> bytes:
    """For each character its kind, and whether it is rare or Latin, kana or unknown to Japanese, as `kernel.odd_lines` asks."""
    plane = kinds().copy()
    rare = model().rare(_COST)
    rare[kernel.ASIAN :] &= model().rare(_COST_ASIAN)[kernel.ASIAN :]
    plane[rare] |= kernel.RARE
    plane[[*range(0x80, _LATIN_END), *map(ord, _DASHES)]] |= kernel.LATIN
    traits = np.full(len(class_table()), plane[-1])
    traits[:PLANE] = plane
    traits[in_classes(KANA)] |= kernel.KANA
    traits[_not_japanese()] |= kernel.NOT_JAPANESE
    return traits.tobytes()


def _not_japanese() -> Ints:
    """The ideographs of the first plane that Japanese encodings do not have: with kana they are Japanese read as Chinese."""
    pairs = [bytes((lead, trail)) for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)) for trail in range(0x40, 0xFD)]
    other = in_classes(HANS | HAN_COMMON)[:PLANE].copy()
    other[codes_of("".join(pair.decode("cp932", "ignore") for pair in pairs))] = False
    return np.flatnonzero(other)


def _spans(lines: list[tuple[int, int, int]], which: int) -> list[tuple[int, int]]:
    """The spans of the lines of one sort, long ones in parts."""
    step = limits.MOJIBAKE_LINE
    return [(part, min(part + step, end)) for start, end, sorts in lines if sorts & which for part in range(start, end, step)]


def _second_look(text: str, spans: list[tuple[int, int]]) -> list[Suspect]:
    """The spans that the model, too, finds strange."""
    if not spans:
        return []
    codes = codes_of("\n" + "\n".join([text[start:end] for start, end in spans]))
    starts = list(accumulate((end - start + 1 for start, end in spans), initial=1))
    found = []
    for at, runs in groupby(kernel.strange_runs(codes.data, character_costs(codes).data, starts), itemgetter(0)):
        _, sizes, beyond, strangest, middles = zip(*runs, strict=True)
        cores = tuple(place - starts[at] for place in dict.fromkeys((*strangest, *middles)))
        found.append(Suspect(spans[at][0], spans[at][1], sum(sizes) / beyond[0], cores))
    return found
