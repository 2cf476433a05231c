"""Comments below an article: where the text of a page has come to its end.

Posts of a thread and comments below an article look alike, and a model of lines takes both or neither. What tells them apart is
what stands above: in a thread every post has a stamp (who, and when), the first too; an article stands whole above the first of
the stamps that repeat, or above the heading of the comments, in an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints
from shanben.kernels.textlines import dated_lines
from shanben.stages.lines import text as kind
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
_STAMPS: Final = 3
_LONGEST: Final = 80
_CELLS: Final = 2
"""Rows of more cells are a table, in which dates are data."""
_ENOUGH: Final = 60
"""Characters of prose that an article has at least."""
_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_STAMP: Final = re.compile(
    r"(?=\d)(?<!\d)(?:[12]?\d:[0-5]\d(?!\d)"
    r"|(?:(?:19|20)\d\d|\d\d)[-/.年][01]?\d[-/.月][0-3]?\d(?!\d)"
    rf"|[0-3]?\d(?:st|nd|rd|th)?,? (?:{_MONTH},? )?(?:19|20)\d\d(?!\d)"
    r"|\d{1,2} ?(?:分钟|小时|天|个月|年|minutes?|hours?|days?|weeks?|months?|years?) ?(?:以?前|ago))",
    re.ASCII,
)


def below_article(lines: Lines, blocks: Blocks) -> Bools:
    """Which lines of a page stand below its article, among comments or in lists of other articles with their dates."""
    start = min(_Page(lines, blocks).ends(), default=len(lines))
    return np.arange(len(lines)) >= start


class _Page:
    """The lines of a page, the blocks that they stand in (`at`), and the prose above each of them."""

    def __init__(self, lines: Lines, blocks: Blocks) -> None:
        self.lines = lines
        self.at = lines.within(blocks)
        self.columns = blocks.columns

    @cached_property
    def prose(self) -> Floats:
        """For each line how much prose it holds."""
        return self.lines.sentence * self.lines.size

    @cached_property
    def above(self) -> Floats:
        """The prose above each line, and above the end."""
        return np.append(0, self.prose.cumsum())

    def ends(self) -> Iterator[int]:
        """The rows at which the article may have ended."""
        stamps = self._stamps()
        if len(stamps) and self._ended(stamps[0], 2 * self._below(stamps[0]) / len(stamps)):
            yield stamps[0]
        headings = sorted({hit.line for hit in self.lines.hits if "comment" in hit.rule.id})
        yield from (row + 1 for row in headings if self._ended(row, self._below(row) / 4))

    def _below(self, row: int) -> float:
        return float(self.above[-1] - self.above[row])

    def _ended(self, row: int, least: float) -> bool:
        """Whether an article of some length ends above a row: the element that holds most of its prose does."""
        if self.above[row] < max(_ENOUGH, least):
            return False
        return bool(self.at.searchsorted(self.columns["tree.end"][self.fullest[row - 1]]) <= row + 1)

    @cached_property
    def fullest(self) -> list[int]:
        """For each line the element that holds, around its children, most of the prose down to there."""
        outer = np.maximum(self.columns["tree.parent"][self.columns["box"][self.at]], 0).tolist()
        held: dict[int, float] = {}
        found, most = [], 0
        for element, prose in zip(outer, self.prose.tolist(), strict=True):
            held[element] = held.get(element, 0.0) + prose
            most = element if held[element] > held.get(most, 0.0) else most
            found.append(most)
        return found

    def _stamps(self) -> list[int]:
        """The rows of the stamps under the path that has most of them, if they are several and most prose stands elsewhere."""
        rows = self._stamped()
        if len(rows) < _STAMPS:
            return []
        path = self.columns["path"][self.at]
        paths, number, count = np.unique(path[rows], return_inverse=True, return_counts=True)
        most = int(count.argmax())
        if count[most] < _STAMPS or 2 * self.prose[path == paths[most]].sum() >= self.prose.sum():
            return []
        found: list[int] = rows[number.reshape(-1) == most].tolist()
        return found

    def _stamped(self) -> Ints:
        """The rows that tell a full date, a time or how long ago something was, and hardly more."""
        lines = self.lines
        rows = np.array(dated_lines(lines.codes.data, lines.start.data, lines.end.data), np.int64)
        if len(rows) < _STAMPS:
            return rows[:0]
        short = (lines.counts[rows, kind.DIGIT] > 0) & (lines.size[rows] <= _LONGEST) & (lines.last[rows] != kind.END)
        rows = rows[short & (self.columns["cells"][self.at[rows]] <= _CELLS)]
        stamped: Ints = rows[[_STAMP.search(lines.text(row)) is not None for row in rows.tolist()]]
        return stamped
