"""From the tree to lines: which characters of the source are shown, and what stands between them.

A browser shows a run of white space as one space, and none at the edges of a line; block elements and `<br>` break lines. So
the text of a page is a choice among its source characters, with a space, a tab or a line break at some of the places where
something was left out. All is worked out on arrays over the text that is shown, the runs of it joined by one filler each.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np

from shanben.edits import Codes, Edits, Ints, codes_of, ranges, text_of
from shanben.kernels import html
from shanben.stages.markup.page import BLOCK, CELL, ENTITY, RULES, SPACE, Bools, Page
from shanben.stages.markup.references import REFERENCE, decode

_NEWLINE, _TAB, _BLANK, _RETURN = 10, 9, 32, 13
_FILLER: Final = "\0"  # no character of a page: the parser drops it

_LONG_CELL: Final = 120
"""Characters. Rows with a longer cell are prose in a table made for layout; their cells stay lines of their own."""


@dataclass(slots=True)
class Shown:
    """The text that is shown, run by run, a filler between two.

    `runs`: which texts of the page these are. `first`: where each begins. `stride`: how far the next one is. `codes`: the
    characters, references decoded. `place`: where in the source each stands. `source`: the characters before anything was
    decoded or put in place of something else. `entity`: for each character the number of its reference, from 1.
    """

    runs: Ints
    first: Ints
    stride: Ints
    codes: Codes
    place: Ints
    source: Codes
    entity: Ints

    @classmethod
    def of(cls, page: Page) -> Shown:
        """The shown text of a page."""
        size = page.size
        shown = (size > 0) & (page.unseen < 0)
        runs = shown.nonzero()[0]
        text = _FILLER.join(compress(page.texts(0, len(size)), shown.tolist()))
        stride = size[runs] + 1
        first = stride.cumsum() - stride
        place = np.arange(len(text)) + np.repeat(page.bounds[2 * runs] - first, stride)[: len(text)]
        source = codes_of(text)
        codes = source.copy()
        return cls(runs, first, stride, codes, place, source, _decode_references(text, codes))

    def marked(self, page: Page, bits: int) -> Bools:
        """For each character whether an element around it has one of these states."""
        return self.spread(page.nodes["state"][page.node[self.runs]] & bits > 0)

    def spread(self, marked: Bools) -> Bools:
        """What holds for each run, told for each character."""
        size = len(self.codes)
        spread: Bools = np.repeat(marked, self.stride)[:size] if marked.any() else np.zeros(size, np.bool_)
        return spread

    def run(self, at: Ints) -> Ints:
        """The run that each position stands in; a filler counts as part of the run before it."""
        return self.first.searchsorted(at, "right") - 1


def _decode_references(text: str, codes: Codes) -> Ints:
    """Write into `codes` what the references stand for, fillers where they are longer; the number of each one's characters."""
    entity = np.zeros(len(codes), np.int64)
    found = [(match.start(), *decode(match[0])) for match in REFERENCE.finditer(text)] if "&" in text else []
    found = [reference for reference in found if reference[2]]
    if found:
        start, decoded, size = zip(*found, strict=True)
        within = ranges(np.array(start), np.array(size))
        entity[within] = np.arange(1, len(found) + 1).repeat(size)
        codes[within] = 0
        codes[ranges(np.array(start), np.array(list(map(len, decoded))))] = codes_of("".join(decoded))
    return entity


