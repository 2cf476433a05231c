"""Fullwidth marks that a converter flattened: `清晨,渡口` was `清晨，渡口`.

Converters that map the fullwidth block to ASCII leave `。`, `、` and `《》`, which are in another block: a text that has the
one kind and never the other shows what was done to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben import scan
from shanben.edits import Edits, Ints, text_of
from shanben.view import Outcome, View

_RULE: Final = "typography.mark"
_MARKS: Final = scan.FLAT | scan.QUESTION
_EAST_ASIAN: Final = scan.HAN | scan.KANA | scan.BOPOMOFO | scan.CJK_MARK | scan.FULL_MARK | scan.FULL_ALNUM | scan.QUOTE
_WORD: Final = scan.LETTER | scan.DIGIT | scan.LATIN
_FULL: Final = "，；：？！（）"
_FULL_OF_ASCII: Final = 0xFEE0
# So many marks, commas among them, show that a text was flattened, and so few fullwidth ones do not speak against it.
_ENOUGH: Final = 3
_COMMAS: Final = 2
_EXCEPTIONS: Final = 0.1

Bools = NDArray[np.bool_]


def restore_marks(view: View) -> Outcome:
    """Write `,;:!?()` in full width between ideographs, where the document shows that its marks were flattened.

    >>> from shanben.config import Config
    >>> text = "清晨,渡口边聚了许多人,每天9:30开船。他们说:一起来!"
    >>> restore_marks(View.of(text, Config())).edits.apply(text)
    '清晨，渡口边聚了许多人，每天9:30开船。他们说：一起来！'
    """
    if view.config.punctuation != "cjk" or not view.scan.any(_MARKS) or not view.scan.any(scan.CJK_MARK):
        return Outcome()
    if view.scan.count(scan.HAN) <= view.scan.count(scan.KANA | scan.HANGUL):
        return Outcome()
    # Where the fullwidth commas alone outweigh all marks that might have been flattened nothing more need be counted.
    if view.text.count("，") * (1 - _EXCEPTIONS) > view.scan.count(_MARKS) * _EXCEPTIONS:
        return Outcome()
    sides = _Sides(view)
    starts, ends = view.scan.spans(_MARKS)
    between = sides.east(starts - 1) & (sides.east(ends) | sides.breaks(ends))
    if not _flattened(view, starts[between]):
        return Outcome()
    before_word = sides.east(starts - 1) & sides.opens(ends)
    after_word = sides.word(starts - 1) & sides.east(ends) & (view.scan.codes[starts] != ord(":"))
    chosen = between | before_word | after_word
    runs = zip(starts[chosen].tolist(), ends[chosen].tolist(), strict=True)
    at = [at for start, end in runs for at in range(start, end)] + list(_brackets(view, sides))
    return Outcome(_widened(view, np.array(sorted(at), np.int64)))


class _Sides:
    """What stands at positions of a text; beyond its ends a line ends."""

    def __init__(self, view: View) -> None:
        self._ids = np.append(view.scan.ids, scan.NEWLINE.bit_length() - 1)
        self._codes = np.append(view.scan.codes, ord("\n"))

    def _is(self, at: Ints, mask: int) -> Bools:
        return np.array([mask >> bit & 1 for bit in range(64)], np.bool_).take(self._ids.take(at))

    def east(self, at: Ints) -> Bools:
        """East Asian characters and marks, and the quotation marks that they share with others."""
        return self._is(at, _EAST_ASIAN)

    def word(self, at: Ints) -> Bools:
        """Latin letters, digits and the per cent sign."""
        percent: Bools = self._codes.take(at) == ord("%")
        return self._is(at, _WORD) | percent

    def opens(self, at: Ints) -> Bools:
        """What may follow a mark at once: a word, a bracket, a straight quotation mark."""
        brackets: Bools = np.isin(self._codes.take(at), list(map(ord, "(\"'[")))
        return self._is(at, _WORD) | brackets

    def breaks(self, at: Ints) -> Bools:
        """Line ends."""
        return self._is(at, scan.BREAK)


def _flattened(view: View, between: Ints) -> bool:
    """Whether the marks between ideographs are ASCII, and the fullwidth ones as good as missing."""
    commas = int((view.scan.codes[between] == ord(",")).sum())
    if len(between) < _ENOUGH or commas < _COMMAS:
        return False
    full = sum(map(view.text.count, _FULL))
    return full <= _EXCEPTIONS * (full + len(between))


def _brackets(view: View, sides: _Sides) -> Iterator[int]:
    """Both brackets of the pairs that hold East Asian text, or stand in it."""
    at = view.scan.at(scan.PAREN | scan.BREAK)
    east = np.concatenate(([0], np.cumsum(view.scan.mask(scan.HAN | scan.KANA))))
    opened: list[int] = []
    for position in at.tolist():
        character = view.text[position]
        if character == "(":
            opened.append(position)
        elif character != ")":
            opened.clear()
        elif opened:
            start = opened.pop()
            beside = np.array([start - 1, position + 1])
            if east[position] > east[start] and (sides.east(beside) | sides.breaks(beside)).any():
                yield from (start, position)


def _widened(view: View, at: Ints) -> Edits:
    """The ASCII characters at `at` in full width."""
    one = np.ones(len(at), np.int64)
    return Edits.at(len(view.text), at, at + 1, one, text_of(view.scan.codes[at] + _FULL_OF_ASCII), one - 1, (_RULE,))
