"""Sums over neighbouring lines, for rows of values that have one column for each line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def running(values: NDArray[Any]) -> Floats:
    """The sums of each row up to each place, from none to all."""
    sums = np.zeros((len(values), values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


def beside(values: NDArray[Any], widths: Sequence[int]) -> Floats:
    """For each width the sums over so many lines before a line, then after it: (width and side, row of values, line).

    >>> beside(np.array([[1, 2, 4]]), [2]).tolist()
    [[[0.0, 1.0, 3.0]], [[6.0, 4.0, 0.0]]]
    """
    count, size = values.shape
    edge = max(widths) + 1
    sums = np.zeros((count, size + 2 * edge))
    np.cumsum(values, axis=1, out=sums[:, edge : edge + size])
    sums[:, edge + size :] = sums[:, edge + size - 1 : edge + size]
    found = np.empty((2 * len(widths), count, size))
    for place, width in enumerate(widths):
        for side, end in enumerate((edge - 1, edge + width)):
            found[2 * place + side] = sums[:, end : end + size] - sums[:, end - width : end - width + size]
    return found
