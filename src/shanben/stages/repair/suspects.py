"""Which lines of a text may be mojibake: a cheap look at all characters, a dearer one at the few lines that it leaves.

The first look reads one byte table: is the character rare in every language, does it stand beside one that it never stands
beside. From then on only those few count. Lines where they crowd are weighed by the language model, all at once. Clean
text pays for the first look only.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben import limits
from shanben.edits import Ints, codes_of
from shanben.language import character_costs, kinds, model, odd_pairs
from shanben.scan import C1, HAN_COMMON, HANS, KANA, LATIN, LATIN_SIGN, NBSP, PLANE, TONED, in_classes
from shanben.view import View

Floats = NDArray[np.float64]

_COST: Final = 11.5
"""The cost of a character alone, in nats, from which it is rare;"""
_COST_ASIAN: Final = 12.5
"""the same from `_ASIAN` on, where the many characters of a language are each less likely."""
_ASIAN: Final = 0x2E80
_KIND, _LATIN, _RARE = 0x0F, 0x40, 0x80
"""What a byte of `_traits` holds: the kind of a character, a bit for one below `_LATIN_END`, and one for a rare one."""
_LATIN_END: Final = 0x180
"""Latin letters and signs, and C1 controls, end here: what encodings of one byte make of other bytes."""
_DASHES: Final = "–—"
"""Dashes count as such: Cyrillic read as Mac Roman has one before every letter."""
_FIRST: Final = LATIN | TONED | LATIN_SIGN | C1 | NBSP
"""The classes of most of them."""
_WINDOW: Final = 6
_CROWD: Final = 4
"""So many odd characters among so many beyond ASCII are a crowd, one more where East Asian ones are among them: many are rare."""
_SHARE: Final = 0.35
"""Odd characters of a line's characters beyond ASCII: from this share on the line is looked at."""
_STRANGE: Final = 12.2
"""Mean cost of the characters beyond ASCII, of a line or a window of it, above which it may be no language."""


_LOST: Final = 0xFFFD
_WEIGHED: Final = 8
"""The window of the second look."""
_STRANGE_SHORT: Final = 1.5
"""So much more they must cost where there are not even half so many."""


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
    found = _second_look(view.text, _spans(view, _crowded(view, _odd(view))))
    if view.scan.any(KANA) and view.scan.any(HANS | HAN_COMMON):
        by_start = {suspect.start: suspect for suspect in found}
        for start, end in _spans(view, _half_japanese(view)):
            by_start[start] = Suspect(start, end, 1.0, by_start[start].cores if start in by_start else ())
        found = sorted(by_start.values())
    return found


def _odd(view: View) -> Ints:
    """Where the odd characters beyond ASCII stand: rare ones, odd neighbours, and bytes that were read one by one."""
    traits = _traits().take(view.scan.plane)
    odd = traits >= _RARE
    kind = traits & _KIND
    apart = np.frombuffer((kind[:-1] * np.uint8(_KIND + 1) + kind[1:]).tobytes().translate(odd_pairs()), np.bool_)
    odd[:-1] |= apart
    odd[1:] |= apart
    if view.scan.any(_FIRST):
        # Letters and signs of the first alphabet beyond ASCII stand between two others of it only there.
        latin = traits & _LATIN > 0
        odd[1:-1] |= latin[2:] & latin[1:-1] & latin[:-2]
    at = odd.nonzero()[0]
    return at[view.scan.plane[at] >= 0x80]


@cache
def _traits() -> NDArray[np.uint8]:
    """For each character of the first plane its kind, and whether it is rare or Latin; the last stands for all beyond."""
    traits = kinds().copy()
    rare = model().rare(_COST)
    rare[_ASIAN:] &= model().rare(_COST_ASIAN)[_ASIAN:]
    traits[rare] |= _RARE
    traits[[*range(0x80, _LATIN_END), *map(ord, _DASHES)]] |= _LATIN
    return traits


