"""UTF-16 and UTF-32 without a byte order mark: told by where their zero bytes stand."""

from __future__ import annotations

from typing import Final

import numpy as np

from shanben.reading import marks_of, read

_SAMPLE: Final = 1 << 14
_WRONG: Final = 4
"""One zero byte in the low half of a code unit is forgiven for so many in the high half."""
_SHARE: Final = 0.12
"""The least share of code units below 256: ideographs have zero low halves now and then."""
_BROKEN: Final = 20
"""One broken code unit is forgiven for so many."""


def wide_encoding(data: bytes) -> str | None:
    r"""The wide encoding of bytes some of which are zero; None if their zeros do not stand as in one.

    >>> wide_encoding("Größe и мир".encode("utf-16-le")), wide_encoding(b"a\0b")
    ('utf-16-le', None)
    """
    sample = data[: min(_SAMPLE, len(data) // 4 * 4)]
    if len(sample) >= 4 and len(data) % 4 == 0:
        for encoding in ("utf-32-le", "utf-32-be"):
            if not marks_of(read(sample, encoding)).any():
                return encoding
    pairs = np.frombuffer(sample[: len(sample) // 2 * 2], np.uint8).reshape(-1, 2)
    first, second = (int(n) for n in (pairs == 0).sum(0))
    for encoding, high, low in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        told = high > max(_WRONG * low, _SHARE * len(pairs))
        if told and int(marks_of(read(sample, encoding)).sum()) * _BROKEN < len(pairs):
            return encoding
    return None
