"""What the characters of each line are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def count_kinds(
    codes: Sequence[int], table: Sequence[int], start: Sequence[int], end: Sequence[int], counts: Any, edges: Any
) -> None:
    """Count the characters of each kind in each line.

    `table`: the kind of each code point. `counts` (line, kind), all zero, is filled, and `edges` (2, line) with the kinds of each
    line's first and last character.
    """
    for line in range(len(start)):
        for at in range(start[line], end[line]):
            counts[line, table[codes[at]]] += 1
        edges[0, line] = table[codes[start[line]]]
        edges[1, line] = table[codes[end[line] - 1]]
