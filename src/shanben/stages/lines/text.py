"""The non-blank lines of a text, on the folded view, with the counts and the rule hits that everything else is made of."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, text_of
from shanben.rules.fold import fold_codes
from shanben.rules.match import Hit, Matcher

SPACE, HAN, FUNCTION, KANA, LETTER, DIGIT, END, COMMA, COLON, SEPARATOR, BRACKET, QUOTE, OTHER = range(13)
KINDS: Final = 13
_MARKS: Final = {
    SPACE: " \t\n\r\x0b\x0c\x85\u200b\u2028\u2029\ufeff",
    END: "。.!?;…｡",
    COMMA: ",",
    COLON: ":",
    SEPARATOR: "|>·/-<*~_",
    BRACKET: "()[]{}《》",
    QUOTE: "\"'",
    # Han that sentences are held together with and names of columns do without.
    FUNCTION: "的了是在和我他她它你您不也就都这那有们着说与而为被把从对将会要可能以之其但因所于到很还又没",
}


@dataclass(frozen=True, eq=False)
class Lines:
    """The non-blank lines of a text.

    `start`, `end`: spans in the text, space at the edges left out. `folded`: the folded text, `codes` its code points.
    `counts`: for each line how many characters of each kind it has. `hits`: the rules that match, `Hit.line` being the row.
    """

    start: Ints
    end: Ints
    folded: str
    counts: NDArray[np.float64]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    hits: tuple[Hit, ...]
    codes: Codes

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The folded lines."""
        return tuple(self.folded[start:end] for start, end in zip(self.start.tolist(), self.end.tolist(), strict=True))

    def of(self, rows: NDArray[np.bool_]) -> Lines:
        """Only those lines, as if they were the whole text."""
        place = np.cumsum(rows) - 1
        hits = tuple(Hit(int(place[hit.line]), *hit[1:]) for hit in self.hits if rows[hit.line])
        return Lines(
            self.start[rows], self.end[rows], self.folded, self.counts[rows], self.first[rows], self.last[rows], hits, self.codes
        )


def lines_of(text: str, matcher: Matcher) -> Lines:
    """The non-blank lines of `text` (lines end at a line feed)."""
    codes = fold_codes(codes_of(text))
    kinds = _kinds().take(codes, mode="clip")
    start, end = _spans(codes, kinds)
    folded = text_of(codes)
    cells = _cells(start, end, kinds)
    counts = np.bincount(cells, minlength=len(start) * KINDS).reshape(-1, KINDS).astype(np.float64)
    hits = tuple(matcher.find(folded, codes, start, end))
    return Lines(start, end, folded, counts, kinds.take(start), kinds.take(end - 1), hits, codes)


def _spans(codes: Codes, kinds: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Where the non-blank lines begin and end, space at their edges left out."""
    breaks = np.flatnonzero(codes == 10)
    inked = np.flatnonzero(kinds != SPACE)
    first = np.searchsorted(inked, np.append(0, breaks + 1))
    last = np.searchsorted(inked, np.append(breaks, len(codes)))
    filled = last > first
    return inked[first[filled]], inked[last[filled] - 1] + 1


def _cells(start: Ints, end: Ints, kinds: NDArray[np.uint8]) -> Ints:
    """For every character of the lines the cell of the counts that it belongs to."""
    size = end - start
    ends = np.cumsum(size)
    total = int(ends[-1]) if len(ends) else 0
    at = np.arange(total) + np.repeat(start - ends + size, size)
    cells: Ints = np.repeat(np.arange(len(start)) * KINDS, size) + kinds[at]
    return cells


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of each folded code point."""
    table = np.full(sys.maxunicode + 1, OTHER, np.uint8)
    for low, high, kind in (
        (0x41, 0x5B, LETTER), (0x61, 0x7B, LETTER), (0x30, 0x3A, DIGIT), (0xC0, 0x1100, LETTER), (0x1100, 0x1200, HAN),
        (0x1200, 0x2000, LETTER), (0x2C00, 0x2E00, LETTER), (0x3041, 0x3100, KANA), (0x31F0, 0x3200, KANA), (0x3400, 0x4DC0, HAN),
        (0x4E00, 0xA000, HAN), (0xA000, 0xABFF, LETTER), (0xAC00, 0xD7B0, LETTER), (0xF900, 0xFB00, HAN), (0x20000, 0x32000, HAN),
    ):  # fmt: skip
        table[low:high] = kind
    for kind, characters in _MARKS.items():
        table[[ord(character) for character in characters]] = kind
    return table
