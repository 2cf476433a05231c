"""The Mandarin readings of characters: which character may be read how. Facts from pinyin-data; see build_readings.py.

>>> is_reading("關", "guān"), is_reading("關", "guan"), is_reading("關", "mén")
(True, True, False)
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache
from importlib.resources import files
from typing import Final

_TONES: Final = dict.fromkeys([0x304, 0x301, 0x30C, 0x300])  # the four tones as combining marks
_LOOKALIKES: Final = str.maketrans("ɑɡvăĕĭŏŭ", "agüǎěǐǒǔ")


def spelled(reading: str) -> str:
    """A syllable in one spelling: lower case, composed, `ü` for `v`, and plain letters for those that only look alike.

    >>> spelled("Lv"), spelled("ɡuān")
    ('lü', 'guān')
    """
    return unicodedata.normalize("NFC", reading.lower().translate(_LOOKALIKES))


def toneless(reading: str) -> str:
    """A syllable, or a list of them, without tones: `lǜ` is `lü`."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", reading).translate(_TONES))


def is_reading(character: str, reading: str) -> bool:
    """Whether `character` can be read so; a reading without a tone stands for every tone."""
    return character in characters_of(reading)


def is_first_reading(character: str, reading: str) -> bool:
    """Whether `character` is read so in most words.

    >>> is_first_reading("没", "méi"), is_first_reading("没", "mo")
    (True, False)
    """
    return character in _table().get(spelled(reading), ("", ""))[0]


def is_syllable(reading: str) -> bool:
    """Whether Mandarin has the syllable, with this tone or, where none is written, with any."""
    return bool(characters_of(reading))


def characters_of(reading: str) -> str:
    """All characters that can be read so; a reading without a tone stands for every tone."""
    return "".join(_table().get(spelled(reading), ()))


@cache
def _table() -> dict[str, tuple[str, str]]:
    """For each syllable, with its tone and without, the characters of which it is the first reading, and a later one."""
    packed = files("shanben.tables").joinpath("readings.bin").read_bytes()
    rows = [line.split(" ") for line in zlib.decompress(packed).decode().split("\n")]
    bare = toneless("\n".join([reading for reading, _, _ in rows])).split("\n")
    table: dict[str, tuple[str, str]] = {}
    for (reading, first, later), syllable in zip(rows, bare, strict=True):
        for spelling in {reading, syllable}:
            known = table.get(spelling, ("", ""))
            table[spelling] = known[0] + first, known[1] + later
    return table
