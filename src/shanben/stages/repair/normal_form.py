"""Unicode normal form C, around the cost of it: `unicodedata.normalize` is quadratic in runs of combining marks.

CVE-2026-3276. Runs beyond a cap are left as they are and flagged; text of this kind is never written by a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import numpy as np

from shanben import scan
from shanben.document import Flag
from shanben.edits import Edit, Ints
from shanben.limits import MARK_RUN
from shanben.stages.repair.signs import ANY, sign, signs
from shanben.view import NOTHING, Outcome, View

# Classes in which characters have a canonical equivalent, and those that join the character before them.
_CHANGING: Final = (
    scan.COMPATIBILITY | scan.OTHER_LETTER | scan.GREEK | scan.HEBREW | scan.SYMBOL | scan.NBSP | scan.HAN_RARE | scan.OTHER
)
_JAMO: Final = (0x1160, 0x11FF)
# A text that names code points shows the characters themselves.
_SUBJECT: Final = re.compile(r"U\+[0-9A-F]{4}|\bNF[CD]\b|[Uu]nicode")
_VOICING: Final = "\u3099\u309a"
_VOICED: Final = sign(ANY, _VOICING)
_NONE: Final = (np.empty(0, np.int64), np.empty(0, np.int64))


def _changed() -> str:
    """The characters of the first plane that are not composed, or not the ones that are meant, by themselves."""
    codes = np.flatnonzero(scan.in_classes(_CHANGING)[: scan.PLANE]).tolist()
    return "".join(char for char in map(chr, codes) if not unicodedata.is_normalized("NFC", char))


_CHANGED: Final = sign(ANY, _changed)


def compose(view: View) -> Outcome:
    r"""Compose characters and their marks; write compatibility ideographs as the unified ones that they equal.

    >>> from shanben.config import Config
    >>> compose(View.of("e\u0301", Config())).edits
    [Edit(start=0, end=2, replacement='é', rule='repair.nfc')]
    """
    joining = view.scan.any(scan.MARK | scan.HANGUL) or signs(view) & _VOICED > 0
    changing = signs(view) & _CHANGED > 0
    if not joining and not changing:
        return NOTHING
    starts, ends = _sequences(view) if joining else _NONE
    too_long = ends - starts > MARK_RUN
    if not too_long.any() and unicodedata.is_normalized("NFC", view.text):
        return NOTHING
    flags = [Flag("repair.marks", *span) for span in zip(starts[too_long].tolist(), ends[too_long].tolist(), strict=True)]
    spans = zip(starts[~too_long].tolist(), ends[~too_long].tolist(), strict=True)
    edits = [edit for start, end in spans for edit in _composed(view.text, start, end)]
    if changing:
        taken = np.zeros(len(view.text) + 1, np.int8)
        np.add.at(taken, starts, 1)
        np.add.at(taken, ends, -1)
        alone = (view.scan.mask(_CHANGING) & (np.cumsum(taken[:-1]) == 0)).nonzero()[0].tolist()
        edits += [edit for at in alone for edit in _composed(view.text, at, at + 1)]
    return Outcome(() if edits and _SUBJECT.search(view.text) else edits, flags)


def _sequences(view: View) -> tuple[Ints, Ints]:
    """Spans of a character and all that joins it: combining marks, vowels and finals of Hangul, voicing of kana."""
    codes = view.scan.codes
    joins = view.scan.mask(scan.MARK) | ((codes >= _JAMO[0]) & (codes <= _JAMO[1]))
    joins |= (codes >= ord(_VOICING[0])) & (codes <= ord(_VOICING[1]))
    edges = np.flatnonzero(np.diff(joins, prepend=False, append=False))
    return np.maximum(edges[::2] - 1, 0), edges[1::2]


def _composed(text: str, start: int, end: int) -> Iterator[Edit]:
    source = text[start:end]
    composed = unicodedata.normalize("NFC", source)
    if composed != source:
        yield Edit(start, end, composed, "repair.nfc")
