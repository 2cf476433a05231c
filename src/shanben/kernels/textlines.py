"""Where the lines of a text stand, and what their characters are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def line_spans(classes: bytes, members: bytes, start: Any, end: Any) -> int:
    """Fill `start` and `end` with the spans of the lines that are not blank, blanks at their edges left out; how many they are.

    `classes`: that of each character. `members`: for each class 0, 1 if it is blank, 2 if it ends a line.
    """
    count, open_ = 0, False
    for at in range(len(classes)):
        kind = members[classes[at]]
        if kind == 0:
            if not open_:
                start[count] = at
                open_ = True
            end[count] = at + 1
        elif kind == 2 and open_:
            count += 1
            open_ = False
    return count + open_


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


def short_lines(codes: Sequence[int], start: Sequence[int], end: Sequence[int], table: Sequence[int], longest: int) -> list[int]:
    """The lines, up to a length, that begin with a character of bit 1 in `table`, and go on with one of bit 2 or end there."""
    found = []
    for line in range(len(start)):
        size = end[line] - start[line]
        if size > longest or table[codes[start[line]]] & 1 == 0:
            continue
        if size == 1 or table[codes[start[line] + 1]] & 2:
            found.append(line)
    return found
