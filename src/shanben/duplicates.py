"""Duplicates in a corpus: the same text again, and nearly the same.

A text is sketched by the least hashes of its character n-grams under many permutations (MinHash; Broder, "On the resemblance
and containment of documents", 1997): the share of equal places of two sketches estimates how much of both texts is common.
Texts that may be alike are found by bands of the sketch that are equal (locality-sensitive hashing; Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3), and compared then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of
from shanben.rules.fold import fold_codes

Sketch = NDArray[np.uint32]

PLACES: Final = 128
"""Places of a sketch: the estimate is off by some 0.04 (its standard error is sqrt(s (1 - s) / 128))."""

_BANDS: Final = 16
_GRAM_CJK: Final = 5
_GRAM: Final = 12
_FIRST_CJK: Final = 0x2E80
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)


def sketch(text: str) -> Sketch:
    """The sketch of a text, on its folded letters: neither script nor width, case, space or punctuation tell in it.

    >>> similarity(sketch("山中的書院每年夏天都要曬書。"), sketch("山中的书院, 每年夏天都要晒书"))
    1.0
    """
    codes = _letters(text)
    gram = _GRAM_CJK if 3 * np.count_nonzero(codes >= _FIRST_CJK) > len(codes) else _GRAM
    if len(codes) < gram:
        codes = np.pad(codes, (0, gram - len(codes)))
    windows = np.lib.stride_tricks.sliding_window_view(codes.astype(np.uint64), gram)
    grams = np.unique(_mixed(windows @ _powers(gram)))
    least = [((grams * times + plus) >> np.uint64(32)).min() for times, plus in _permutations()]
    return np.array(least, np.uint32)


class Fingerprint(NamedTuple):
    """What a text is known by: the hash of its folded letters, and its sketch."""

    exact: bytes
    sketch: Sketch


def fingerprint(text: str) -> Fingerprint | None:
    """What a text is known by; None for one without a letter."""
    letters = _letters(text)
    if not len(letters):
        return None
    return Fingerprint(hashlib.blake2b(letters.tobytes(), digest_size=16).digest(), sketch(text))


def similarity(one: Sketch, other: Sketch) -> float:
    """How much two texts have in common, from 0 to 1: the estimated Jaccard index of their n-grams."""
    return float((one == other).mean())


class Duplicates:
    """Tells of each text which earlier one it repeats.

    Holds about a kilobyte for each text that repeats none.

    >>> seen = Duplicates()
    >>> seen.of("a", "山中的書院每年夏天都要曬書，遠近的人都來看。"), seen.of("b", "山中的书院每年夏天都要晒书,远近的人都来看")
    (None, 'a')
    """

    def __init__(self, threshold: float = 0.8) -> None:
        """Take texts for nearly the same from this similarity on; 0.7 is the least that the bands find reliably."""
        self.threshold = threshold
        self._exact: dict[bytes, str] = {}
        self._bands: dict[tuple[int, bytes], list[str]] = {}
        self._sketches: dict[str, Sketch] = {}

    def of(self, name: str, text: str) -> str | None:
        """The name of the first text that this one repeats; None if it is new. Texts without a letter repeat nothing."""
        known = fingerprint(text)
        return known and self.add(name, known)

    def add(self, name: str, known: Fingerprint) -> str | None:
        """As `of`, for a text whose fingerprint is already made."""
        first = self._exact.get(known.exact) or self._near(name, known.sketch)
        self._exact.setdefault(known.exact, first or name)
        return first

    def _near(self, name: str, new: Sketch) -> str | None:
        bands = list(enumerate(row.tobytes() for row in new.reshape(_BANDS, -1)))
        alike = dict.fromkeys(other for band in bands for other in self._bands.get(band, ()))
        best = max(alike, key=lambda other: similarity(new, self._sketches[other]), default=None)
        if best is not None and similarity(new, self._sketches[best]) >= self.threshold:
            return best
        self._sketches[name] = new
        for band in bands:
            self._bands.setdefault(band, []).append(name)
        return None


def mark_duplicates(records: Iterable[Mapping[str, Any]], threshold: float = 0.8) -> Iterator[dict[str, Any]]:
    """Yield the records with `duplicate_of`: the `id` of the first record whose text each repeats, or None.

    >>> texts = {"1": "一段同样的文字。", "2": "一段同样的文字", "3": "另外一段话。"}
    >>> rows = [{"id": name, "text": text} for name, text in texts.items()]
    >>> [row["duplicate_of"] for row in mark_duplicates(rows)]
    [None, '1', None]
    """
    seen = Duplicates(threshold)
    for record in records:
        yield {**record, "duplicate_of": seen.of(record["id"], record["text"])}


def _letters(text: str) -> NDArray[np.uint32]:
    """The folded code points of a text without space and common punctuation."""
    codes = fold_codes(codes_of(text))
    return codes[(codes >= 0x61) & (codes <= 0x7A) | (codes >= 0x30) & (codes <= 0x39) | (codes >= 0xC0) & ~_marks(codes)]


def _marks(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return (codes >= 0x2000) & (codes <= 0x206F) | (codes >= 0x3000) & (codes <= 0x303F) | (codes >= 0xFF00)


def _powers(gram: int) -> NDArray[np.uint64]:
    """The factors of a polynomial hash modulo 2**64."""
    return np.array([pow(int(_BASE), power, 2**64) for power in range(gram)], np.uint64)


@cache
def _permutations() -> NDArray[np.uint64]:
    """For each place of a sketch two numbers that put the hashes in an order of its own: a factor and what is added."""
    numbers = np.arange(1, 2 * PLACES + 1, dtype=np.uint64) * _BASE
    return _mixed(numbers).reshape(PLACES, 2) | np.uint64(1)


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hashes with their bits spread (the finalizer of SplitMix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
