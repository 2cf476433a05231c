"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`). Of each string one gram is kept, of up to
four characters; one pass over the text with a hashed table tells where such grams stand, and a rule is tried only on the
lines that hold enough of its grams, near enough to their head. Rules of words are tried on short lines that begin with one
of their words; a row of buttons may go on with words of other rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints
from shanben.limits import RULE_LINE
from shanben.rules import Rule, load, made_of, packs
from shanben.rules.pattern import longest, needles
from shanben.scan import CYRILLIC, DIGIT, GREEK, HAN, HANGUL, KANA, LATIN, LETTER, TONED, in_classes

SEPARATORS: Final = " []()|·>:<-*#!,.~\"'+/_"
_WORDS_LINE: Final = 100
_SIZES: Final = (1, 2, 3, 4)
_HASH_BITS: Final = 18
_FACTOR: Final = np.uint32(0x9E3779B1)
_SHIFT: Final = np.uint32(32 - _HASH_BITS)
_FAR: Final = 255
_NONE: Final[Mapping[int, int]] = {}
_LETTERS: Final = LETTER | DIGIT | LATIN | TONED | GREEK | CYRILLIC | HAN | KANA | HANGUL
Offsets = NDArray[np.uint8]


class Hit(NamedTuple):
    """A rule that matched a line, and the part of the line that its match covers, from 0 to 1."""

    line: int
    rule: Rule
    cover: float


class Matcher:
    """A set of rules made ready; it keeps nothing of the texts that it sees."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Choose a gram for every string that a rule needs."""
        self.rules = tuple(rules)
        self.longest = tuple(_longest(rule) for rule in self.rules)
        grams: dict[str, set[tuple[int, int]]] = defaultdict(set)
        words: dict[str, set[int]] = defaultdict(set)
        always: set[int] = set()
        for at, rule in enumerate(self.rules):
            if rule.pattern is None:
                for word in rule.words:
                    words[word[:2]].add(at)
                continue
            strings, reach = needles(rule.pattern.pattern)
            found = {_gram(needle) for needle in strings}
            if None in found or not found:
                always.add(at)
                continue
            for gram in filter(None, found):
                grams[gram].add((at, reach))
        self.grams = {gram: tuple(sorted(rules)) for gram, rules in grams.items()}
        self.words = {head: tuple(sorted(rules)) for head, rules in words.items()}
        self.vocabulary = frozenset().union(*(rule.words for rule in self.rules))
        self.always = tuple(sorted(always))
        self.tables = tuple(self._table(size) for size in _SIZES)
        self.strange = in_classes(_LETTERS).copy()
        self.strange[[ord(character) for character in set("".join(self.vocabulary))]] = False

    def find(self, text: str, codes: Codes, start: Ints, end: Ints) -> list[Hit]:
        """All hits in a folded text, which is also given as code points, and the spans of its lines without space around them.

        A rule hits a line once.
        """
        asked = self._asked(text, codes, start, end)
        wordy = self._wordy(codes, start, end)
        known: dict[str, list[tuple[int, float]]] = {}
        hits: list[Hit] = []
        for at in range(len(start)) if self.always else sorted({*asked, *wordy}):
            line = text[start[at] : end[at]]
            found = known.get(line)
            if found is None:
                found = known[line] = self._try(line, asked.get(at, _NONE), self._words(line) if at in wordy else ())
            hits += [Hit(at, self.rules[rule], cover) for rule, cover in found]
        return hits

    def _wordy(self, codes: Codes, start: Ints, end: Ints) -> frozenset[int]:
        """The lines that may be made of words: they are short, and have no letter that no word has."""
        strange = np.concatenate(([0], np.cumsum(self.strange.take(codes, mode="clip"))))
        return frozenset(np.flatnonzero((strange[end] == strange[start]) & (end - start <= _WORDS_LINE)).tolist())

    def _try(self, line: str, asked: Mapping[int, int], words: Sequence[int]) -> list[tuple[int, float]]:
        """The rules that match one folded line, of those asked about, and that of its words."""
        size = len(line)
        rules = [at for at, count in asked.items() if count >= self.rules[at].times]
        tried = ((at, self.rules[at].span(line)) for at in (*rules, *self.always) if size <= self.longest[at])
        found = [(at, (span[1] - span[0]) / size) for at, span in tried if span]
        if words and made_of(line, self.vocabulary):
            head = line.strip(SEPARATORS)
            found += [(at, 1.0) for at in words if head.startswith(tuple(self.rules[at].words))][:1]
        return sorted(found)

    def _words(self, line: str) -> Sequence[int]:
        """The rules of words that have one which begins like the line; what follows may be words of other rules."""
        return self.words.get(line.strip(SEPARATORS)[:2].rstrip(SEPARATORS), ())

    def _asked(self, text: str, codes: Codes, start: Ints, end: Ints) -> dict[int, dict[int, int]]:
        """For each line that holds grams, the rules that they stand for, and how many of them there are."""
        offsets = _offsets(len(codes), start, end)
        hashed = codes * _FACTOR
        found: list[tuple[int, int]] = []
        for size, reaches in zip(_SIZES, self.tables, strict=True):
            if size > 1:
                hashed = (hashed[:-1] + codes[size - 1 :]) * _FACTOR
            for place in np.flatnonzero(reaches.take(hashed >> _SHIFT) > offsets[: len(hashed)]).tolist():
                for rule, reach in self.grams.get(text[place : place + size], ()):
                    if reach >= _FAR or reach > offsets[place]:
                        found.append((place, rule))
        asked: dict[int, dict[int, int]] = {}
        rows = np.searchsorted(start, [place for place, _ in found], "right").tolist()
        for row, (_, rule) in zip(rows, found, strict=True):
            rules = asked.setdefault(row - 1, {})
            rules[rule] = rules.get(rule, 0) + 1
        return asked

    def _table(self, size: int) -> Offsets:
        """For each hash of a gram how far from the head of a line it is of use; 0 where there is none."""
        table = np.zeros(1 << _HASH_BITS, np.uint8)
        for gram, rules in self.grams.items():
            if len(gram) == size:
                at = _hash(gram)
                table[at] = max(table[at], *(min(reach, _FAR) for _, reach in rules))
        return table


