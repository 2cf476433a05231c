"""The non-blank lines of a text, on the folded view, with the counts and the rule hits that everything else is made of."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints
from shanben.kernels.textlines import count_kinds, line_spans
from shanben.rules.fold import folded_of
from shanben.rules.match import Hit, Matcher
from shanben.scan import BLANK, INVISIBLE, NEWLINE, Scan, in_classes
from shanben.view import Blocks

SPACE, HAN, FUNCTION, KANA, LETTER, DIGIT, END, COMMA, COLON, SEPARATOR, BRACKET, QUOTE, OTHER = range(13)
KINDS: Final = 13
_MARKS: Final = {
    END: "。.!?;…｡",
    COMMA: ",",
    COLON: ":",
    SEPARATOR: "|>·/-<*~_",
    BRACKET: "()[]{}《》",
    QUOTE: "\"'",
    # Han that sentences are held together with and names of columns do without.
    FUNCTION: "的了是在和我他她它你您不也就都这那有们着说与而为被把从对将会要可能以之其但因所于到很还又没",
}
_FEED: Final = NEWLINE.bit_length() - 1
_EDGES: Final = bytes(2 if bit == _FEED else (BLANK | INVISIBLE) >> bit & 1 for bit in range(256))
"""For each class what it is to a line: 2 its end, 1 nothing to be seen."""


@dataclass(frozen=True, eq=False)
class Lines:
    """The non-blank lines of a text.

    `codes`, `folded`: the folded text as code points and as text. `start`, `end`: spans of the lines, space at the edges left
    out. `hits`: the rules that match, `Hit.line` being the row.
    """

    codes: Codes
    start: Ints
    end: Ints
    folded: str
    hits: tuple[Hit, ...]

    def __len__(self) -> int:
        return len(self.start)

    def text(self, row: int) -> str:
        """One folded line."""
        return self.folded[self.start[row] : self.end[row]]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The folded lines."""
        return tuple([self.folded[start:end] for start, end in zip(self.start.tolist(), self.end.tolist(), strict=True)])

    @cached_property
    def _counted(self) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
        counts, edges = np.zeros((len(self), KINDS)), np.empty((2, len(self)), np.uint8)
        count_kinds(self.codes.data, _kinds().data, self.start.data, self.end.data, counts.data, edges.data)
        return counts, edges

    @property
    def counts(self) -> NDArray[np.float64]:
        """For each line how many characters of each kind it has."""
        return self._counted[0]

    @property
    def edges(self) -> NDArray[np.uint8]:
        """The kinds of each line's first and last character: (2, line)."""
        return self._counted[1]

    @cached_property
    def size(self) -> NDArray[np.float64]:
        """For each line how many characters it has, space left out."""
        solid: NDArray[np.float64] = self.end - self.start - self.counts[:, SPACE]
        return solid

    @cached_property
    def sentence(self) -> NDArray[np.float64]:
        """For each line 1 if it is made like a sentence, 0 if not."""
        counts = self.counts
        marked = counts[:, END] + counts[:, COMMA] >= 2
        spoken = counts[:, FUNCTION] + counts[:, LETTER] + counts[:, KANA] >= 2
        return (marked & spoken & (self.size >= 15)).astype(np.float64)

    @cached_property
    def last(self) -> NDArray[np.uint8]:
        """The kind of each line's last character: of a text that stays as it is, nothing more is counted."""
        return _kinds().take(self.codes[self.end - 1])

    def within(self, blocks: Blocks) -> Ints:
        """The block of a page that each line stands in."""
        known: tuple[Blocks, Ints] | None = vars(self).get("_within")
        if known is None or known[0] is not blocks:
            known = vars(self)["_within"] = (blocks, blocks.at(self.start))
        return known[1]

    def of(self, rows: NDArray[np.bool_]) -> Lines:
        """Only those lines, as if they were the whole text."""
        place = np.cumsum(rows) - 1
        hits = tuple(Hit(int(place[hit.line]), *hit[1:]) for hit in self.hits if rows[hit.line])
        return Lines(self.codes, self.start[rows], self.end[rows], self.folded, hits)


def lines_of(scan: Scan, matcher: Matcher) -> Lines:
    """The non-blank lines of a text (lines end at a line feed)."""
    codes, folded = scan.once(folded_of)
    start, end = _spans(scan)
    return Lines(codes, start, end, folded, tuple(matcher.find(folded, codes, start, end)))


def _spans(scan: Scan) -> tuple[Ints, Ints]:
    """Where the non-blank lines begin and end, space at their edges left out."""
    start, end = np.empty((2, scan.classes.count(_FEED) + 1), np.int64)
    count = line_spans(scan.classes, _EDGES, start.data, end.data)
    return start[:count], end[:count]


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
    table[in_classes(BLANK | INVISIBLE)] = SPACE
    for kind, characters in _MARKS.items():
        table[[ord(character) for character in characters]] = kind
    return table
