"""The model: small networks, averaged; how likely it is that a line is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanben.kernels.features import scale

Floats = NDArray[Any]
_FAR = 4.0
_LINES = 256
"""Products of this many lines stay below the size from which OpenBLAS wakes its threads, which cost more than they bring."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Networks of one hidden layer, side by side, each shown some of the features.

    `mean`, `scale` (feature); `shown` (network, feature shown): which they are; `hidden` (network, unit, feature shown);
    `bias`, `out` (network, unit); `last` (network).
    """

    mean: Floats
    scale: Floats
    shown: NDArray[np.int64]
    hidden: Floats
    bias: Floats
    out: Floats
    last: Floats

    def scaled(self, features: Floats) -> Floats:
        """Features (feature, line) with the mean and the scale that the networks ask for."""
        scaled = np.empty(features.shape, np.float32)
        scale(np.ascontiguousarray(features, np.float64).data, self.mean.data, self.scale.data, _FAR, scaled.data)
        return scaled

    def keep(self, features: Floats) -> Floats:
        """For each line, a column of features, the chance that it is kept."""
        scaled = self.scaled(features)
        parts = [self._keep(scaled[:, at : at + _LINES]) for at in range(0, scaled.shape[1], _LINES)]
        return np.concatenate(parts) if parts else np.empty(0)

    def _keep(self, scaled: Floats) -> Floats:
        """The same for few lines."""
        units = self.hidden @ scaled.take(self.shown, axis=0)
        units += self.bias[:, :, None]
        np.tanh(units, out=units)
        score = (self.out[:, None, :] @ units)[:, 0] + self.last[:, None]
        return np.asarray((1 / (1 + np.exp(-np.clip(score, -30, 30)))).mean(axis=0), np.float64)

    def columns(self) -> Mapping[str, Floats]:
        """The arrays by name, as they are stored."""
        return {name: getattr(self, name) for name in self.__slots__}


@cache
def shipped(name: str) -> Model:
    """The weights that come with the library: "plain" for text, "markup" for pages."""
    data = files("shanben.tables").joinpath(f"lines-{name}.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        return Model(**{key: arrays[key] if key == "shown" else arrays[key].astype(np.float32) for key in arrays.files})
