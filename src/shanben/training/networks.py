"""Fit the networks: small, many, each shown a fifth of the features, so that they err in different ways.

The random choice of features (Ho, "The random subspace method", 1998) was worth one to three points of F on pages held out. For
pages, so was the second aim beside the cross-entropy of single lines: the F of the whole document, with chances for counts (the
"soft" Dice loss of image segmentation), half a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints, ranges
from shanben.stages.lines.model import Model

Floats = NDArray[Any]
NETWORKS: Final = 20
UNITS: Final = 12
SHARE: Final = 0.2
EPOCHS: Final = 18
BATCH: Final = 512
RATE: Final = 0.006
DECAY: Final = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The lines of documents, one after the other, as networks learn from them.

    `columns`: features (feature, line). `targets`: 1 for lines that are text, 0 for others. `weights`: how much each line counts.
    `sizes`: its characters. `counts`: how many lines each document has.
    """

    columns: NDArray[np.float32]
    targets: Floats
    weights: Floats
    sizes: Floats
    counts: Ints

    @classmethod
    def joined(cls, tables: Iterable[Table]) -> Table:
        """One table of several."""
        columns, *others = zip(*((one.columns, one.targets, one.weights, one.sizes, one.counts) for one in tables), strict=True)
        return cls(np.concatenate(columns, axis=1), *map(np.concatenate, others))


def fit(table: Table, seed: int = 0, *, epochs: int = EPOCHS, whole: float = 0) -> Model:
    """Networks of one hidden layer, by Adam with weight decay on the weighted cross-entropy of the lines.

    `whole`: what the expected F of each document weighs beside that; if anything, batches are of whole documents.
    """
    random = np.random.default_rng(seed)
    mean: Floats = table.columns.mean(axis=1, dtype=np.float64)
    deviation: Floats = table.columns.std(axis=1, dtype=np.float64)
    scale = np.where(deviation > 1e-6, 1 / np.maximum(deviation, 0.05), 0)
    model = Model(mean.astype(np.float32), scale.astype(np.float32), *_start(len(mean), random))
    scaled = model.scaled(table.columns)
    targets, weights = table.targets.astype(np.float32), (table.weights / table.weights.mean()).astype(np.float32)
    sizes = np.where(table.weights > 0, table.sizes, 0).astype(np.float32)
    values = [model.hidden, model.bias, model.out, model.last]
    first, second = ([np.zeros_like(value) for value in values] for _ in range(2))
    total = epochs * (len(targets) // BATCH)
    batches = _documents(table.counts, random) if whole else _lines(len(targets), random)
    for step, (lines, counts) in zip(range(1, total + 1), batches, strict=False):
        batch = _Batch(scaled[:, lines][model.shown], targets[lines], weights[lines] / BATCH, sizes[lines], counts)
        rate = RATE * min(1.0, step / 50) * min(1.0, 2 * (1 - step / (total + 1)))
        for at, slope in enumerate(_slopes(batch, values, whole)):
            first[at] += 0.1 * (slope - first[at])
            second[at] += 0.01 * (slope**2 - second[at])
            change = first[at] / (1 - 0.9**step) / (np.sqrt(second[at] / (1 - 0.99**step)) + 1e-8)
            values[at] -= (rate * (change + DECAY * values[at] * (at in (0, 2)))).astype(np.float32)
    return model


def _start(features: int, random: np.random.Generator) -> list[Floats]:
    """Which features each network is shown, and random weights to begin with."""
    count = round(features * SHARE)
    shown = np.stack([np.sort(random.permutation(features)[:count]) for _ in range(NETWORKS)])
    hidden = random.normal(size=(NETWORKS, UNITS, count)) / np.sqrt(features)
    out = random.normal(size=(NETWORKS, UNITS)) / np.sqrt(UNITS)
    weights = (hidden, np.zeros((NETWORKS, UNITS)), out, np.zeros(NETWORKS))
    return [shown, *(value.astype(np.float32) for value in weights)]


# ---------------------------------------------------------------- batches


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Some lines, and how many each of their documents has if they are whole: inputs are (network, feature shown, line)."""

    inputs: Floats
    targets: Floats
    weights: Floats
    sizes: Floats
    counts: Ints


def _lines(count: int, random: np.random.Generator) -> Iterator[tuple[Ints, Ints]]:
    """Batches of lines of any documents, without end."""
    while True:
        order = random.permutation(count)
        for at in range(0, count - BATCH + 1, BATCH):
            yield order[at : at + BATCH], np.empty(0, np.int64)


def _documents(counts: Ints, random: np.random.Generator) -> Iterator[tuple[Ints, Ints]]:
    """Batches of whole documents, each of `BATCH` lines or somewhat more, without end."""
    start = np.cumsum(counts) - counts
    while True:
        chosen: list[int] = []
        for document in random.permutation(len(counts)).tolist():
            chosen.append(document)
            if counts[chosen].sum() >= BATCH:
                yield ranges(start[chosen], counts[chosen]), counts[chosen]
                chosen = []


# ---------------------------------------------------------------- slopes


def _slopes(batch: _Batch, values: list[Floats], whole: float) -> list[Floats]:
    """The gradient of what each network is to make small."""
    hidden, bias, out, last = values
    units = np.tanh(hidden @ batch.inputs + bias[:, :, None])
    chance = 1 / (1 + np.exp(-((out[:, None, :] @ units)[:, 0] + last[:, None])))
    error = (chance - batch.targets) * batch.weights
    if whole:
        error -= whole * _rise(chance, batch) * chance * (1 - chance)
    back = error[:, None, :] * out[:, :, None] * (1 - units * units)
    return [
        back @ batch.inputs.transpose(0, 2, 1), back.sum(axis=2),
        (units @ error[:, :, None])[:, :, 0], error.sum(axis=1),
    ]  # fmt: skip


def _rise(chance: Floats, batch: _Batch) -> Floats:
    """By how much the mean expected F of the batch's documents rises with the chance of each line."""
    start = np.cumsum(batch.counts) - batch.counts
    wanted = batch.targets * batch.sizes
    right, kept = np.add.reduceat(chance * wanted, start, axis=1), np.add.reduceat(chance * batch.sizes, start, axis=1)
    total = kept + np.add.reduceat(wanted, start) + 1e-3
    each = np.repeat(1 / total, batch.counts, axis=1)
    lost = np.repeat(right / total**2, batch.counts, axis=1)
    rise: Floats = 2 * (wanted * each - batch.sizes * lost) / len(batch.counts)
    return rise