def _crowded(view: View, odd: Ints) -> Ints:
    """The lines in which odd characters crowd."""
    if not len(odd):
        return odd
    plane, edges = view.scan.plane, view.scan.edges
    beyond = plane >= 0x80
    rank = beyond.view(np.int8).cumsum(dtype=np.int32)
    line, ranked, plain = edges.searchsorted(odd) - 1, rank[odd], plane[odd] < _ASIAN
    here = np.bincount(line, minlength=len(edges) - 1)
    high = rank.take(edges[1:], mode="clip")
    high[1:] -= high[:-1].copy()
    crowded = (here >= _SHARE * high) & (here > 0)
    if crowded.any():
        # Wrong readings make at least two characters beyond ASCII of one.
        company = (rank.take(odd + 1, mode="clip") > ranked) | (beyond[odd - 1] & (odd > 0))
        crowded &= (np.bincount(line[company], minlength=len(here)) > 0) | (here >= _CROWD)
    crowded[_crowds(ranked, line, _CROWD + 1)] = True
    if plain.any():
        crowded[_crowds(ranked[plain], line[plain], _CROWD)] = True
    return crowded.nonzero()[0]


def _crowds(rank: Ints, line: Ints, count: int) -> Ints:
    """The lines that have so many of these characters in one window, by their ranks among those beyond ASCII."""
    first, last = slice(None, 1 - count), slice(count - 1, None)
    found: Ints = line[first][(rank[last] - rank[first] < _WINDOW) & (line[last] == line[first])]
    return found


def _half_japanese(view: View) -> Ints:
    """The lines that have kana and ideographs that Japanese does not use: Japanese that was read as Chinese."""
    other = _not_japanese().take(view.scan.plane).nonzero()[0]
    if not len(other):
        return other
    return np.intersect1d(view.scan.breaks.searchsorted(view.scan.at(KANA)), view.scan.breaks.searchsorted(other))


@cache
def _not_japanese() -> NDArray[np.bool_]:
    """The ideographs of the first plane that Japanese encodings do not have."""
    pairs = [bytes((lead, trail)) for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)) for trail in range(0x40, 0xFD)]
    other = in_classes(HANS | HAN_COMMON)[:PLANE].copy()
    other[codes_of("".join(pair.decode("cp932", "ignore") for pair in pairs))] = False
    return other


def _spans(view: View, lines: Ints) -> list[tuple[int, int]]:
    """The spans of some lines of the text, long ones in parts."""
    if not len(lines):
        return []
    edges, step = view.scan.edges.tolist(), limits.MOJIBAKE_LINE
    return [
        (start, min(start + step, edges[line + 1]))
        for line in lines.tolist()
        for start in range(edges[line] + 1, edges[line + 1], step)
    ]


def _second_look(text: str, spans: list[tuple[int, int]]) -> list[Suspect]:
    """The spans that the model, too, finds strange."""
    if not spans:
        return []
    codes = codes_of("\n" + "\n".join([text[start:end] for start, end in spans]))
    costs = character_costs(codes)
    costs[1:][(codes[1:] == codes[:-1]) & (codes[1:] != _LOST)] = 0  # "！！！！" is no noise
    at = np.flatnonzero(codes >= 0x80)
    offsets = np.cumsum([1, *(end - start + 1 for start, end in spans)])
    found = []
    for span, offset, (a, b) in zip(spans, offsets.tolist(), pairwise(np.searchsorted(at, offsets).tolist()), strict=False):
        runs = _strange_runs(costs[at[a:b]])
        if runs:
            strangest = (i + int(np.argmax(costs[at[a + i : a + j]])) for i, j in runs)
            middles = ((i + j) // 2 for i, j in runs)
            cores = tuple(int(at[a + i]) - offset for i in dict.fromkeys((*strangest, *middles)))
            found.append(Suspect(*span, sum(j - i for i, j in runs) / (b - a), cores))
    return found


def _strange_runs(costs: Floats) -> list[tuple[int, int]]:
    """The stretches of the characters beyond ASCII, told by their costs, in which every window is strange."""
    size = min(_WEIGHED, len(costs))
    least = _STRANGE + (_STRANGE_SHORT if size * 2 < _WEIGHED else 0.0)
    begins = np.flatnonzero(np.convolve(costs, np.ones(size), "valid") > least * size).tolist() if size else []
    runs: list[tuple[int, int]] = []
    for begin in begins:
        if runs and begin <= runs[-1][1]:
            runs[-1] = (runs[-1][0], begin + size)
        else:
            runs.append((begin, begin + size))
    return runs
