"""Fit the networks: small, many, each shown a quarter of the features, so that they err in different ways.

The random choice of features (Ho, "The random subspace method", 1998) was worth one to three points of F on pages held out.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.stages.lines.model import Model

Floats = NDArray[np.float64]
NETWORKS: Final = 20
UNITS: Final = 12
SHARE: Final = 0.25
EPOCHS: Final = 18
BATCH: Final = 512
RATE: Final = 0.006
DECAY: Final = 0.1


def fit(columns: NDArray[np.float32], targets: Floats, weights: Floats, seed: int = 0, *, epochs: int = EPOCHS) -> Model:
    """Networks of one hidden layer for columns of features, their targets (0 or 1) and weights, by Adam with weight decay."""
    random = np.random.default_rng(seed)
    mean: NDArray[Any] = columns.mean(axis=1, dtype=np.float64)
    deviation: NDArray[Any] = columns.std(axis=1, dtype=np.float64)
    scale = np.where(deviation > 1e-6, 1 / np.maximum(deviation, 0.05), 0)
    model = Model(mean.astype(np.float32), scale.astype(np.float32), *_start(len(columns), random))
    scaled = model.scaled(columns)
    targets, weights = targets.astype(np.float32), (weights / weights.mean()).astype(np.float32)
    values = [model.hidden, model.bias, model.out, model.last]
    first, second = ([np.zeros_like(value) for value in values] for _ in range(2))
    batches = len(targets) // BATCH
    total = epochs * batches
    for step in range(1, total + 1):
        if (step - 1) % batches == 0:
            order = random.permutation(len(targets))
            mixed = scaled[:, order]
        batch = slice((step - 1) % batches * BATCH, ((step - 1) % batches + 1) * BATCH)
        slopes = _slopes(mixed[:, batch][model.shown], targets[order[batch]], weights[order[batch]] / BATCH, values)
        rate = RATE * min(1.0, step / 50) * min(1.0, 2 * (1 - step / (total + 1)))
        for at, slope in enumerate(slopes):
            first[at] += 0.1 * (slope - first[at])
            second[at] += 0.01 * (slope**2 - second[at])
            change = first[at] / (1 - 0.9**step) / (np.sqrt(second[at] / (1 - 0.99**step)) + 1e-8)
            values[at] -= (rate * (change + DECAY * values[at] * (at in (0, 2)))).astype(np.float32)
    return model


def _start(features: int, random: np.random.Generator) -> list[NDArray[Any]]:
    """Which features each network is shown, and random weights to begin with."""
    count = round(features * SHARE)
    shown = np.stack([np.sort(random.permutation(features)[:count]) for _ in range(NETWORKS)])
    hidden = random.normal(size=(NETWORKS, UNITS, count)) / np.sqrt(features)
    out = random.normal(size=(NETWORKS, UNITS)) / np.sqrt(UNITS)
    weights = (hidden, np.zeros((NETWORKS, UNITS)), out, np.zeros(NETWORKS))
    return [shown, *(value.astype(np.float32) for value in weights)]


def _slopes(inputs: Floats, targets: Floats, weights: Floats, values: list[Floats]) -> list[Floats]:
    """The gradient of the weighted cross-entropy of each network."""
    hidden, bias, out, last = values
    units = np.tanh(hidden @ inputs + bias[:, :, None])
    chance = 1 / (1 + np.exp(-((out[:, None, :] @ units)[:, 0] + last[:, None])))
    error = (chance - targets) * weights
    back = error[:, None, :] * out[:, :, None] * (1 - units * units)
    return [
        back @ inputs.transpose(0, 2, 1), back.sum(axis=2),
        (units @ error[:, :, None])[:, :, 0], error.sum(axis=1),
    ]  # fmt: skip
