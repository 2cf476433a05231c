"""Spaces and line breaks that are not the author's: spaced ideographs, hard wraps, broken lines, runs of blank lines.

`中 国 人 民` is joined where no word is longer than one character; enumerations (weekdays, numerals) and lists parted by U+3000
stay. A line end inside a sentence goes where the whole text shows one column at which its lines were broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben import scan
from shanben.edits import Edit, Ints
from shanben.view import Outcome, View

_HAN: Final = r"[\u3400-\u9fff]"
_SPACES: Final = 4
_SPACED: Final = re.compile(rf"(?<!{_HAN})(?<!{_HAN} )(?:{_HAN} ){{{_SPACES},}}{_HAN}(?! ?{_HAN})")
# Of a line in which nearly every character stands alone, those of marks, digits and words in Latin letters are spaced as well;
# three spaces were one.
_ALONE: Final = 0.8
_SPACED_TOO: Final = re.compile(r"(?<!\S\S)(?<=\S) (?=(?:  )?\S(?!\S))|(?<=\S  ) (?=\S(?!\S))")
_ENUMERATED: Final = frozenset(
    "〇零一二三四五六七八九十百千万日月火水木金土甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东東南西北中春夏秋冬上下左右"
)
_SENTENCE_END: Final = frozenset("。！？…”』」）；：.!?")
# A wrap is told by so many lines of one width, that many columns at least, two columns apart at most.
_WRAPPED_LINES: Final = 3
_NARROWEST: Final = 30
_RAGGED: Final = 2
_SAME_WIDTH: Final = 0.8
_BLANKS: Final = scan.SPACE | scan.TAB | scan.WIDE_SPACE | scan.NBSP


def join_spaced(view: View) -> Outcome:
    """Join ideographs that are parted by single spaces, five or more in a row.

    >>> from shanben.config import Config
    >>> len(join_spaced(View.of("中 华 人 民 共 和 国", Config())).edits)
    6
    """
    if not view.scan.any(scan.SPACE) or not view.scan.any(scan.HAN):
        return Outcome()
    space = view.scan.at(scan.SPACE)
    before, after = (view.scan.plane.take(space + step, mode="clip") for step in (-1, 1))
    parting = space[_is_han(before) & _is_han(after)]
    if len(parting) < _SPACES or (parting[_SPACES - 1 :] - parting[: 1 - _SPACES] != 2 * (_SPACES - 1)).all():
        return Outcome()
    at: set[int] = set()
    for match in _SPACED.finditer(view.text):
        characters = match[0][::2]
        if 2 * sum(character in _ENUMERATED for character in characters) < len(characters):
            at.update(range(match.start() + 1, match.end(), 2), _spaced_beside(view.text, match.start()))
    return Outcome([Edit(position, position + 1, "", "repair.spaced") for position in sorted(at)])


def _spaced_beside(text: str, at: int) -> Iterator[int]:
    """The other spaces of the line round a place, if nearly every character of it stands alone."""
    start = text.rfind("\n", 0, at) + 1
    end = (text.find("\n", at) + 1 or len(text) + 1) - 1
    pieces = text[start:end].split()
    if sum(len(piece) == 1 for piece in pieces) >= _ALONE * len(pieces):
        yield from (match.start() for match in _SPACED_TOO.finditer(text, start, end))


def join_lines(view: View) -> Outcome:
    r"""Remove line ends before a mark that cannot open a line, and those of a text wrapped at one column.

    >>> from shanben.config import Config
    >>> join_lines(View.of("今天天气很好\n，我们出发", Config())).edits
    [Edit(start=6, end=7, replacement='', rule='repair.wrap')]
    """
    if not view.scan.any(scan.NEWLINE) or not view.scan.any(scan.HAN):
        return Outcome()
    breaks = view.scan.breaks
    before, after = _is_han(view.scan.plane.take(breaks - 1, mode="clip")), view.scan.plane.take(breaks + 1, mode="clip")
    at = breaks[before & _cannot_open()[after]].tolist()
    between = before & _is_han(after)
    if np.count_nonzero(between) >= _WRAPPED_LINES:
        at = sorted({*at, *_wraps(view, between)})
    return Outcome([Edit(position, position + 1, "", "repair.wrap") for position in at])


@cache
def _cannot_open() -> NDArray[np.bool_]:
    """The characters that cannot open a line, of the first plane."""
    table = np.zeros(scan.PLANE, np.bool_)
    table[[ord(mark) for mark in "，。、；：？！）》"]] = True
    return table


def _wraps(view: View, between: NDArray[np.bool_]) -> list[int]:
    """The line ends at which the text was wrapped. `between`: which of them stand between ideographs."""
    edges = view.scan.edges
    lengths = edges[1:-1] - edges[:-2]
    lengths = np.sort(lengths[between & (lengths > _NARROWEST // 2)])
    some = len(lengths)
    if some < _WRAPPED_LINES or 2 * lengths[some // 10] < lengths[some - 1 - some // 10]:
        return []  # lines of one width are at most twice as long as each other
    starts, ends, between = edges[:-1] + 1, edges[1:], np.append(between, False)
    widths = _widths(view, starts, ends)
    inside = between & (widths >= _NARROWEST)
    if np.count_nonzero(inside) < _WRAPPED_LINES:
        return []
    column = int(np.sort(widths[inside])[int(0.9 * np.count_nonzero(inside))])
    full = abs(widths - column) <= _RAGGED
    if np.count_nonzero(full & inside) < _SAME_WIDTH * np.count_nonzero(inside) or np.mean(widths > column + _RAGGED) > 0.05:
        return []
    wrapped = [_goes_on(view.text, end) for end in ends[full].tolist()]
    at_column = np.zeros(len(ends), np.bool_)
    at_column[full] = wrapped
    # A list of headlines cut at one length looks the same, but its last line ends no sentence.
    last = np.flatnonzero(np.append(False, at_column[:-1]) & ~at_column)
    closed = [line for line in last.tolist() if view.text[ends[line] - 1 : ends[line]] in _SENTENCE_END]
    return [int(ends[line]) for stop in closed for line in _before(at_column, stop)]


def _goes_on(text: str, end: int) -> bool:
    """Whether a sentence goes on over a line end: no mark ends it, no space begins the next line, and one side is no word."""
    before, after = text[end - 1 : end], text[end + 1 : end + 2]
    return bool(before and after and before not in _SENTENCE_END and not after.isspace()) and max(before, after) >= "\u3000"


def _is_han(codes: Ints) -> NDArray[np.bool_]:
    """Whether code points are those of ideographs in use: cheaper for a few of them than their classes."""
    return (codes >= 0x3400) & (codes <= 0x9FFF)


def _widths(view: View, starts: Ints, ends: Ints) -> Ints:
    """The widths of lines in columns: an East Asian character takes two."""
    wide = view.scan.mask(scan.HAN | scan.KANA | scan.HANGUL | scan.CJK_MARK | scan.FULL_MARK | scan.FULL_ALNUM | scan.WIDE_SPACE)
    before = np.concatenate(([0], np.cumsum(wide, dtype=np.int64)))
    return ends - starts + before[ends] - before[starts]


def _before(chosen: NDArray[np.bool_], stop: int) -> range:
    """The run of chosen lines that ends before line `stop`."""
    start = stop
    while start > 0 and chosen[start - 1]:
        start -= 1
    return range(start, stop)


def trim_blanks(view: View) -> Outcome:
    r"""Remove white space at the ends of lines, and all but one of several blank lines.

    >>> from shanben.config import Config
    >>> trim_blanks(View.of("a \n\n\nb", Config())).edits
    [Edit(start=1, end=5, replacement='\n\n', rule='repair.blank')]
    """
    newline = view.scan.breaks
    if not view.scan.among(newline - 1, _BLANKS).any() and not (newline[2:] - newline[:-2] == 2).any():
        return Outcome()
    starts, ends = view.scan.spans(_BLANKS | scan.NEWLINE)
    first, after = np.searchsorted(newline, starts), np.searchsorted(newline, ends)
    holds = after > first
    starts, first, after = starts[holds], first[holds], after[holds]
    last = newline[after - 1] + 1
    count = after - first
    wrong = (last - starts != count) | (count > 2)
    rows = zip(starts[wrong].tolist(), last[wrong].tolist(), np.minimum(count[wrong], 2).tolist(), strict=True)
    return Outcome([Edit(start, end, "\n" * lines, "repair.blank") for start, end, lines in rows])
