"""What `shanben.edits` does with columns of edits: `start`, `end`, `size` of each, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def apply(
    source: Sequence[int], start: Sequence[int], end: Sequence[int], size: Sequence[int], inserted: Sequence[int], target: Any
) -> None:
    """Fill `target` with the characters of `source` after the edits, which insert the characters of `inserted`."""
    read, put, taken = 0, 0, 0
    for edit in range(len(start)):
        for at in range(read, start[edit]):
            target[put] = source[at]
            put += 1
        for at in range(taken, taken + size[edit]):
            target[put] = inserted[at]
            put += 1
        taken += size[edit]
        read = end[edit]
    for at in range(read, len(source)):
        target[put] = source[at]
        put += 1


def first_wrong(
    start: Sequence[int], end: Sequence[int], size: Sequence[int], rule: Sequence[int], length: int, rules: int
) -> int:
    """The first edit that overlaps the next, runs backwards, leaves a text of a `length`, or has none of the rules; or -1."""
    count = len(start)
    for edit in range(count):
        behind = start[edit + 1] if edit + 1 < count else length
        if not 0 <= start[edit] <= end[edit] <= behind or size[edit] < 0 or not 0 <= rule[edit] < rules:
            return edit
    return -1


def total(start: Sequence[int], end: Sequence[int]) -> int:
    """How many characters the spans hold."""
    held = 0
    for edit in range(len(start)):
        held += end[edit] - start[edit]
    return held


def shift(start: Sequence[int], end: Sequence[int], size: Sequence[int], out: Any) -> None:
    """Fill `out` with where each replacement begins in the text after the edits."""
    grown = 0
    for edit in range(len(start)):
        out[edit] = start[edit] + grown
        grown += size[edit] - (end[edit] - start[edit])


def carry(
    start: Sequence[int], size: Sequence[int], far_start: Sequence[int], far_size: Sequence[int],
    first: Sequence[int], last: Sequence[int], low: Any, high: Any,
) -> None:  # fmt: skip
    """Fill `low` and `high` with the spans that those from `first` to `last` are on the far side of the edits.

    `start` and `size` are their spans on the near side. A place inside an edit becomes the edit's edge.
    """
    here, there = 0, 0
    for number in range(len(first)):
        edit = here = _ending_after(start, size, first[number], here)
        if edit < len(start) and start[edit] <= first[number]:
            low[number] = far_start[edit]
        else:
            low[number] = first[number] + _shift(start, size, far_start, far_size, edit)
        if last[number] <= first[number]:
            high[number] = low[number]
            continue
        edit = there = _ending_after(start, size, last[number] - 1, there)
        if edit < len(start) and start[edit] <= last[number] - 1:
            high[number] = far_start[edit] + far_size[edit]
        else:
            high[number] = last[number] + _shift(start, size, far_start, far_size, edit)


def _ending_after(start: Sequence[int], size: Sequence[int], at: int, known: int) -> int:
    """The first edit that ends after a place, looked for from a known one on: places mostly come in order."""
    low = known if known and start[known - 1] + size[known - 1] <= at else 0
    high, step = low, 1
    while high < len(start) and start[high] + size[high] <= at:
        low = high + 1
        high += step
        step *= 2
    high = min(high, len(start))
    while low < high:
        middle = (low + high) // 2
        if start[middle] + size[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low


def _shift(start: Sequence[int], size: Sequence[int], far_start: Sequence[int], far_size: Sequence[int], edit: int) -> int:
    """How much further on the far side a place is that stands before an edit, and behind the one before it."""
    return far_start[edit - 1] + far_size[edit - 1] - start[edit - 1] - size[edit - 1] if edit else 0


def compose(first: Any, later: Any, out: Any) -> int:
    """Fill `out` with the log of `first`, from a source to a middle text, and then `later`; how many edits it has.

    Each is (4, edit): start, end, size, rule. Edits whose spans in the middle text share a character, or of which one lies within
    the other, become one, under the rule of the first of the later ones.
    """
    count = -1
    one, two = 0, 0
    grown, shrunk = 0, 0  # how much longer the middle text is than the source, and the target than the middle text
    reach, opened, decided = -1, 0, False
    while one < first.shape[1] or two < later.shape[1]:
        begin, end = 0, 0
        earlier = one < first.shape[1]
        if earlier:
            begin = first[0, one] + grown
            end = begin + first[2, one]
            if two < later.shape[1]:
                earlier = begin < later[0, two] or (begin == later[0, two] and end <= later[1, two])
        if not earlier:
            begin = later[0, two]
            end = later[1, two]
        if begin >= reach:
            count += 1
            reach = begin
            out[0, count] = begin - grown
            out[1, count] = begin - grown
            out[2, count] = shrunk
            out[3, count] = -1
            opened = begin + shrunk
            decided = False
        reach = max(reach, end)
        if earlier:
            grown += first[2, one] - (first[1, one] - first[0, one])
            if not decided and out[3, count] < 0:
                out[3, count] = first[3, one]
            one += 1
        else:
            shrunk += later[2, two] - (later[1, two] - later[0, two])
            if not decided:
                out[3, count] = later[3, two]
                decided = True
            two += 1
        out[1, count] = reach - grown
        out[2, count] = reach + shrunk - opened
    return count + 1


def join(first: Any, later: Any, one: Sequence[int], two: Sequence[int], out: Any) -> int:
    """Fill `out` with what both logs insert and the later one leaves standing, in the order of the target; how much it is.

    The logs as for `compose`; `one` and `two` are the characters that they insert.
    """
    put, taken, used, edit, grown = 0, 0, 0, 0, 0
    for number in range(first.shape[1]):
        place = first[0, number] + grown
        for at in range(taken, taken + first[2, number]):
            while edit < later.shape[1] and later[1, edit] <= place:
                for left in range(used, used + later[2, edit]):
                    out[put] = two[left]
                    put += 1
                used += later[2, edit]
                edit += 1
            if edit == later.shape[1] or later[0, edit] > place:
                out[put] = one[at]
                put += 1
            place += 1
        taken += first[2, number]
        grown += first[2, number] - (first[1, number] - first[0, number])
    for left in range(used, len(two)):
        out[put] = two[left]
        put += 1
    return put
