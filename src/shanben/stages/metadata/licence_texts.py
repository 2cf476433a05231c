"""The full texts of licences: which of the known ones a text holds, and where.

A licence is known by the hashes of its runs of five words, all of them for a short licence and every fourth or so for a long
one (chosen by their value, so that the same are chosen everywhere). A text holds a licence if it has most of its hashes, in
whatever layout, and little else between them. `build_licences.py` builds the table from the texts of the SPDX list.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

RUN: Final = 5
_SHORT: Final = 700
_EVERY: Final = 4
_MOST: Final = 0.8
_OWN: Final = 0.6
_ENDS: Final = 60
_WORD: Final = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]")
_FACTORS: Final = np.array([1, 0x01000193, 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], np.uint32)
# Every one of the texts has a word of each.
_HINTS: Final = (
    ("warrant", "liab", "want to", "public domain", "木兰", "must not be used", "lesser general", "invariant", "moolenaar"),
    ("permission", "licen", "redistribut", "许可"),
)


class _Table(NamedTuple):
    """All hashes of all licences, sorted, each with its owner; for each licence how many it has, and of how many one is taken."""

    hashes: Hashes
    owner: NDArray[np.uint8]
    size: NDArray[np.int64]
    every: NDArray[np.int64]
    names: tuple[str, ...]


class _Hit(NamedTuple):
    """How many runs of a licence a text has, which share of them that is, and from which of its runs to which."""

    runs: int
    share: float
    first: int
    last: int


def texts_in(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield (SPDX identifier, start, end) of the licences whose text a folded text holds."""
    if not all(any(hint in folded for hint in hints) for hints in _HINTS):
        return
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(folded)]
    if len(words) < RUN:
        return
    table, runs = _table(), runs_of([word for _, _, word in words])
    found: dict[int, _Hit] = {}
    for licence, shared in _shared(table, runs):
        every, size = int(table.every[licence]), int(table.size[licence])
        if len(shared) < _MOST * size:
            continue
        at = _dense(shared, every)
        distinct = len(np.unique(runs[at]))
        if distinct >= _MOST * size:
            found[licence] = _Hit(distinct * every, distinct / size, int(at[0]), int(at[-1]))
    for licence, hit in found.items():
        if not any(hit.first <= other.last and other.first <= hit.last and other > hit for other in found.values()):
            yield table.names[licence], words[hit.first][0], words[hit.last + RUN - 1][1]


def _shared(table: _Table, runs: Hashes) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield for each licence that shares runs with a text where they stand in it."""
    low, high = np.searchsorted(table.hashes, runs, "left"), np.searchsorted(table.hashes, runs, "right")
    place = np.repeat(np.arange(len(runs)), high - low)
    entry = np.concatenate([np.arange(a, b) for a, b in zip(low[high > low], high[high > low], strict=True)] or [place])
    owner = table.owner[entry]
    for licence in np.unique(owner).tolist():
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


def runs_of(words: list[str]) -> Hashes:
    """The hash of each run of five words."""
    hashes = np.array([zlib.crc32(word.encode()) for word in words], np.uint32)
    if len(hashes) < RUN:
        return np.empty(0, np.uint32)
    runs: Hashes = (np.lib.stride_tricks.sliding_window_view(hashes, RUN) * _FACTORS).sum(axis=1, dtype=np.uint32)
    return runs


def told(parts: list[list[str]]) -> tuple[Hashes, int]:
    """The hashes that a licence is known by, sorted, and of how many of its runs one is taken; `parts` are its words."""
    runs = np.unique(np.concatenate([runs_of(words) for words in parts]))
    return (runs, 1) if sum(map(len, parts)) < _SHORT else (runs[runs % _EVERY == 0], _EVERY)


def words_of(folded: str) -> list[str]:
    """The words of a folded text."""
    return _WORD.findall(folded)


@cache
def _table() -> _Table:
    with files("shanben.tables").joinpath("licence_texts.npz").open("rb") as file:
        data = np.load(file)
        owner, hashes, every = data["owner"], data["hashes"], data["every"]
        names = tuple(str(name) for name in data["names"])
    return _Table(hashes, owner, np.bincount(owner, minlength=len(names)), every, names)
