"""The non-blank lines of a text, on the folded view, with the counts and the rule hits that everything else is made of."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The non-blank lines of a text.

    `start`, `end`: spans in the text, space at the edges left out. `texts`: the folded lines. `counts`: for each line how many
    characters of each kind it has. `hits`: the rules that match, `Hit.line` being the row. `codes`: the folded text.
    """

    start: Ints
    end: Ints
    texts: tuple[str, ...]
    counts: NDArray[np.float64]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    hits: tuple[Hit, ...]
    codes: Codes

    def __len__(self) -> int:
        return len(self.start)

    def of(self, rows: NDArray[np.bool_]) -> Lines:
        """Only those lines, as if they were the whole text."""
        place = np.cumsum(rows) - 1
        hits = tuple(Hit(int(place[hit.line]), *hit[1:]) for hit in self.hits if rows[hit.line])
        texts = tuple(text for text, stays in zip(self.texts, rows.tolist(), strict=True) if stays)
        return Lines(self.start[rows], self.end[rows], texts, self.counts[rows], self.first[rows], self.last[rows], hits, self.codes)


def lines_of(text: str, matcher: Matcher) -> Lines:
    """The non-blank lines of `text` (lines end at a line feed)."""
    codes = fold_codes(codes_of(text))
    kinds = _kinds().take(codes, mode="clip")
    spans = _spans(codes, kinds)
    texts = tuple(_cut(text_of(codes), spans))
    counts = np.bincount(_rows(spans, kinds), minlength=len(spans) * KINDS).reshape(-1, KINDS).astype(np.float64)
    hits = tuple(matcher.find(codes, texts, spans[:, 0]))
    return Lines(spans[:, 0], spans[:, 1], texts, counts, kinds[spans[:, 0]], kinds[spans[:, 1] - 1], hits, codes)


def _spans(codes: Codes, kinds: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where the non-blank lines begin and end, space at their edges left out: one row for each."""
    breaks = np.flatnonzero(codes == 10)
    inked = np.flatnonzero(kinds != SPACE)
    if not len(inked):
        return np.empty((0, 2), np.int64)
    line = np.searchsorted(breaks, inked)
    opens = np.flatnonzero(np.append(True, line[1:] != line[:-1]))
    return np.stack([inked[opens], inked[np.append(opens[1:], len(inked)) - 1] + 1], axis=1)


def _cut(folded: str, spans: NDArray[np.int64]) -> Sequence[str]:
    return [folded[start:end] for start, end in spans.tolist()]


def _rows(spans: NDArray[np.int64], kinds: NDArray[np.uint8]) -> Ints:
    """For every character of the lines the cell of the counts that it belongs to."""
    size = spans[:, 1] - spans[:, 0]
    ends = np.cumsum(size)
    total = int(ends[-1]) if len(ends) else 0
    at = np.arange(total) + np.repeat(spans[:, 0] - ends + size, size)
    cells: Ints = np.repeat(np.arange(len(spans)) * KINDS, size) + kinds[at]
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
