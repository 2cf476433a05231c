"""The likeliest text of one character from each of several sets, and how sure each of its characters is.

The language model costs a character after the two before it, so beginnings that end in the same two characters are one
state, and only the cheapest states are kept. Over these all texts are weighed at once, forwards and backwards: the weight of
those that have a character at a place, among all, is how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.language import fold, model

Floats = NDArray[np.float64]

_STATES: Final = 48
"""So many of the cheapest states are kept at each place."""
_END: Final = "\n"
_NEVER: Final = 1e9
"""The cost of what cannot be."""
_TEMPER: Final = 0.6
"""What costs are multiplied by where they are taken for probabilities: the model has read other texts than these, and is too
sure. With this, of the characters that were 0.9 sure and more 95 of 100 were right, of those at 0.5 half."""


class Place(NamedTuple):
    """The characters that may stand at a place, and what each of them costs beside what the model says.

    `apart`: the same for each character of the place before (rows) and each of this.
    """

    chars: str
    costs: Floats
    apart: Floats | None = None


class Way(NamedTuple):
    """A text, its cost in nats, and how sure each of its characters is, from 0 to 1."""

    cost: float
    text: str
    sure: list[float]


class _Layer(NamedTuple):
    """The states of a place: their last characters, as places in the set, their costs, the cost of coming from each before."""

    last: NDArray[np.intp]
    costs: Floats
    steps: Floats


def ways(places: Sequence[Place]) -> Iterator[Way]:
    """The cheapest text for each of the last characters, the cheapest of all first."""
    layers = list(_layers((*places, Place(_END, np.zeros(1)))))
    shares = _shares(layers)
    for end in np.argsort(layers[-1].costs, kind="stable").tolist():
        path = _path(layers, end)
        text = "".join(place.chars[at] for place, at in zip(places, path, strict=False))
        sure = [float(share[at]) for share, at in zip(shares, path[:-1], strict=False)]
        yield Way(float(layers[-1].costs[end]), text, sure)


def _layers(places: Sequence[Place]) -> Iterator[_Layer]:
    """The states of each place."""
    start = fold(_END)
    before, last, costs = np.repeat(start, 2)[None, :], np.zeros(1, np.intp), np.zeros(1)
    for place in places:
        folded, size = fold(place.chars), len(place.chars)
        after = model().costs_after(np.repeat(before, size, axis=0), np.tile(folded, len(last)))
        steps = after.reshape(-1, size) + place.costs
        if place.apart is not None:
            steps += place.apart[last]
        # States with one last character lead to the same states.
        order = np.argsort(last, kind="stable")
        kinds, begins = np.unique(last[order], return_index=True)
        reached = np.minimum.reduceat((costs[:, None] + steps)[order], begins, axis=0)
        best = np.argsort(reached, axis=None, kind="stable")[:_STATES]
        joined, at = np.divmod(best, size)
        yield _Layer(at, reached.ravel()[best], np.where(last == kinds[joined][:, None], steps[:, at].T, _NEVER))
        before = np.column_stack((before[order[begins]][joined, 1], folded[at]))
        last, costs = at, reached.ravel()[best]


def _path(layers: Sequence[_Layer], end: int) -> list[int]:
    """The cheapest way to a state of the last layer, as places in the sets."""
    path = []
    for at in range(len(layers) - 1, -1, -1):
        path.append(int(layers[at].last[end]))
        before = layers[at - 1].costs if at else np.zeros(1)
        end = int(np.argmin(before + layers[at].steps[end]))
    return path[::-1]


def _shares(layers: Sequence[_Layer]) -> list[Floats]:
    """For each place the share that each of its characters has in the weight of all texts."""
    forth, back = [np.zeros(1)], [np.zeros(len(layers[-1].last))]
    for layer in layers:
        forth.append(_log_sum(forth[-1] - _TEMPER * layer.steps))
    for layer in reversed(layers):
        back.append(_log_sum(back[-1] - _TEMPER * layer.steps.T))
    found = []
    for layer, before, behind in zip(layers, forth[1:], back[-2::-1], strict=True):
        weight = before + behind
        found.append(np.bincount(layer.last, np.exp(weight - _log_sum(weight[None, :]))).astype(np.float64))
    return found


def _log_sum(rows: Floats) -> Floats:
    """The logarithm of the sum of each row's exponentials."""
    top = rows.max(axis=1)
    total: Floats = top + np.log(np.exp(rows - top[:, None]).sum(axis=1))
    return total
