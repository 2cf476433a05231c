"""Signs: three characters in a row without which a family of damage is not there.

A family names its signs, and leaves a text that has none of them at once. All signs of all families are looked for together, in
one pass over the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.kernels.signs import signs_of
from shanben.scan import PLANE, Scan, in_classes
from shanben.view import View

Characters = str | int | Callable[[], str]
"""Characters of the first plane: listed, with ranges such as `a-z`, all but those after `^`, or classes of `scan`.

What costs something to list is told by a function. Characters beyond the first plane may be of any set.
"""

ANY: Final = "\0-\uffff"
IDEOGRAPHS: Final = "\u3400-\u9fff"
_RANGE: Final = re.compile("(.)-(.)|.", re.DOTALL)
_MIX: Final = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)
_known: list[tuple[Characters, ...]] = []


def sign(before: Characters, here: Characters, after: Characters = ANY) -> int:
    """The bit of a new sign. A text is bounded by line feeds."""
    if (before, here, after) not in _known:
        _known.append((before, here, after))
    return 1 << _known.index((before, here, after))


def signs(view: View) -> int:
    """The signs that the text of a view holds.

    >>> from shanben.config import Config
    >>> anded = sign("a-z", "&", "a-z")
    >>> [bool(signs(View.of(text, Config())) & anded) for text in ("r&d", "r & d")]
    [True, False]
    """
    return view.scan.once(_signs)


def _signs(scan: Scan) -> int:
    return signs_of(scan.codes.data, *_tables(len(_known)))


@cache
def _tables(count: int) -> tuple[memoryview, int, memoryview, memoryview, memoryview]:
    """What `signs_of` reads, for the first so many signs."""
    bits = np.zeros((3, PLANE), np.uint64)
    for number, characters in enumerate(_known[:count]):
        for column, members in zip(bits, characters, strict=True):
            column[_members(members)] |= np.uint64(1 << number)
    bits[:, -1] = (1 << count) - 1
    mixed = np.bitwise_xor.reduce(bits * np.array(_MIX, np.uint64)[:, None])
    _, first, kinds = np.unique(mixed, return_index=True, return_inverse=True)
    kinds = kinds.astype(np.uint16)
    before, here, after = np.ascontiguousarray(bits[:, first])
    return kinds.data, int(kinds[ord("\n")]), before.data, here.data, after.data


def _members(characters: Characters) -> NDArray[np.bool_]:
    """For each character of the first plane whether it is one of these."""
    if isinstance(characters, int):
        return in_classes(characters)[:PLANE]
    if callable(characters):
        return _members(characters())
    if characters[0] == "^":
        return ~_members(characters[1:])
    found = np.zeros(PLANE, np.bool_)
    for match in _RANGE.finditer(characters):
        found[ord(match[1] or match[0]) : ord(match[2] or match[0]) + 1] = True
    return found
