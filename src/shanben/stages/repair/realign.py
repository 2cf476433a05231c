"""What text that is one byte out of step said, and which of several ways to read it is language.

Out of step, the second byte of one character and the first of the next make a character of their own. All bytes are there, so
the text is, but for what the reader could not read: half a character before an ASCII byte, and pairs that GBK does not assign.
For these the characters that fit stand side by side in a `Run`; choice.py chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from shanben.limits import SHIFTED_RUN
from shanben.scan import HANS, Scan
from shanben.tables.readings import characters_of

LOST: Final = "?\ufffd"
"""What stands for bytes that could not be read."""
FLATTENED: Final = frozenset(",;:!?()")
_MARKS: Final = frozenset("，。、；：？！“”‘’《》「」（）·—…")
READING: Final = r"([a-z\u00e0-\u01dc\u01f9]{1,6})\)"
_GLOSS: Final = re.compile(rf"\(?{READING}")
# The first bytes of the pairs that GBK does not assign; their second bytes are any from A1 on.
_UNASSIGNED: Final = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
_SECONDS: Final = range(0xA1, 0xFF)
_LOSSES: Final = 3
"""How often a run may go on after bytes that could not be read."""

Parts = tuple[tuple[str, ...], ...]


class Run(NamedTuple):
    """Text out of step: for each part of it what it may have said, and where the text is in step again."""

    parts: Parts
    end: int


def runs(text: str, lead: bytes, at: int, losses: int = _LOSSES) -> Iterator[Run]:
    r"""The runs that begin with the byte `lead` and go on with the bytes of `text[at:]`.

    >>> [run.parts for run in runs("嵉乜疾?", b"\x8c", 0)][0][:3]
    (('實',), ('地',), ('考',))
    """
    parts: Parts = ()
    stop = min(len(text), at + SHIFTED_RUN)
    for end in range(at, stop):
        character = text[end]
        if "@" <= character <= "~" and is_common(last := decoded(lead, character.encode())):
            yield Run((*parts, (last,)), end + 1)
            return
        if character in LOST:
            for run in _after_loss(text, lead, end, losses):
                if parts or len(run.parts[0]) == 1:
                    yield run._replace(parts=parts + run.parts)
            return
        pair = _pair(character)
        if len(pair) != 2 or not is_common(joined := decoded(lead, pair[:1])):
            return
        parts, lead = (*parts, (joined,)), pair[1:]
    if parts and stop == len(text) and (halves := _halves(text, lead, stop)):
        yield Run((*parts, halves), stop)


def _after_loss(text: str, lead: bytes, at: int, losses: int) -> Iterator[Run]:
    """The ways in which a run can go on where something could not be read, its last byte being `lead`."""
    gloss = _GLOSS.match(text, at + 1)
    # Before a reading the bracket was lost, with half of the character that is read so.
    last = _read_as(_beginning_with(lead), gloss[1]) if gloss else _halves(text, lead, at)
    if last:
        yield Run((last,), gloss.end() if gloss else at + 1)
    if not losses or at + 1 == len(text):
        return
    following = text[at + 1]
    if following in FLATTENED and is_common(joined := decoded(lead, b"\xa3")):
        # The next mark was flattened out of step, too: the byte before it was the first of a fullwidth mark.
        for run in runs(text, _pair(following)[1:], at + 2, losses - 1):
            yield run._replace(parts=((joined,), *run.parts))
    for run in _after_gap(text, at + 1, losses - 1):
        if before := _before_gap(lead):
            yield run._replace(parts=(before, *run.parts))


def _after_gap(text: str, at: int, losses: int) -> Iterator[Run]:
    """The runs that go on behind an unassigned pair; their first part begins with its second byte."""
    pair = _pair(text[at])
    if "@" <= text[at] <= "~" and (behind := _behind_gap(text[at].encode())):
        yield Run((behind,), at + 1)
    if len(pair) == 2 and (behind := _behind_gap(pair[:1])):
        for run in runs(text, pair[1:], at + 1, losses):
            yield run._replace(parts=(behind, *run.parts))
    if text[at] in LOST and losses and at + 1 < len(text):
        for run in _after_gap(text, at + 1, losses - 1):
            yield run._replace(parts=(_between_gaps(), *run.parts))


def _read_as(characters: str, reading: str) -> tuple[str, ...]:
    return tuple(character for character in characters_of(reading) if character in characters)


def _pair(character: str) -> bytes:
    """The two bytes that a character was read from; an ASCII one was fullwidth."""
    if character in FLATTENED or (character.isascii() and character.isalnum()):
        return bytes([0xA3, ord(character) | 0x80])
    return gbk(character)


def _halves(text: str, lead: bytes, at: int) -> tuple[str, ...]:
    """What a character may be of which only the first byte is left: a common ideograph, or a mark; `?` if more is lost."""
    after = text[at + 1 : at + 2] or "\n"
    if after in LOST:
        return ("?",)
    if lead != b"\xa1":
        return tuple(_beginning_with(lead))
    return ("。", *closing(text, at)) if after == "\n" else ("。", "、", *closing(text, at))


def closing(text: str, at: int) -> str:
    """The mark that closes the quotation that is open at a place of a line; nothing if none is."""
    line = text[max(0, text.rfind("\n", 0, at) + 1, at - SHIFTED_RUN) : at]
    opened = max(("“”", "「」"), key=lambda pair: line.rfind(pair[0]))
    return opened[1] if line.rfind(opened[0]) > line.rfind(opened[1]) else ""


@cache
def _beginning_with(lead: bytes) -> str:
    """The common ideographs of one first byte."""
    return "".join(_ideographs(lead + bytes([trail]) for trail in range(0x40, 0xFF)))


@cache
def ending_in_a3() -> tuple[str, ...]:
    """`。` and the common ideographs whose second byte is A3, the first byte of every fullwidth mark."""
    return ("。", *_ideographs(bytes([lead, 0xA3]) for lead in range(0x81, 0xFF)))


@cache
def _before_gap(lead: bytes) -> tuple[str, ...]:
    """The common ideographs that end in the first byte of a pair that GBK does not assign."""
    return tuple(_ideographs(lead + bytes([first]) for first in _UNASSIGNED))


@cache
def _between_gaps() -> tuple[str, ...]:
    """The common ideographs between two such pairs that follow each other."""
    return tuple(_ideographs(bytes([second, first]) for second in _SECONDS for first in _UNASSIGNED))


@cache
def _behind_gap(trail: bytes) -> tuple[str, ...]:
    """The common ideographs that begin with the second byte of such a pair."""
    return tuple(_ideographs(bytes([second]) + trail for second in _SECONDS))


@cache
def ending_with(trail: bytes) -> tuple[str, ...]:
    """The characters in use whose second byte is this one, of both scripts."""
    characters = [decoded(bytes([lead]), trail) for lead in range(0x81, 0xFF)]
    return tuple(character for character in characters if character in _MARKS or _is_used(character)) or ("?",)


def _ideographs(pairs: Iterator[bytes]) -> Iterator[str]:
    for pair in pairs:
        character = pair.decode("gbk", "ignore")
        if len(character) == 1 and character not in _MARKS and is_common(character):
            yield character


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
