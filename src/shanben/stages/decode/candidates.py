"""The encodings that bytes may be in, how common each is, and how well each explains a sample of the bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from shanben.language import text_costs
from shanben.reading import read

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


class Reading(NamedTuple):
    """What a codec makes of a sample: its cost in nats with the codec's own, and the mean cost of what is beyond ASCII."""

    encoding: str
    cost: float
    mean: float


def readings(pieces: Sequence[bytes], codecs: Iterable[tuple[str, float]]) -> list[Reading]:
    """The readings of `pieces` by each of `codecs`, the best first; a codec comes with the cost of supposing it."""
    names, priors = zip(*codecs, strict=True)
    texts = [read("\n".encode(name).join(pieces), name) for name in names]
    totals, means = text_costs(texts)
    found = map(Reading, names, (totals + priors).tolist(), means.tolist())
    return sorted(found, key=lambda reading: reading.cost)
