"""A character trigram model of forty-seven languages in one compact table.

Each character costs -log p(character | the two before it), in nats; what the table does not hold backs off to pairs and
single characters (Katz). Pairs and triples stand in open hash tables of two places for each key: a cell holds a
fingerprint of its key and the quantised cost, for pairs also the backoff weight. Text is folded first: lower case,
one digit for all, one stand-in for every class of characters that says nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of
from shanben.kernels.costs import costs_of
from shanben.language.spelling import ALPHABETS, Folded, Spelling, is_letter

Costs = NDArray[np.float32]

STEP: Final = 1 / 12
"""Costs are stored in steps of this many nats, in a byte;"""
COARSE: Final = 0.4
"""those of triples in these steps, in five bits, which leaves eleven for the fingerprint."""
PLANE: Final = 1 << 16
_ASTRAL: Final = 0xFFFC
"""Stands for every character beyond the first plane."""
_LIKE: Final = {"【": "「", "〖": "「", "】": "」", "〗": "」", "\u3000": " "}
"""What the sources hardly have, and web pages write where they have another mark."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX2: Final = np.uint64(0xC2B2AE3D27D4EB4F)


class Table(NamedTuple):
    """The arrays of the model, as they are stored."""

    fold: NDArray[np.uint16]
    kinds: NDArray[np.uint8]
    spellings: NDArray[np.uint32]
    rivals: NDArray[np.uint8]
    unigram: NDArray[np.uint8]
    backoff: NDArray[np.uint8]
    bigram: NDArray[np.uint32]
    trigram: NDArray[np.uint16]


def places(keys: NDArray[np.uint64], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint64]]:
    """The two places in a table of `size` cells where each key may stand, and 16 bits of fingerprint."""
    mixed = keys * _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX2
    low = np.uint64(0xFFFFFFFF)
    width = np.uint64(size)
    first = ((mixed >> np.uint64(32)) * width) >> np.uint64(32)
    second = ((mixed & low) * width) >> np.uint64(32)
    return first.astype(np.intp), second.astype(np.intp), (mixed >> np.uint64(24)) & np.uint64(0xFFFF)


class Model:
    """Costs of characters in nats: the higher, the less like any language that the model knows.

    The fingerprint of a triple is short; so a triple counts only where both its pairs are held too.
    """

    def __init__(self, table: Table) -> None:
        self.fold, self.kinds = table.fold.copy(), table.kinds
        self.fold[list(map(ord, _LIKE))] = list(map(ord, _LIKE.values()))
        self.spelling = Spelling(table.spellings, table.rivals)
        steps, coarse = (np.arange(count, dtype=np.float32) * np.float32(step) for count, step in ((256, STEP), (32, COARSE)))
        self._unigram = steps.take(table.unigram)
        singles = np.column_stack((table.unigram, table.backoff)).tobytes()
        self._tables = (singles, table.bigram.data, table.trigram.data, steps.data, coarse.data)

    def rare(self, cost: float) -> NDArray[np.bool_]:
        """For each code point of the first plane whether alone it costs `cost` or more; the last stands for all beyond.

        Letters of scripts that the model does not know are not rare: it cannot tell.
        """
        rare: NDArray[np.bool_] = self._unigram.take(self.fold) >= cost
        rare[-1] = True
        rare[:ALPHABETS] &= ~is_letter() | self.spelling.known
        return rare

    def alone(self, codes: NDArray[Any]) -> Costs:
        """The cost of each code point by itself."""
        return self._unigram.take(self.folded(codes))

    def folded(self, codes: NDArray[Any]) -> Folded:
        """Code points as the model sees them."""
        return self.fold.take(codes, mode="clip")

    def costs(self, folded: Folded, size: int | None = None) -> Costs:
        """The cost of each folded character after the two before it; the first stands alone, as one does after each `size`.

        >>> known, unknown = (float(model().costs(fold(text)).mean()) for text in ("校勘古籍", "鏍″嫎"))
        >>> known < unknown
        True
        """
        result = np.empty(len(folded), np.float32)
        costs_of(folded.data, size or len(folded), *self._tables, result.data)
        return result

    def costs_after(self, before: Folded, folded: Folded) -> Costs:
        """The cost of each of `folded` after its own two characters in `before`, an array of two columns."""
        return self.costs(np.column_stack((before, folded)).ravel())[2::3]


@cache
def model() -> Model:
    """The model that is shipped, read when first asked for."""
    with files("shanben.tables").joinpath("language.npz").open("rb") as file, np.load(file) as arrays:
        return Model(Table(**arrays))


def fold(text: str) -> Folded:
    """`text` as the model sees it: one folded character for each code point.

    >>> "".join(map(chr, fold("Ab 12")))
    'ab 00'
    """
    return model().folded(codes_of(text))
