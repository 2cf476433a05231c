"""GBK by halves: which characters in common use begin or end with a byte, alone or beside a pair that GBK does not assign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of, text_of
from shanben.scan import HANS, PLANE, Scan

_MARKS: Final = frozenset("，。、；：？！“”‘’《》〈〉「」『』【】〔〕（）·—…")
_IN_GAPS: Final = frozenset("。、…—")
"""The marks whose bytes make pairs with those beside them that GBK does not assign, as `……」` does."""
_CHOICES: Final = 100
_FIRST: Final = 0x81
_LAST: Final = 0xFE
_HIGH: Final = bytes(range(_FIRST, _LAST + 1))
_LOW: Final = bytes(range(0x40, 0x7F))
_TRAILS: Final = _LOW + bytes([0x80]) + _HIGH


@cache
def beginning_with(lead: bytes) -> str:
    """The common ideographs of one first byte."""
    return "".join(filter(_common().__contains__, _row(lead)))


@cache
def ending_in_a3() -> tuple[str, ...]:
    """`。` and the common ideographs whose second byte is A3, the first byte of every fullwidth mark."""
    return ("。", *filter(_common().__contains__, _column(b"\xa3")))


@cache
def _unassigned() -> NDArray[np.bool_]:
    """For each two bytes whether they are a pair that GBK does not assign and whose second may begin a character."""
    pairs = _characters(_FIRST, _LAST, _HIGH)
    unknown = np.ones(PLANE, np.bool_)
    unknown[codes_of(pairs.encode("gbk", "ignore").decode("gbk"))] = False
    table = np.zeros((256, 256), np.bool_)
    table[_FIRST : _LAST + 1, _FIRST : _LAST + 1] = unknown[codes_of(pairs)].reshape(len(_HIGH), -1)
    return table


@cache
def around_gap(lead: bytes, trail: bytes) -> tuple[str, ...]:
    """The two characters in use round such a pair, begun by `lead` and ended by `trail`; the second alone without `lead`."""
    behind = "".join(_in_gaps(_column(trail)))
    return _joined(lead, behind) if lead else tuple(behind)


def around_gap_read(lead: bytes, characters: str) -> tuple[str, ...]:
    """The same where the second is one of some characters."""
    return _joined(lead, characters) if lead else ()


def _likeliest(texts: Sequence[str]) -> tuple[str, ...]:
    """The likeliest of short texts of one length by themselves; the rest never are what stood there."""
    from shanben.language import fold, model  # noqa: PLC0415  (a table of megabytes that few texts need)

    if not texts:
        return ()
    size = len(texts[0])
    costs = model().costs(fold("".join(texts)), size).reshape(-1, size).sum(axis=1)
    return tuple(texts[at] for at in np.argsort(costs, kind="stable")[:_CHOICES].tolist())


def _joined(lead: bytes, characters: str) -> tuple[str, ...]:
    """The two characters in use, the first begun by `lead`, the second one of some, with a pair between that is not assigned."""
    first, second = before_gap(lead), [character for character in characters if len(gbk(character)) == 2]
    gaps = _unassigned()[np.ix_([gbk(character)[1] for character in first], [gbk(character)[0] for character in second])]
    return _likeliest([first[one] + second[other] for one, other in np.argwhere(gaps).tolist()])


@cache
def before_gap(lead: bytes) -> tuple[str, ...]:
    """The characters in use that `lead` begins and the first byte of such a pair ends."""
    gaps = _unassigned()
    return tuple(character for character in _in_gaps(_row(lead)) if gaps[gbk(character)[1]].any())


@cache
def between_gaps() -> tuple[str, ...]:
    """The characters in use between two such pairs that follow each other."""
    return _likeliest([character for lead in _HIGH for character in before_gap(bytes([lead]))])


def _in_gaps(characters: str) -> Iterator[str]:
    """Those that are common ideographs, or the marks that GBK has near what it does not assign."""
    common = _common()
    return (character for character in characters if character in common or character in _IN_GAPS)


@cache
def ending_with(trail: bytes) -> tuple[str, ...]:
    """The characters in use whose second byte is this one, of both scripts."""
    used = _used()
    return tuple(character for character in _column(trail) if character in used or character in _MARKS) or ("?",)


def gbk(character: str) -> bytes:
    r"""The bytes of a character in GBK, none if it has no place there; a private one may hold what GBK does not assign.

    >>> gbk("。").hex(), gbk("\ue1a9").hex(), gbk("鿿")
    ('a1a3', 'aed2', b'')
    """
    data = character.encode("gb18030", "ignore")
    return data if len(data) < 3 else b""


def decoded(lead: bytes, trail: bytes) -> str:
    """The character of two bytes, or nothing."""
    return (lead + trail).decode("gbk", "ignore")


def _row(lead: bytes) -> str:
    """The characters whose first byte is this one, private ones where GBK assigns none; nothing if it begins none."""
    return _characters(lead[0], lead[0], _TRAILS) if _HIGH[:1] <= lead <= _HIGH[-1:] else ""


def _column(trail: bytes) -> str:
    """The characters whose second byte is this one."""
    return _characters(_FIRST, _LAST, trail)


def _characters(first: int, last: int, trails: bytes, codec: str = "gb18030") -> str:
    """The characters of a range of first bytes, each with some second bytes."""
    pairs = np.empty((last + 1 - first, len(trails), 2), np.uint8)
    pairs[:, :, 0] = np.arange(first, last + 1)[:, None]
    pairs[:, :, 1] = np.frombuffer(trails, np.uint8)
    return pairs.tobytes().decode(codec, "ignore")


def is_common(character: str) -> bool:
    """Whether it is a mark, or an ideograph in common use that is not Simplified: the converters make Traditional text.

    >>> is_common("關"), is_common("关"), is_common("龘")
    (True, False, False)
    """
    return character in _MARKS or character in _common()


@cache
def _common() -> frozenset[str]:
    """The ideographs in common use that are not Simplified."""
    used = "".join(_used())
    return frozenset(text_of(codes_of(used)[~Scan(used).mask(HANS)]))


@cache
def _used() -> frozenset[str]:
    """The ideographs in common use: the first levels of GB 2312 and Big5."""
    trails = _HIGH[0xA1 - _FIRST :]
    big5 = _characters(0xA4, 0xC6, _LOW, "big5") + _characters(0xA4, 0xC5, trails, "big5")
    return frozenset(_characters(0xB0, 0xD7, trails, "gb2312") + big5)
