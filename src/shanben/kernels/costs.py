"""What each character of a text costs after the two before it: the look-up of pairs and triples in hash tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

WORD = 0xFFFFFFFFFFFFFFFF
MIX = 0x9E3779B97F4A7C15
MIX_AGAIN = 0xC2B2AE3D27D4EB4F


def costs_of(
    folded: Sequence[int],
    size: int,
    singles: bytes,
    bigram: Sequence[int],
    trigram: Sequence[int],
    steps: Sequence[float],
    coarse: Sequence[float],
    result: memoryview[Any],
) -> None:
    """Write into `result` the cost of each folded character, in nats; nothing is known of what stood before each `size` of them.

    `singles`: for each folded character its cost alone and that of backing off from it, in `steps`. `bigram`: cells of
    a fingerprint (16 bits), a cost and the weight of backing off from the pair, each of 8 bits, in `steps`; `trigram`: cells of a
    fingerprint (11 bits) and a cost (5 bits), in `coarse` steps. Each sum is rounded to the numbers that `result` holds.
    """
    word, mix, again, half, marks = WORD, MIX, MIX_AGAIN, 0xFFFFFFFF, 0xFFFF
    pairs, triples = len(bigram), len(trigram)
    one = two = weight = left = 0
    held = False
    for at in range(len(folded)):
        code = folded[at]
        result[at] = steps[singles[2 * code]]
        if left == 0:
            left, weight, held = size, 0, False
        else:
            pair = one << 16 | code
            key = pair * mix & word
            key = (key ^ key >> 29) * again & word
            mark = key >> 24 & marks
            cell = bigram[(key >> 32) * pairs >> 32]
            hit = cell >> 16 == mark
            if not hit:
                cell = bigram[(key & half) * pairs >> 32]
                hit = cell >> 16 == mark
            result[at] = steps[cell >> 8 & 0xFF] if hit else result[at] + steps[singles[2 * one + 1]]
            known = hit and held
            if known:
                key = (two << 32 | pair) * mix & word
                key = (key ^ key >> 29) * again & word
                mark = key >> 24 & 0x7FF
                cost = trigram[(key >> 32) * triples >> 32]
                if cost >> 5 != mark:
                    cost = trigram[(key & half) * triples >> 32]
                    known = cost >> 5 == mark
            result[at] = coarse[cost & 0x1F] if known else result[at] + steps[weight]
            weight = cell & 0xFF if hit else 0
            held = hit
        left -= 1
        two = one
        one = code


def with_neighbours(
    codes: Sequence[int],
    costs: Sequence[float],
    traits: bytes,
    tops: bytes,
    fixed: bytes,
    pairs: Sequence[float],
    result: memoryview[Any],
) -> None:
    """Write into `result` what characters cost with their caps and their neighbours, in nats.

    `codes`: the text; `costs`: what the model says. `traits`: for each character of the first plane, of which the last stands for
    all beyond, its kind in the low four bits, and above them its sort. For each sort `tops`: the most that the model may say;
    `fixed`: what is said instead of it, if not 0. `pairs`: for each pair of kinds, 16 times the first and the second, what it
    adds; 0 for the first kind.
    """
    most = len(traits) - 1
    before = 0
    for at in range(len(codes)):
        trait = traits[min(codes[at], most)]
        sort = trait >> 4
        cost = costs[at]
        if fixed[sort]:
            cost = fixed[sort]
        elif cost > tops[sort]:
            cost = tops[sort]
        result[at] = cost + pairs[before << 4 | trait & 0xF]
        before = trait & 0xF


def text_sums(
    codes: Sequence[int],
    costs: Sequence[float],
    traits: bytes,
    between: Sequence[float],
    blank: float,
    starts: Sequence[int],
    gap: int,
) -> list[tuple[float, float, int]]:
    """For each text what its characters cost, what those beyond ASCII do, and how many these are.

    `codes`, `costs`: the characters of all texts, and what they cost. `traits`: as above. `between`: for each three kinds, of
    which the first counts 256 times, the second 16 times, what the middle one costs more. `blank`: what a no-break space costs
    more. `starts`: where the texts begin, and where a last one would; between them stand `gap` characters.
    """
    most, nbsp = len(traits) - 1, 0xA0
    found: list[tuple[float, float, int]] = []
    total = beyond = 0.0
    for at in range(starts[0]):
        total += costs[at]
    # One running sum, of which each text's is a difference: so the order of the additions is always the same.
    for text in range(len(starts) - 1):
        before_total, before_beyond, high = total, beyond, 0
        start, end = starts[text], starts[text + 1] - gap
        before = 0
        here = traits[min(codes[start], most)] & 0xF
        for at in range(start, end):
            code = codes[at]
            after = traits[min(codes[at + 1], most)] & 0xF
            cost = costs[at] + between[before << 8 | here << 4 | after]
            if code == nbsp:
                cost += blank
            total += cost
            if code >= 0x80:
                beyond += cost
                high += 1
            before = here
            here = after
        found.append((total - before_total, beyond - before_beyond, high))
        for at in range(end, end + gap):
            total += costs[at]
    return found
