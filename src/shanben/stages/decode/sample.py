"""The parts of a document that tell its encoding: what stands around its bytes beyond ASCII."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_Span = Callable[[int, re.Match[bytes], int], tuple[int, int]]
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_QUIET: Final = re.compile(rb"[\x00-\x3f][\x00-\x7f]{15}|\n")
"""Where a part ends: at a line's end, or before 16 bytes of ASCII of which the first is no second byte of a character."""
_ENDS: Final = (b"\n", b"<", b">")
_CLOSE: Final = re.compile(rb"[\n<>]")
_APART: Final = re.compile(rb"[\x00-\x3f]")
"""Where the surroundings of a byte end, near to it and farther off: what is no part of a character of two bytes."""
_AROUND: Final = 150
"""Bytes of a line, or of what stands between two tags, before and after a telling byte."""
_LONG: Final = 1 << 13
"""Bytes of a document of which the head may be ornament."""
_BEFORE: Final = 24
"""Bytes before the first high one of a part that may belong to its word."""


def pieces(data: bytes, size: int, telling: re.Pattern[bytes] = _HIGH) -> list[bytes]:
    r"""Distinct parts of `data` with `telling` bytes, about `size` bytes in all, each begun where a character begins.

    >>> pieces(b"<b>plain</b> caf\xe9 and so on for quite a while", 100)
    [b'caf\xe9 ']
    """

    def span(at: int, high: re.Match[bytes], left: int) -> tuple[int, int]:
        start = high.start()
        while start > max(at, high.start() - _BEFORE) and data[start - 1] > 0x40:
            start -= 1
        quiet = _QUIET.search(data, high.start() + 1, start + left)
        return start, quiet.start() + 1 if quiet else start + max(left, _BEFORE)

    return _distinct(data, size, telling, span)


def throughout(data: bytes, size: int) -> list[bytes]:
    """`pieces` of the head of `data` and, if it is long and has lines, of the lines after its middle."""
    middle = data.find(b"\n", len(data) // 2) if len(data) > _LONG else -1
    if middle < 0:
        return pieces(data, size)
    return list(dict.fromkeys(pieces(data[:middle], size // 2) + pieces(data[middle:], size // 2)))


def surroundings(data: bytes, size: int, telling: re.Pattern[bytes] = _HIGH) -> list[bytes]:
    r"""Distinct parts of `data` with `telling` bytes, about `size` bytes in all, with what else their lines have.

    >>> surroundings(b"<b>plain</b> caf\xe9 and so on\n", 100)
    [b' caf\xe9 and so on']
    """

    def span(at: int, high: re.Match[bytes], left: int) -> tuple[int, int]:
        start = max(at, high.start() - _AROUND)
        start = max(start, *(data.rfind(end, start, high.start()) + 1 for end in _ENDS))
        closed = _CLOSE.search(data, high.end(), high.end() + _AROUND) or _APART.search(data, high.end() + _AROUND, start + left)
        return start, closed.start() if closed else max(start + left, high.end() + _AROUND)

    return _distinct(data, size, telling, span)


def _distinct(data: bytes, size: int, telling: re.Pattern[bytes], span: _Span) -> list[bytes]:
    """Distinct parts of `data` around `telling` bytes, about `size` bytes in all.

    `span` tells the part around a match, from where the part before it ended, the match, and the bytes that are left.
    """
    found: dict[bytes, None] = {}
    at = 0
    while size > 0 and (high := telling.search(data, at)):
        start, end = span(at, high, size)
        at = min(end, len(data))
        found[data[start:at]] = None
        size -= at - start
    return list(found)
