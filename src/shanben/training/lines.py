"""Train the weights of the lines stage: python -m shanben.training.lines DATA [--out FOLDER].

DATA is described in `shanben.training.samples`. Its texts are not shipped; the weights are, with the hash of what they
were learned from and the cross-validated figures beside them. Every document is judged by weights that have seen neither it
nor its twin. Pages are also shown with some of their elements gone, with little of their text, and without it. Plain text is
also shown with its chrome taken away, in part or whole, in pieces, and with its paragraphs broken into short lines: a text
that is clean, or a poem, has to be left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.stages.lines.decide import decide, decide_page
from shanben.stages.lines.model import Model
from shanben.training.networks import Table, fit
from shanben.training.samples import Sample, grams, labelled, of_lines, pages, squeeze, twins

Floats = NDArray[np.float64]
FOLDS: Final = 8
DIVISIONS: Final = (7, 8, 9, 10)
"""Seeds of the divisions into folds: one alone says little, as a few pages that are hard decide."""
PAGE_EPOCHS: Final = 10
PAGE_WHOLE: Final = 1.5
SHORT: Final = (1, 2, 3, 5)
"""Lines of text that are left of a page to make a short one."""


def table(samples: Iterable[Sample]) -> Table:
    """Features, targets and weights of all lines: every document counts alike, and half of that by characters."""
    tables = []
    for sample in samples:
        size = sample.lines.counts.sum(axis=1)
        weight = size / size.sum() + np.sqrt(size) / np.sqrt(size).sum()
        weight = np.where(np.isnan(sample.keep) | sample.settled(), 0, weight)
        tables.append(
            Table(sample.features().astype(np.float32), np.nan_to_num(sample.keep), weight, size, np.array([len(size)]))
        )
    return Table.joined(tables)


def variants(plain: Sample, other: Sample, random: np.random.Generator) -> list[Sample]:
    """A plain document as it is, and what it would be with less chrome, with another's, as short lines, or in pieces."""
    kept = np.flatnonzero(plain.keep > 0)
    if not len(kept):
        return [plain]
    some = np.flatnonzero((plain.keep > 0) | (random.random(len(plain.keep)) < 0.15))
    pieces = [_piece(plain, at, size) for at, size in zip(random.choice(kept, 3).tolist(), (1, 2, 4), strict=True)]
    return [plain, _verse(plain, random), _grafted(plain, other), *(plain.plain(rows.tolist()) for rows in (kept, some, *pieces))]


def _piece(sample: Sample, at: int, size: int) -> NDArray[np.int64]:
    """The rows around one."""
    return np.arange(max(0, at - size), min(at + size + 1, len(sample.keep)))


def _grafted(sample: Sample, other: Sample) -> Sample:
    """A document from its first line of text to its last, between what stands around the text of another."""
    own, its = (np.flatnonzero(each.keep > 0) for each in (sample, other))
    if not len(its):
        return sample
    lines, around = sample.text.split("\n")[own[0] : own[-1] + 1], other.text.split("\n")
    above, below = around[: its[0]], around[its[-1] + 1 :]
    keep = [*[0.0] * len(above), *sample.keep[own[0] : own[-1] + 1].tolist(), *[0.0] * len(below)]
    return of_lines(sample.name, [*above, *lines, *below], keep)


def _verse(sample: Sample, random: np.random.Generator) -> Sample:
    """The text broken at its marks into short lines without them, with a little of its chrome."""
    lines: list[str] = []
    keep: list[float] = []
    for text, stays in zip(sample.text.split("\n"), sample.keep.tolist(), strict=False):
        pieces = re.findall(r"[^，。；！？,;!?]{2,40}", text) if stays else [text] if random.random() < 0.1 else []
        lines += pieces
        keep += [stays] * len(pieces)
    return of_lines(sample.name, lines or [sample.text], keep or [1.0])


def thinned(sample: Sample, random: np.random.Generator) -> list[Sample]:
    """A page as it is, without its text, with little of it; and with elements gone, of its chrome whole ones, else lines."""
    short = [_shortened(sample, random) for _ in range(2)]
    return [sample, _of(sample, sample.keep == 0), short[0], *(_thinned(one, random) for one in (*[sample] * 4, short[1]))]


def _shortened(sample: Sample, random: np.random.Generator) -> Sample:
    """A page with a few lines of its text, one after the other."""
    text = np.flatnonzero(sample.keep > 0)
    size = min(int(random.choice(SHORT)), len(text))
    start = int(random.integers(len(text) - size + 1))
    stays = sample.keep == 0
    stays[text[start : start + size]] = True
    return _of(sample, stays)


def _thinned(sample: Sample, random: np.random.Generator) -> Sample:
    assert sample.blocks is not None
    stays = np.ones(len(sample.lines), np.bool_)
    row = np.searchsorted(sample.blocks.spans.start, sample.lines.start, "right") - 1
    first, end = (np.searchsorted(row, sample.blocks.columns[f"tree.{name}"]) for name in ("first", "end"))
    text = np.append(0, np.cumsum(sample.keep != 0))
    for low, high in zip(first[1:].tolist(), end[1:].tolist(), strict=True):
        if text[high] == text[low] and random.random() < 0.25:
            stays[low:high] = False
    if random.random() < 0.5:
        stays &= (sample.keep == 0) | (random.random(len(stays)) > 0.3)
    return _of(sample, stays)