@lru_cache(maxsize=16)
def matcher(paths: tuple[str, ...] = ()) -> Matcher:
    """The matcher of the packs that come with the library and of the user's files.

    Raises:
        RuleError: see `shanben.rules.load`.
    """
    return Matcher((*packs(), *(rule for path in paths for rule in load(path))))


def _offsets(length: int, start: Ints, end: Ints) -> Offsets:
    """For each character how far it stands from the head of its line, `_FAR - 1` at most; what is no line is further."""
    edges = np.empty(2 * len(start) + 2, np.int64)
    edges[0], edges[-1], edges[1:-1:2], edges[2:-1:2] = 0, length, start, end
    heads = np.full(len(edges) - 1, -1)
    heads[1::2] = start
    heads = np.repeat(heads, edges[1:] - edges[:-1])
    return np.where(heads < 0, _FAR, np.minimum(np.arange(length) - heads, _FAR - 1)).astype(np.uint8)


def _longest(rule: Rule) -> int:
    """The longest line that a rule is tried on."""
    limit = longest(rule.pattern.pattern) if rule.pattern else 0
    return RULE_LINE if limit is None else min(limit, RULE_LINE)


def _gram(needle: str) -> str | None:
    """The end of a string that is looked for; None where every line would hold it."""
    gram = needle[-_SIZES[-1] :]
    common = len(gram) < 2 and gram.isascii() and (gram.isalnum() or gram.isspace())
    return None if common or not gram else gram


def _hash(gram: str) -> int:
    """The hash that `_asked` computes of a gram."""
    found = 0
    for character in gram:
        found = (found + ord(character)) * int(_FACTOR) & 0xFFFFFFFF
    return found >> int(_SHIFT)
