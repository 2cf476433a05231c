"""Characters that do not stand side by side in any language: what case and script say, which the model does not see."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.language.model import model

_KINDS: Final = ("", "LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI", "CJK", "SIGN", "OPENS", "CLOSES", "TURNS")
_CAPITAL: Final = len(_KINDS)
"""Kinds of characters; those from here on are capitals of Latin, Greek, Cyrillic."""
_COUNT: Final = _CAPITAL + 4
_ALPHABETS: Final = range(1, 7)
_CASELESS: Final = 4
"""The first alphabet without capitals."""

_OPENING: Final = "“‘„‚«‹"
_CLOSING: Final = "”»›…†‡•‰™"
"""Marks that rarely follow a letter at once, and that a letter rarely follows at once (but some languages turn quotes round)."""

_TURNING: Final = "\u200c\u200d\u200e\u200f"
"""Invisible characters that belong to scripts which join letters or run from right to left."""

_SIGNS: Final = ("So", "Sm", "Sc", "Sk", "No", "Cc", "Cf")
_ODD_LETTERS: Final = "µªº"
"""Letters by name that no word is spelt with."""

CASE_COST: Final = 3.0
"""A capital after a small letter, in nats."""
SCRIPT_COST: Final = 8.0
"""A letter after one of another alphabet."""
ASIAN_COST: Final = 5.0
"""A letter beside an East Asian character: it happens, but rarely inside a word."""
MARK_COST: Final = 2.5
"""A mark on the wrong side of a letter."""
SIGN_COST: Final = 6.0
"""A letter of an alphabet with capitals after a sign beyond ASCII, or after an invisible one."""
ENCLOSED_COST: Final = 5.0
"""A sign within a word."""
LONE_COST: Final = 10.0
"""An East Asian character that stands alone beside a letter of an alphabet."""


@cache
def neighbour_costs() -> memoryview:
    """For each pair of kinds, 16 times the first and the second, what standing so adds to the cost of the second, in nats.

    >>> [neighbour_costs()[16 * kinds()[ord(a)] + kinds()[ord(b)]] for a, b in ("aB", "B ", " a", "aж")]
    [3.0, 0.0, 0.0, 8.0]
    """
    return _costs().data


@cache
def between_costs() -> memoryview:
    """For each three kinds what standing between the two others adds to the cost of the middle one, in nats.

    The first kind counts 256 times, the second 16 times.

    >>> numbers = ([int(kinds()[ord(char)]) for char in text] for text in ("a±b", "a中b", "中文c"))
    >>> [between_costs()[256 * one + 16 * two + three] for one, two, three in numbers]
    [5.0, 10.0, 0.0]
    """
    before, here, after = np.indices((_COUNT,) * 3)
    asian, sign = _KINDS.index("CJK"), _KINDS.index("SIGN")
    is_letter = np.isin(np.arange(_COUNT), [*_ALPHABETS, *range(_CAPITAL + 1, _COUNT)])
    enclosed = (here == sign) & is_letter[before] & is_letter[after]
    lone = (here == asian) & (before != asian) & (after != asian) & (is_letter[before] | is_letter[after])
    costs: NDArray[np.float32] = enclosed * np.float32(ENCLOSED_COST) + lone * np.float32(LONE_COST)
    return costs.ravel().data


@cache
def kinds() -> NDArray[np.uint8]:
    """The kind of each character of the first plane, below 16; the last stands for all beyond, which are ideographs."""
    found = model().kinds.copy()
    found[-1] = _KINDS.index("CJK")
    return found


@cache
def odd_pairs() -> bytes:
    """For each pair of kinds, 16 times the first and the second, whether they do not stand side by side in any language.

    Latin words stand beside East Asian characters in every language that has these.

    >>> [bool(odd_pairs()[16 * kinds()[ord(a)] + kinds()[ord(b)]]) for a, b in ("жa", "ab")]
    [True, False]
    """
    odd = _costs().reshape(_COUNT, _COUNT) > 0
    latin, asian = [_KINDS.index("LATIN"), _CAPITAL + _KINDS.index("LATIN")], _KINDS.index("CJK")
    odd[latin, asian] = odd[asian, latin] = False
    return odd.tobytes()


def kind_of(char: str) -> int:
    """The kind of a character: what `tables/build_language.py` stores."""
    if char.isascii() and not char.isalpha():
        return 0
    name = unicodedata.name(char, "").split(" ")[0].split("-")[0]
    if char in _TURNING:
        return _KINDS.index("TURNS")
    if unicodedata.category(char) == "Co":
        return _KINDS.index("CJK")  # what East Asian encodings have where none of their characters are
    if name in ("HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "HALFWIDTH"):
        name = "CJK"
    if char in _OPENING or char in _CLOSING:
        return _KINDS.index("OPENS" if char in _OPENING else "CLOSES")
    if char in _ODD_LETTERS or name not in _KINDS or not (char.isalpha() or unicodedata.category(char) in ("Mn", "Mc", "Nd")):
        return _KINDS.index("SIGN") if unicodedata.category(char) in _SIGNS or char in _ODD_LETTERS else 0
    kind = _KINDS.index(name)
    return _CAPITAL + kind if char.isupper() and kind < _CASELESS else kind


@cache
def _costs() -> NDArray[np.float32]:
    """The cost of each pair of kinds."""
    costs = np.zeros((_COUNT, _COUNT), np.float32)
    asian, sign, turn = _KINDS.index("CJK"), _KINDS.index("SIGN"), _KINDS.index("TURNS")
    letters = [*_ALPHABETS, *range(_CAPITAL + 1, _COUNT)]
    for one in letters:
        for other in letters:
            if (one - other) % _CAPITAL:
                costs[one, other] = SCRIPT_COST
        costs[one, asian] = costs[asian, one] = ASIAN_COST
        if one % _CAPITAL < _CASELESS:
            costs[one, turn] = costs[turn, one] = SCRIPT_COST
            costs[sign, one] = SIGN_COST
            costs[one, _KINDS.index("OPENS")] = costs[_KINDS.index("CLOSES"), one] = MARK_COST
    for small in (1, 2, 3):
        costs[small, _CAPITAL + small] = CASE_COST
    return costs.ravel()
