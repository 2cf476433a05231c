"""The codecs that texts are wrongly read by, turned around: the bytes that a reader must have seen.

Readers differ in what they do with bytes that their encoding does not assign: some keep them as C1 controls or in the
private use area, as browsers, Java and Windows do. Those still hold the bytes, so they are turned back too.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from functools import lru_cache, partial
from typing import Final

import numpy as np

from shanben.edits import Ints

READERS: Final = {
    "gb18030": (), "cp950": ("big5", "big5hkscs"), "cp932": ("shift_jis",), "cp949": (), "euc_jp": (),
    "latin-1": (), "cp1252": (), "cp1251": (), "cp437": (), "cp850": (), "mac_roman": (),
}  # fmt: skip
"""The readers, each with its kin: codecs of the same encoding that know characters which it does not."""
_OF_SEVERAL_BYTES: Final = tuple(READERS)[:5]
_OF_NO_BYTE: Final = re.compile("[\u2e80-\uf8fe]")
"""Characters that no encoding of one byte has."""
_KEPT: Final = {"gb18030": {"\u20ac": 0x80, "\uf8f5": 0xFF}, "cp1251": {"\x98": 0x98}}
"""Characters in which browsers keep single bytes that an encoding does not assign."""
NAMES: Final = {"gb18030": "gbk", "cp950": "big5", "mac_roman": "mac-roman", "euc_jp": "euc-jp"}
"""How rules call the encodings, where not by the codec's name."""


def _kin(reader: str, error: UnicodeError) -> tuple[bytes, int]:
    """Error handler: the bytes of a character that the reader's codec does not know but its kin does."""
    assert isinstance(error, UnicodeEncodeError)
    data = _bytes_of_kin(reader, error.object[error.start])
    if data is None:
        raise error
    return data, error.start + 1


@lru_cache(maxsize=1 << 12)  # what a reader does not know is asked of it again and again
def _bytes_of_kin(reader: str, char: str) -> bytes | None:
    """The bytes of a character in the reader's kin, or the byte that it keeps there."""
    for codec in READERS[reader]:
        try:
            return char.encode(codec)
        except UnicodeEncodeError:
            continue
    kept = _KEPT.get(reader, {}).get(char, ord(char))
    return bytes([kept]) if 0x80 <= kept < 0xA0 or kept == 0xFF else None


for _reader in READERS:
    codecs.register_error(f"shanben.{_reader}", partial(_kin, _reader))


def readers_of(text: str) -> Collection[str]:
    """The readers that may have read a text, as far as one glance at it tells."""
    return _OF_SEVERAL_BYTES if _OF_NO_BYTE.search(text) else READERS


@lru_cache(maxsize=64)  # one line is asked of in several ways
def bytes_read(text: str, reader: str) -> bytes | None:
    r"""The bytes that `reader` read as `text`; None if it cannot have.

    >>> bytes_read("ä½\xa0", "cp1252").decode()
    '你'
    """
    try:
        return text.encode(reader, f"shanben.{reader}")
    except UnicodeEncodeError:
        return None


def byte_ends(text: str, codec: str) -> Ints:
    """For each character of `text` how many bytes of `codec` there are up to its end."""
    # In no codec is a line feed a part of another character.
    data = text_bytes("\n".join(text.replace("\n", " ")), codec) + b"\n"
    return np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))[: len(text)] - np.arange(len(text))


def text_bytes(text: str, codec: str) -> bytes:
    """The bytes of a text in a reader's or a writer's codec."""
    return text.encode(codec, f"shanben.{codec}" if codec in READERS else "strict")


@lru_cache(maxsize=1 << 12)  # odd characters come again and again
def known_to(char: str) -> frozenset[str]:
    """The readers that can have read a character."""
    return frozenset(reader for reader in readers_of(char) if known_length(char, reader))


def known_length(text: str, reader: str) -> int:
    """How many characters from its beginning `reader` can have read."""
    try:
        text.encode(reader, f"shanben.{reader}")
    except UnicodeEncodeError as error:
        return error.start
    return len(text)
