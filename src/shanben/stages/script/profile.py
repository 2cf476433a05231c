r"""Which Chinese script a text is in, and which of its passages disagree.

Some characters are written in one script only; the scan knows them, and they nearly always suffice. A line with none of
them takes the script of its document, and a whole text with none is judged by its words. Japanese and Korean lines take no
part. A few characters that strayed into lines of the other script do not make a passage.

>>> profile("汉字简化").script, profile("漢字簡化").script, profile("山水").script, profile("日本の漢字").script
('hans', 'hant', 'neutral', 'other')
>>> profile("这是第一行汉字。\n這是第二行漢字。\n这是第三行汉字。").spans
((9, 18, 'hant'),)
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanben.document import ScriptProfile
from shanben.edits import Ints
from shanben.scan import BREAK, HALF_KANA, HAN, HAN_JA, HANGUL, HANS, HANT, KANA, Scan
from shanben.stages.script.origin import Origin
from shanben.stages.script.table import LETTERS, OTHER, TELLING, table

_LETTERS = (KANA | HALF_KANA, HANGUL)
_COUNTS = {"hans": HANS, "hant": HANT, "han": HAN, "kana": _LETTERS[0], "hangul": _LETTERS[1]}
# More than an eighth of kana or Hangul makes a line Japanese or Korean: their prose is hardly ever below a fifth, and a Chinese
# sentence that quotes a foreign name hardly ever above a tenth.
_FOREIGN_SHARE = 8
# Characters rarer than one in so many are found one by one.
_SPARSE = 50
# In a Japanese or Korean document lines of less than so many ideographs may do without kana or Hangul.
_HEADING = 16
# A document is mixed if passages of the other script have so many telling characters, and this share of all.
PASSAGE = 2
_PASSAGE_SHARE = 0.002


class Units:
    """The lines of a text, or what other `edges` divide it into, and what the characters of each say."""

    def __init__(self, scan: Scan, edges: Ints | None = None) -> None:
        self.scan = scan
        self._given = edges

    @cached_property
    def _edges(self) -> Ints:
        """Where units begin, but the first, and so where those before them end."""
        return self.scan.at(BREAK) + 1 if self._given is None else self._given

    def by_sentences(self, chosen: NDArray[np.bool_]) -> Units:
        """The same, but the chosen units divided into sentences."""
        edges = [self._edges]
        for start, end in self.spans(chosen):
            codes = self.scan.codes[start:end]
            edges.append(np.logical_or.reduce([codes == ord(mark) for mark in "。！？"]).nonzero()[0] + start + 1)
        return Units(self.scan, np.sort(np.concatenate(edges), kind="stable"))

    @cached_property
    def starts(self) -> Ints:
        """Where each unit starts."""
        return np.concatenate(([0], self._edges))

    @cached_property
    def ends(self) -> Ints:
        """Where each unit ends."""
        return np.concatenate((self._edges, [len(self.scan.text)]))

    def count(self, mask: int) -> Ints:
        """For each unit how many of its characters are of a class in `mask`."""
        size = len(self.ends)
        if not self.scan.any(mask):
            return np.zeros(size, np.int64)
        inside = self.scan.mask(mask)
        if self.scan.count(mask) * _SPARSE < len(inside):
            return np.bincount(self.ends.searchsorted(inside.nonzero()[0], "right"), minlength=size)
        counts = np.zeros(size, np.int64)
        some = size - int(self.starts[-1] == len(self.scan.text))
        counts[:some] = np.add.reduceat(inside, self.starts[:some], dtype=np.int32)
        return counts

    @cached_property
    def foreign(self) -> NDArray[np.bool_]:
        """Units that are Japanese or Korean."""
        found = np.zeros(len(self.ends), np.bool_)
        if not self.scan.any(LETTERS | HAN_JA):
            return found
        # Few units have such characters; only those are counted in full.
        some = self.count(LETTERS | HAN_JA) > 0
        sizes = (self.ends - self.starts)[some]
        text = "".join([self.scan.text[start:end] for start, end in self.spans(some)])
        inner = Units(Scan(text), sizes.cumsum()[:-1])
        found[some] = foreign(inner.count(LETTERS), inner.count(HAN), inner.count(HAN_JA), inner.hans + inner.hant)
        if lettered(sum(map(self.scan.count, _LETTERS)), self.scan.count(HAN)):
            found |= self.count(HAN) < _HEADING
        return found

    @cached_property
    def hans(self) -> Ints:
        """For each unit the characters that only Simplified Chinese writes."""
        return self.count(HANS)

    @cached_property
    def hant(self) -> Ints:
        """For each unit the characters that only Traditional Chinese writes."""
        return self.count(HANT)

    def spans(self, chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """The spans of the chosen units, neighbours joined."""
        if not chosen.any():
            return []
        padded = np.zeros(len(chosen) + 2, np.bool_)
        padded[1:-1] = chosen
        edges = (padded[1:] != padded[:-1]).nonzero()[0]
        return list(zip(self.starts[edges[::2]].tolist(), self.ends[edges[1::2] - 1].tolist(), strict=True))


def lettered(letters: Any, han: Any) -> Any:
    """Whether kana or Hangul are too many beside ideographs for Chinese; of numbers, or of arrays of them."""
    return letters * _FOREIGN_SHARE > letters + han


def foreign(letters: Ints, han: Ints, japanese: Ints, telling: Ints) -> NDArray[np.bool_]:
    """For each unit whether it is Japanese or Korean, by its letters beside its ideographs, and by those of Japanese only."""
    found: NDArray[np.bool_] = lettered(letters, han) | (japanese > telling)
    return found


def profile(text: str | Scan) -> ScriptProfile:
    """The profile of a text: script, the one that prevails, counts, and the passages of the other one.

    `counts` has "hans" and "hant" (characters that only one script writes), "han" (all ideographs), "kana" and "hangul".
    """
    scan = text if isinstance(text, Scan) else Scan(text)
    return profile_of(Units(scan), Origin(scan))


def profile_of(lines: Units, origin: Origin) -> ScriptProfile:
    """The profile of a text of which lines and origin are asked for elsewhere too."""
    scan = lines.scan
    found = {name: scan.count(mask) for name, mask in _COUNTS.items()}
    if not found["han"]:
        return ScriptProfile("other", None, found)
    if scan.any(LETTERS | HAN_JA) or (found["hans"] and found["hant"]):
        return _by_units(lines, found, origin)
    return _of_one(scan.text, found, origin)


def _of_one(text: str, found: dict[str, int], origin: Origin) -> ScriptProfile:
    """The profile of a Chinese text with telling characters of at most one script."""
    script = "hans" if found["hans"] else "hant" if found["hant"] else by_words(text)
    return ScriptProfile(script, script if script in TELLING else None, found, origin.region)


def by_words(text: str) -> str:
    """The script of a text without telling characters: "hans", "hant" or "neutral".

    A word that would be written otherwise in the other script tells: 以后 is not Traditional, 乾杯 not Simplified.
    """
    codes = Scan(text).codes
    changes = {script: not np.array_equal(codes, table(OTHER[script]).convert(codes)) for script in TELLING}
    if changes["hans"] == changes["hant"]:
        return "neutral"
    return "hans" if changes["hans"] else "hant"


def _by_units(units: Units, found: dict[str, int], origin: Origin) -> ScriptProfile:
    chinese = ~units.foreign
    if chinese.all() and not (found["hans"] and found["hant"]):
        return _of_one(units.scan.text, found, origin)
    if not chinese.all() and not units.count(HAN)[chinese].any():
        return ScriptProfile("other", None, found)
    hans, hant = int(units.hans[chinese].sum()), int(units.hant[chinese].sum())
    if not hans or not hant:
        return _of_one(units.scan.text, {**found, "hans": hans, "hant": hant}, origin)
    both = chinese & (np.minimum(units.hans, units.hant) >= PASSAGE)
    if both.any():
        units = units.by_sentences(both)
        chinese = ~units.foreign
    # A line weighs as the root of what it tells: a long paragraph more than a heading, but not in proportion.
    lead = float((np.sign(units.hans - units.hant) * np.sqrt(np.abs(units.hans - units.hant)))[chinese].sum())
    dominant = "hans" if lead > 0 or (lead == 0 and hans >= hant) else "hant"
    main, other = (units.hans, units.hant) if dominant == "hans" else (units.hant, units.hans)
    passage = chinese & (other > main)
    mixed = int(other[passage].sum()) >= max(PASSAGE, _PASSAGE_SHARE * (hans + hant))
    spans = tuple((start, end, OTHER[dominant]) for start, end in units.spans(passage))
    return ScriptProfile("mixed" if mixed else dominant, dominant, found, None if mixed else origin.region, spans)
