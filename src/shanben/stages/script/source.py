"""Which characters of a text are in the source script of a conversion.

A character that both scripts write goes with the nearest one that tells its script, within its line; a line without any goes
with its document. Lines in Japanese and Korean are in neither.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, ranges
from shanben.scan import HAN, Scan, in_classes
from shanben.stages.script.profile import Units, foreign, lettered
from shanben.stages.script.table import ENDS, JAPANESE, LETTER, SOURCE, TARGET, Applied

# Characters of one script that writers of the other use too, as variants and in names: here they tell nothing by themselves.
_SHARED = "恒晒迹虱琼凄肴霉赶岭凛叠碱耻脉踪泪凉决况减凑吨奥厨厩厢却强痹笋疱腼潴猫胆秆捱拚摺榘麴"

_Mask = NDArray[np.bool_]


class Source:
    """What of a text is in the source script, by what a table `made` of it.

    The text may be a part of a document, in which the source script `prevails` or not.
    """

    def __init__(self, text: str, codes: Codes, made: Applied, prevails: bool) -> None:
        self._text, self._codes, self._made, self._prevails = text, codes, made, prevails
        edges = made.at(ENDS) + 1
        self._first, self._last = np.concatenate(([0], edges)), np.concatenate((edges, [len(text)]))

    @cached_property
    def others(self) -> _Mask:
        """The characters that are not in the source script."""
        starts, ends = (np.concatenate(sides) for sides in zip(*self._spans(), strict=True))
        step = np.zeros(len(self._codes) + 1, np.int32)
        np.add.at(step, starts, 1)
        np.subtract.at(step, ends, 1)
        inside: _Mask = step[:-1].cumsum() > 0
        return inside

    def _spans(self) -> Iterator[tuple[Ints, Ints]]:
        """What is not in the source script: where the spans start, and where they end."""
        lines = self._lines
        marked, marks, line = self._marked(lines)
        ours, theirs = (_counts(line, marks, mark, lines) for mark in (SOURCE, TARGET))
        both = (ours > 0) & (theirs > 0) & ~self._foreign.take(lines)
        telling = (((marks & (SOURCE | TARGET)) != 0) & both.take(line) & ~_shared().take(self._codes.take(marked))).nonzero()[0]
        whole = (theirs > 0) | (ours == 0) | self._foreign.take(lines)
        whole[line.take(telling)] = False
        first, last = _runs(lines[whole])
        yield self._first.take(first), self._last.take(last)
        if len(telling):
            yield self._nearest(marked.take(telling), lines.take(line.take(telling)), (marks.take(telling) & SOURCE) != 0)

    def _of_lines(self, lines: Ints) -> Iterator[tuple[int, int]]:
        """The spans of lines."""
        return zip(self._first.take(lines).tolist(), self._last.take(lines).tolist(), strict=True)

    def _nearest(self, telling: Ints, lines: Ints, ours: _Mask) -> tuple[Ints, Ints]:
        """The spans of which the nearest telling character in the line is not one of ours."""
        middle = (telling[1:] + telling[:-1] + 1) // 2
        apart = lines[1:] != lines[:-1]
        low, high = self._first.take(lines), self._last.take(lines)
        low[1:], high[:-1] = np.where(apart, low[1:], middle), np.where(apart, high[:-1], middle)
        return low[~ours], high[~ours]

    def _marked(self, lines: Ints) -> tuple[Ints, NDArray[np.uint8], Ints]:
        """The characters of these lines that have marks: where they stand, the marks, and in the how-manyth line."""
        low, high = (self._made.places.searchsorted(side.take(lines)) for side in (self._first, self._last))
        rows, line = ranges(low, high - low), np.arange(len(lines)).repeat(high - low)
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
            han = np.zeros(len(lines), np.int64)
            spans = self._of_lines(lines[likely])
            han[likely] = [np.count_nonzero(_ideographs().take(self._codes[start:end])) for start, end in spans]
            likely &= foreign(letters, han, japanese, telling)
        found[lines] = likely
        return found

    @cached_property
    def evidence(self) -> tuple[int, int]:
        """How many characters of Chinese lines tell the source script, and the target."""
        ours, theirs = (self._made.count(mark) for mark in (SOURCE, TARGET))
        if self._foreign.any():
            marks = self._marked(self._foreign.nonzero()[0])[1]
            ours, theirs = (count - int(np.count_nonzero(marks & mark)) for count, mark in ((ours, SOURCE), (theirs, TARGET)))
        return ours, theirs


def prevails(ours: int, theirs: int) -> bool:
    """Whether a document is in the source script, by the evidence of all its parts."""
    return ours > theirs or not theirs


def _runs(lines: Ints) -> tuple[Ints, Ints]:
    """The first and the last of the lines that stand together."""
    begins = np.diff(lines, prepend=-2) != 1
    return lines[begins], lines[np.append(begins[1:], True)[: len(lines)]]


def _counts(line: Ints, marks: NDArray[np.uint8], mask: int, lines: Ints) -> Ints:
    """For each line how many characters have a mark of `mask`."""
    return np.bincount(line.take(((marks & mask) != 0).nonzero()[0]), minlength=len(lines))


@cache
def _ideographs() -> _Mask:
    """For every code point whether it is an ideograph."""
    return in_classes(HAN)


@cache
def _shared() -> _Mask:
    """The characters that tell nothing by themselves, as a table of all code points."""
    shared = np.zeros(sys.maxunicode + 1, np.bool_)
    shared[codes_of(_SHARED)] = True
    return shared
