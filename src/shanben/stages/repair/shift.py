"""GBK bytes replaced out of step: `域?qū)嵉乜疾?` was `域實地考察`.

The converters that put readings behind characters and flatten marks replace bytes without asking where a character begins.
In `。現` (A1A3 AC46) they find `，` (A3AC), write `,`, and leave `?,F`; in `域實` (D3F2 8C8D) they find 驅 (F28C), write its
reading behind it, and leave `域?qū)` and a text that is one byte off until a byte below 80 sets it right. Most of what was
lost is then known: from the mark that was flattened, or from the reading and the byte before it. The text is put back only
where the arithmetic closes, every pair of bytes being a character in common use; where half a character is gone for good, the
language model chooses, or the place is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

import numpy as np

from shanben.document import Flag
from shanben.edits import Edit
from shanben.limits import SHIFTED_RUN, SHIFTS
from shanben.scan import HAN, HANS, QUESTION, Scan
from shanben.stages.repair.overlap import apart
from shanben.tables.readings import characters_of, is_reading
from shanben.view import Outcome, View

_RULE: Final = "repair.shift"
_HAN: Final = r"[\u3400-\u9fff]"
_READ: Final = r"([a-z\u00e0-\u01dc\u01f9]{1,6})\)"
# Each begins with the mark, so that text without it is passed over at once.
_READING: Final = re.compile(rf"\?(?<={_HAN}\?)\(?{_READ}(?={_HAN})")
_MARK: Final = re.compile(rf"\?(?<=[^\s?]\?)([,;:!?(])(?={_HAN}|[@-~](?![a-z]))")
_QUOTE: Final = re.compile(r"\?(?<=[\u3400-\u9fff”》）)]\?)!\?(/?[a-z][a-z0-9]{0,9}>)?")
_GLOSS: Final = re.compile(rf"\({_READ}")
_FLATTENED: Final = frozenset(",;:!?()")
_MARKS: Final = frozenset("，。、；：？！“”‘’《》「」（）·—…")
# What the model sees on both sides of a gap, in characters, and by how much the best filling must lead, in nats.
_CONTEXT: Final = 12
_LEAD: Final = 1.0
# How much likelier a full stop is than the model knows, which sees all marks as one.
_STOP: Final = 3.0


def realign_bytes(view: View) -> Outcome:
    """Put back what out-of-step replacement of GBK bytes destroyed; the flag `repair.shift` tells where it does not close.

    >>> from shanben.config import Config
    >>> realign_bytes(View.of("黨的建設?;顒舆^后", Config())).edits
    [Edit(start=4, end=9, replacement='。活動過', rule='repair.shift')]
    """
    if not view.scan.any(QUESTION) or not view.scan.any(HAN):
        return Outcome()
    found = [*_readings(view.text), *_marks(view.text), *_quotes(view.text)]
    return Outcome(apart(row for row in found if isinstance(row, Edit)), [row for row in found if isinstance(row, Flag)])


class _Run(NamedTuple):
    """A run in step again: what it said, where the text goes on, and what its last character may be if half of it is lost."""

    put: str
    end: int
    last: str


def _readings(text: str) -> Iterator[Edit | Flag]:
    """A reading whose bracket lost its opening: its character began with the second byte of the one before it."""
    for match in islice(_READING.finditer(text), SHIFTS):
        first = _gbk(text[match.start() - 1])[-1:]
        seconds = {_gbk(character)[1:] for character in characters_of(match[1]) if _gbk(character)[:1] == first}
        runs = [run for second in sorted(seconds) if second and (run := _realigned(text, second, match.end()))]
        if runs:
            yield _filled(text, match.start(), [("", run) for run in runs])
        elif seconds:
            yield Flag(_RULE, *match.span())


def _marks(text: str) -> Iterator[Edit | Flag]:
    """`?` and a flattened mark: the last byte of a character, of `。` most of all, was taken for the first of the mark."""
    for match in islice(_MARK.finditer(text), SHIFTS):
        run = _realigned(text, bytes([ord(match[1]) | 0x80]), match.end())
        if run and (run.put or not run.last):
            yield _filled(text, match.start(), [(character, run) for character in _ending_in_a3()])


def _quotes(text: str) -> Iterator[Edit | Flag]:
    """`?!?` for `。”`: the last `?` took the `<` of a tag with it, or the quotation is still open."""
    for match in islice(_QUOTE.finditer(text), SHIFTS):
        close = _closing(text, match.start())
        if close or match[1]:
            before = text[: match.start()]
            (first, _), lead = _likeliest(before, len(before), [(character, len(before)) for character in _ending_in_a3()])
            put, end = first + (close or "”") + "<" * bool(match[1]), match.start() + 3
            yield Edit(match.start(), end, put, _RULE) if lead >= _LEAD else Flag(_RULE, match.start(), end)


def _closing(text: str, at: int) -> str:
    """The mark that closes the quotation that is open at a place of a line; nothing if none is."""
    line = text[max(0, text.rfind("\n", 0, at) + 1, at - SHIFTED_RUN) : at]
    opened = max(("“”", "「」"), key=lambda pair: line.rfind(pair[0]))
    return opened[1] if line.rfind(opened[0]) > line.rfind(opened[1]) else ""


def _filled(text: str, start: int, ways: list[tuple[str, _Run]]) -> Edit | Flag:
    """The edit that puts in the likeliest of all ways to read a place, or a flag where two are close."""
    choices = {(first + run.put + last, run.end) for first, run in ways for last in run.last or [""]}
    best, lead = _likeliest(text, start, sorted(choices))
    if lead < _LEAD:
        return Flag(_RULE, start, best[1])
    put, end = best
    # The reading behind the last character is the converter's, too: no person could have written it there.
    gloss = _GLOSS.match(text, end)
    return Edit(start, gloss.end() if gloss and is_reading(put[-1], gloss[1]) else end, put, _RULE)


def _likeliest(text: str, start: int, choices: list[tuple[str, int]]) -> tuple[tuple[str, int], float]:
    """The choice that the language model likes best, and by how many nats before the next."""
    if len(choices) == 1:
        return choices[0], _LEAD
    from shanben.language import fold, model  # noqa: PLC0415  (a table of megabytes that few texts need)

    before = text[max(0, start - _CONTEXT) : start]
    texts = [f"{before}{put}{text[end : end + _CONTEXT]}\n" for put, end in choices]
    costs = np.append(0, np.cumsum(model().costs(fold("\n" + "".join(texts)))[1:], dtype=np.float64))
    ends = np.cumsum([len(text) for text in texts])
    cost = np.diff(costs[ends], prepend=0) - [_STOP * (put[:1] == "。") for put, _ in choices]
    order = np.argsort(cost)
    return choices[int(order[0])], float(cost[order[1]] - cost[order[0]])


def _realigned(text: str, lead: bytes, at: int, stop: int | None = None) -> _Run | None:
    """The text that begins with byte `lead` and goes on with the bytes of `text[at:]`, up to where both are in step again."""
    put, stop = "", stop or min(len(text), at + SHIFTED_RUN)
    for end in range(at, stop):
        character = text[end]
        if "@" <= character <= "~" and _common(last := _decoded(lead, character.encode())):
            return _Run(put + last, end + 1, "")
        if character == "?" and put:
            return _shifted_again(text, put, lead, end + 1, stop) or _Run(put, end + 1, _last(text, lead, end))
        pair = _pair(character)
        if len(pair) != 2 or not _common(joined := _decoded(lead, pair[:1])):
            return None
        put, lead = put + joined, pair[1:]
    return _Run(put, stop, _last(text, lead, stop)) if put and stop == len(text) else None


def _shifted_again(text: str, put: str, lead: bytes, at: int, stop: int) -> _Run | None:
    """A run in which the next mark was flattened out of step, too: then the byte before that mark was A3."""
    joined = _decoded(lead, b"\xa3")
    if at + 1 < stop and text[at] in _FLATTENED and _common(joined):
        run = _realigned(text, _pair(text[at])[1:], at + 1, stop)
        return run and run._replace(put=put + joined + run.put)
    return None


def _pair(character: str) -> bytes:
    """The two bytes that a character was read from; an ASCII one was fullwidth."""
    flattened = character in _FLATTENED or (character.isascii() and character.isalnum())
    return bytes([0xA3, ord(character) | 0x80]) if flattened else _gbk(character)


def _last(text: str, lead: bytes, at: int) -> str:
    """What a character may be of which only the first byte is left: a common ideograph, or the end of a quotation."""
    return _closing(text, at) if lead == b"\xa1" else _beginning_with(lead)


@cache
def _beginning_with(lead: bytes) -> str:
    """The common ideographs of one first byte."""
    return "".join(_ideographs(lead + bytes([trail]) for trail in range(0x40, 0xFF)))


@cache
def _ending_in_a3() -> str:
    """`。` and the common ideographs whose second byte is A3, the first byte of every fullwidth mark."""
    return "。" + "".join(_ideographs(bytes([lead, 0xA3]) for lead in range(0x81, 0xFF)))


def _ideographs(pairs: Iterator[bytes]) -> Iterator[str]:
    for pair in pairs:
        character = pair.decode("gbk", "ignore")
        if len(character) == 1 and character not in _MARKS and _common(character):
            yield character


def _gbk(character: str) -> bytes:
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _decoded(lead: bytes, trail: bytes) -> str:
    return (lead + trail).decode("gbk", "ignore")


@cache
def _common(character: str) -> bool:
    """Whether it is a mark, or an ideograph in common use that is not Simplified: the converters make Traditional text."""
    if character in _MARKS:
        return True
    if not character or Scan(character).any(HANS):
        return False
    return any(low <= _first(character, codec) <= high for codec, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)))


def _first(character: str, codec: str) -> int:
    """The first byte of an ideograph in a codec, 0 if it has none."""
    try:
        encoded = character.encode(codec)
    except UnicodeEncodeError:
        return 0
    return encoded[0] if len(encoded) == 2 and "\u3400" <= character <= "\u9fff" else 0
