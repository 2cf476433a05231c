"""The encodings that bytes may be in, how common each is, and how well each explains a sample of the bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from shanben.language import text_costs
from shanben.reading import LOST, read

EAST_ASIAN: Final = {"gb18030": 0.0, "cp950": 0.0, "cp932": 0.0, "cp949": 0.0, "euc_jp": 0.0}
WIDE: Final = {"utf-16-le": 4.0, "utf-16-be": 4.0}
ONE_BYTE: Final = {
    "cp1252": 0.0, "cp1251": 0.0, "cp1250": 0.5, "cp1253": 0.5, "cp1254": 1.0, "cp1255": 0.5, "cp1256": 0.5, "cp1257": 2.5,
    "cp1258": 3.0, "cp874": 0.5, "koi8_r": 0.5, "koi8_u": 1.0, "iso8859_2": 1.0, "iso8859_3": 4.8, "iso8859_4": 4.0,
    "iso8859_5": 2.0, "iso8859_6": 2.5, "iso8859_7": 2.0, "iso8859_8": 2.5, "iso8859_10": 4.8, "iso8859_13": 4.0,
    "iso8859_14": 4.8, "iso8859_15": 2.0, "iso8859_16": 4.8, "cp866": 3.0, "cp437": 4.8, "cp850": 4.8, "cp852": 4.8,
    "cp855": 5.4, "cp857": 4.8, "cp737": 4.8, "cp775": 5.4, "cp858": 5.1, "cp860": 5.4, "cp861": 5.4, "cp862": 4.8,
    "cp863": 5.4, "cp865": 5.4, "cp869": 5.4, "cp720": 5.4, "cp856": 5.7, "cp1125": 5.4, "koi8_t": 5.4, "kz1048": 5.4,
    "ptcp154": 5.7, "mac_roman": 4.8, "mac_cyrillic": 4.8, "mac_latin2": 5.1, "mac_greek": 5.1, "mac_turkish": 6.6,
    "mac_iceland": 6.6, "cp037": 7.2, "cp500": 7.5, "cp1026": 7.5, "cp875": 7.8, "cp424": 7.8, "johab": 5.4,
}  # fmt: skip
"""Codecs with the cost, in nats, of supposing them: how rare they are among documents that say nothing."""

UNPAIRED: Final = 2.0
"""The cost of a square bracket without its other half: encodings differ in where they have them."""
OWN: Final = {"koi8_t": frozenset("ғҒӣӢқҚӯӮҳҲҷҶ")}
"""The letters for which an encoding was made out of a commoner one."""
NOT_OWN: Final = 60.0
"""The cost of such an encoding where none of these letters is."""
_HOPELESS: Final = 12
"""One character in so many that a codec cannot read: then it is not worth asking its kin."""
EBCDIC: Final = {"cp037", "cp500", "cp1026", "cp875", "cp424"}


class Reading(NamedTuple):
    """What a codec makes of a sample: its cost in nats with the codec's own, and the mean cost of what is beyond ASCII."""

    encoding: str
    cost: float
    mean: float


def _seen(text: str, codec: str) -> str:
    """`text` with U+0085, which ends lines in EBCDIC, as the control that it is in other encodings."""
    return text if codec in EBCDIC else text.replace("\x85", "\x80")


def _sketched(data: bytes, codec: str) -> str:
    """`read`, but where the codec fails so often that it is the wrong one its own handler of errors is much quicker."""
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd")
    return read(data, codec) if 0 < lost * _HOPELESS < len(text) else text.replace("\ufffd", LOST)


def readings(pieces: Sequence[bytes], codecs: Iterable[tuple[str, float]]) -> list[Reading]:
    """The readings of `pieces` by each of `codecs`, the best first; a codec comes with the cost of supposing it."""
    names, priors = zip(*codecs, strict=True)
    texts = [_seen(_sketched("\n".encode(name).join(pieces), name), name) for name in names]
    distinct = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    totals, means = (column[[distinct[text] for text in texts]] for column in text_costs(list(distinct)))
    totals += [UNPAIRED * abs(text.count("[") - text.count("]")) for text in texts]
    totals += [NOT_OWN * (name in OWN and OWN[name].isdisjoint(text)) for name, text in zip(names, texts, strict=True)]
    found = map(Reading, names, (totals + priors).tolist(), means.tolist())
    return sorted(found, key=lambda reading: reading.cost)
