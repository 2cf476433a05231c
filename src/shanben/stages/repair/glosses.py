"""Brackets behind ideographs that hold what may be their readings, and how well everybody knows a character.

readings.py tells from all of a document's whether a machine put them there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from shanben.scan import HAN, Scan
from shanben.stages.repair.signs import sign
from shanben.tables.readings import is_first_reading, is_reading, is_syllable
from shanben.view import View

BRACKETED: Final = sign(HAN, "(", "^()0-9A-Z\n\r\u3400-\u9fff")
"""The head of a bracket behind an ideograph."""
_BRACKET: Final = r"\([^()0-9A-Z\n\r\u3400-\u9fff]{1,14}\)"
# A disguise may double the bracket, and put a picture in or between.
_PICTURE: Final = re.compile(r"[\u2190-\u2bff\U0001f300-\U0001faff]")
_BRACKETS: Final = re.compile(rf"{_BRACKET}(?:{_PICTURE.pattern}?{_BRACKET}){{0,15}}")
_NOT_SPELLING: Final = re.compile(r"[^a-z\u00e0-\u01dc\u01f9\u0251\u0261\u1e3f/]+")
_INNER_SPACE: Final = re.compile(r"\s\)")
_WORD: Final = 4.0
"""How much likelier the second character of a word is behind the first than alone, in nats."""


class Gloss(NamedTuple):
    """Brackets `text[start:end]` behind `character`; `valid` if it can be read so, `first` if it mostly is.

    `odd` if they are doubled or hold a picture, `spaced` if there is a space before their end.
    """

    character: str
    start: int
    end: int
    reading: str
    valid: bool
    first: bool
    odd: bool
    spaced: bool


def glosses_of(view: View) -> list[Gloss]:
    """Every bracket behind an ideograph that holds what may be a reading."""
    opening, han = view.scan.codes == ord("("), view.scan.mask(HAN)
    glosses = []
    for at in np.flatnonzero(opening[1:] & han[:-1]).tolist():
        match = _BRACKETS.match(view.text, at + 1)
        if match:
            character, inside = view.text[at], match.group()
            readings = {_NOT_SPELLING.sub("", part) for part in inside[1:-1].split(")")}
            reading = "/".join(sorted(readings - {""}))
            syllables = reading.split("/")
            if not reading.isascii() or all(map(is_syllable, syllables)):
                valid = all(is_reading(character, syllable) for syllable in syllables)
                first = all(is_first_reading(character, syllable) for syllable in syllables)
                odd = inside.count(")") > 1 or _PICTURE.search(inside) is not None
                spaced = _INNER_SPACE.search(inside) is not None
                glosses.append(Gloss(character, *match.span(), reading, valid, first, odd, spaced))
    return glosses


@cache
def rarity(character: str) -> float:
    """How much rarer a character is than 的, in nats."""
    from shanben.language import fold, model  # noqa: PLC0415  (a table of megabytes that few texts need)

    one, most_frequent = (float(model().costs(fold(each))[0]) for each in (character, "的"))
    return one - most_frequent


def is_word(pair: str, least: float = _WORD) -> bool:
    """Whether two ideographs make a word: the second is likelier behind the first than alone, by `least` nats."""
    from shanben.language import fold, model  # noqa: PLC0415  (as above)

    if Scan(pair).count(HAN) < 2:
        return False
    together, alone = (model().costs(fold(text))[-1] for text in (pair, pair[1]))
    return bool(together + least <= alone)
