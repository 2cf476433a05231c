"""Which characters of a text are in the source script of a conversion.

A character that both scripts write goes with the nearest one that tells its script, within its line; a line without any goes
with its document. Lines in Japanese and Korean are in neither.
"""

from __future__ import annotations

import sys
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, ranges
from shanben.scan import HAN, Scan
from shanben.stages.script.profile import Units, foreign, lettered
from shanben.stages.script.table import ENDS, JAPANESE, LETTER, SOURCE, TARGET, Applied

# Characters of one script that writers of the other use too, as variants and in names: here they tell nothing by themselves.
_SHARED = "恒晒迹虱琼凄肴霉赶岭凛叠碱耻脉踪泪凉决况减凑吨奥厨厩厢却强痹笋疱腼潴猫胆秆捱拚摺榘麴"

_Mask = NDArray[np.bool_]


class Source:
    """What of a text is in the source script, by what a table `made` of it."""

    def __init__(self, text: str, codes: Codes, made: Applied) -> None:
        self._text, self._codes, self._made = text, codes, made
        edges = made.at(ENDS) + 1
        self._first, self._last = np.concatenate(([0], edges)), np.concatenate((edges, [len(text)]))

    def without(self, places: Ints) -> Ints:
        """Those of the places that are not in the source script."""
        lines = self._lines
        marked, marks, line = self._marked(lines)
        ours, theirs = (_counts(line, marks, mark, lines) for mark in (SOURCE, TARGET))
        strange = self._foreign.take(lines)
        both = (ours > 0) & (theirs > 0) & ~strange
        rows, line = self._rows(places, lines)
        places = places.take(rows)
        out = (strange | (theirs > 0) | ((ours == 0) & (not self._prevails))).take(line)
        near = both.take(line).nonzero()[0]
        if len(near):
            telling = (((marks & (SOURCE | TARGET)) != 0) & ~_shared().take(self._codes.take(marked))).nonzero()[0]
            first, last = (side.take(lines.take(line.take(near))) for side in (self._first, self._last))
            out[near] = ~_nearest(places.take(near), first, last, marked.take(telling), (marks.take(telling) & SOURCE) != 0)
        found: Ints = places[out]
        return found

    def _rows(self, places: Ints, lines: Ints) -> tuple[Ints, Ints]:
        """Which of the places are in these lines, and in the how-manyth."""
        low, high = places.searchsorted(self._first.take(lines)), places.searchsorted(self._last.take(lines))
        return ranges(low, high - low), np.arange(len(lines)).repeat(high - low)

    def _marked(self, lines: Ints) -> tuple[Ints, NDArray[np.uint8], Ints]:
        """The characters of these lines that have marks: where they stand, the marks, and in the how-manyth line."""
        rows, line = self._rows(self._made.places, lines)
        return self._made.places.take(rows), self._made.marks.take(rows), line

    def _holding(self, mask: int) -> _Mask:
        """For each line whether it has characters with a mark of `mask`."""
        holding = np.zeros(len(self._last), np.bool_)
        holding[self._last.searchsorted(self._made.at(mask), "right")] = True
        return holding

    @cached_property
    def _lines(self) -> Ints:
        """The lines that may hold anything that is not in the source script."""
        return (self._holding(TARGET) | self._foreign | (not self._prevails)).nonzero()[0]

    @cached_property
    def _foreign(self) -> _Mask:
        """For each line whether it is Japanese or Korean."""
        if lettered(self._made.count(LETTER), self._made.count(SOURCE | TARGET | JAPANESE)):
            return Units(Scan(self._text)).foreign  # in a Japanese document a line without any may be too
        found = self._holding(LETTER | JAPANESE)
        if not found.any():
            return found
        lines = found.nonzero()[0]
        _, marks, line = self._marked(lines)
        letters, japanese, telling = (_counts(line, marks, mark, lines) for mark in (LETTER, JAPANESE, SOURCE | TARGET))
        likely = foreign(letters, japanese + telling, japanese, telling)
        if likely.any():  # most of the ideographs have no mark
            spans = zip(self._first.take(lines).tolist(), self._last.take(lines).tolist(), strict=True)
            han = [Scan(self._text[start:end]).count(HAN) for start, end in spans]
            likely = foreign(letters, np.array(han), japanese, telling)
        found[lines] = likely
        return found

    @cached_property
    def _prevails(self) -> bool:
        """Whether the document is in the source script."""
        ours, theirs = (self._made.count(mark) for mark in (SOURCE, TARGET))
        if theirs and not ours:
            return False
        if self._foreign.any():
            marks = self._marked(self._foreign.nonzero()[0])[1]
            ours, theirs = (count - int(np.count_nonzero(marks & mark)) for count, mark in ((ours, SOURCE), (theirs, TARGET)))
        return ours > theirs or not theirs


def _counts(line: Ints, marks: NDArray[np.uint8], mask: int, lines: Ints) -> Ints:
    """For each line how many characters have a mark of `mask`."""
    return np.bincount(line, (marks & mask) != 0, len(lines)).astype(np.int64)


def _nearest(places: Ints, first: Ints, last: Ints, telling: Ints, ours: _Mask) -> _Mask:
    """For each place whether of the telling characters between `first` and `last` the nearest one is one of ours."""
    if not len(telling):
        return np.zeros(len(places), np.bool_)
    follows = telling.searchsorted(places)
    before, after = telling.take(follows - 1, mode="clip"), telling.take(follows, mode="clip")
    far = np.iinfo(np.int64).max
    gap_before = np.where((before >= first) & (before <= places), places - before, far)
    gap_after = np.where((after < last) & (after >= places), after - places, far)
    nearest = ours.take(np.where(gap_after <= gap_before, follows, follows - 1), mode="clip")
    return nearest & (np.minimum(gap_before, gap_after) < far)


@cache
def _shared() -> _Mask:
    """The characters that tell nothing by themselves, as a table of all code points."""
    shared = np.zeros(sys.maxunicode + 1, np.bool_)
    shared[codes_of(_SHARED)] = True
    return shared
