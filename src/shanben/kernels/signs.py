"""Which signs a text holds, each of them three characters in a row: one look at the text for all signs."""

from __future__ import annotations

from collections.abc import Sequence


def signs_of(
    codes: Sequence[int],
    kinds: Sequence[int],
    edge: int,
    before: Sequence[int],
    here: Sequence[int],
    after: Sequence[int],
) -> int:
    """The signs that stand somewhere in a text, one bit each.

    `codes`: the text. `kinds`: for each character of the first plane its kind, of which the last stands for all beyond; `edge`:
    the kind of what stands before the text and behind it. `before`, `here`, `after`: for each kind the signs of which it may be
    the first, the second and the third character.
    """
    found = 0
    size, most = len(codes), len(kinds) - 1
    one = edge
    two = kinds[min(codes[0], most)] if size else edge
    for at in range(1, size + 1):
        three = kinds[min(codes[at], most)] if at < size else edge
        found |= before[one] & here[two] & after[three]
        one = two
        two = three
    return found


def doubled(codes: Sequence[int], mark: int, least: int) -> bool:
    """Whether a part of a text, between two of `mark`, is at least so long and equal to the next one or the one after that.

    The text is bounded by marks.
    """
    size = len(codes)
    start = last = before = 0
    for at in range(size + 1):
        if at < size and codes[at] != mark:
            continue
        length = at - start
        if length >= least:
            for step in range(2):
                begin = before if step else last
                if (last if step else start) - 1 - begin != length:
                    continue
                same = 0
                while same < length and codes[begin + same] == codes[start + same]:
                    same += 1
                if same == length:
                    return True
        before = last
        last = start
        start = at + 1
    return False
