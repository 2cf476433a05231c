"""Encodings of seven bits that switch between character sets by escape sequences: ISO-2022 and HZ."""

from __future__ import annotations

import re
from typing import Final

from shanben.reading import marks_of, read

_SIGNS: Final = (
    (b"\x1b$)A", "iso2022_cn"),
    (b"\x1b$)G", "iso2022_cn"),
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$(Q", "iso2022_jp_3"),
    (b"\x1b$(O", "iso2022_jp_3"),
    (b"\x1b$(D", "iso2022_jp_ext"),
    (b"\x1b$A", "iso2022_jp_2"),
    (b"\x1b$(C", "iso2022_jp_2"),
    (b"\x1b$B", "iso2022_jp_ext"),
    (b"\x1b$@", "iso2022_jp_ext"),
    (b"\x1b(I", "iso2022_jp_ext"),
)
"""The escape sequence that tells a codec, the rarer first."""
_HZ: Final = re.compile(rb"~\{(?:[!-w][!-~])+~\}")


def escape_encoding(data: bytes) -> str | None:
    """The codec of bytes that switch by escapes; None if they do not.

    >>> escape_encoding("汉字".encode("hz")), escape_encoding(b"a ~{ b")
    ('hz', None)
    """
    if b"\x1b" in data:
        return next((codec for sign, codec in _SIGNS if sign in data and _readable(data, codec)), None)
    return "hz" if b"~{" in data and _HZ.search(data) and _readable(data, "hz") else None


def _readable(data: bytes, codec: str) -> bool:
    marked = read(data, codec)
    return int(marks_of(marked).sum()) <= len(marked) // 50
