"""Width: halfwidth katakana made full, and fullwidth letters and digits made ASCII where they stand inside ASCII words.

Squared, circled and superscript forms stay, and so do fullwidth words of their own: many Chinese and Japanese texts write
them by choice.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from shanben import scan
from shanben.edits import Edit
from shanben.view import Outcome, View

_KANA: Final = re.compile(r"(?<![(（´｀°^])[\uff66-\uff9d][\uff66-\uff9f]+(?![)）´｀°^])")
_MIXED: Final = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+")
_FULL: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")


def unify_width(view: View) -> Outcome:
    """Write halfwidth katakana in full, and words of mixed width in ASCII.

    >>> from shanben.config import Config
    >>> unify_width(View.of("2０14年", Config())).edits
    [Edit(start=1, end=2, replacement='0', rule='repair.width')]
    """
    edits: list[Edit] = []
    if view.scan.any(scan.HALF_KANA) and view.scan.any(scan.HAN | scan.KANA):
        edits += [_folded(match, 0) for match in _KANA.finditer(view.text)]
    if view.scan.any(scan.FULL_ALNUM) and view.scan.any(scan.LETTER | scan.DIGIT):
        for word in _MIXED.finditer(view.text):
            if not word[0].isascii() and not _FULL.fullmatch(word[0]):
                edits += [_folded(match, word.start()) for match in _FULL.finditer(word[0])]
    return Outcome(edits)


def _folded(match: re.Match[str], offset: int) -> Edit:
    start, end = match.span()
    return Edit(offset + start, offset + end, unicodedata.normalize("NFKC", match[0]), "repair.width")
