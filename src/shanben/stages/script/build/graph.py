"""The graph of all words of a text, and the seams of words where it knows better than the longest word.

OpenCC takes the longest word from left to right, and errs where words meet: 先生发现 holds the word 生发. Here the best path
through the graph of all words, by their frequency, is asked about every pair of words that overlap; where it disagrees with
the longest word, the two become an entry of their own (先生发). So the tables segment without a segmenter.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from shanben.stages.script.build.tables import Words, apply, pairs
from shanben.stages.script.entries import LONGEST, OPEN
from shanben.stages.script.table import Table

# Words rarer than this make no seams. A seam is kept if its likelihood (a logarithm) is above the first figure, or above the
# second and not much below that of the word that it corrects.
_SEAM = 20
_LIKELY = -18.0
_POSSIBLE = -20.4
_RIVAL = 3.9
_LONGEST_WORD = 12
# A word keeps others away if it meets them so often in all the words counted, and so many times as often as else.
_GAIN = 1
_MORE = 3
# Words as frequent as this are asked for exceptions to seams.
_COMMON = 300


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
        self._begins.clear()
        self._ends.clear()
        for word, count in self.frequencies.items():
            for at in range(1, len(word) + 1):
                self._begins[word[:at]] += count
                self._ends[word[-at:]] += count

    def best(self, text: str, longest: int = _LONGEST_WORD) -> list[str]:
        """The words of the best path, those up to the `longest`."""
        score, back = [0.0] + [-math.inf] * len(text), [0] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(start + longest, len(text)) + 1):
                count = self.frequencies.get(text[start:end]) or (end == start + 1)
                if count and (here := score[start] + math.log(count) - self._total) > score[end]:
                    score[end], back[end] = here, start
        words, end = [], len(text)
        while end:
            words.append(text[back[end] : end])
            end = back[end]
        return words[::-1]

    def on_the_left(self, fold: Words, kept: Words) -> Iterator[tuple[str, str]]:
        """Common words that end with what begins a changing entry (强制, 制程), if both meet by chance more often than else."""
        begun = defaultdict(list)
        for entry, new in kept.items():
            if len(entry) == 2 and new[0] != fold.get(entry[0], entry[0]):
                begun[entry[0]].append(entry)
        for word, count in self.frequencies.items():
            if len(word) == 2 and word not in kept and word[1] in begun:
                gain = sum(count * self._begins[entry[1]] for entry in begun[word[1]])
                loss = sum(self._ends[word[0]] * self.frequencies.get(entry, 0) for entry in begun[word[1]])
                if gain > max(_GAIN * math.exp(self._total), _MORE * loss):
                    yield word, "".join(fold.get(character, character) for character in word)

    def likelihood(self, words: list[str]) -> float:
        """The logarithm of the likelihood of these words in a row, the outer ones taken as ends of longer ones."""
        counts = [self.frequencies.get(word, 0) for word in words]
        if len(words) > 1:
            counts[0], counts[-1] = self._ends[words[0]], self._begins[words[-1]]
        return sum(math.log(count or 1) - self._total for count in counts)


def with_seams(fold: Words, kept: Words, words: Words, graph: Graph) -> Words:
    """`kept`, and an entry for every likely seam of two words where the best path disagrees with the longest entry.

    Seams are entries too: they are asked once more with the words that write their outer characters otherwise.
    """
    whole = Table.of(pairs(fold), kept)

    # Of two equally long entries the left one counts: so these keep the right ones away.
    kept = kept | dict(graph.on_the_left(fold, kept))

    def of_word(word: str) -> str:
        if word in words or len(word) < 3:
            return words.get(word) or apply(whole, word)
        return "".join(map(of_word, graph.best(word, len(word) - 1)))

    def settle(kept: Words, overlaps: Iterable[tuple[str, str]]) -> Words:
        found: dict[int, dict[str, list[str]]] = defaultdict(dict)
        for text, entry in sorted(set(overlaps)):
            path = graph.best(text)
            if graph.likelihood(path) > max(_POSSIBLE, min(_LIKELY, graph.likelihood([entry]) - _RIVAL)):
                found[len(text)][text] = path
        for size in sorted(found):
            now = apply(Table.of(pairs(fold), kept), "\n".join(found[size])).split("\n")
            made = {text: [of_word(word) for word in path] for text, path in found[size].items()}
            differs = [text for text, old in zip(made, now, strict=True) if "".join(made[text]) != old]
            kept = kept | {text: "".join(_opened(found[size][text], made[text])) for text in differs}
        return kept

    seams = settle(kept, _overlaps(kept, graph.frequencies))
    added = {text: new for text, new in seams.items() if text not in kept}
    common = [word for word, count in graph.frequencies.items() if count >= _COMMON and 1 < len(word) < LONGEST]
    values = dict(zip(common, map(of_word, common), strict=True))
    return settle(seams, _exceptions(added, values))


def _opened(path: list[str], new: list[str]) -> list[str]:
    """What the words of a seam become; single characters at its edges may belong to other words."""
    return [OPEN if len(word) == 1 < len(path) and at in (0, len(path) - 1) else new[at] for at, word in enumerate(path)]


def _exceptions(seams: Words, values: Words) -> Iterator[tuple[str, str]]:
    """Every seam joined with a word that shares its first or last character and writes it otherwise."""
    begins, ends = defaultdict(list), defaultdict(list)
    for word, new in values.items():
        begins[word[0]].append((word, new[0]))
        ends[word[-1]].append((word, new[-1]))
    for seam, new in seams.items():
        before = (word + seam[1:] for word, last in ends[seam[0]] if new[0] not in (last, OPEN))
        after = (seam[:-1] + word for word, first in begins[seam[-1]] if new[-1] not in (first, OPEN))
        yield from ((text, seam) for text in (*before, *after) if len(text) <= LONGEST)


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
