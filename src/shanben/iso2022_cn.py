"""ISO-2022-CN (RFC 1922), for which Python has no codec: a decoder for GB 2312 and the first two planes of CNS 11643.

Those planes have the characters of Big5 in nearly the same order, so Big5's codec reads them. What GB 2312 and Big5 lack (the
radicals of the first plane, further planes of ISO-2022-CN-EXT) cannot be read. Nothing but ASCII can be written.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Final

_SWITCH: Final = re.compile(rb"\x1b\$\)(?P<set>[AGE])|\x1b\$\*H|(?P<out>\x0e)|\x0f|(?P<end>[\r\n])")
"""What designates a set, shifts out or in, or ends a line, which shifts in, too."""
_SINGLE: Final = re.compile(rb"\x1bN[!-~]{2}")
"""One character of the second plane."""
_BEGUN: Final = re.compile(rb"\x1b(?:\$[)*]?|N[!-~]?)?")
"""What a sequence begins with."""
_OPEN: Final = re.compile(_BEGUN.pattern + rb"\Z")
_ESCAPE: Final = 0x1B
_SETS: Final = {b"A": "gb2312", b"E": "gb2312", b"G": "plane 1"}
"""What a sequence designates for the bytes between shift-out and shift-in; ISO-IR-165 is nearly GB 2312."""

_PLANES: Final = {
    "plane 1": """
2121 21 a140 2136 2 a157 2139 1 a156 213e 44 a15d 216a 1 a1ac 216b 1 a1ab 216c 52 a1ad 2242 1 a1e2 2243 1 a1e1 2244 19 a1e3
2257 1 a1f7 2258 1 a1f6 2259 4 a1f8 225e 1 a155 225f 2 a241 2261 76 a241 2421 174 a2af 2621 20 c7e9 4421 1412 a440
5323 424 ad40 5753 1 acfe 5754 1876 afd0 6b50 1 be52 6b51 387 bbc8 6f5c 525 be53 7535 1 c2cb 7536 189 c1ab 7737 84 c2cc
782d 1 c456 782e 54 c361 7864 1 c3ba 7865 1 c3b9 7866 90 c3bb 7962 354 c457""",
    "plane 2": """
2121 10 c940 212b 33 c94b 214c 1 c9be 214d 48 c96c 217d 46 c9bf 224d 1 caf7 224e 167 c9ed 2439 1840 caf8 376f 1 dadf
3770 108 d6cd 387e 537 d77b 3e63 1 d6cc 3e64 100 dae0 3f6a 1 d77a 3f6b 399 dba7 4424 1637 ddfd 554b 1 ebf1 554c 146 e8a3
5722 1 ecde 5723 287 e976 5a28 1 f0cb 5a29 116 eb5b 5b3f 137 ebf2 5c6a 104 ecdf 5d74 1 f056 5d75 222 edaa 6039 198 eeec
6243 82 f057 6337 86 f0cc 642f 1 eeeb 6430 8 f163 6438 153 f16c 6573 56 f269 664d 1 f4b5 664e 113 f2c3 6761 1 f16b
6762 142 f375 6934 1 f268 6935 45 f466 6962 71 f4b6 6a4b 1 f663 6a4c 194 f4fd 6c52 490 f664 7166 1 f9c4 7167 43 f977
7234 1 f9c5 7235 11 f9c7 7240 1 f9c6 7241 4 f9d2""",
}
"""Stretches of a plane of CNS 11643 with what stands in the same order in Big5: first code, length, first code of Big5."""


def _position(code: int) -> int:
    """The place of a code of 94 by 94."""
    return ((code >> 8) - 0x21) * 94 + (code & 0xFF) - 0x21


def _big5(position: int) -> bytes:
    """The code of Big5 at a place: 157 in each row, in two stretches."""
    lead, trail = divmod(position, 157)
    return bytes((lead + 0xA1, trail + (0x40 if trail < 63 else 0x62)))


@cache
def _plane(name: str) -> dict[int, str]:
    """The characters of a plane, by their places."""
    found: dict[int, str] = {}
    words = iter(_PLANES[name].split())
    for first, length, other in zip(words, words, words, strict=True):
        code = int(other, 16)
        start = ((code >> 8) - 0xA1) * 157 + (code & 0xFF) - (0x40 if code & 0xFF < 0x7F else 0x62)
        for at in range(int(length)):
            found[_position(int(first, 16)) + at] = _big5(start + at).decode("cp950", "ignore")
    return found


def _is_graphic(byte: int) -> bool:
    return 0x21 <= byte < 0x7F


def _character(pair: bytes, charset: str) -> str:
    """The character of two bytes below 80 in a set; "" if there is none."""
    if len(pair) < 2:
        return ""
    if charset == "gb2312":
        return bytes(byte | 0x80 for byte in pair).decode("gb2312", "ignore")
    return _plane(charset).get(_position(int.from_bytes(pair, "big")), "")


class _Decoder(codecs.BufferedIncrementalDecoder):
    """The decoder and its state: what is designated, and whether it is shifted out."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self.reset()

    def reset(self) -> None:
        """Back to ASCII."""
        super().reset()
        self._set, self._shifted = "gb2312", False

    def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        """The text of `data`, and how many of its bytes it is of; the rest waits for more."""
        found: list[str] = []
        at = 0
        while at < len(data) and (final or not self._is_open(data, at)):
            text, at = self._step(data, at, errors)
            found.append(text)
        return "".join(found), at

    def _is_open(self, data: bytes, at: int) -> bool:
        """Whether what begins at a place may go on behind the end."""
        if data[at] == _ESCAPE:
            return _OPEN.match(data, at) is not None
        return self._shifted and _is_graphic(data[at]) and at + 1 == len(data)

    def _step(self, data: bytes, at: int, errors: str) -> tuple[str, int]:
        """The text of the next character or sequence, and where it ends."""
        switch = _SWITCH.match(data, at)
        if switch:
            self._set = _SETS.get(switch["set"], self._set)
            self._shifted = self._shifted if data[at] == _ESCAPE else switch["out"] is not None
            return (switch["end"] or b"").decode(), switch.end()
        text, end = self._character(data, at)
        if text:
            return text, end
        error = UnicodeDecodeError("iso2022_cn", data, at, end, "illegal multibyte sequence")
        put, end = codecs.lookup_error(errors)(error)
        return str(put), end

    def _character(self, data: bytes, at: int) -> tuple[str, int]:
        """The character at a place, "" if there is none, and where it ends."""
        if _SINGLE.match(data, at):
            return _character(data[at + 2 : at + 4], "plane 2"), at + 4
        if begun := _BEGUN.match(data, at):
            return "", begun.end()
        if self._shifted and _is_graphic(data[at]):
            end = at + 2 if len(data) > at + 1 and _is_graphic(data[at + 1]) else at + 1
            return _character(data[at:end], self._set), end
        return chr(data[at]) if data[at] < 0x80 else "", at + 1


def _decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
    return _Decoder(errors).decode(data, final=True), len(data)


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "") not in ("iso2022cn", "iso2022cnext", "csiso2022cn"):
        return None
    return codecs.CodecInfo(codecs.ascii_encode, _decode, name="iso2022_cn", incrementaldecoder=_Decoder)  # type: ignore[arg-type]


def register() -> None:
    r"""Make the codec known to Python, under the names `iso2022_cn` and `iso-2022-cn`.

    >>> register()
    >>> b"\x1b$)A\x0e=;;;\x0f".decode("iso-2022-cn")
    '交换'
    """
    codecs.register(_search)
