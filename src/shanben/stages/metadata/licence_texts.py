"""The full texts of licences: which of the known ones a text holds, and where.

A licence is known by the hashes of its runs of five words, all of them for a short licence and every fourth or so for a long
one (chosen by their value, so that the same are chosen everywhere). A text holds a licence if it has most of its hashes, in
whatever layout, and little else between them. `build_licences.py` builds the table from the texts of the SPDX list.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints, codes_of
from shanben.kernels.words import hash_words

Hashes = NDArray[np.uint32]

RUN: Final = 5
_SHORT: Final = 700
_EVERY: Final = 4
_MOST: Final = 0.8
_OWN: Final = 0.6
_ENDS: Final = 60
_SHIFT: Final = 12
_CRC: Final = np.array([zlib.crc32(bytes([byte ^ 0xFF])) ^ 0xFF000000 for byte in range(256)], np.uint32)
_FACTORS: Final = np.array([1, 0x01000193, 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], np.uint32)


class Words(NamedTuple):
    """The words of a text, letters and digits or one ideograph: the CRC-32 of each, where it starts and where it ends."""

    hashes: Hashes
    start: Ints
    end: Ints


class _Table(NamedTuple):
    """All hashes of all licences, sorted, each with its owner; for each licence how many it has, and of how many one is taken.

    `heads`: for the high bits of a hash whether there is one with them.
    """

    hashes: Hashes
    owner: NDArray[np.uint8]
    size: NDArray[np.int64]
    every: NDArray[np.int64]
    names: tuple[str, ...]
    heads: NDArray[np.bool_]


class _Hit(NamedTuple):
    """How many runs of a licence a text has, which share of them that is, and from which of its runs to which."""

    runs: int
    share: float
    first: int
    last: int


def texts_in(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield (SPDX identifier, start, end) of the licences whose text a folded text holds."""
    words = words_of(folded)
    table, runs = _table(), runs_of(words.hashes)
    found: dict[int, _Hit] = {}
    for licence, shared in _shared(table, runs):
        every, size = int(table.every[licence]), int(table.size[licence])
        at = _dense(shared, every)
        distinct = len(np.unique(runs[at]))
        if distinct >= _MOST * size:
            found[licence] = _Hit(distinct * every, distinct / size, int(at[0]), int(at[-1]))
    for licence, hit in found.items():
        if not any(hit.first <= other.last and other.first <= hit.last and other > hit for other in found.values()):
            yield table.names[licence], int(words.start[hit.first]), int(words.end[hit.last + RUN - 1])


def _shared(table: _Table, runs: Hashes) -> Iterator[tuple[int, Ints]]:
    """Yield for each licence that shares enough runs with a text where they stand in it."""
    near = table.heads[runs >> _SHIFT].nonzero()[0]
    low, high = (np.searchsorted(table.hashes, runs[near], side) for side in ("left", "right"))
    place = np.repeat(near, high - low)
    entry = np.concatenate([np.arange(a, b) for a, b in zip(low[high > low], high[high > low], strict=True)] or [place])
    owner = table.owner[entry]
    for licence in (np.bincount(owner, minlength=len(table.size)) >= _MOST * table.size).nonzero()[0].tolist():
        yield licence, place[owner == licence]


def _dense(at: NDArray[np.int64], every: int) -> NDArray[np.int64]:
    """The stretch of these places in a text where runs of a licence are more than a few: what is far off is of another text.

    It is where the runs found, less the share `_OWN` of those passed, add up to most; with the ends, which stand apart.
    """
    sum_ = np.arange(len(at)) * every - _OWN * at
    end = int(np.argmax(sum_ - np.minimum.accumulate(sum_)))
    start = int(np.argmin(sum_[: end + 1]))
    stretch: NDArray[np.int64] = at[(at >= at[start] - _ENDS) & (at <= at[end] + _ENDS)]
    return stretch


def runs_of(words: Hashes) -> Hashes:
    """The hash of each run of five words, by those of the words."""
    if len(words) < RUN:
        return np.empty(0, np.uint32)
    runs: Hashes = (np.lib.stride_tricks.sliding_window_view(words, RUN) * _FACTORS).sum(axis=1, dtype=np.uint32)
    return runs


def told(parts: list[Hashes]) -> tuple[Hashes, int]:
    """The hashes that a licence is known by, sorted, and of how many of its runs one is taken; `parts` are those of its words."""
    runs = np.unique(np.concatenate([runs_of(words) for words in parts]))
    return (runs, 1) if sum(map(len, parts)) < _SHORT else (runs[runs % _EVERY == 0], _EVERY)


def words_of(folded: str) -> Words:
    """The words of a folded text.

    >>> words = words_of("mit license, 木兰")
    >>> words.start.tolist(), words.end.tolist()
    ([0, 4, 13, 14], [3, 11, 14, 15])
    """
    size = len(folded)
    hashes, start, end = np.empty(size, np.uint32), np.empty(size, np.int64), np.empty(size, np.int64)
    count = hash_words(codes_of(folded).data, _CRC.data, hashes.data, start.data, end.data)
    return Words(hashes[:count], start[:count], end[:count])


@cache
def _table() -> _Table:
    with files("shanben.tables").joinpath("licence_texts.npz").open("rb") as file:
        data = np.load(file)
        owner, hashes, every = data["owner"], data["hashes"], data["every"]
        names = tuple(str(name) for name in data["names"])
    heads = np.zeros(1 << (32 - _SHIFT), np.bool_)
    heads[hashes >> _SHIFT] = True
    return _Table(hashes, owner, np.bincount(owner, minlength=len(names)), every, names, heads)
