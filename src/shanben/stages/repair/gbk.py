"""GBK by halves: which characters in common use begin or end with a byte, alone or beside a pair that GBK does not assign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from shanben.scan import HANS, Scan

_MARKS: Final = frozenset("，。、；：？！“”‘’《》〈〉「」『』【】〔〕（）·—…")
_IN_GAPS: Final = frozenset("。、…—")
"""The marks whose bytes make pairs with those beside them that GBK does not assign, as `……」` does."""
_CHOICES: Final = 100
_HIGH: Final = tuple(bytes([byte]) for byte in range(0x81, 0xFF))


@cache
def beginning_with(lead: bytes) -> str:
    """The common ideographs of one first byte."""
    return "".join(_ideographs(lead + bytes([trail]) for trail in range(0x40, 0xFF)))


@cache
def ending_in_a3() -> tuple[str, ...]:
    """`。` and the common ideographs whose second byte is A3, the first byte of every fullwidth mark."""
    return ("。", *_ideographs(bytes([lead, 0xA3]) for lead in range(0x81, 0xFF)))


@cache
def _unassigned() -> dict[bytes, list[bytes]]:
    """The pairs that GBK does not assign and whose second byte may begin a character: for each first byte its second ones."""
    pairs = {first: [second for second in _HIGH if not decoded(first, second)] for first in _HIGH}
    return {first: seconds for first, seconds in pairs.items() if seconds}


@cache
def around_gap(lead: bytes, trail: bytes) -> tuple[str, ...]:
    """The two characters in use round such a pair, begun by `lead` and ended by `trail`; the second alone without `lead`."""
    behind = "".join(_in_gaps(second + trail for second in _HIGH))
    return _joined(lead, behind) if lead else tuple(behind)


def around_gap_read(lead: bytes, characters: str) -> tuple[str, ...]:
    """The same where the second is one of some characters."""
    return _joined(lead, characters) if lead else ()


def _likeliest(texts: Iterable[str]) -> tuple[str, ...]:
    """The likeliest of short texts by themselves; the rest never are what stood there."""
    from shanben.language import fold, model  # noqa: PLC0415  (a table of megabytes that few texts need)

    return tuple(sorted(texts, key=lambda text: float(model().costs(fold(text)).sum()))[:_CHOICES])


def _joined(lead: bytes, characters: str) -> tuple[str, ...]:
    """The two characters in use, the first begun by `lead`, the second one of some, with a pair between that is not assigned."""
    begun = {first: "".join(_in_gaps([lead + first])) for first in _unassigned()}
    second = [(character, gbk(character)[:1]) for character in characters]
    return _likeliest(
        begun[first] + character for first in begun if begun[first] for character, byte in second if byte in _unassigned()[first]
    )


@cache
def before_gap(lead: bytes) -> tuple[str, ...]:
    """The characters in use that `lead` begins and the first byte of such a pair ends."""
    return tuple(_in_gaps(lead + first for first in _unassigned()))


@cache
def between_gaps() -> tuple[str, ...]:
    """The characters in use between two such pairs that follow each other."""
    return _likeliest(_in_gaps(second + first for second in _HIGH for first in _unassigned()))


def _in_gaps(pairs: Iterable[bytes]) -> Iterator[str]:
    """The common ideographs and the marks that GBK has near what it does not assign."""
    characters = (pair.decode("gbk", "ignore") for pair in pairs)
    return (each for each in characters if len(each) == 1 and is_common(each) and (each in _IN_GAPS or each not in _MARKS))


@cache
def ending_with(trail: bytes) -> tuple[str, ...]:
    """The characters in use whose second byte is this one, of both scripts."""
    characters = [decoded(bytes([lead]), trail) for lead in range(0x81, 0xFF)]
    return tuple(character for character in characters if character in _MARKS or _is_used(character)) or ("?",)


def _ideographs(pairs: Iterable[bytes]) -> Iterator[str]:
    return (character for character in _in_gaps(pairs) if character not in _MARKS)


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


@cache
def is_common(character: str) -> bool:
    """Whether it is a mark, or an ideograph in common use that is not Simplified: the converters make Traditional text.

    >>> is_common("關"), is_common("关"), is_common("龘")
    (True, False, False)
    """
    return character in _MARKS or (_is_used(character) and not Scan(character).any(HANS))


def _is_used(character: str) -> bool:
    """Whether it is an ideograph in common use."""
    return any(low <= _first(character, codec) <= high for codec, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)))


def _first(character: str, codec: str) -> int:
    """The first byte of an ideograph in a codec, 0 if it has none."""
    try:
        encoded = character.encode(codec)
    except UnicodeEncodeError:
        return 0
    return encoded[0] if len(encoded) == 2 and "\u3400" <= character <= "\u9fff" else 0
