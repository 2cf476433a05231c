"""Spaces and line breaks that are not the author's: spaced ideographs, hard wraps, broken lines, runs of blank lines.

`中 国 人 民` is joined where no word is longer than one character; enumerations (weekdays, numerals) and lists parted by U+3000
stay. A line end inside a sentence goes where the whole text shows one column at which its lines were broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

import numpy as np

from shanben import scan
from shanben.edits import Edit
from shanben.kernels.wraps import BLANK, IDEOGRAPH, NO_HEAD, WIDE, idle_blanks, line_ends
from shanben.scan import in_classes
from shanben.stages.repair.signs import IDEOGRAPHS, sign, signs
from shanben.view import NOTHING, Outcome, View

_HAN: Final = r"[\u3400-\u9fff]"
_SPACES: Final = 4
_SPACED: Final = re.compile(rf"(?<!{_HAN})(?<!{_HAN} )(?:{_HAN} ){{{_SPACES},}}{_HAN}(?! ?{_HAN})")
_SOME_SPACED: Final = re.compile(rf" (?:{_HAN} ){{{_SPACES - 1}}}{_HAN}")
"""The least that `_SPACED` matches, from its first space on: text without spaces is passed over at once."""
# Of a line in which nearly every character stands alone, those of marks, digits and words in Latin letters are spaced as well;
# three spaces were one.
_ALONE: Final = 0.8
_SPACED_TOO: Final = re.compile(r"(?<!\S\S)(?<=\S) (?=(?:  )?\S(?!\S))|(?<=\S  ) (?=\S(?!\S))")
_ENUMERATED: Final = frozenset(
    "〇零一二三四五六七八九十百千万日月火水木金土甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东東南西北中春夏秋冬上下左右"
)
_SENTENCE_END: Final = frozenset("。！？…”』」）；：.!?")
_WIDE: Final = scan.HAN | scan.KANA | scan.HANGUL | scan.CJK_MARK | scan.FULL_MARK | scan.FULL_ALNUM | scan.WIDE_SPACE
"""What takes two columns."""
_BLANKS: Final = scan.SPACE | scan.TAB | scan.WIDE_SPACE | scan.NBSP
_PARTED: Final = sign(IDEOGRAPHS, " ", IDEOGRAPHS)
_IDLE: Final = sign(_BLANKS, "\n") | sign("\n", "\n", "\n")
_NO_HEAD: Final = "，。、；：？！）》"
"""What cannot open a line."""
_UNOPENED: Final = sign(IDEOGRAPHS, "\n", _NO_HEAD)
_BETWEEN: Final = sign(IDEOGRAPHS, "\n", IDEOGRAPHS)


def join_spaced(view: View) -> Outcome:
    """Join ideographs that are parted by single spaces, five or more in a row.

    >>> from shanben.config import Config
    >>> len(join_spaced(View.of("中 华 人 民 共 和 国", Config())).edits)
    6
    """
    if not signs(view) & _PARTED or not view.scan.any(scan.HAN) or not _SOME_SPACED.search(view.text):
        return NOTHING
    at: set[int] = set()
    for match in _SPACED.finditer(view.text):
        characters = match[0][::2]
        if 2 * sum(character in _ENUMERATED for character in characters) < len(characters):
            at.update(range(match.start() + 1, match.end(), 2), _spaced_beside(view.text, match.start()))
    return Outcome([Edit(position, position + 1, "", "repair.spaced") for position in sorted(at)]) if at else NOTHING


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
    if not signs(view) & (_UNOPENED | _BETWEEN) or not view.scan.any(scan.HAN):
        return NOTHING
    unopened, full = line_ends(view.scan.codes.data, _traits())
    at = sorted({*unopened, *_wraps(view, full)}) if full else unopened
    return Outcome([Edit(position, position + 1, "", "repair.wrap") for position in at]) if at else NOTHING


@cache
def _traits() -> bytes:
    """For each character its traits, as the kernels of line ends ask them."""
    traits = in_classes(_WIDE) * np.uint8(WIDE)
    traits[0x3400:0xA000] |= IDEOGRAPH
    traits[[ord(mark) for mark in _NO_HEAD]] |= NO_HEAD
    traits[in_classes(_BLANKS)] |= BLANK
    return traits.tobytes()


def _wraps(view: View, full: list[tuple[int, int]]) -> Iterator[int]:
    """The line ends at which the text was wrapped, of full lines: the numbers of these and their ends."""
    wrapped = [(line, end) for line, end in full if _goes_on(view.text, end)]
    # A list of headlines cut at one length looks the same, but its last line ends no sentence.
    for _, run in groupby(enumerate(wrapped), lambda row: row[1][0] - row[0]):
        lines = [line for _, line in run]
        last = int(view.scan.edges[lines[-1][0] + 2])
        if view.text[last - 1 : last] in _SENTENCE_END:
            yield from (end for _, end in lines)


def _goes_on(text: str, end: int) -> bool:
    """Whether a sentence goes on over a line end: no mark ends it, no space begins the next line, and one side is no word."""
    before, after = text[end - 1 : end], text[end + 1 : end + 2]
    return bool(before and after and before not in _SENTENCE_END and not after.isspace()) and max(before, after) >= "\u3000"


def trim_blanks(view: View) -> Outcome:
    r"""Remove white space at the ends of lines, and all but one of several blank lines.

    >>> from shanben.config import Config
    >>> trim_blanks(View.of("a \n\n\nb", Config())).edits
    [Edit(start=1, end=5, replacement='\n\n', rule='repair.blank')]
    """
    if not signs(view) & _IDLE:
        return NOTHING
    rows = idle_blanks(view.scan.codes.data, _traits())
    return Outcome([Edit(start, end, "\n" * lines, "repair.blank") for start, end, lines in rows]) if rows else NOTHING
