"""What text that is one byte out of step said, and which of several ways to read it is language.

Out of step, the second byte of one character and the first of the next make a character of their own. All bytes are there, so
the text is, but for what the reader could not read: half a character before an ASCII byte, and pairs that GBK does not assign.
For these the characters that fit stand side by side in a `Run`; choice.py chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from shanben.limits import SHIFTED_RUN
from shanben.stages.repair.gbk import (
    around_gap,
    around_gap_read,
    before_gap,
    beginning_with,
    between_gaps,
    decoded,
    ending_in_a3,
    gbk,
    is_common,
)
from shanben.tables.readings import characters_of

LOST: Final = "?\ufffd"
"""What stands for bytes that could not be read."""
FLATTENED: Final = frozenset(",;:!?()")
LETTERS: Final = "a-z\u00e0-\u01dc\u01f9"
"""Those that readings are written with."""
LONGEST_READING: Final = 6
READING: Final = rf"([{LETTERS}]{{1,{LONGEST_READING}}})\)"
_QUOTES: Final = ("“”", "「」")
_READING: Final = re.compile(READING)
_GLOSS: Final = re.compile(rf"\(?{READING}")
_NO_LETTER: Final = re.compile("[\x00-@]")
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
    for parts, last, end in _steps(text, lead, at):
        if end == len(text):
            if parts and (halves := _halves(text, last, end)):
                yield Run((*parts, halves), end)
        elif closed := _closed(last, text[end]):
            yield Run((*parts, closed), end + 1)
            return
        elif text[end] in LOST:
            yield from (run._replace(parts=parts + run.parts) for run in _after_loss(text, last, end, losses))
            return


def unmarked_runs(text: str, lead: bytes, at: int) -> Iterator[Run]:
    r"""The same where the reader left no mark for the half of a character before an ASCII byte.

    >>> [run.parts for run in unmarked_runs("S", b"\xfc", 0)]
    [(('黃',),)]
    """
    yield from runs(text, lead, at, 0)
    for parts, last, end in _steps(text, lead, at):
        if gloss := _READING.match(text, end):
            if read := _read_as(beginning_with(last), gloss[1]):
                yield Run((*parts, read), gloss.end())
        elif parts and _NO_LETTER.match(text, end) and (halves := tuple(beginning_with(last))):
            yield Run((*parts, halves), end)


def runs_with_gap(text: str, lead: bytes, at: int) -> Iterator[Run]:
    """The same where it left none for a pair that GBK does not assign, which may have stood anywhere."""
    for parts, last, end in _steps(text, lead, at):
        if end < len(text):
            yield from (run._replace(parts=parts + run.parts) for run in _after_gap(text, last, end, 0))


def _steps(text: str, lead: bytes, at: int) -> Iterator[tuple[Parts, bytes, int]]:
    """What a run says up to each place of it, the byte that is left over there, and the place."""
    parts: Parts = ()
    for end in range(at, min(len(text), at + SHIFTED_RUN)):
        yield parts, lead, end
        pair = _pair(text[end])
        if len(pair) != 2 or not is_common(joined := decoded(lead, pair[:1])):
            return
        parts, lead = (*parts, (joined,)), pair[1:]
    if at + len(parts) == len(text):
        yield parts, lead, len(text)


def _closed(lead: bytes, character: str) -> tuple[str, ...]:
    """The character whose second byte is an ASCII one, if it makes one in use: then the text is in step again."""
    last = decoded(lead, character.encode()) if "@" <= character <= "~" else ""
    return (last,) if is_common(last) else ()


def _after_loss(text: str, lead: bytes, at: int, losses: int) -> Iterator[Run]:
    """The ways in which a run can go on where something could not be read, its last byte being `lead`."""
    gloss = _GLOSS.match(text, at + 1)
    # Before a reading the bracket was lost, with half of the character that is read so.
    last = _read_as(beginning_with(lead), gloss[1]) if gloss else _halves(text, lead, at)
    if last:
        yield Run((last,), gloss.end() if gloss else at + 1)
    if not losses or at + 1 == len(text):
        return
    following = text[at + 1]
    if following in FLATTENED and is_common(joined := decoded(lead, b"\xa3")):
        # The next mark was flattened out of step, too: the byte before it was the first of a fullwidth mark.
        for run in runs(text, _pair(following)[1:], at + 2, losses - 1):
            yield run._replace(parts=((joined,), *run.parts))
    yield from _after_gap(text, lead, at + 1, losses - 1)


def _after_gap(text: str, lead: bytes, at: int, losses: int) -> Iterator[Run]:
    """The runs that go on behind a pair that GBK does not assign, if `lead` is the byte before it; none behind another such."""
    if "@" <= text[at] <= "~" and (around := around_gap(lead, text[at].encode())):
        yield Run((around,), at + 1)
    pair = _pair(text[at])
    if len(pair) == 2 and (around := around_gap(lead, pair[:1])):
        for run in runs(text, pair[1:], at + 1, losses):
            yield run._replace(parts=(around, *run.parts))
    if text[at] not in LOST:
        return
    if (gloss := _GLOSS.match(text, at + 1)) and (around := around_gap_read(lead, characters_of(gloss[1]))):
        yield Run((around,), gloss.end())
    if losses and at + 1 < len(text):
        before = (before_gap(lead), between_gaps()) if lead else (between_gaps(),)
        if all(before):
            yield from (run._replace(parts=before + run.parts) for run in _after_gap(text, b"", at + 1, losses - 1))


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
        return tuple(beginning_with(lead))
    return ("。", *closing(text, at)) if after == "\n" else ("。", "、", *closing(text, at))


def closing(text: str, at: int) -> str:
    """The mark that closes the quotation that is open at a place of a line; nothing if none is."""
    line = text[max(0, text.rfind("\n", 0, at) + 1, at - SHIFTED_RUN) : at]
    opened = max(_QUOTES, key=lambda pair: line.rfind(pair[0]))
    return opened[1] if line.rfind(opened[0]) > line.rfind(opened[1]) else ""


def opening(text: str, at: int) -> str:
    """The mark that opens the quotation that is closed behind a place of a line; nothing if none is, or another is opened."""
    line = text[at : at + SHIFTED_RUN].partition("\n")[0]
    mark = next((character for character in line if character in "".join(_QUOTES)), "")
    return next((pair[0] for pair in _QUOTES if mark == pair[1]), "")


def leads_of(before: str, reading: str) -> list[bytes]:
    """The second bytes of the characters that are read so and whose first byte is the second of the one before."""
    pairs = {gbk(character) for character in characters_of(reading)}
    return sorted(pair[1:] for pair in pairs if pair[1:] and pair[:1] == gbk(before)[-1:])


def headed(found: Iterable[Run]) -> list[Run]:
    """The runs with what may have stood before them: a character whose second byte was taken for the first of a mark."""
    return [run._replace(parts=(ending_in_a3(), *run.parts)) for run in found]
