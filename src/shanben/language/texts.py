"""What whole texts cost: the model and its neighbours together, many short texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, codes_of
from shanben.kernels.costs import text_sums, with_neighbours
from shanben.language.model import PLANE, model
from shanben.language.neighbours import between_costs, kinds, neighbour_costs

Floats = NDArray[np.float64]

_BETWEEN: Final = "\n\n"
"""Texts that are weighed together stand apart by as much as the model looks back."""
MARK_COST: Final = 24
"""The cost of a place that no codec could read (a lone surrogate): more than any character costs."""
TOP_COST: Final = 20
"""The most that the model may say of one character: of rare languages it knows nothing."""
COMMON: Final = "£€¥©®™°•–—‘’“”„…«»"
COMMON_TOP: Final = 16
"""The same of marks and signs that may follow anything in any language."""
CONTROL_COST: Final = 18
"""The cost of a C1 control: most encodings have letters or marks there."""
_TOPS: Final = bytes((TOP_COST, COMMON_TOP, TOP_COST, TOP_COST))
_FIXED: Final = bytes((0, 0, MARK_COST, CONTROL_COST))
BLANK_COST: Final = 4.0
"""What a no-break space costs more than a space, which the model takes it for."""
DISCORD: Final = 0.8
"""How much of what it costs a text to be of one language counts: the model of all has counted some of it already."""


def text_costs(texts: Sequence[str]) -> tuple[Floats, Floats]:
    """The cost of each text, and the mean cost of its characters beyond ASCII."""
    codes = codes_of(_BETWEEN + _BETWEEN.join(texts) + _BETWEEN)
    starts = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=len(_BETWEEN)))
    total, beyond, count = np.array(_sums(codes, starts)).reshape(-1, 3).T
    total += DISCORD * model().spelling.discord(model().folded(codes), starts[:-1])
    return total, beyond / np.maximum(count, 1)


def mean_cost(text: str) -> float:
    """The mean cost of the characters of a text beyond ASCII, as `text_costs` tells it."""
    starts = [len(_BETWEEN), len(text) + 2 * len(_BETWEEN)]
    [(_, beyond, count)] = _sums(codes_of(_BETWEEN + text + _BETWEEN), starts)
    return beyond / max(count, 1)


def _sums(codes: Codes, starts: list[int]) -> list[tuple[float, float, int]]:
    """The cost of each text, that of its characters beyond ASCII, and their number; between the texts stands `_BETWEEN`."""
    return text_sums(codes.data, character_costs(codes).data, _traits(), between_costs(), BLANK_COST, starts, len(_BETWEEN))


def character_costs(codes: Codes) -> Floats:
    """The cost of each character of a text, with what standing beside its neighbour adds."""
    costs = model().costs(model().folded(codes))
    result = np.empty(len(codes))
    with_neighbours(codes.data, costs.data, _traits(), _TOPS, _FIXED, neighbour_costs(), result.data)
    return result


@cache
def _traits() -> bytes:
    """For each character of the first plane its kind, and above four bits its sort, for which `_TOPS` and `_FIXED` have caps."""
    sorts = np.zeros(PLANE, np.uint8)
    sorts[codes_of(COMMON)], sorts[0xD800:0xE000], sorts[0x80:0xA0] = 1, 2, 3
    sorts[0x85] = 0
    return (sorts << 4 | kinds()).tobytes()
