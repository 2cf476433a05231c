"""The Mandarin readings of characters: which character may be read how. Facts from pinyin-data; see build_readings.py.

>>> is_reading("關", "guān"), is_reading("關", "guan"), is_reading("關", "mén")
(True, True, False)
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
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
    """A syllable without its tone: `lǜ` is `lü`."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", reading).translate(_TONES))


def is_reading(character: str, reading: str) -> bool:
    """Whether `character` can be read so; a reading without a tone stands for every tone."""
    syllable = spelled(reading)
    return character in _characters().get(syllable, "") or character in _toneless_characters().get(syllable, "")


def is_syllable(reading: str) -> bool:
    """Whether Mandarin has the syllable, with this tone or, where none is written, with any."""
    return spelled(reading) in _characters() or spelled(reading) in _toneless_characters()


def characters_of(reading: str) -> str:
    """All characters that can be read so, with this very tone."""
    return _characters().get(spelled(reading), "")


@cache
def _characters() -> dict[str, str]:
    """For each syllable the characters that have it."""
    packed = files("shanben.tables").joinpath("readings.bin").read_bytes()
    rows = (line.split(" ") for line in zlib.decompress(packed).decode().split("\n"))
    return dict(rows)


@cache
def _toneless_characters() -> dict[str, str]:
    """The same for each syllable without its tone."""
    groups: dict[str, str] = defaultdict(str)
    for reading, characters in _characters().items():
        groups[toneless(reading)] += characters
    return dict(groups)
