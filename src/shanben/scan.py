"""One scan, many questions: the class of every character of a text.

A table gives each code point one class; a mask is a union of classes, one bit each. A stage asks `Scan.any` or `Scan.count`
first and leaves when it has nothing to do, so that clean text costs one scan whatever the number of stages.

>>> scan = Scan("漢字, kanji")
>>> scan.count(HANT), scan.any(KANA)
(1, False)
>>> [(int(a), int(b)) for a, b in zip(*scan.spans(LETTER), strict=True)]
[(4, 9)]
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, text_of
from shanben.kernels.classes import look_up, tally
from shanben.memory import keep_freed

# fmt: off
OTHER: Final = 1 << 0           # unassigned, and what no other class names
# ASCII
LETTER: Final = 1 << 1
DIGIT: Final = 1 << 2
SPACE: Final = 1 << 3
NEWLINE: Final = 1 << 4
RETURN: Final = 1 << 5
TAB: Final = 1 << 6
AMPERSAND: Final = 1 << 7       # may begin a character reference
FLAT: Final = 1 << 8            # , ; : !  what is left of fullwidth marks when a converter flattens them
QUESTION: Final = 1 << 9        # the same, and what a lossy encoder puts for a character that it does not know
PAREN: Final = 1 << 10          # ( )
ESCAPE: Final = 1 << 11         # \ %  may begin an escape
LESS: Final = 1 << 12           # <  may begin a tag
ASCII_MARK: Final = 1 << 13     # the other punctuation and symbols
# what should not stand in text, or stands there unseen
CONTROL: Final = 1 << 14        # C0 but tab and line ends; DEL
C1: Final = 1 << 15             # U+0080-009F but NEL
NBSP: Final = 1 << 16           # no-break space, and the other spaces of fixed width
WIDE_SPACE: Final = 1 << 17     # U+3000
SEPARATOR: Final = 1 << 18      # VT, FF, NEL, U+2028, U+2029: line ends to some programs
INVISIBLE: Final = 1 << 19      # zero width: U+200B, word joiner, BOM, soft hyphen, U+180E, U+2061-2064, fillers
JOINER: Final = 1 << 20         # U+200C, U+200D: invisible, but letters of several scripts and emoji need them
BIDI: Final = 1 << 21
VARIATION: Final = 1 << 22      # variation selectors
TAG: Final = 1 << 23            # U+E0000-E007F
REPLACEMENT: Final = 1 << 24    # U+FFFD
PRIVATE: Final = 1 << 25
SURROGATE: Final = 1 << 26
NONCHARACTER: Final = 1 << 27
# alphabets
LATIN: Final = 1 << 28          # Latin letters beyond ASCII
TONED: Final = 1 << 29          # the vowels of toned pinyin, and ü
LATIN_SIGN: Final = 1 << 30     # the signs of U+00A1-00BF, × ÷
QUOTE: Final = 1 << 31          # “ ” ‘ ’ … — – · and their like: typographic marks of all languages
GREEK: Final = 1 << 32
CYRILLIC: Final = 1 << 33
HEBREW: Final = 1 << 34
ARABIC: Final = 1 << 35
THAI: Final = 1 << 36
OTHER_LETTER: Final = 1 << 37
MARK: Final = 1 << 38           # combining marks
# East Asia
HANGUL: Final = 1 << 39
KANA: Final = 1 << 40
HALF_KANA: Final = 1 << 41
BOPOMOFO: Final = 1 << 42
HAN_COMMON: Final = 1 << 43     # in use, and the same in both Chinese scripts or not telling
HANS: Final = 1 << 44           # only in Simplified Chinese
HANT: Final = 1 << 45           # only in Traditional Chinese
HAN_RARE: Final = 1 << 46       # in none of the national character sets
HAN_JA: Final = 1 << 47         # only in Japanese
RADICAL: Final = 1 << 48        # U+2E80-2FDF: pictures of radicals, not ideographs
COMPATIBILITY: Final = 1 << 49  # U+F900-FAFF, U+2F800-2FA1F: doubles of unified ideographs
CJK_MARK: Final = 1 << 50       # 、。「」《》 and the rest of U+3001-303F
FULL_MARK: Final = 1 << 51      # fullwidth punctuation
FULL_ALNUM: Final = 1 << 52     # fullwidth letters and digits
# the rest
SYMBOL: Final = 1 << 53
EMOJI: Final = 1 << 54
# fmt: on

HAN: Final = HAN_COMMON | HANS | HANT | HAN_RARE | HAN_JA | COMPATIBILITY
"""Every ideograph (radicals are not)."""
BREAK: Final = NEWLINE | RETURN | SEPARATOR
"""Whatever ends a line to some program."""
BLANK: Final = SPACE | TAB | NBSP | WIDE_SPACE | BREAK
"""White space of every kind."""
HIDDEN: Final = CONTROL | C1 | INVISIBLE | JOINER | BIDI | VARIATION | TAG
"""What a reader does not see."""

PLANE: Final = 1 << 16
"""The code points of the first plane."""
Answer = TypeVar("Answer")
_CLASSES: Final = EMOJI.bit_length()


@cache
def class_table() -> NDArray[np.uint8]:
    """The class of every code point; `tables/build_classes.py` builds it."""
    keep_freed()
    packed = files("shanben.tables").joinpath("classes.bin").read_bytes()
    return np.frombuffer(zlib.decompress(packed), np.uint8)


@cache
def _ascii_classes() -> bytes:
    """The class of each byte of ASCII."""
    return class_table()[:256].tobytes()


@cache
def _members(mask: int) -> bytes:
    """For each byte of `Scan.classes` whether it is in `mask`."""
    return bytes(mask >> bit & 1 for bit in range(256))


def in_classes(mask: int) -> NDArray[np.bool_]:
    """For every code point whether it is of a class in `mask`: a table to make others from."""
    return np.frombuffer(class_table().tobytes().translate(_members(mask)), np.bool_)


def classes_of(codes: Codes) -> bytes:
    """The class of each code point."""
    found = np.empty(len(codes), np.uint8)
    look_up(codes.data, class_table().data, found.data)
    return found.tobytes()


class Scan:
    """The classes of the characters of `text`. Positions are code points.

    They are kept as `bytes`, because searching, counting and translating bytes is several times faster than the same
    questions asked of an array.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._answers: dict[Callable[[Scan], Any], Any] = {}

    @classmethod
    def of(cls, codes: Codes) -> Self:
        """The scan of a text that is given as code points."""
        scan = cls(text_of(codes))
        scan.codes = codes
        return scan

    @cached_property
    def codes(self) -> Codes:
        """The code point of each character."""
        return codes_of(self.text)

    @cached_property
    def plane(self) -> Ints:
        """The same for tables of the first plane: what lies beyond it is U+FFFF, which is no character."""
        return np.minimum(self.codes, PLANE - 1).astype(np.int64)

    @cached_property
    def classes(self) -> bytes:
        """The class of each character: the index of its bit."""
        if self.text.isascii():
            return self.text.encode("ascii").translate(_ascii_classes())
        return classes_of(self.codes)

    @cached_property
    def ids(self) -> NDArray[np.uint8]:
        """The same as an array."""
        return np.frombuffer(self.classes, np.uint8)

    @cached_property
    def edges(self) -> Ints:
        """What parts the lines: each line feed, the place before the text, and the end of it."""
        return np.concatenate(([-1], self.at(NEWLINE), [len(self.text)]))

    @property
    def breaks(self) -> Ints:
        """Where the line feeds stand."""
        return self.edges[1:-1]

    @property
    def present(self) -> int:
        """The union of the classes that occur."""
        return self._tally[0]

    @cached_property
    def _tally(self) -> tuple[int, list[int]]:
        """The classes that occur, and for each class how many characters are of it."""
        return tally(self.classes, _CLASSES)

    def any(self, mask: int) -> bool:
        """Whether a character is of a class in `mask`."""
        return bool(self._tally[0] & mask)

    def count(self, mask: int) -> int:
        """How many characters are of a class in `mask`."""
        present, counts = self._tally
        mask &= present
        total = 0
        while mask:
            one = mask & -mask
            total += counts[one.bit_length() - 1]
            mask ^= one
        return total

    def once(self, question: Callable[[Scan], Answer]) -> Answer:
        """What a function says of this scan, which it is asked when first needed."""
        try:
            found: Answer = self._answers[question]
        except KeyError:
            found = self._answers[question] = question(self)
        return found

    def mask(self, mask: int) -> NDArray[np.bool_]:
        """For each character whether it is of a class in `mask`."""
        mask &= self.present
        if not mask:
            return np.zeros(len(self.text), np.bool_)
        if not mask & (mask - 1):  # one class
            one: NDArray[np.bool_] = self.ids == mask.bit_length() - 1
            return one
        return np.frombuffer(self.classes.translate(_members(mask)), np.bool_)

    def at(self, mask: int) -> Ints:
        """Where the characters of a class in `mask` stand."""
        return self.mask(mask).nonzero()[0]

    def spans(self, mask: int) -> tuple[Ints, Ints]:
        """Where the runs of characters of a class in `mask` start and end: two arrays of one length."""
        inside = np.frombuffer(b"\0" + self.classes.translate(_members(mask)) + b"\0", np.bool_)
        edges = (inside[1:] != inside[:-1]).nonzero()[0]
        return edges[::2], edges[1::2]
