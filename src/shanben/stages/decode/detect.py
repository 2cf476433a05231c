"""Which encoding bytes are in, from the bytes themselves."""

from __future__ import annotations

from typing import Final, NamedTuple

from shanben.reading import codec, marks_of, read
from shanben.stages.decode.escapes import escape_encoding

_SAMPLE: Final = 1 << 16
_UTF8_SHARE: Final = 0.9
"""A text is damaged UTF-8 when at least this share of its non-ASCII sequences are whole."""


class Found(NamedTuple):
    """An encoding and the confidence in it, from 0 to 1."""

    encoding: str
    confidence: float


def detect(data: bytes, declared: list[str]) -> Found:
    """The encoding of `data`; `declared` are codecs that were named for it."""
    escapes = escape_encoding(data) if data.isascii() else None
    if escapes:
        return Found(escapes, 0.95)
    if _is_utf8(data):
        return Found("utf-8", 1.0)
    for name in declared:
        if not marks_of(read(data[:_SAMPLE], name)).any():
            return Found(name, 0.9)
    return _guessed(data)


def _is_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8, perhaps with some bytes lost or broken."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        sample = read(data[:_SAMPLE], "utf-8")
        broken = int(marks_of(sample).sum())
        whole = sum(not char.isascii() for char in sample) - broken
        return whole >= _UTF8_SHARE * (whole + broken)
    return True


def _guessed(data: bytes) -> Found:
    from charset_normalizer import from_bytes  # noqa: PLC0415  needed for undeclared legacy bytes only

    best = from_bytes(data[:_SAMPLE]).best()
    name = codec(best.encoding) if best else None
    return Found(name, 0.5) if name else Found("cp1252", 0.1)
