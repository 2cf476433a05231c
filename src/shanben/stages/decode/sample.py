"""The parts of a document that tell its encoding: what stands around its bytes beyond ASCII."""

from __future__ import annotations

import re
from typing import Final

_HIGH: Final = re.compile(rb"[\x80-\xff]")
_QUIET: Final = re.compile(rb"[\x00-\x3f][\x00-\x7f]{15}|\n")
"""Where a part ends: at a line's end, or before 16 bytes of ASCII of which the first is no second byte of a character."""
_BEFORE: Final = 24
"""Bytes before the first high one of a part that may belong to its word."""


def pieces(data: bytes, size: int, telling: re.Pattern[bytes] = _HIGH) -> list[bytes]:
    r"""Distinct parts of `data` with `telling` bytes, about `size` bytes in all, each begun where a character begins.

    >>> pieces(b"<b>plain</b> caf\xe9 and so on for quite a while", 100)
    [b'caf\xe9 ']
    """
    found: list[bytes] = []
    at = 0
    while size > 0 and (high := telling.search(data, at)):
        start = high.start()
        while start > max(at, high.start() - _BEFORE) and data[start - 1] > 0x40:
            start -= 1
        quiet = _QUIET.search(data, high.start() + 1, start + size)
        at = quiet.start() + 1 if quiet else min(start + max(size, _BEFORE), len(data))
        piece = data[start:at]
        if piece not in found:
            found.append(piece)
        size -= at - start
    return found
