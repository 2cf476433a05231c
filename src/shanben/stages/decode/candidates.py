"""The encodings that bytes may be in, how common each is, and how well each explains a sample of the bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints, codes_of
from shanben.language import model, neighbour_costs
from shanben.reading import read

Floats = NDArray[np.float64]

EAST_ASIAN: Final = {"gb18030": 0.0, "cp950": 0.0, "cp932": 0.0, "cp949": 0.0, "euc_jp": 0.0}
WIDE: Final = {"utf-16-le": 4.0, "utf-16-be": 4.0}
ONE_BYTE: Final = {
    "cp1252": 0.0, "cp1251": 0.0, "cp1250": 1.0, "cp1253": 1.0, "cp1254": 2.0, "cp1255": 1.0, "cp1256": 1.0, "cp1257": 4.0,
    "cp1258": 5.0, "cp874": 1.0, "koi8_r": 1.0, "koi8_u": 2.0, "iso8859_2": 2.0, "iso8859_3": 8.0, "iso8859_4": 7.0,
    "iso8859_5": 3.0, "iso8859_6": 4.0, "iso8859_7": 3.0, "iso8859_8": 4.0, "iso8859_10": 8.0, "iso8859_13": 7.0,
    "iso8859_14": 8.0, "iso8859_15": 3.0, "iso8859_16": 8.0, "cp866": 5.0, "cp437": 8.0, "cp850": 8.0, "cp852": 8.0,
    "cp855": 9.0, "cp857": 8.0, "cp737": 8.0, "cp775": 9.0, "cp858": 8.5, "cp860": 9.0, "cp861": 9.0, "cp862": 8.0,
    "cp863": 9.0, "cp865": 9.0, "cp869": 9.0, "cp720": 9.0, "cp856": 9.5, "cp1125": 9.0, "koi8_t": 9.0, "kz1048": 9.0,
    "ptcp154": 9.5, "mac_roman": 8.0, "mac_cyrillic": 8.0, "mac_latin2": 8.5, "mac_greek": 8.5, "mac_turkish": 11.0,
    "mac_iceland": 11.0, "cp037": 12.0, "cp500": 12.5, "cp1026": 12.5, "cp875": 13.0, "cp424": 13.0, "johab": 9.0,
}  # fmt: skip
"""Codecs with the cost, in nats, of supposing them: how rare they are among documents that say nothing."""

MARK_COST: Final = 24.0
"""The cost of a place that a codec cannot read: more than any character costs."""
TOP_COST: Final = 20.0
"""The most that the model may say of one character: of rare languages it knows nothing."""
CONTROL_COST: Final = 18.0
"""The cost of a C1 control: most encodings have letters or marks there."""
FOREIGN_COST: Final = 3.0
"""The cost of a letter that is not of the alphabet of the text's language."""


class Reading(NamedTuple):
    """What a codec makes of a sample: its cost in nats with the codec's own, and the mean cost of what is beyond ASCII."""

    encoding: str
    cost: float
    mean: float


def readings(pieces: Sequence[bytes], codecs: Iterable[tuple[str, float]]) -> list[Reading]:
    """The readings of `pieces` by each of `codecs`, the best first; a codec comes with the cost of supposing it."""
    names, priors = zip(*codecs, strict=True)
    texts = ["\n".join([read(piece, name) for piece in pieces]) for name in names]
    totals, means = text_costs(texts)
    found = map(Reading, names, (totals + priors).tolist(), means.tolist())
    return sorted(found, key=lambda reading: reading.cost)


def text_costs(texts: Sequence[str]) -> tuple[Floats, Floats]:
    """The cost of each text, and the mean cost of its characters beyond ASCII."""
    codes = codes_of("\n" + "\n".join(texts) + "\n")
    folded = model().folded(codes)
    costs = model().costs(folded).astype(np.float64)
    np.minimum(costs, TOP_COST, out=costs)
    costs[(codes >= 0xD800) & (codes < 0xE000)] = MARK_COST
    costs[(codes >= 0x80) & (codes < 0xA0) & (codes != 0x85)] = CONTROL_COST
    costs[1:] += neighbour_costs(codes)
    starts = np.cumsum([1, *(len(text) + 1 for text in texts)])
    high = codes >= 0x80
    total, beyond, count = (_sums(column, starts) for column in (costs, costs * high, high))
    total += FOREIGN_COST * model().foreign(folded, starts[:-1])
    return total, beyond / np.maximum(count, 1)


def _sums(column: NDArray[Any], starts: Ints) -> Floats:
    """The sum of each text's part of a column; between the texts stand single line ends."""
    running = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
    return running[starts[1:] - 1] - running[starts[:-1]]
