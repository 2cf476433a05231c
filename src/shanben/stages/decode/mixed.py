"""Documents that change their encoding on the way: UTF-8 with legacy lines in it, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

import numpy as np

from shanben.decoded import Passage
from shanben.reading import is_utf8
from shanben.stages.decode.candidates import EAST_ASIAN, ONE_BYTE, readings

_UTF8: Final = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
"""East Asian characters as UTF-8 writes them, and no other encoding is likely to."""
_ASCII: Final = bytes(range(0x80))
_WHOLE: Final = 0.7
_ENOUGH: Final = 8
"""Bytes beyond ASCII, in all lines that the main encoding cannot read, from which on they are worth another."""
_SAMPLE: Final = 1500
_PLAUSIBLE: Final = 9.0
"""Mean cost of the characters beyond ASCII, in nats, below which those lines are language in another encoding."""


def passages_of(data: bytes, encoding: str) -> list[Passage]:
    r"""The passages of `data`, most of which is in `encoding`: one, but for lines that clearly are in another.

    >>> data = "目录\n".encode() * 9 + "中国图书馆的历史\n".encode("gbk")
    >>> [passage.encoding for passage in passages_of(data, "utf-8")]
    ['utf-8', 'gb18030']
    """
    found: list[Passage] = []
    if encoding == "utf-8":
        other = _legacy(data)
        found = list(_grouped(data, encoding, other, _not_utf8)) if other else []
    elif (encoding in EAST_ASIAN or encoding in ONE_BYTE) and _holds_utf8(data):
        found = list(_grouped(data, encoding, "utf-8", _is_utf8))
    return found or [Passage(0, len(data), encoding)]


def _grouped(data: bytes, encoding: str, other: str, strangers: Callable[[bytes], bool]) -> Iterator[Passage]:
    """Runs of lines that are read alike; a line of ASCII belongs to the main encoding."""
    start = 0
    for strange, lines in groupby(data.splitlines(keepends=True), strangers):
        end = start + sum(map(len, lines))
        yield Passage(start, end, other if strange else encoding)
        start = end


def _legacy(data: bytes) -> str | None:
    """The encoding of the lines that are not UTF-8; None if they are few, or no language in any."""
    lines = b"".join([line for line in data.splitlines(keepends=True) if _not_utf8(line)])[:_SAMPLE]
    if _beyond(lines) < _ENOUGH:
        return None
    best = readings([lines], list((EAST_ASIAN | ONE_BYTE).items()))[0]
    return best.encoding if best.mean < _PLAUSIBLE else None


def _not_utf8(line: bytes) -> bool:
    """Whether too few of a line's bytes beyond ASCII are of characters of UTF-8 for it to be damaged UTF-8."""
    return not line.isascii() and _beyond(line.decode("utf-8", "ignore").encode()) < _WHOLE * _beyond(line)


def _beyond(data: bytes) -> int:
    """How many bytes are beyond ASCII."""
    return len(data.translate(None, _ASCII))


def _holds_utf8(data: bytes) -> bool:
    """Whether a line matches `_UTF8`: asked of the whole, where two characters stand that nearly do so, which is quick."""
    codes = np.frombuffer(data, np.uint8)
    follows = (codes ^ 0x80) < 0x40
    whole = ((codes[:-2] - 0xE3) < 0x0D) & follows[1:-1] & follows[2:]
    return any(_UTF8.match(data, at) for at in np.flatnonzero(whole[:-3] & whole[3:]).tolist())


def _is_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 and can hardly be anything else."""
    return _UTF8.search(line) is not None and is_utf8(line)
