"""Chains of wrong readings, and the search for the one that a damaged text went through.

A `Link` says: bytes written in `right` were read as `wrong`. Undoing it turns the text back into bytes and reads those
rightly. A chain is a list of links, the last damage first. Every text that some chain leads to is weighed by the language
model, all in one batch; what is language, where the damaged text is not, is the original.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from shanben.edits import Edit, Edits, Ints
from shanben.language import text_costs
from shanben.stages.repair.codepages import NAMES, READERS, byte_ends, bytes_read, readers_of

WRITERS: Final = ("utf-8", "gb18030", "cp950", "cp932", "euc_jp", "cp949")
_DEPTH: Final = 3

# What follows is in nats. A text is language if its characters beyond ASCII cost less than so much on average, and that much
# less than those of the damaged text; few characters tell little, so there the saving alone decides.
_PLAUSIBLE: Final = 10.5
_PLAUSIBLE_UTF8: Final = 12.5
# So much more it may cost for every time that it saves twice as much as is needed.
_SURER: Final = 1.0
_BETTER: Final = 1.0
_FEW: Final = 4
# A repair must save so much, and more for each character beyond ASCII, for each layer of damage after the first, and for each
# link between two encodings of several bytes that are not UTF-8.
_GAIN: Final = 14.0
_GAIN_EACH: Final = 0.3
_GAIN_LAYER: Final = 5.0
_GAIN_RARE: Final = 4.0
# Valid UTF-8 is evidence by itself: so much for each sequence of three bytes and of two, but no more than this in all.
_UTF8_LONG: Final = 4.0
_UTF8_SHORT: Final = 2.0
_UTF8_MOST: Final = 12.0
_LONG: Final = re.compile("[\u0800-\U0010ffff]")
"""What is three bytes or more in UTF-8."""
_LEFT_OVER: Final = re.compile("[\ue000-\uf8ff\u0305\u030d-\u0322\u0324-\u0326\u0329-\u0330\u0332-\u036f]")
"""Private characters, and accents that no language writes, in what a repair leads to: the bytes were of another encoding."""


class Link(NamedTuple):
    """Bytes of the encoding `right`, read as `wrong`."""

    right: str
    wrong: str

    @property
    def name(self) -> str:
        """How rules call it.

        >>> Link("utf-8", "gb18030").name
        'utf-8-as-gbk'
        """
        return f"{NAMES.get(self.right, self.right)}-as-{NAMES.get(self.wrong, self.wrong)}"

    def edits(self, text: str) -> Edits:
        """What undoing this changes in `text`: pieces as small as the bytes of both sides allow."""
        result = _read(bytes_read(text, self.wrong), self.right)
        assert result is not None
        return Edits.of(text, pieces(text, byte_ends(text, self.wrong), result, byte_ends(result, self.right), self.name))


def pieces(text: str, here: Ints, result: str, there: Ints, rule: str) -> list[Edit]:
    """What changed from `text` to `result`, cut wherever a character of both ends at the same byte (`here`, `there`)."""
    cuts = np.intersect1d(here, there)
    ends, results = np.searchsorted(here, cuts) + 1, np.searchsorted(there, cuts) + 1
    found, a, c = [], 0, 0
    for b, d in zip(ends.tolist(), results.tolist(), strict=True):
        if text[a:b] != result[c:d]:
            found.append(Edit(a, b, result[c:d], rule))
        a, c = b, d
    return found


class Repair(NamedTuple):
    """A text, and the links that lead from a damaged one to it."""

    text: str
    chain: tuple[Link, ...]
    gain: float


_LINKS: Final = {
    wrong: tuple(Link(right, wrong) for right in WRITERS if right != wrong and (right, wrong) != ("utf-8", "euc_jp"))
    for wrong in READERS
}
"""For each reader the links that it makes."""


@lru_cache(maxsize=256)  # the lines of a page repeat
def best_repair(text: str) -> Repair | None:
    """The original of a text that is damaged as a whole; None if it is language as it stands, or no chain makes it so.

    >>> best_repair("鏍″嫎鍙ょ睄").text
    '校勘古籍'
    """
    found = _reachable(text)
    if not found:
        return None
    totals, means = (column.tolist() for column in text_costs([text, *(result for result, _ in found)]))
    gains = []
    for (result, chain), total, mean in zip(found, totals[1:], means[1:], strict=True):
        saved, needed = totals[0] - total, _needed(result, chain)
        plausible = saved > needed and _plausible(result, chain, mean - _SURER * math.log2(saved / needed), means[0])
        gains.append(saved - needed if plausible else 0.0)
    best = max(range(len(found)), key=gains.__getitem__)
    return Repair(*found[best], gains[best]) if gains[best] > 0 else None


def _plausible(result: str, chain: tuple[Link, ...], mean: float, before: float) -> bool:
    """Whether a result is language, as far as the mean cost of its characters beyond ASCII tells."""
    count, utf8 = _beyond(result), chain[-1].right == "utf-8"
    if utf8 and chain[-1].wrong not in WRITERS and count < _FEW:
        return len(chain) == 1
    return count > 1 and mean < (_PLAUSIBLE_UTF8 if utf8 else _PLAUSIBLE) and mean < before - _BETTER


def _needed(result: str, chain: tuple[Link, ...]) -> float:
    """What a repair must save to be believed."""
    count = _beyond(result)
    rare = sum(link.right != "utf-8" and link.wrong in WRITERS for link in chain)
    needed = _GAIN + _GAIN_EACH * count + _GAIN_LAYER * (len(chain) - 1) + _GAIN_RARE * rare
    if chain[-1].right != "utf-8":
        return needed
    long = len(_LONG.findall(result))
    short = 0 if chain[-1].wrong in WRITERS else count - long
    return needed - min(_UTF8_LONG * long + _UTF8_SHORT * short, _UTF8_MOST)


def _beyond(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _reachable(text: str) -> list[tuple[str, tuple[Link, ...]]]:
    """Every text that a chain leads to, with the shortest such chain."""
    found: dict[str, tuple[Link, ...]] = {text: ()}
    layer = [text]
    for _ in range(_DEPTH):
        new = [after for before in layer for after in _one_step(before, found)]
        # Between two wrong readings a text was stored, and it is stored as UTF-8.
        layer = [after for after in new if found[after][-1].right == "utf-8"]
    del found[text]
    return list(found.items())


def _one_step(text: str, found: dict[str, tuple[Link, ...]]) -> list[str]:
    """The texts one link away that are new; `found` takes them up."""
    new = []
    for wrong in readers_of(text):
        data = bytes_read(text, wrong)
        for link in _LINKS[wrong] if data else ():
            result = _read(data, link.right)
            if result and result not in found and not result.isascii() and not _LEFT_OVER.search(result):
                found[result] = (*found[text], link)
                new.append(result)
    return new


def _read(data: bytes | None, right: str) -> str | None:
    try:
        return data.decode(right) if data else None
    except UnicodeDecodeError:
        return None