class Layout:
    """The lines of a page.

    `shown`: the text they are made of. `keep`, `at`: which of its characters they hold, those put in as breaks included.
    `codes`: the text. `tabs`: which of its characters part two cells of a row. `start`, `end`: the lines that are not empty.
    `edits`: how the source became the text.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.shown = page, Shown.of(page)
        self._rules = page.rules.copy()
        self._inserts = np.zeros(len(page.rules), np.int64)
        self.keep = self._fill()
        self.at = self.keep.nonzero()[0]
        self.codes = self.shown.codes[self.at]
        self.tabs = (self.codes == _TAB) & (self.shown.source[self.at] == 0)
        breaks = (self.codes == _NEWLINE).nonzero()[0]
        start, end = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(self.codes)]))
        self.start, self.end = start[end > start], end[end > start]
        self.edits = self._edits()

    # ------------------------------------------------------------------ what stands between characters

    def _fill(self) -> Bools:
        """Choose what is kept, after writing a break or a space into each gap between characters that needs one."""
        codes = self.shown.codes
        space, line = self._spaces()
        keep: Bools = ~(space | line | (codes == 0))
        at = keep.nonzero()[0]
        gap = (at[1:] - at[:-1] > 1).nonzero()[0]
        left, right = at[gap], at[gap + 1]
        first, last = self.shown.run(left), self.shown.run(right)
        token = _first_within(self.page.breaks.nonzero()[0], self.shown.runs[first], self.shown.runs[last])
        broken = token >= 0
        returns = line.nonzero()[0]
        lines = ~broken & (_first_within(returns, left, right) >= 0)
        joined = broken & self._joined_cells(at, gap, broken | lines)
        for where, code, rule in ((joined, _TAB, CELL), (broken & ~joined, _NEWLINE, BLOCK)):
            self._put(keep, first[where], token[where], code, rule)
        keep[_within(returns, left[lines], right[lines])] = True
        spaced = _first_within(space.nonzero()[0], left, right)
        spaced = spaced[(spaced >= 0) & ~broken & ~lines & ~self._wide_line_end(space, left, right)]
        codes[spaced] = _BLANK
        keep[spaced] = True
        return keep

    def _spaces(self) -> tuple[Bools, Bools]:
        """Which characters are white space that collapses, and which are line breaks of preformatted text."""
        codes = self.shown.codes
        space: Bools = (codes == _BLANK) | ((codes >= _TAB) & (codes <= _RETURN) & (codes != 11))
        pre = self.shown.marked(self.page, html.PRE)
        space |= self._blank(space)
        if not pre.any():
            return space, pre
        lone = (codes == _RETURN) & pre & np.append(codes[1:] != _NEWLINE, True)
        codes[lone] = _NEWLINE
        return space & (~pre | (codes == _RETURN)), pre & (codes == _NEWLINE)

    def _blank(self, space: Bools) -> Bools:
        """Which characters stand on lines of nothing but white space, no-break and wide spaces included."""
        codes, runs = self.shown.codes, self.shown.runs
        soft: Bools = (codes == 0xA0) | (codes == 0x3000)
        if not soft.any():
            return soft
        line = np.append(0, self.page.breaks.cumsum())[runs]
        solid = np.add.reduceat(~(space | soft | (codes == 0)), self.shown.first)
        blank = np.bincount(line, solid)[line] == 0
        return soft & self.shown.spread(blank)

    def _put(self, keep: Bools, run: Ints, token: Ints, code: int, rule: int) -> None:
        """Let tokens become a break: it takes the place of the filler after a run."""
        filler = self.shown.first[run + 1] - 1
        self.shown.codes[filler] = code
        self.shown.place[filler] = self.page.bounds[2 * token + 1]
        self._rules[token], self._inserts[token] = rule, 1
        keep[filler] = True

    def _wide_line_end(self, space: Bools, left: Ints, right: Ints) -> Bools:
        """Whether the white space in a gap breaks a source line between two wide characters: no space then (CSS Text 3)."""
        codes = self.shown.codes
        breaks = (space & ((codes == _NEWLINE) | (codes == _RETURN))).nonzero()[0]
        return (_first_within(breaks, left, right) >= 0) & _wide(codes[left]) & _wide(codes[right])

    def _joined_cells(self, at: Ints, gap: Ints, ends: Bools) -> Bools:
        """For each gap whether it parts two cells of a row that can stand on one line.

        A row can where each of its cells is one line, and none is long: otherwise the table was made for layout.
        """
        nodes, runs = self.page.nodes, self.shown.runs
        joined = np.zeros(len(gap), np.bool_)
        if not nodes["row"].any() or not len(at):
            return joined
        begin = np.append(0, gap[ends] + 1)
        node = self.page.node[runs[self.shown.run(at[begin])]]
        cell, row = nodes["cell"][node], nodes["row"][node]
        bad = (np.bincount(cell)[cell] > 1) | (np.diff(begin, append=len(at)) > _LONG_CELL)
        bad |= np.bincount(row, bad)[row] > 0
        joined[ends.nonzero()[0]] = (row[1:] == row[:-1]) & (cell[1:] != cell[:-1]) & (row[1:] > 0) & ~bad[1:]
        return joined

    # ------------------------------------------------------------------ edits

    def _edits(self) -> Edits:
        """One edit for each tag, hidden text, character reference and run of white space."""
        bounds, unseen = self.page.bounds, self.page.unseen
        hidden = ((unseen >= 0) & (self.page.size > 0)).nonzero()[0]
        within = self._changes()
        columns = (
            (bounds[1:-1:2], bounds[2 * hidden], within[0]),
            (bounds[2::2], bounds[2 * hidden + 1], within[1]),
            (self._inserts, np.zeros(len(hidden), np.int64), within[2]),
            (self._rules, unseen[hidden], within[3]),
        )
        start, end, size, rule = (np.concatenate(column) for column in columns)
        order = np.argsort(start, kind="stable")
        return Edits.at(int(bounds[-1]), start[order], end[order], size[order], self._inserted(), rule[order], RULES)

    def _inserted(self) -> str:
        """All characters of the text that are not those of their place in the source."""
        shown = self.shown
        return text_of(shown.codes[self.keep & ((shown.codes != shown.source) | (shown.entity > 0))])

    def _changes(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Starts, ends, sizes and rules of the edits within the texts that are shown."""
        shown, keep = self.shown, self.keep
        label = np.where(shown.entity > 0, shown.entity + 1, ~keep | (shown.codes != shown.source))
        label[shown.first[1:] - 1] = 0
        edge = (label[1:] != label[:-1]).nonzero()[0] + 1
        first, after = np.concatenate(([0], edge)), np.concatenate((edge, [len(label)]))
        if not len(label):
            first = after = edge
        first, after = first[label[first] > 0], after[label[first] > 0]
        kept = np.concatenate(([0], keep.cumsum()))
        rule = np.where(label[first] > 1, ENTITY, SPACE)
        return shown.place[first], shown.place[after - 1] + 1, kept[after] - kept[first], rule


def _first_within(positions: Ints, low: Ints, high: Ints) -> Ints:
    """For each span the first of some sorted positions in it, -1 for none."""
    if not len(positions):
        return np.full(len(low), -1)
    found = np.concatenate((positions, [np.iinfo(np.int64).max]))[positions.searchsorted(low)]
    return np.where(found < high, found, -1)


def _within(positions: Ints, low: Ints, high: Ints) -> Ints:
    """Those of some positions that lie in one of the spans; both are sorted."""
    span = low.searchsorted(positions, "right") - 1
    return positions[(span >= 0) & (positions < np.append(high, 0)[span])]


def _wide(codes: Codes) -> Bools:
    """Whether characters are as wide as an ideograph and are not Hangul, which is written with spaces."""
    return (
        ((codes >= 0x2E80) & (codes < 0xA4D0) & ((codes < 0x3130) | (codes >= 0x3190)))
        | ((codes >= 0xF900) & (codes < 0xFB00))
        | ((codes >= 0xFE30) & (codes < 0xFE50))
        | ((codes >= 0xFF01) & (codes < 0xFF61))
        | ((codes >= 0x20000) & (codes < 0x40000))
    )
