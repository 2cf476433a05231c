"""GBK text that lost one byte, and is out of step from there to the next byte below 80.

Pairs that GBK does not assign are private characters there, and they
still hold their bytes. So a passage with two of them or more is read again, one byte later; where it began, and what
the character was of which half is lost, the language model tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile
from typing import Final

from shanben.document import Flag
from shanben.edits import Edit
from shanben.limits import LOST_BYTES, SHIFTED_RUN
from shanben.scan import HAN, PRIVATE
from shanben.stages.repair.choice import filled, likeliest, settled
from shanben.stages.repair.gbk import ending_with, gbk
from shanben.stages.repair.realign import Run
from shanben.view import NOTHING, Outcome, View

# What gb18030 puts where GBK assigns nothing to two high bytes; and what may stand before and between, out of step too.
_UNASSIGNED: Final = "[\ue000-\ue4c5]"
_APART: Final = 24
_STEP: Final = rf"[^\x00-\x7f]{{0,{_APART}}}?{_UNASSIGNED}"
_PASSAGE: Final = re.compile(f"{_STEP}(?:{_STEP})+")
_SHORTEST: Final = 4
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


def realign_lost(view: View) -> Outcome:
    r"""Read again what is out of step because a byte was lost; the flag `repair.shift` tells what stays open.

    >>> from shanben.config import Config
    >>> view = View.of("他们认为\ue315分柿棵挥形侍猓\ue0da梢苑判氖褂肁PP", Config())
    >>> view.after(realign_lost(view)).text
    '他们认为?品质量没有问题，可以放心使用APP'
    """
    if not view.scan.any(PRIVATE) or not view.scan.any(HAN):
        return NOTHING
    found = [row for match in islice(_passages(view), LOST_BYTES) for row in _read_again(view.text, match.start())]
    return settled(found) if found else NOTHING


def _passages(view: View) -> Iterator[re.Match[str]]:
    """The passages that may be out of step: where characters that stand for unassigned pairs are near each other."""
    unassigned = [at for at in view.scan.at(PRIVATE).tolist() if view.text[at] <= _UNASSIGNED[-2]]
    near = [pair for pair in pairwise(unassigned) if pair[1] - pair[0] <= _APART + 1]
    return _PASSAGE.finditer(view.text, max(0, near[0][0] - _APART), near[-1][1] + 1) if near else iter(())


def _read_again(text: str, start: int) -> Iterator[Edit | Flag]:
    """What a passage says, whose first private character is near `start`."""
    private = _PRIVATE.search(text, start)
    assert private is not None
    pairs = list(takewhile(lambda pair: len(pair) == 2, map(gbk, text[start : start + SHIFTED_RUN])))
    begins = {begin: _from(begin, b"".join(pairs[begin - start :])) for begin in range(start, private.start() + 1)}
    found = {begin: run for begin, run in begins.items() if run and not _PRIVATE.search(run.parts[-1][0])}
    if found:
        end = max(run.end for run in found.values())
        # How likely each place is as the beginning, whatever the lost half was.
        puts = {text[start:begin] + "?" + run.parts[-1][0]: begin for begin, run in found.items() if run.end == end}
        begin = puts[likeliest(text, start, [Run((tuple(puts),), end)])[0].put]
        yield from filled(text, begin, [found[begin]])


def _from(begin: int, data: bytes) -> Run | None:
    """The run that is out of step from `begin` on, where half a character is lost; `data` are its bytes."""
    stop = next((at for at in range(1, len(data), 2) if data[at] < 0x80), len(data) - 1)
    inside = data[1:stop].decode("gb18030", "ignore")
    if len(inside) < _SHORTEST or 2 * len(inside) != stop - 1:
        return None
    last = chr(data[stop]) if data[stop] < 0x80 else "?"
    return Run((ending_with(data[:1]), (inside + last,)), begin + (stop + 1) // 2)
