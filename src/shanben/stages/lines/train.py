"""Train the weights of the lines stage: python -m shanben.stages.lines.train DATA [--out FOLDER].

DATA holds `labelled/` (NAME.jsonl: a document, each row a line with `text` and `label`). The texts are not shipped; the
weights are, with the hash of what they were learned from and the cross-validated figures beside them.
Documents are also shown with their chrome taken away, in part or whole, and with their paragraphs broken into short lines:
a text that is clean, or a poem, has to be left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanben.rules.match import matcher
from shanben.stages.lines.decide import decide
from shanben.stages.lines.features import features
from shanben.stages.lines.model import Model
from shanben.stages.lines.text import Lines, lines_of

Floats = NDArray[np.float64]
UNITS, NETWORKS, EPOCHS, RATE, DECAY, FOLDS = 24, 4, 300, 0.01, 0.02, 11


@dataclass(frozen=True, slots=True)
class Document:
    """Lines and whether each is kept; None says that it does not matter."""

    name: str
    lines: tuple[str, ...]
    keep: tuple[bool | None, ...]


def labelled(folder: Path) -> list[Document]:
    """The hand-labelled documents of a folder."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        keep = tuple(row["label"] in ("body", "title") for row in rows)
        found.append(Document(path.stem, tuple(row["text"].replace("\n", " ") for row in rows), keep))
    return found


def views(document: Document, random: np.random.Generator) -> list[Document]:
    """The document itself, and what it would be with less chrome, as short lines, or in pieces."""
    rows = list(zip(document.lines, document.keep, strict=True))
    clean = [row for row in rows if row[1]]
    some = [row for row in rows if row[1] or random.random() < 0.15]
    verse = [
        (piece, keep)
        for text, keep in rows
        if keep or random.random() < 0.1
        for piece in (re.findall(r"[^，。；！？,;!?]{1,40}", text) if keep and len(text) > 12 else [text])
    ]
    kept = [at for at, row in enumerate(rows) if row[1]]
    pieces = [rows[max(0, at - size) : at + size + 1] for at, size in zip(random.choice(kept, 3), (1, 2, 4), strict=True)]
    return [_document(document.name, part) for part in (rows, clean, some, verse, *pieces) if part]


def _document(name: str, rows: Sequence[tuple[str, bool | None]]) -> Document:
    return Document(name, tuple(row[0] for row in rows), tuple(row[1] for row in rows))


def aligned(document: Document) -> tuple[Lines, list[bool | None]]:
    """The non-blank lines of a document, and whether each is kept."""
    lines = lines_of("\n".join(document.lines), matcher())
    ends = np.cumsum([len(text) + 1 for text in document.lines])
    return lines, [document.keep[at] for at in np.searchsorted(ends, lines.start, "right").tolist()]


def table(documents: Iterable[Document]) -> tuple[Floats, Floats, Floats]:
    """Features, targets and weights of all lines."""
    rows, targets, weights = [], [], []
    for document in documents:
        lines, keep = aligned(document)
        rows.append(features(lines)[0])
        targets.append(np.array([bool(k) for k in keep], np.float64))
        size = np.sqrt(lines.counts.sum(axis=1)) + 4
        weights.append(np.where([k is None for k in keep], 0, size) / np.sqrt(len(keep)))
    return np.concatenate(rows), np.concatenate(targets), np.concatenate(weights)


def fit(rows: Floats, targets: Floats, weights: Floats, seed: int = 0) -> Model:
    """Networks of one hidden layer, by Adam on the whole table, with weight decay."""
    random = np.random.default_rng(seed)
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(deviation > 1e-6, 1 / np.maximum(deviation, 0.05), 0)
    inputs = (rows - mean) * scale
    weights = weights / weights.sum()
    shapes = ((NETWORKS, rows.shape[1], UNITS), (NETWORKS, UNITS), (NETWORKS, UNITS), (NETWORKS,))
    spread = (1 / np.sqrt(rows.shape[1]), 0.0, 1 / np.sqrt(UNITS), 0.0)
    values = [random.normal(size=shape) * sigma for shape, sigma in zip(shapes, spread, strict=True)]
    first = [np.zeros(shape) for shape in shapes]
    second = [np.zeros(shape) for shape in shapes]
    for step in range(1, EPOCHS + 1):
        slopes = _slopes(inputs, targets, weights, values)
        rate = RATE * min(1.0, 2 * (1 - step / (EPOCHS + 1)))
        for at, slope in enumerate(slopes):
            first[at] += 0.1 * (slope - first[at])
            second[at] += 0.01 * (slope**2 - second[at])
            change = first[at] / (1 - 0.9**step) / (np.sqrt(second[at] / (1 - 0.99**step)) + 1e-8)
            values[at] -= rate * (change + DECAY * values[at] * (at in (0, 2)))
    return Model(mean, scale, *values)


def _slopes(inputs: Floats, targets: Floats, weights: Floats, values: list[Floats]) -> list[Floats]:
    """The gradient of the weighted cross-entropy of each network."""
    hidden, bias, out, last = values
    units = np.tanh(inputs @ hidden + bias[:, None, :])
    chance = 1 / (1 + np.exp(-((units * out[:, None, :]).sum(axis=2) + last[:, None])))
    error = (chance - targets) * weights
    back = error[:, :, None] * out[:, None, :] * (1 - units**2)
    return [
        np.einsum("nf,mnu->mfu", inputs, back, optimize=True), back.sum(axis=1),
        np.einsum("mn,mnu->mu", error, units, optimize=True), error.sum(axis=1),
    ]  # fmt: skip


def cross_validated(documents: Sequence[Document]) -> dict[str, float]:
    """Every document judged by a model that has not seen it: F over characters and over lines, titles left out."""
    tally = np.zeros((2, 3))
    for fold in range(FOLDS):
        random = np.random.default_rng(fold)
        train = [view for at, one in enumerate(documents) if at % FOLDS != fold for view in views(one, random)]
        model = fit(*table(train))
        for document in documents[fold::FOLDS]:
            tally += score(document, model)
    return {
        f"{name}.f1": round(float(2 * tp / (2 * tp + fp + fn)), 4)
        for name, (tp, fp, fn) in zip(("chars", "lines"), tally, strict=True)
    }


def score(document: Document, model: Model) -> Floats:
    """Kept rightly, kept wrongly, lost: in characters and in lines."""
    lines, keep = aligned(document)
    stays, _ = decide(lines, model)
    size = lines.counts[:, 1:].sum(axis=1)
    found = np.zeros((2, 3))
    for at, (stay, want) in enumerate(zip(stays, keep, strict=True)):
        if want is not None and (stay or want):
            found[:, 0 if stay and want else 1 if stay else 2] += size[at], 1
    return found


def digest(folder: Path) -> str:
    """One hash for all the files of the data."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def main() -> None:
    """Train, measure, and write weights and figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "tables")
    arguments = parser.parse_args()
    documents = labelled(arguments.data / "labelled")
    figures = cross_validated(documents)
    random = np.random.default_rng(0)
    model = fit(*table(view for one in documents for view in views(one, random)))
    arrays: dict[str, Any] = {name: values.astype(np.float32) for name, values in model.columns().items()}
    np.savez_compressed(arguments.out / "lines-plain.npz", **arrays)
    card = {"data": digest(arguments.data / "labelled"), "documents": len(documents), "cross-validated": figures}
    (arguments.out / "lines-plain.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(json.dumps(card, indent=1))


if __name__ == "__main__":
    main()
