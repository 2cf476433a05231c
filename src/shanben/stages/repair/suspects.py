"""Which lines of a text may be mojibake: a cheap look at all characters, a dearer one at the few lines that it leaves.

The first look reads two byte tables: is the character rare in every language, does it stand beside one that it never
stands beside. Lines where such characters crowd are weighed by the language model, all at once. Clean text pays for the
first look only.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben import limits
from shanben.edits import Codes, Ints, codes_of
from shanben.language import character_costs, model, odd_neighbours
from shanben.scan import HAN_COMMON, HANS, KANA
from shanben.view import View

Floats = NDArray[np.float64]

_RARE: Final = 11.5
"""The cost of a character alone, in nats, from which it is rare."""
_LATIN_END: Final = 0x180
"""Latin letters and signs, and C1 controls, end here: what encodings of one byte make of other bytes."""
_WINDOW: Final = 6
_CROWD: Final = 4
"""So many odd characters among so many beyond ASCII are a crowd, one more where East Asian ones are among them: many are rare."""
_ASIAN: Final = 0x2E80
_SHARE: Final = 0.5
"""Odd characters of a line's characters beyond ASCII: from this share on the line is looked at."""
_STRANGE: Final = 12.2
"""Mean cost of the characters beyond ASCII, of a line or a window of it, above which it may be no language."""


_WEIGHED: Final = 8
"""The window of the second look."""
_STRANGE_SHORT: Final = 1.5
"""So much more they must cost where there are not even half so many."""


class Suspect(NamedTuple):
    """A line, or a part of a very long one, that may be mojibake.

    `share`: how much of what is beyond ASCII is strange. `cores`: the places of the strangest character of each strange
    stretch, counted from `start`.
    """

    start: int
    end: int
    share: float
    cores: tuple[int, ...]


def suspects(view: View) -> list[Suspect]:
    """The lines that may be mojibake, in order."""
    codes = view.scan.codes
    at = np.flatnonzero(codes >= 0x80)
    if len(at) < 2:
        return []
    odd = _rare().take(codes.take(at), mode="clip")
    odd |= odd_neighbours(codes, at)
    odd |= _dense(codes, at)
    crowded = _first_look(codes, at, odd) if odd.any() else odd
    found = _second_look(view.text, _spans(view.text, codes, crowded)) if crowded.any() else []
    if view.scan.any(KANA) and view.scan.any(HANS | HAN_COMMON):
        half = _spans(view.text, codes, _half_japanese(view, codes))
        by_start = {suspect.start: suspect for suspect in (*found, *(Suspect(*span, 1.0, ()) for span in half))}
        found = sorted(by_start.values())
    return found


def _in_company(at: Ints) -> NDArray[np.bool_]:
    """Which of the characters beyond ASCII stand beside another: wrong readings make at least two of one."""
    touching = np.diff(at) == 1
    found: NDArray[np.bool_] = np.append(touching, False) | np.append(False, touching)
    return found


def _dense(codes: Codes, at: Ints) -> NDArray[np.bool_]:
    """Whether a character stands between two others of the first alphabet beyond ASCII, as itself: bytes read one by one."""
    latin = codes.take(at) < _LATIN_END
    follows = latin[1:] & latin[:-1] & (np.diff(at) == 1)
    found: NDArray[np.bool_] = np.append(follows, False) & np.append(False, follows)
    return found


@cache
def _rare() -> NDArray[np.bool_]:
    return model().rare(_RARE)


def _first_look(codes: Codes, at: Ints, odd: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The lines in which odd characters crowd. `at`: the places of the characters beyond ASCII, `odd`: which of them are."""
    breaks = np.flatnonzero(codes == 10)
    count = np.concatenate(([0], np.cumsum(odd)))
    bounds = np.concatenate(([0], np.searchsorted(at, breaks), [len(at)]))
    here, high = np.diff(count[bounds]), np.diff(bounds)
    touching = np.concatenate(([0], np.cumsum(odd & _in_company(at))))
    crowded = (here >= _SHARE * high) & ((here >= _CROWD) | (np.diff(touching[bounds]) > 0))
    asian = np.concatenate(([0], np.cumsum(odd & (codes.take(at) >= _ASIAN))))
    crowd = count[_WINDOW:] - count[:-_WINDOW]
    begins = np.flatnonzero(crowd >= _CROWD + (asian[_WINDOW:] > asian[:-_WINDOW]))
    lines, last = (np.searchsorted(breaks, at[begins + more]) for more in (0, _WINDOW - 1))
    crowded[lines[lines == last]] = True
    return crowded


def _half_japanese(view: View, codes: Codes) -> NDArray[np.bool_]:
    """The lines that have kana and ideographs that Japanese does not use: Japanese that was read as Chinese."""
    breaks = np.flatnonzero(codes == 10)
    han = np.flatnonzero(view.scan.mask(HANS | HAN_COMMON))
    kana = np.searchsorted(breaks, np.flatnonzero(view.scan.mask(KANA)))
    other = np.searchsorted(breaks, han[~_japanese().take(codes[han], mode="clip")])
    count = len(breaks) + 1
    return (np.bincount(kana, minlength=count) > 0) & (np.bincount(other, minlength=count) > 0)


@cache
def _japanese() -> NDArray[np.bool_]:
    """The characters of the first plane that Japanese encodings have."""
    pairs = [bytes((lead, trail)) for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)) for trail in range(0x40, 0xFD)]
    known = np.zeros(1 << 16, np.bool_)
    known[codes_of("".join(pair.decode("cp932", "ignore") for pair in pairs))] = True
    return known


def _spans(text: str, codes: Codes, lines: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The spans of some lines of the text, long ones in parts."""
    breaks = np.concatenate(([-1], np.flatnonzero(codes == 10), [len(text)])).tolist()
    step = limits.MOJIBAKE_LINE
    return [
        (start, min(start + step, breaks[line + 1]))
        for line in np.flatnonzero(lines).tolist()
        for start in range(breaks[line] + 1, breaks[line + 1], step)
    ]


def _second_look(text: str, spans: list[tuple[int, int]]) -> list[Suspect]:
    """The spans that the model, too, finds strange."""
    codes = codes_of("\n" + "\n".join([text[start:end] for start, end in spans]))
    costs = character_costs(codes)
    costs[1:][codes[1:] == codes[:-1]] = 0  # "！！！！" is no noise
    at = np.flatnonzero(codes >= 0x80)
    offsets = np.cumsum([1, *(end - start + 1 for start, end in spans)])
    found = []
    for span, offset, (a, b) in zip(spans, offsets.tolist(), pairwise(np.searchsorted(at, offsets).tolist()), strict=False):
        runs = _strange_runs(costs[at[a:b]])
        if runs:
            cores = tuple(int(at[a + i + np.argmax(costs[at[a + i : a + j]])]) - offset for i, j in runs)
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