def _of(sample: Sample, stays: NDArray[np.bool_]) -> Sample:
    """Some lines of a page, as if they were all of it."""
    return replace(sample, lines=sample.lines.of(stays), keep=sample.keep[stays]) if stays.any() else sample


# ---------------------------------------------------------------- figures


def page_score(sample: Sample, model: Model) -> float:
    """F over runs of four characters of what is kept of a page, against its text."""
    assert sample.blocks is not None
    stays, _ = decide_page(sample.lines, sample.blocks, sample.head, model)
    spans = zip(sample.lines.start[stays].tolist(), sample.lines.end[stays].tolist(), strict=True)
    got, want = grams(squeeze("\n".join(sample.text[a:b] for a, b in spans))), grams(sample.truth)
    total = got.total() + want.total()
    return 2 * (got & want).total() / total if total else 1.0


def plain_score(sample: Sample, model: Model) -> Floats:
    """Lines of a plain text kept rightly, kept wrongly, lost: by characters and by number."""
    stays, _ = decide(sample.lines, model)
    size = sample.lines.counts[:, 1:].sum(axis=1)
    want = sample.keep > 0
    which = np.stack([stays & want, stays & ~want, ~stays & want])
    return np.stack([which @ size, which.sum(axis=1)])


def cross_validate_pages(samples: Sequence[Sample], tables: Sequence[Table]) -> dict[str, float]:
    """F of each folder's pages, each judged once in every division into folds; and that of each division."""
    scores: dict[str, list[float]] = {}
    for seed in DIVISIONS:
        order = np.random.default_rng(seed).permutation(len(samples))
        for fold in range(FOLDS):
            held = set(order[fold::FOLDS].tolist())
            model = fit_pages(rows for at, rows in enumerate(tables) if at not in held)
            for at in held:
                score = page_score(samples[at], model)
                for name in (f"{samples[at].source}.f1", f"{samples[at].source}.f1.division-{seed}"):
                    scores.setdefault(name, []).append(score)
    return {name: round(float(np.mean(values)), 4) for name, values in sorted(scores.items())}


def cross_validate_plain(documents: Sequence[Sample], others: Sequence[Sample]) -> dict[str, float]:
    """F over characters and over lines of the labelled documents."""
    tally = np.zeros((2, 3))
    for fold in range(FOLDS):
        held = documents[fold::FOLDS]
        seen = [one for at, one in enumerate(documents) if at % FOLDS != fold]
        seen += [other for other in others if not any(twins(one, other) for one in held)]
        model = fit(table(plain_samples(seen)))
        tally += sum(plain_score(one, model) for one in held)
    right, wrong, lost = tally.T
    f1 = 2 * right / (2 * right + wrong + lost)
    return {"chars.f1": round(float(f1[0]), 4), "lines.f1": round(float(f1[1]), 4)}


def page_tables(samples: Iterable[Sample]) -> list[Table]:
    """The table of each page, with variants."""
    random = np.random.default_rng(1)
    return [table(thinned(sample, random)) for sample in samples]


def fit_pages(tables: Iterable[Table]) -> Model:
    """The networks for pages."""
    return fit(Table.joined(tables), epochs=PAGE_EPOCHS, whole=PAGE_WHOLE)


def plain_samples(samples: Iterable[Sample]) -> list[Sample]:
    """All variants of all documents."""
    random = np.random.default_rng(1)
    plain = [sample.plain() for sample in samples]
    others = [plain[at] for at in random.permutation(len(plain)).tolist()]
    return [variant for sample, other in zip(plain, others, strict=True) for variant in variants(sample, other, random)]


# ---------------------------------------------------------------- the command


def digest(folders: Iterable[Path]) -> str:
    """One hash for all the files of the data."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def write(folder: Path, name: str, model: Model, card: dict[str, Any]) -> None:
    """Store weights and figures."""
    arrays: dict[str, Any] = {
        key: values.astype(np.uint16 if key == "shown" else np.float16) for key, values in model.columns().items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / f"lines-{name}.npz", **arrays)
    (folder / f"lines-{name}.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(name, json.dumps(card))


def main() -> None:
    """Train, measure, and write weights and figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "tables")
    parser.add_argument("--only", choices=["plain", "markup"])
    arguments = parser.parse_args()
    folders = sorted(arguments.data.glob("pages*"))
    found = [sample for folder in folders for sample in pages(folder)]
    card = {"data": digest([*folders, arguments.data / "labelled"]), "pages": len(found)}
    if arguments.only != "plain":
        tables = page_tables(found)
        figures = cross_validate_pages(found, tables)
        write(arguments.out, "markup", fit_pages(tables), {**card, "cross-validated": figures})
    if arguments.only != "markup":
        documents = labelled(arguments.data / "labelled")
        figures = cross_validate_plain(documents, found)
        model = fit(table(plain_samples([*documents, *found])))
        write(arguments.out, "plain", model, {**card, "documents": len(documents), "cross-validated": figures})


if __name__ == "__main__":
    main()
