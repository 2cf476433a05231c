"""Line ends: those that part what belongs together, before a mark or at the column of a wrap, and those among idle blanks."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

IDEOGRAPH, WIDE, NO_HEAD, BLANK = 1, 2, 4, 8
"""The bits of a character's traits: it is an ideograph in use, takes two columns, cannot open a line, is white space in one."""
MOST_ENDS = 2
"""So many line ends stand together at most: one blank line."""
WRAPPED_LINES = 3
"""A wrap is told by so many lines of one width,"""
NARROWEST = 30
"""that many columns at least,"""
RAGGED = 2
"""so many apart at most;"""
SAME_WIDTH = 0.8
"""so large a share of the lines is that wide,"""
WIDER = 0.05
"""and no more of them are wider."""


def line_ends(codes: Sequence[int], traits: bytes) -> tuple[list[int], list[tuple[int, int]]]:
    """The line feeds between an ideograph and a mark that cannot open a line; and, if the text is wrapped, the full lines.

    `codes`: the text; `traits`: for each code point its bits. Of a full line its number and its end.
    """
    newline, ideograph, wide, no_head = 10, IDEOGRAPH, WIDE, NO_HEAD
    narrowest, ragged = NARROWEST, RAGGED
    unopened: list[int] = []
    lengths: list[int] = []
    size = len(codes)
    # For each line its end, its width in columns, and whether its end stands between ideographs.
    ends, widths, between = array("i", [0]) * (size + 1), array("i", [0]) * (size + 1), array("b", [0]) * (size + 1)
    lines = start = width = before = 0
    for at in range(size + 1):
        if at < size and codes[at] != newline:
            before = traits[codes[at]]
            width += 2 if before & wide else 1
            continue
        after = traits[codes[at + 1]] if at + 1 < size else 0
        if before & ideograph and after & no_head:
            unopened.append(at)
        if before & ideograph and after & ideograph:
            between[lines] = True
            if 2 * (at - start + 1) > narrowest:
                lengths.append(at - start + 1)
        ends[lines] = at
        widths[lines] = width
        lines += 1
        start, width, before = at + 1, 0, 0
    lengths.sort()
    some = len(lengths)
    # Lines of one width are at most twice as long as each other.
    if some < WRAPPED_LINES or 2 * lengths[some // 10] < lengths[some - 1 - some // 10]:
        return unopened, []
    inside = sorted([widths[line] for line in range(lines) if between[line] and widths[line] >= narrowest])
    if len(inside) < WRAPPED_LINES:
        return unopened, []
    column = inside[int(0.9 * len(inside))]
    full: list[tuple[int, int]] = []
    same = wider = 0
    for line in range(lines):
        apart = widths[line] - column
        if apart > ragged:
            wider += 1
        elif apart >= -ragged:
            full.append((line, ends[line]))
            if between[line] and widths[line] >= narrowest:
                same += 1
    return unopened, full if same >= SAME_WIDTH * len(inside) and wider / lines <= WIDER else []


def idle_blanks(codes: Sequence[int], traits: bytes) -> list[tuple[int, int, int]]:
    """Where blanks stand before line ends, or too many of these together: start, end, and how many line ends are left.

    `codes`, `traits`: as above.
    """
    newline, blank, most = 10, BLANK, MOST_ENDS
    found: list[tuple[int, int, int]] = []
    size = len(codes)
    start = end = ends = 0
    for at in range(size + 1):
        if at < size and codes[at] == newline:
            end = at + 1
            ends += 1
        elif at == size or not traits[codes[at]] & blank:
            if ends and (end - start != ends or ends > most):
                found.append((start, end, min(ends, most)))
            start = at + 1
            ends = 0
    return found
