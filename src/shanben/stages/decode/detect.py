"""Which encoding bytes are in, from the bytes themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from shanben.kernels.utf8 import sequences
from shanben.reading import is_utf8
from shanben.stages.decode.candidates import EAST_ASIAN, ONE_BYTE, WIDE, Reading, readings
from shanben.stages.decode.escapes import escape_encoding
from shanben.stages.decode.sample import surroundings, throughout
from shanben.stages.decode.wide import wide_encoding

_FIRST: Final = 192
_SECOND: Final = 1500
"""Bytes of the first look at all candidates, and of the second at those that it leaves."""
_PLAUSIBLE: Final = 10.5
"""Mean cost of a character below which a reading in an East Asian encoding needs no rivals of one byte."""
_CLOSE: Final = 30.0
"""Nats within which the first look leaves candidates to the second."""
_TIED: Final = 8.0
"""Nats within which the best codecs of one byte are held against each other, two and two, at the bytes where they differ."""
_DECLARED: Final = -10.0
"""What a declaration takes off the cost of a codec."""
_UTF8: Final = -6.0
"""UTF-8 rarely comes about by accident."""
_UTF8_SAMPLE: Final = 1 << 16
_UTF8_ODDS: Final = 9
"""A text is damaged UTF-8 when at least so many of its non-ASCII sequences are whole for each that is not."""
_UTF8_ENOUGH: Final = 12
"""So many bytes that continue UTF-8 sequences without a fault are no accident."""
_ASCII: Final = bytes(range(0x80))
_ALONE: Final = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_MOSTLY: Final = 0.6
_WIDE_MEAN: Final = 9.0
"""Mean cost of a character below which a reading in UTF-16 is language, and above which others are not."""


class Found(NamedTuple):
    """An encoding, the confidence in it, from 0 to 1, and the text where it was read without a fault on the way."""

    encoding: str
    confidence: float
    text: str | None = None


def detect(data: bytes, declared: Sequence[str] = ()) -> Found:
    """The encoding of `data`; `declared` are codecs that were named for it.

    >>> detect("善本".encode("gbk"))[0], detect("Größe".encode("latin-1"))[0]
    ('gb18030', 'cp1252')
    """
    if b"\0" in data[:_UTF8_SAMPLE]:
        if told := wide_encoding(data):
            return Found(told, 1.0)
        if not data.isascii() and (wide := _wide(data)):
            return wide
    if data.isascii():
        return Found(escape_encoding(data) or "utf-8", 1.0)
    return _utf8(data) or _judged(data, declared)


def _utf8(data: bytes) -> Found | None:
    """UTF-8, if it is so beyond doubt, perhaps with some bytes lost or broken."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        whole, broken = sequences(data, min(len(data), _UTF8_SAMPLE), _UTF8_ODDS)
        # Whether most of what is beyond ASCII is of UTF-8 sequences.
        is_damaged = whole * 2 >= _UTF8_ENOUGH and whole >= _UTF8_ODDS * broken
        return Found("utf-8", 1.0) if is_damaged else None
    return Found("utf-8", 1.0, text) if len(data) - len(text) >= _UTF8_ENOUGH else None


def _wide(data: bytes) -> Found | None:
    """UTF-16 without a byte order mark and with too few zero bytes to tell, if it reads as language."""
    best = readings([data[: _FIRST * 2]], list(WIDE.items()))[0]
    return Found(best.encoding, 0.9) if best.mean < _WIDE_MEAN else None


def _judged(data: bytes, declared: Sequence[str]) -> Found:
    """The encoding whose reading of the telling parts costs least."""
    sample = throughout(data, _FIRST)
    known = {**EAST_ASIAN, "utf-8": _UTF8 if is_utf8(data) else 0.0, **ONE_BYTE}
    known.update((name, cost + _DECLARED) for name, cost in known.items() if name in declared)
    ranked = [] if _stand_alone(sample) else readings(sample, [(name, known[name]) for name in EAST_ASIAN])
    if not ranked or sum(map(len, sample)) < _FIRST // 2 or ranked[0].mean > _PLAUSIBLE:
        asked = {reading.encoding for reading in ranked}
        ranked += readings(sample, [(name, known[name]) for name in _unlike(data, known) if name not in asked])
        ranked.sort(key=lambda reading: reading.cost)
    close = [reading.encoding for reading in ranked if reading.cost < ranked[0].cost + _CLOSE]
    if len(close) > 1:
        ranked = readings(surroundings(data, _SECOND) + sample, [(name, known[name]) for name in close])
    if ranked[0].mean > _WIDE_MEAN and (wide := _wide(data)):
        return wide
    return _decided(data, ranked, known)


def _unlike(data: bytes, known: Mapping[str, float]) -> Iterator[str]:
    """The codecs, but of those of one byte that read all of `data` alike only the likeliest."""
    values = bytes(np.flatnonzero(np.bincount(np.frombuffer(data, np.uint8), minlength=256)).tolist())
    seen = set()
    for name in sorted(known, key=known.__getitem__):
        text = values.decode(name, "replace") if name in ONE_BYTE else name
        if text not in seen:
            seen.add(text)
            yield name


def _stand_alone(sample: Sequence[bytes]) -> bool:
    """Whether most bytes beyond ASCII have none beside them, as in no East Asian encoding."""
    joined = b"\n".join(sample)
    return len(_ALONE.findall(joined)) > _MOSTLY * len(joined.translate(None, _ASCII))


def _decided(data: bytes, ranked: Sequence[Reading], known: Mapping[str, float]) -> Found:
    """The best of the readings after each that is nearly as good was held against it where the two differ."""
    best, lead = ranked[0], _lead(ranked)
    for rival in ranked[1:]:
        telling = _difference(best.encoding, rival.encoding) if rival.cost < ranked[0].cost + _TIED else None
        if telling and (sample := surroundings(data, _FIRST, telling)):
            duel = readings(sample, [(name, known[name]) for name in (best.encoding, rival.encoding)])
            best, lead = duel[0], min(lead, _lead(duel)) if duel[0].encoding == best.encoding else _lead(duel)
    return Found(best.encoding, round(1 - 0.5 / (1 + lead), 3))


@cache
def _difference(one: str, other: str) -> re.Pattern[bytes] | None:
    """The bytes that two codecs of one byte read as different characters; None if a codec is of another kind."""
    if one not in ONE_BYTE or other not in ONE_BYTE:
        return None
    every = [bytes([byte]) for byte in range(256)]
    different = [byte for byte in every if byte.decode(one, "replace") != byte.decode(other, "replace")]
    return re.compile(b"[" + re.escape(b"".join(different)) + b"]") if different else None


def _lead(ranked: Sequence[Reading]) -> float:
    """By how much the first reading is better than the second."""
    return max(ranked[1].cost - ranked[0].cost, 0.0) if len(ranked) > 1 else math.inf
