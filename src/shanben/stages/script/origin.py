"""Where a text comes from: its region, and whether a machine made its Traditional characters out of Simplified ones.

Converted text gives itself away in three ways. Its characters are right and its words are not: 關于, 今后, 復制. It has forms
that a converter's table prefers and writers do not: 爲, 裏, 羣. And it says what is said on the mainland only. The first is
the strongest; the last alone proves nothing, since Hong Kong shares many of those words.

>>> evidence("關于干部制度的通知，今后由辦公室復制。").converted
True
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, codes_of
from shanben.stages.script.dictionaries import entries
from shanben.stages.script.table import table

# A document is judged by this many characters from its start; words tell nothing in less than a few sentences.
_SAMPLE = 2000
_SENTENCES = 100
# So many characters of a region's words, and so many more than of the others, are strong evidence.
_WORDS = 8
_MARGIN = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was counted in a Traditional text, in characters.

    `wrong`: those that their words forbid; `sure`: ambiguous ones of which words leave no doubt; `standard`: forms of
    OpenCC's standard that neither Taiwan nor Hong Kong uses; `words`: of words that only the mainland, Taiwan or Hong Kong
    says. `quotes`: the mainland's quotation marks.
    """

    wrong: int
    sure: int
    standard: int
    words: tuple[int, int, int]
    quotes: int

    @property
    def score(self) -> int:
        """The larger, the likelier was the text converted; native text of Taiwan is at zero or below."""
        mainland, taiwan, hong_kong = self.words
        return 3 * (self.wrong + self.standard) + mainland - taiwan - hong_kong

    @property
    def converted(self) -> bool:
        """Whether that is strong evidence. Words of the mainland count with its quotation marks only."""
        wrong = self.wrong >= 3 and self.wrong * 20 > self.sure
        return wrong or self.standard >= 3 or (self.quotes > 0 and _region(self.words) == "CN")


def evidence(text: str) -> Evidence:
    """What speaks for and against conversion in (the start of) a Traditional text."""
    codes = codes_of(text[:_SAMPLE])
    simplified = table("hans").convert(codes)
    first, second = table("hant").convert(simplified), table("rival").convert(simplified)
    sure = (first == second) & table("hant").ambiguous(simplified)
    wrong = sure & (_variants().take(first) != _variants().take(codes))
    standard, quotes = np.isin(codes, _standard()), np.isin(codes, codes_of("“”"))
    wrong_, sure_, standard_, quotes_ = (int(np.count_nonzero(found)) for found in (wrong, sure, standard, quotes))
    return Evidence(wrong_, sure_, standard_, _words(codes), quotes_)


def region(text: str) -> str | None:
    """Return "CN", "TW" or "HK" if the words of (the start of) a text say so clearly; those of a few sentences do not."""
    return _region(_words(codes_of(text[:_SAMPLE]))) if len(text) >= _SENTENCES else None


def _region(words: tuple[int, int, int]) -> str | None:
    most = max(words)
    clear = most >= _WORDS and most > _MARGIN * (sum(words) - most)
    return ("CN", "TW", "HK")[words.index(most)] if clear else None


def _words(codes: Codes) -> tuple[int, int, int]:
    """How many characters belong to words of the mainland, of Taiwan and of Hong Kong."""
    marks = table("words").convert(codes)
    marks = marks[marks != codes]
    mainland, taiwan, hong_kong = (int(np.count_nonzero(marks == ord(mark))) for mark in "CTH")
    return mainland, taiwan, hong_kong


@cache
def _standard() -> Codes:
    """Forms of OpenCC's standard that neither Taiwan nor Hong Kong uses."""
    return codes_of("".join(entries("TWVariants.txt").keys() & entries("HKVariants.txt").keys()))


@cache
def _variants() -> NDArray[np.uint32]:
    """Variants of one character as one: those of OpenCC's standard and of Hong Kong become those of Taiwan."""
    forms = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for file in ("HKVariantsRev.txt", "TWVariants.txt"):
        for old, new in entries(file).items():
            forms[forms == ord(old)] = ord(new)
    forms[ord("臺")] = ord("台")
    return forms
