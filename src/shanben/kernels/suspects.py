"""Which lines of a text may be mojibake, by the kinds of their characters; and where they are strange, by their costs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

KIND, KANA, NOT_JAPANESE, LATIN, RARE = 0x0F, 0x10, 0x20, 0x40, 0x80
"""The bits of a character's traits."""
CROWDED, HALF_JAPANESE = 1, 2
"""What a line may be."""
CROWD = 4
"""So many odd characters among so many beyond ASCII are a crowd, one more where East Asian ones are among them: many are rare."""
WINDOW = 6
SHARE = 0.35
"""Odd characters of a line's characters beyond ASCII: from this share on the line is looked at."""
ASIAN = 0x2E80
"""Where the East Asian characters begin."""

STRANGE = 12.2
"""Mean cost of the characters beyond ASCII, of a line or a window of it, above which it may be no language."""
STRANGE_SHORT = 1.5
"""So much more they must cost where there are not even half so many."""
WEIGHED = 8
"""The window of costs."""
LOST = 0xFFFD


def odd_lines(codes: Sequence[int], traits: bytes, odd_pairs: bytes) -> list[tuple[int, int, int]]:
    """The lines in which odd characters beyond ASCII crowd, or with kana and what Japanese does not have: start, end, which.

    Odd is what is rare, what stands beside a character that it never stands beside, and what stands between two others of the
    first alphabet beyond ASCII. `traits`: for each code point its bits; `odd_pairs`: for each pair of kinds, 16 times the first
    and the second, whether they do not stand side by side.
    """
    kind, kana, not_japanese, latin, rare = KIND, KANA, NOT_JAPANESE, LATIN, RARE
    window, share, crowd, asian, newline = WINDOW, SHARE, CROWD, ASIAN, 10
    found: list[tuple[int, int, int]] = []
    size = len(codes)
    start = high = here = seen = before = last = 0
    crowded = company = apart = False
    # How many characters beyond ASCII stood before the last odd ones, and the last of those that are not East Asian.
    one = two = three = four = plain_one = plain_two = plain_three = -window
    code = codes[0] if size else newline
    trait = traits[code]
    for at in range(size + 1):
        following = codes[at + 1] if at + 1 < size else newline
        after = traits[following]
        parted = odd_pairs[(trait & kind) << 4 | after & kind] != 0
        if code >= 0x80:
            high += 1
            seen |= trait
            if trait & rare or apart or parted or before & trait & after & latin:
                here += 1
                company = company or last >= 0x80 or following >= 0x80
                crowded = crowded or high - four < window
                one, two, three, four = high, one, two, three
                if code < asian:
                    crowded = crowded or high - plain_three < window
                    plain_one, plain_two, plain_three = high, plain_one, plain_two
        elif code == newline:
            # Wrong readings make at least two characters beyond ASCII of one.
            crowded = crowded or (here > 0 and here >= share * high and (company or here >= crowd))
            half_japanese = seen & kana and seen & not_japanese
            if crowded or half_japanese:
                found.append((start, at, (CROWDED if crowded else 0) | (HALF_JAPANESE if half_japanese else 0)))
            start, high, here, seen, crowded, company = at + 1, 0, 0, 0, False, False
            one = two = three = four = plain_one = plain_two = plain_three = -window
        before, last, apart = trait, code, parted
        trait, code = after, following
    return found


def strange_runs(codes: Sequence[int], costs: Sequence[float], starts: Sequence[int]) -> list[tuple[int, int, int, int, int]]:
    """The stretches of characters beyond ASCII, told by their `costs`, in which every window is strange.

    `starts`: where the texts begin that stand one behind the other in `codes`, parted by one character, and where the next one
    would. For each stretch: the number of its text; how many characters beyond ASCII it has, and the text; the places, in
    `codes`, of its strangest character and of the middle one.
    """
    lost, window, strange, more = LOST, WEIGHED, STRANGE, STRANGE_SHORT
    found: list[tuple[int, int, int, int, int]] = []
    places = array("i", [0]) * len(codes)
    weights = array("d", [0.0]) * len(codes)
    begin = end = 0
    for text in range(len(starts) - 1):
        count = 0
        for at in range(starts[text], starts[text + 1] - 1):
            if codes[at] >= 0x80:
                places[count] = at
                # "！！！！" is no noise.
                weights[count] = 0.0 if codes[at] == codes[at - 1] and codes[at] != lost else costs[at]
                count += 1
        size = min(window, count)
        least = (strange + (more if size * 2 < window else 0.0)) * size
        opened = False
        for first in range(count + 2):
            if opened and first > end:
                highest = begin
                for at in range(begin, end):
                    if weights[at] > weights[highest]:
                        highest = at
                found.append((text, end - begin, count, places[highest], places[(begin + end) // 2]))
                opened = False
            total = 0.0
            for at in range(first, first + size if first + size <= count else first):
                total += weights[at]
            if total > least:
                begin = begin if opened else first
                end = first + size
                opened = True
    return found
