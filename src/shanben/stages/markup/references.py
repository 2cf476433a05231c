"""Character references: `&amp;`, `&#x4e2d;`, as browsers read them."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from typing import Final

_NAMED: Final = 33
"""No name of HTML is longer, its semicolon included."""

REFERENCE: Final = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]++|[0-9]++)|[a-zA-Z][a-zA-Z0-9]*+);?")
"""What may be a reference; `decode` tells how much of it is one."""

_WINDOWS: Final = dict(
    zip(
        (code for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)),
        "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
        strict=True,
    )
)


@lru_cache(1000)
def _decode_short(reference: str) -> tuple[str, int]:

    name = reference[1:]
    if name[0] == "#":
        return _decode_number(name[1:]), len(reference)
    for end in range(min(len(name), _NAMED), 1, -1):
        if name[:end] in html5:
            return html5[name[:end]], end + 1
    return "", 0


def _decode_number(digits: str) -> str:
    """The character of a numeric reference; U+FFFD for what is none. Bytes of Windows-1252 are read as such."""
    digits = digits.rstrip(";")
    base = 16 if digits[0] in "xX" else 10
    digits = digits.lstrip("xX").lstrip("0")
    if len(digits) > 7:
        return "\ufffd"
    code = int(digits or "0", base)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return _WINDOWS.get(code, chr(code))


def decode(reference: str) -> tuple[str, int]:
    """What a match of `REFERENCE` stands for, and how many of its characters are the reference; ("", 0) for none.

    >>> decode("&copy2024"), decode("&#150;"), decode("&nope;")
    (('©', 5), ('–', 6), ('', 0))
    """
    if len(reference) <= _NAMED + 1:
        return _decode_short(reference)
    if reference[1] == "#":
        return _decode_number(reference[2:]), len(reference)
    return _decode_short(reference[: _NAMED + 1])


def decode_at(source: str, start: int, end: int) -> tuple[str, int]:
    """The same for what begins at a place of a text that ends at another."""
    match = REFERENCE.match(source, start, end)
    return decode(match[0]) if match else ("", 0)


def unescape(value: str) -> str:
    """The value of an attribute. A reference without a semicolon is none before a letter, a digit or `=`: it is a query's."""
    if "&" not in value:
        return value

    def replace(match: re.Match[str]) -> str:
        text, size = decode(match[0])
        bare = size and match[0][1] != "#" and match[0][size - 1] != ";"
        follows = value[match.start() + size : match.start() + size + 1]
        if not size or (bare and (follows == "=" or follows.isalnum())):
            return match[0]
        return text + match[0][size:]

    return REFERENCE.sub(replace, value)
