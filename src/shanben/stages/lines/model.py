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

Floats = NDArray[Any]
_FAR = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Networks of one hidden layer, side by side: `hidden` (network, feature, unit), `bias` and `out` (network, unit)."""

    mean: Floats
    scale: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    last: Floats

    def scaled(self, rows: Floats) -> Floats:
        """Features as the networks take them."""
        scaled: Floats = np.clip((rows - self.mean) * self.scale, -_FAR, _FAR).astype(np.float32)
        return scaled

    def keep(self, rows: Floats) -> Floats:
        """For each row of features the chance that the line is kept."""
        units = np.tanh(self.scaled(rows) @ self.hidden + self.bias[:, None, :])
        score = (units * self.out[:, None, :]).sum(axis=2) + self.last[:, None]
        return np.asarray((1 / (1 + np.exp(-np.clip(score, -30, 30)))).mean(axis=0), np.float64)

    def columns(self) -> Mapping[str, Floats]:
        """The arrays by name, as they are stored."""
        return {name: getattr(self, name) for name in self.__slots__}


@cache
def shipped(name: str) -> Model:
    """The weights that come with the library: "plain" for text, "markup" for pages."""
    data = files("shanben.tables").joinpath(f"lines-{name}.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        return Model(**{key: arrays[key].astype(np.float32) for key in arrays.files})
