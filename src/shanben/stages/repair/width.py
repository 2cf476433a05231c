"""Width: halfwidth katakana made full, and fullwidth letters and digits made ASCII where they stand inside ASCII words.

Squared, circled and superscript forms stay, and so do fullwidth words of their own: many Chinese and Japanese texts write
them by choice. The option `width` asks for more: those of a document that writes nearly all of them in ASCII, or all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import numpy as np

from shanben import scan
from shanben.edits import Edit
from shanben.stages.repair.signs import sign, signs
from shanben.view import NOTHING, Outcome, View

_KANA: Final = re.compile(r"(?<![(（´｀°^])[\uff66-\uff9d][\uff66-\uff9f]+(?![)）´｀°^])")
_FULL: Final = "[０-９Ａ-Ｚａ-ｚ]+"
# With the marks inside numbers and addresses.
_FULL_WORD: Final = re.compile(f"{_FULL}(?:[．＠／－＿]{_FULL})*")
_MIXED: Final = sign(scan.FULL_ALNUM, scan.LETTER | scan.DIGIT) | sign(scan.LETTER | scan.DIGIT, scan.FULL_ALNUM)
_STRAYS: Final = 0.2
"""The share of a document's letters and digits up to which those of full width are strays."""


def unify_width(view: View) -> Outcome:
    """Write halfwidth katakana in full, and words of mixed width in ASCII; of other fullwidth words those that the option names.

    >>> from shanben.config import Config
    >>> unify_width(View.of("2０14年", Config())).edits
    [Edit(start=1, end=2, replacement='0', rule='repair.width')]
    """
    if not view.scan.any(scan.HALF_KANA | scan.FULL_ALNUM) or view.config.width == "keep":
        return NOTHING
    edits: list[Edit] = []
    if view.scan.any(scan.HALF_KANA) and view.scan.any(scan.HAN | scan.KANA):
        edits += [_edit(view.text, *match.span()) for match in _KANA.finditer(view.text)]
    if view.scan.any(scan.FULL_ALNUM):
        edits += _all_words(view.text) if _are_unwanted(view) else _mixed_words(view)
    return Outcome(edits)


def _are_unwanted(view: View) -> bool:
    """Whether no word shall be of full width."""
    if view.config.width == "dominant":
        full, both = view.scan.count(scan.FULL_ALNUM), view.scan.count(scan.FULL_ALNUM | scan.LETTER | scan.DIGIT)
        return full <= _STRAYS * both
    return view.config.width == "ascii"


def _all_words(text: str) -> Iterator[Edit]:
    return (_edit(text, *match.span()) for match in _FULL_WORD.finditer(text))


def _mixed_words(view: View) -> Iterator[Edit]:
    """The fullwidth parts of words that are of both widths: those that touch a letter or digit of ASCII."""
    if not signs(view) & _MIXED:
        return
    starts, ends = view.scan.spans(scan.FULL_ALNUM)
    plain = np.append(view.scan.mask(scan.LETTER | scan.DIGIT), False)
    mixed = plain[starts - 1] | plain[ends]
    for start, end in zip(starts[mixed].tolist(), ends[mixed].tolist(), strict=True):
        yield _edit(view.text, start, end)


def _edit(text: str, start: int, end: int) -> Edit:
    return Edit(start, end, unicodedata.normalize("NFKC", text[start:end]), "repair.width")
