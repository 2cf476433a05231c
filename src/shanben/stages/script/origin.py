"""Where a text comes from: its region, and whether a machine made its Traditional characters out of Simplified ones.

Converted text gives itself away in four ways. Its characters are right and its words are not: 關于, 今后, 復制. It has forms
that a converter's table prefers and writers do not: 爲, 裏, 羣. It says what is said on the mainland only; this alone proves
nothing, since Hong Kong shares many of those words. Where a converter put words of Taiwan for those, nothing of all this is
left; but then no word is there that it would have replaced, and converted back and forth the text comes out as it was.

>>> Origin(Scan("關于干部制度的通知，今后由辦公室復制。")).converted
True
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.scan import Scan
from shanben.stages.script.dictionaries import configuration, entries
from shanben.stages.script.marks import marks

# A document is judged by this many characters from its start; words tell nothing in less than a few sentences.
_SAMPLE: Final = 1500
_SENTENCES: Final = 100
# So many characters of a region's words, and so many more than of the others, are strong evidence.
_WORDS: Final = 8
_MARGIN: Final = 4
# So many characters of wrong words, and one in so many of all.
_WRONG: Final = 4
_WRONG_SHARE: Final = 150
# So many forms that only a table writes.
_FORMS: Final = 3
# In so many characters, so many of Taiwan's words, and so many times those of words that a converter would have replaced: it
# is worth converting back and forth, so much at once. It weighs less than other evidence, and is strong in longer text only.
_REWORDED_SAMPLE: Final = 800
_REWORDED_SURELY: Final = 1500
_REWORDED: Final = 8
_REPLACED_SHARE: Final = 5
_AT_ONCE: Final = 200
_REWORDED_WEIGHT: Final = 0.1
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
        if self._region == "CN" and ("“" in self._text or "”" in self._text):
            return True
        return len(self._text) >= _REWORDED_SURELY and self.reworded

    @cached_property
    def reworded(self) -> bool:
        """Whether OpenCC put words of Taiwan for those of the mainland: the whole text comes back from there as it is."""
        taiwan, replaced = self.words.get("T", 0), self.writings.get("U", 0)
        likely = len(self._text) >= _REWORDED_SAMPLE and taiwan >= max(_REWORDED, replaced * _REPLACED_SHARE)
        return likely and all(map(_comes_back, _portions(self._text)))

    @property
    def score(self) -> float:
        """The larger, the likelier was the text converted; native text of Taiwan is at zero or below."""
        count = self.words.get
        if self.reworded:
            return _REWORDED_WEIGHT * count("T", 0)
        return 3 * (self.writings.get("X", 0) + self.standard) + count("C", 0) - count("T", 0) - count("H", 0)


def _portions(text: str) -> Iterator[str]:
    """Lines, in portions of some sentences: native text is known after a few."""
    some = ""
    for line in text.splitlines(keepends=True):
        some += line
        if len(some) >= _AT_ONCE:
            yield some
            some = ""
    yield some


def _comes_back(text: str) -> bool:
    """Whether every line stays when it is made Simplified, with or without its words, and Traditional again."""
    with_words = _changed(text.split("\n"), "tw2sp")
    return not with_words or not _changed(with_words, "tw2s")


def _changed(lines: list[str], back: str) -> list[str]:
    """The lines that do not come back as they are."""
    again = _converted("s2twp", _converted(back, "\n".join(lines))).split("\n")
    return [line for line, other in zip(lines, again, strict=True) if line != other]


def _converted(name: str, text: str) -> str:
    return configuration(name).edits(text).apply(text)


@cache
def _standard() -> NDArray[np.bool_]:
    """The forms of OpenCC's standard that neither Taiwan nor Hong Kong uses, as a table of all code points."""
    forms = np.zeros(sys.maxunicode + 1, np.bool_)
    forms[[ord(form) for form in entries("TWVariants.txt").keys() & entries("HKVariants.txt").keys()]] = True
    return forms
