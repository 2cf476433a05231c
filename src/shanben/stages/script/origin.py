"""Where a text comes from: its region, and whether a machine made its Traditional characters out of Simplified ones.

Converted text gives itself away in three ways. Its characters are right and its words are not: 關于, 今后, 復制. It has forms
that a converter's table prefers and writers do not: 爲, 裏, 羣. It says what is said on the mainland only; this alone proves
nothing, since Hong Kong shares many of those words.

>>> Origin(Scan("關于干部制度的通知，今后由辦公室復制。")).converted
True
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.scan import Scan
from shanben.stages.script.dictionaries import entries
from shanben.stages.script.marks import marks

# A document is judged by this many characters from its start; words tell nothing in less than a few sentences.
_SAMPLE: Final = 2000
_SENTENCES: Final = 100
# So many characters of a region's words, and so many more than of the others, are strong evidence.
_WORDS: Final = 8
_MARGIN: Final = 4
# So many characters of wrong words, and one in so many of all.
_WRONG: Final = 4
_WRONG_SHARE: Final = 150
# So many forms that only a table writes.
_FORMS: Final = 3
_REGIONS: Final = {"C": "CN", "T": "TW", "H": "HK"}


class Origin:
    """What (the start of) a text says about where it comes from, found as it is asked for."""

    def __init__(self, scan: Scan) -> None:
        self._text = scan.text[:_SAMPLE]
        self._codes = scan.codes[:_SAMPLE]

    @cached_property
    def words(self) -> Mapping[str, int]:
        """How many characters belong to words of the mainland ("C"), Taiwan ("T") and Hong Kong ("H")."""
        return marks("regions").count(self._text, self._codes)

    @cached_property
    def writings(self) -> Mapping[str, int]:
        """How many characters belong to words as only a table writes them ("X"), and as OpenCC's "s2twp" never does ("U")."""
        return marks("writings").count(self._text, self._codes)

    @cached_property
    def standard(self) -> int:
        """How many forms of OpenCC's standard there are that neither Taiwan nor Hong Kong uses."""
        return int(np.count_nonzero(_standard().take(self._codes)))

    @property
    def region(self) -> str | None:
        """Return "CN", "TW" or "HK" if the words say so clearly; those of a few sentences do not."""
        return self._region if len(self._text) >= _SENTENCES else None

    @property
    def _region(self) -> str | None:
        counts = {region: self.words.get(mark, 0) for mark, region in _REGIONS.items()}
        most = max(counts, key=counts.__getitem__)
        clear = counts[most] >= _WORDS and counts[most] > _MARGIN * (sum(counts.values()) - counts[most])
        return most if clear else None

    @property
    def converted(self) -> bool:
        """Whether it is Traditional that a machine made, by strong evidence. Words of the mainland need its quotation marks."""
        wrong = self.writings.get("X", 0)
        if (wrong >= _WRONG and wrong * _WRONG_SHARE > len(self._text)) or self.standard >= _FORMS:
            return True
        return self._region == "CN" and not {"“", "”"}.isdisjoint(self._text)

    @property
    def score(self) -> int:
        """The larger, the likelier was the text converted; native text of Taiwan is at zero or below."""
        count = self.words.get
        return 3 * (self.writings.get("X", 0) + self.standard) + count("C", 0) - count("T", 0) - count("H", 0)


@cache
def _standard() -> NDArray[np.bool_]:
    """The forms of OpenCC's standard that neither Taiwan nor Hong Kong uses, as a table of all code points."""
    forms = np.zeros(sys.maxunicode + 1, np.bool_)
    forms[[ord(form) for form in entries("TWVariants.txt").keys() & entries("HKVariants.txt").keys()]] = True
    return forms
