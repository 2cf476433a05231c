"""Bytes read by a codec that never fails, and the bytes behind every character of what was read.

A codec that meets bytes it cannot read is given a *mark* in their place: a lone high surrogate, which no codec yields by
itself, whose low bits hold how many bytes it stands for. So one pass finds the text and where its errors are, and
the text tells its own byte widths. Whoever asks for text gets U+FFFD where a mark stands.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben import iso2022_cn
from shanben.edits import Codes, Ints, codes_of

_MARK: Final = 0xD800
LOST: Final = chr(_MARK + 1)
"""The mark of one byte."""
_MARKS: Final = re.compile("[\ud800-\udbff]")
_STATEFUL: Final = ("hz", "iso2022")
_CODE_POINTS: Final = 0x110000
_FEW: Final = 1 << 16
"""Below so many characters it is quicker to sort them than to clear a table of all code points."""

SUPERSETS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "big5hkscs": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "iso2022_jp_2": "iso2022_jp_2",
}
"""What is written under the name of a codec is often in a larger one; the WHATWG reads these names as their supersets too."""


_NOT_CHARSETS: Final = {
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "unicode-escape",
    "raw-unicode-escape",
    "utf-7",
    "mbcs",
    "oem",
    "charmap",
}
_ALIASES: Final = {
    "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gbk", "gb_2312-80": "gbk", "x-euc-jp": "euc_jp",
    "x-x-big5": "big5",
    "big5-eten": "big5",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "windows-949": "cp949", "uhc": "cp949", "windows-874": "cp874",
    "unicode": "utf-16",
    "utf8mb4": "utf-8", "x-mac-cyrillic": "mac_cyrillic", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "unicode-1-1-utf-8": "utf-8", "utf-8859-1": "utf-8",
}  # fmt: skip


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Error handler: one mark for the bytes that cannot be read."""
    assert isinstance(error, UnicodeDecodeError)
    return chr(_MARK + min(error.end - error.start, 0x3FF)), error.end


def _mark_big5(error: UnicodeError) -> tuple[str, int]:
    """Error handler: what cp950 does not have, of the Hong Kong supplement; else a mark."""
    assert isinstance(error, UnicodeDecodeError)
    try:
        return error.object[error.start : error.start + 2].decode("big5hkscs"), error.start + 2
    except UnicodeDecodeError:
        return _mark(error)


iso2022_cn.register()
codecs.register_error("shanben.mark", _mark)
codecs.register_error("shanben.big5", _mark_big5)


def codec(label: str | None) -> str | None:
    """The Python codec that reads what `label` (of a header, of a page) means; None for a label that means nothing.

    >>> codec("GB2312"), codec("x-sjis"), codec("rot13")
    ('gb18030', 'cp932', None)
    """
    label = (label or "").strip().strip("'\"").lower()
    label = _ALIASES.get(label, label)
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in _NOT_CHARSETS:
        return None
    return SUPERSETS.get(found.name, found.name)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 without a fault."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read(data: bytes, encoding: str) -> str:
    r"""`data` as text, with marks for what `encoding` cannot read. Never fails.

    >>> read(b"ab\xff", "utf-8") == "ab" + chr(0xD801)
    True
    """
    if encoding in ("cp950", "big5"):
        return data.decode(encoding, "shanben.big5")
    return data.decode(encoding, "shanben.mark")


def shown(marked: str) -> str:
    """The text that people see: U+FFFD for every mark."""
    return marked if marked.isascii() else _MARKS.sub("\ufffd", marked)


def marks_of(marked: str) -> NDArray[np.bool_]:
    """True where a mark stands."""
    codes = codes_of(marked)
    return (codes >= _MARK) & (codes < 0xDC00)


def widths(data: bytes, encoding: str, marked: str | None = None) -> NDArray[np.uint8]:
    """How many bytes each character of `read(data, encoding)` comes from; 0 for the later ones of several from the same bytes."""
    if encoding.startswith(_STATEFUL):
        return _replayed(data, encoding)
    marked = read(data, encoding) if marked is None else marked
    codes, marks = codes_of(marked), marks_of(marked)
    result = widths_of(codes, encoding)
    result[marks] = codes[marks] - _MARK
    return result


def widths_of(codes: Codes, encoding: str) -> NDArray[np.uint8]:
    """How many bytes each character takes in a codec without states."""
    if encoding.startswith("utf-8"):
        return (np.uint8(1) + (codes >= 0x80) + (codes >= 0x800) + (codes >= 0x10000)).astype(np.uint8)
    if encoding.startswith("utf-16"):
        return np.where(codes >= 0x10000, 4, 2).astype(np.uint8)
    if encoding.startswith("utf-32"):
        return np.full(len(codes), 4, np.uint8)
    if len(codes) < _FEW:
        unique, inverse = np.unique(codes, return_inverse=True)
        return np.array([len(_encoded(chr(code), encoding)) for code in unique.tolist()], np.uint8)[inverse]
    table = np.zeros(_CODE_POINTS, np.uint8)
    table[codes] = 1
    for code in np.flatnonzero(table).tolist():
        table[code] = len(_encoded(chr(code), encoding))
    return table[codes]


def _encoded(character: str, encoding: str) -> bytes:
    for name in (encoding, "big5hkscs") if encoding == "cp950" else (encoding,):
        try:
            return character.encode(name)
        except UnicodeEncodeError:
            continue
    return b""  # a combining mark that one code of the supplement yields along with its base


def _replayed(data: bytes, encoding: str) -> NDArray[np.uint8]:
    """The widths for a codec with states, found by feeding it byte after byte: escapes belong to what follows them."""
    decoder = codecs.getincrementaldecoder(encoding)("shanben.mark")
    result: list[int] = []
    taken = 0
    for at in range(len(data)):
        new = decoder.decode(data[at : at + 1], at + 1 == len(data))
        for character in new:
            width = ord(character) - _MARK if _MARKS.match(character) else at + 1 - taken
            result.append(min(width, 255))
            taken += width
    return np.array(result, np.uint8)


def offsets(data: bytes, encoding: str, marked: str | None = None) -> Ints:
    """Where in `data` each character of `marked` begins, which is what `read` makes of it, and at last where the text ends.

    >>> offsets("a€b".encode(), "utf-8").tolist()
    [0, 1, 4, 5]
    """
    return np.concatenate(([0], np.cumsum(widths(data, encoding, marked), dtype=np.int64)))


def errors_of(data: bytes, encoding: str, marked: str) -> list[tuple[int, int]]:
    r"""The spans of `data` that marks stand for in `marked`, which is what `read` makes of it.

    >>> errors_of(b"a\xffb\xfe", "utf-8", read(b"a\xffb\xfe", "utf-8"))
    [(1, 2), (3, 4)]
    """
    if encoding.startswith(_STATEFUL):
        at, places = np.flatnonzero(marks_of(marked)), offsets(data, encoding, marked)
        return list(zip(places[at].tolist(), places[at + 1].tolist(), strict=True))
    found: list[tuple[int, int]] = []
    last = place = 0
    for match in _MARKS.finditer(marked):
        start = place + _size(marked[last : match.start()], encoding)
        place, last = start + ord(match[0]) - _MARK, match.end()
        found.append((start, place))
    return found


def _size(text: str, encoding: str) -> int:
    """How many bytes a text without marks takes in a codec without states."""
    try:
        return len(text.encode(encoding))
    except UnicodeEncodeError:
        return int(widths_of(codes_of(text), encoding).sum())
