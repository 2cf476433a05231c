"""Width: halfwidth katakana made full, and fullwidth letters and digits made ASCII where they stand inside ASCII words.

Squared, circled and superscript forms stay, and so do fullwidth words of their own: many Chinese and Japanese texts write
them by choice. The option `width` asks for more: those of a document that writes nearly all of them in ASCII, or all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from shanben import scan
from shanben.edits import Edit
from shanben.view import Outcome, View

_KANA: Final = re.compile(r"(?<![(（´｀°^])[\uff66-\uff9d][\uff66-\uff9f]+(?![)）´｀°^])")
_MIXED: Final = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+")
_FULL: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
# With the marks inside numbers and addresses.
_FULL_WORD: Final = re.compile(rf"{_FULL.pattern}(?:[．＠／－＿]{_FULL.pattern})*")
_STRAYS: Final = 0.2
"""The share of a document's letters and digits up to which those of full width are strays."""


def unify_width(view: View) -> Outcome:
    """Write halfwidth katakana in full, and words of mixed width in ASCII; of other fullwidth words those that the option names.

    >>> from shanben.config import Config
    >>> unify_width(View.of("2０14年", Config())).edits
    [Edit(start=1, end=2, replacement='0', rule='repair.width')]
    """
    if not view.scan.any(scan.HALF_KANA | scan.FULL_ALNUM) or view.config.width == "keep":
        return Outcome()
    edits: list[Edit] = []
    if view.scan.any(scan.HALF_KANA) and view.scan.any(scan.HAN | scan.KANA):
        edits += [_folded(match, 0) for match in _KANA.finditer(view.text)]
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
    return (_folded(match, 0) for match in _FULL_WORD.finditer(text))


def _mixed_words(view: View) -> Iterator[Edit]:
    """The fullwidth parts of words that are of both widths."""
    if view.scan.any(scan.LETTER | scan.DIGIT):
        for word in _MIXED.finditer(view.text):
            if not word[0].isascii() and not _FULL.fullmatch(word[0]):
                yield from (_folded(match, word.start()) for match in _FULL.finditer(word[0]))


def _folded(match: re.Match[str], offset: int) -> Edit:
    start, end = match.span()
    return Edit(offset + start, offset + end, unicodedata.normalize("NFKC", match[0]), "repair.width")
